/// Everything a decision depends on. `decide(input)` with the configuration and model named by the hashes gives the same
/// decision today and months later; Store keeps what the hashes name as long as they are referenced.
public struct DecisionInput: Hashable, Sendable, Codable {
  /// The facts of the message that rules and safeguards look at.
  public struct MessageFacts: Hashable, Sendable, Codable {
    public let id: Identifier<Message>
    public let mailbox: MailboxName
    public let senderAddress: String?
    public let senderName: String?
    /// Where a person's mail program would answer: Reply-To, else From. Lowercased.
    public let replyAddresses: [String]
    public let isFromOurselves: Bool
    public let automatic: AutomaticOrigin?
    public let attachmentCount: Int
    public let receivedAt: Instant
    /// Seconds since it was written or came, whichever is longer ago.
    public let ageSeconds: Int64
    /// The first message with the same Message-ID, sender and body, if this is not it.
    public let duplicateOf: Identifier<Message>?

    public init(
      id: Identifier<Message>, mailbox: MailboxName, senderAddress: String?, senderName: String?,
      replyAddresses: [String], isFromOurselves: Bool, automatic: AutomaticOrigin?, attachmentCount: Int,
      receivedAt: Instant, ageSeconds: Int64, duplicateOf: Identifier<Message>?
    ) {
      self.id = id
      self.mailbox = mailbox
      self.senderAddress = senderAddress
      self.senderName = senderName
      self.replyAddresses = replyAddresses
      self.isFromOurselves = isFromOurselves
      self.automatic = automatic
      self.attachmentCount = attachmentCount
      self.receivedAt = receivedAt
      self.ageSeconds = ageSeconds
      self.duplicateOf = duplicateOf
    }
  }

  /// What the exchange held before this message.
  public struct ConversationFacts: Hashable, Sendable, Codable {
    public let id: Identifier<Conversation>
    /// Earlier messages of the exchange.
    public let earlierMessages: Int
    /// Automatic answers already given in it.
    public let earlierAnswers: Int
    /// A person has stepped in: the exchange is theirs.
    public let isPaused: Bool
    /// A person has answered this very message.
    public let isAnswered: Bool

    public init(
      id: Identifier<Conversation>, earlierMessages: Int, earlierAnswers: Int, isPaused: Bool = false,
      isAnswered: Bool = false
    ) {
      self.id = id
      self.earlierMessages = earlierMessages
      self.earlierAnswers = earlierAnswers
      self.isPaused = isPaused
      self.isAnswered = isAnswered
    }

    /// What was stored before people were watched knows nothing of them.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      id = try container.decode(Identifier<Conversation>.self, forKey: .id)
      earlierMessages = try container.decode(Int.self, forKey: .earlierMessages)
      earlierAnswers = try container.decode(Int.self, forKey: .earlierAnswers)
      isPaused = try container.decodeIfPresent(Bool.self, forKey: .isPaused) ?? false
      isAnswered = try container.decodeIfPresent(Bool.self, forKey: .isAnswered) ?? false
    }
  }

  /// What has been sent lately, and whether sending is allowed at all.
  public struct Counters: Hashable, Sendable, Codable {
    /// Automatic answers to this sender in the last 24 hours, whatever the mailbox.
    public let answersToSenderInDay: Int
    /// Automatic answers to anybody in the last hour, whatever the mailbox.
    public let answersInHour: Int
    /// False after `vaguemestre sending stop`, or when the breaker tripped.
    public let sendingAllowed: Bool
    /// When the mailbox first turned automatic; nil when it never has.
    public let automaticSince: Instant?

    public init(answersToSenderInDay: Int, answersInHour: Int, sendingAllowed: Bool, automaticSince: Instant?) {
      self.answersToSenderInDay = answersToSenderInDay
      self.answersInHour = answersInHour
      self.sendingAllowed = sendingAllowed
      self.automaticSince = automaticSince
    }
  }

  /// Whether an intent's measured reliability lets it be answered without a person.
  public enum Gate: String, Hashable, Sendable, Codable {
    case open, closed
    /// Reliable, but answered far more often than it ever was: something unusual is going on.
    case surging
    /// The message is not surely enough about what was read in it.
    case unsure
  }

  public let message: MessageFacts
  public let understanding: Understanding
  public let lookups: [LookupResult]
  public let findings: [Finding]
  public let conversation: ConversationFacts
  public let gate: [Intent: Gate]
  public let mode: Mode
  public let counters: Counters
  public let now: Instant
  public let configurationHash: ContentHash
  public let modelHash: ContentHash

  public init(
    message: MessageFacts, understanding: Understanding, lookups: [LookupResult], findings: [Finding],
    conversation: ConversationFacts, gate: [Intent: Gate], mode: Mode, counters: Counters, now: Instant,
    configurationHash: ContentHash, modelHash: ContentHash
  ) {
    self.message = message
    self.understanding = understanding
    self.lookups = lookups
    self.findings = findings
    self.conversation = conversation
    self.gate = gate
    self.mode = mode
    self.counters = counters
    self.now = now
    self.configurationHash = configurationHash
    self.modelHash = modelHash
  }

  public var records: [Record] { lookups.flatMap(\.records) }
}

/// A rule's stable id (`tracking-shipped`).
public struct RuleID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }

  public static func < (left: RuleID, right: RuleID) -> Bool { left.text < right.text }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// The name of a reply template of the profile (`tracking-shipped`), without language or file ending.
public struct TemplateName: Hashable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// One deed, decided and not yet done.
public enum Action: Hashable, Sendable, Codable {
  /// Send the reply made from the template to the sender.
  case reply(TemplateName)
  /// Put the reply made from the template into the mailbox's drafts, for a person to send.
  case draft(TemplateName)
  /// Move the message to a folder, by the folder's id in the profile (`02`).
  case file(folder: String)
  /// Set `\Flagged`, so that a person sees it.
  case flag
}

/// Why something was decided, as a code with parameters; put into words only when shown.
public struct Reason: Hashable, Sendable, Codable {
  public enum Code: String, Sendable, Codable, CaseIterable {
    /// The rule fired. Parameter `rule`.
    case rule = "rule_fired"
    case noRule = "no_rule"
    case observeMode = "mode_observe"
    case draftMode = "mode_draft"
    /// RFC 3834. Parameters `kind`, `evidence`.
    case automaticMessage = "automatic_message"
    case fromOurselves = "from_ourselves"
    case noSender = "no_sender"
    /// The answer would go to several addresses, or to another than the sender's. No parameter.
    case replyElsewhere = "reply_elsewhere"
    /// Parameter `of`.
    case duplicate = "duplicate"
    /// Parameter `limit`.
    case senderLimit = "sender_limit"
    /// Parameter `limit`.
    case breaker = "breaker"
    case sendingStopped = "sending_stopped"
    case beforeAutomatic = "before_automatic"
    /// Parameter `seconds`.
    case tooOld = "too_old"
    /// Parameter `intent`.
    case gateClosed = "gate_closed"
    /// Far more answers for this intent than ever. Parameter `intent`.
    case volumeSurge = "volume_surge"
    /// The message is not surely enough about this intent. Parameter `intent`.
    case unsureIntent = "unsure_intent"
    /// Nothing was read of what the message is about. No parameter.
    case noIntent = "no_intent"
    /// The sending may or may not have happened. No parameter.
    case uncertainSending = "uncertain_sending"
    /// Parameter `step`, `error` (a code, never the message's text).
    case stepFailed = "step_failed"
    /// The template lacks a value. Parameters `template`, `field`.
    case missingField = "missing_field"
    /// Something in the understanding or the records made a person necessary. Parameter `rule`.
    case ruleAsksPerson = "rule_asks_person"
    /// The exchange has had an automatic answer: what follows is a person's. No parameter.
    case answeredBefore = "answered_before"
    /// The mail was moved or deleted meanwhile: it is a person's. No parameter.
    case takenByPerson = "taken_by_person"
    /// A person has stepped into the exchange: what follows is theirs. No parameter.
    case conversationPaused = "conversation_paused"
    /// A person has answered the message already. No parameter.
    case answeredByPerson = "answered_by_person"
    /// Facts that the answer would need could not be looked up. Parameter `connector`.
    case factsMissing = "facts_missing"
  }

  public let code: Code
  public let parameters: [String: String]

  public init(_ code: Code, _ parameters: [String: String] = [:]) {
    self.code = code
    self.parameters = parameters
  }
}

/// The verdict on a message: what will be done, what is held back, and why.
public struct Decision: Hashable, Sendable, Codable {
  /// A rule that did not fire, and the first of its conditions that failed.
  public struct Passed: Hashable, Sendable, Codable {
    public let rule: RuleID
    public let condition: String

    public init(rule: RuleID, condition: String) {
      self.rule = rule
      self.condition = condition
    }
  }

  public let rule: RuleID?
  /// Done in this order.
  public let actions: [Action]
  /// What the rule asked for and a safeguard or the mode held back.
  public let withheld: [Action]
  public let reasons: [Reason]
  /// A person must see it: it is listed until one has.
  public let needsPerson: Bool
  public let passed: [Passed]

  public init(
    rule: RuleID?, actions: [Action], withheld: [Action], reasons: [Reason], needsPerson: Bool, passed: [Passed]
  ) {
    self.rule = rule
    self.actions = actions
    self.withheld = withheld
    self.reasons = reasons
    self.needsPerson = needsPerson
    self.passed = passed
  }

  /// The reply that left, or that would have if reliability, mode and moment had allowed it: what people audit.
  public var wouldBeReply: TemplateName? {
    guard reasons.allSatisfy({ Self.circumstances.contains($0.code) }) else { return nil }
    for case .reply(let template) in actions + withheld { return template }
    return nil
  }

  /// Reasons that say nothing against the answer itself.
  private static let circumstances: Set<Reason.Code> = [
    .rule, .gateClosed, .volumeSurge, .observeMode, .draftMode, .beforeAutomatic, .tooOld, .sendingStopped,
    .senderLimit, .breaker,
  ]
}
