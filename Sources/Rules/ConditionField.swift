internal import Domain

/// The names of the conditions in a rules file.
public enum ConditionField: String, Sendable, CaseIterable {
  case intent
  case alsoIntent = "also_intent"
  case intentsIncompatible = "intents_incompatible"
  case record, state, finding, sender, language, sentiment, urgent, attachments, number, spam
  case copyOnly = "copy_only"
  case automatic
}

extension Condition {
  public var field: ConditionField {
    switch self {
    case .intent: .intent
    case .alsoIntent: .alsoIntent
    case .intentsIncompatible: .intentsIncompatible
    case .record: .record
    case .state: .state
    case .finding: .finding
    case .sender: .sender
    case .language: .language
    case .sentiment: .sentiment
    case .urgent: .urgent
    case .attachments: .attachments
    case .number: .number
    case .spam: .spam
    case .copyOnly: .copyOnly
    case .automatic: .automatic
    }
  }

  /// As a rules file would say it on one line, `state: paid, in_preparation`; a decision keeps it to explain itself.
  public var text: String { "\(field.rawValue): \(values.joined(separator: ", "))" }

  private var values: [String] {
    switch self {
    case .intent(let intents): intents.map(\.id)
    case .alsoIntent(let selection): selection.texts(\.id)
    case .record(let selection): selection.texts(\.rawValue)
    case .state(let states): states
    case .finding(let patterns): patterns.map(\.text)
    case .sender(let patterns): patterns.map(\.text)
    case .language(let languages): languages.map(\.code)
    case .sentiment(let sentiments): sentiments.map(\.rawValue)
    case .number(let selection): selection.texts(\.rawValue)
    case .automatic(let kinds): kinds.map(\.code)
    case .intentsIncompatible(let wanted), .urgent(let wanted), .attachments(let wanted), .spam(let wanted),
      .copyOnly(let wanted):
      [String(wanted)]
    }
  }
}

extension Condition.Selection {
  func texts(_ text: (Value) -> String) -> [String] {
    switch self {
    case .anyOf(let values): values.map(text)
    case .any: ["any"]
    case .none: ["none"]
    }
  }
}

extension Condition.FindingPattern {
  var text: String { kind.map { "\(code.rawValue):\($0.rawValue)" } ?? code.rawValue }
}

extension Condition.SenderPattern {
  var text: String {
    switch self {
    case .address(let text), .domain(let text): text
    }
  }
}

extension AutomaticOrigin.Kind {
  /// As rules and labels write it; Domain's own spelling stays in the store.
  var code: String {
    switch self {
    case .bounce: "bounce"
    case .autoReply: "auto_reply"
    case .list: "list"
    case .bulk: "bulk"
    case .noReply: "no_reply"
    }
  }

  static let all: [AutomaticOrigin.Kind] = [.bounce, .autoReply, .list, .bulk, .noReply]
}
