// Rules decides what becomes of a mail. A company writes its rules in a file, each with a sentence that says what it
// does: the first rule whose conditions all hold makes a proposal, and the safeguards, which no rule can switch off, hold
// back what must not be sent. The decision is a pure function of its input, and says why: which rule fired, which were
// passed over and because of what, and what a safeguard held back. Reasons are codes; `Labels` puts them into words.

public import Domain

/// One rule of a profile: when all of its conditions hold, what it proposes.
public struct Rule: Hashable, Sendable {
  public let id: RuleID
  /// What the rule does, as the business would say it.
  public let sentence: Localized
  /// All must hold.
  public let when: [Condition]
  public let then: Proposal

  public init(id: RuleID, sentence: Localized, when: [Condition], then: Proposal) {
    self.id = id
    self.sentence = sentence
    self.when = when
    self.then = then
  }
}

/// What a rule proposes; the safeguards and the mailbox's mode may allow less, never more.
public struct Proposal: Hashable, Sendable {
  public enum Answer: Hashable, Sendable {
    /// Answer by itself.
    case reply(TemplateName)
    /// Prepare an answer that a person sends.
    case draft(TemplateName)
  }

  public enum Folder: Hashable, Sendable {
    /// By its id in the profile.
    case id(String)
    /// The default folder of the mail's primary intent (`folder: motive`).
    case motive
  }

  public let answer: Answer?
  /// Where the mail goes unless it has been answered.
  public let folder: Folder
  /// Where it goes once answered; nil for the profile's folder of answered mails.
  public let answeredFolder: Folder?
  public let flag: Bool
  /// A person must see it even when it has been answered.
  public let person: Bool

  public init(
    answer: Answer? = nil, folder: Folder, answeredFolder: Folder? = nil, flag: Bool = false, person: Bool = false
  ) {
    self.answer = answer
    self.folder = folder
    self.answeredFolder = answeredFolder
    self.flag = flag
    self.person = person
  }
}

/// When a person has the last word: if all the conditions hold, the rule that fired still chooses folder and wording, but
/// its reply is only drafted.
///
/// It says once what would otherwise be repeated in every rule that replies: an angry customer, two motives in one mail.
public struct HandOver: Hashable, Sendable {
  public let id: RuleID
  public let sentence: Localized
  public let when: [Condition]

  public init(id: RuleID, sentence: Localized, when: [Condition]) {
    self.id = id
    self.sentence = sentence
    self.when = when
  }
}

/// A profile's rules in their order, and what they know of its motives.
public struct RuleSet: Hashable, Sendable {
  /// The first whose conditions hold wins.
  public let rules: [Rule]
  public let handOvers: [HandOver]
  public let motives: Motives

  public init(rules: [Rule], handOvers: [HandOver] = [], motives: Motives) {
    self.rules = rules
    self.handOvers = handOvers
    self.motives = motives
  }

  /// What the profile says of its intents, apart from how they are recognised.
  public struct Motives: Hashable, Sendable {
    /// The default folder's id of each.
    public let folders: [Intent: String]
    /// Intents that one answer cannot serve; either direction counts.
    public let incompatible: [Intent: Set<Intent>]

    public init(folders: [Intent: String], incompatible: [Intent: Set<Intent>]) {
      self.folders = folders
      self.incompatible = incompatible
    }

    /// Whether one mail's intents contradict each other.
    public func contradict(_ intents: [Intent]) -> Bool {
      intents.contains { intent in
        intents.contains { incompatible[intent]?.contains($0) == true }
      }
    }
  }
}
