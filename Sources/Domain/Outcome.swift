/// How far a message has come; each state is journaled before the next step begins.
public enum MessageState: String, Sendable, Codable, CaseIterable {
  case received, understood
  case lookedUp = "looked_up"
  case decided, acting, done
}

/// A reply made from a template, before it has a sender's headers and bytes.
public struct Draft: Hashable, Sendable, Codable {
  public let template: TemplateName
  public let language: Language
  /// Plain text; the HTML alternative is made from it.
  public let text: String

  public init(template: TemplateName, language: Language, text: String) {
    self.template = template
    self.language = language
    self.text = text
  }
}

/// What came of an action.
public struct Outcome: Hashable, Sendable, Codable {
  public enum Result: String, Sendable, Codable {
    case done
    /// A sending whose end is unknown: a person looks, it is never sent again by itself.
    case uncertain
    /// Could not be done; the reason is with it.
    case failed
  }

  public let action: Action
  public let result: Result
  public let reason: Reason?
  public let at: Instant

  public init(action: Action, result: Result, reason: Reason?, at: Instant) {
    self.action = action
    self.result = result
    self.reason = reason
    self.at = at
  }
}

/// Where an answer stands on its way out.
public enum OutboxState: String, Sendable, Codable, CaseIterable {
  /// Composed and stored, nothing has left.
  case queued
  /// Handed to the carrier; if the process dies now, the end is unknown.
  case sending
  case sent
  case uncertain
  case failed
}

/// A person's fix of what the appliance understood or did.
public struct Correction: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable {
    case intent, folder, entity
  }

  public let id: Identifier<Correction>
  public let message: Identifier<Message>
  public let kind: Kind
  public let before: String
  public let after: String
  /// Who corrected: an operator's name, or the mailbox in which the move was seen.
  public let author: String
  public let at: Instant

  public init(
    id: Identifier<Correction>, message: Identifier<Message>, kind: Kind, before: String, after: String,
    author: String, at: Instant
  ) {
    self.id = id
    self.message = message
    self.kind = kind
    self.before = before
    self.after = after
    self.author = author
    self.at = at
  }
}
