import Domain
import Rules

/// A mail as the rules see it: a plain customer's, in an automatic mailbox, that nothing holds back; a test changes what
/// it is about.
struct Mail {
  var intents: [String] = ["order_tracking"]
  var sender: String? = "claire@example.org"
  var replyTo: [String]?
  var isFromOurselves = false
  var automatic: AutomaticOrigin?
  var attachments = 0
  var age: Int64 = 3_600
  var duplicateOf: Identifier<Message>?
  var language = Language.french
  var sentiment = Sentiment.neutral
  var isUrgent = false
  var entities: [Entity.Kind] = []
  var lookups: [LookupResult] = []
  /// Nil: open for all of its intents.
  var gate: [Intent: DecisionInput.Gate]?
  var mode = Mode.automatic
  var answersToSender = 0
  var answersInHour = 0
  var sendingAllowed = true
  var automaticSince: Instant? = Instant(seconds: 0)

  static let now = Instant(seconds: 1_795_000_000)
  static let id = Identifier<Message>(at: now, random: (1, 2))

  /// The same with something changed.
  func with(_ change: (inout Mail) -> Void) -> Mail {
    var copy = self
    change(&copy)
    return copy
  }

  var facts: DecisionInput.MessageFacts {
    DecisionInput.MessageFacts(
      id: Self.id, mailbox: MailboxName("contact"), senderAddress: sender, senderName: nil,
      replyAddresses: replyTo ?? sender.map { [$0] } ?? [], isFromOurselves: isFromOurselves, automatic: automatic,
      attachmentCount: attachments, receivedAt: Self.now.adding(seconds: -age), ageSeconds: age,
      duplicateOf: duplicateOf)
  }

  var understanding: Understanding {
    Understanding(
      language: language, intents: [], accepted: intents.map { Intent($0) },
      entities: entities.map { Entity(kind: $0, value: "1", raw: "1", place: .body, confidence: 1) },
      sentiment: sentiment, isUrgent: isUrgent)
  }

  var input: DecisionInput {
    DecisionInput(
      message: facts, understanding: understanding, lookups: lookups,
      findings: findings(message: facts, understanding: understanding, lookups: lookups),
      conversation: DecisionInput.ConversationFacts(
        id: Identifier(at: Self.now, random: (3, 4)), earlierMessages: 0, earlierAnswers: 0),
      gate: gate ?? Dictionary(uniqueKeysWithValues: intents.map { (Intent($0), .open) }), mode: mode,
      counters: DecisionInput.Counters(
        answersToSenderInDay: answersToSender, answersInHour: answersInHour, sendingAllowed: sendingAllowed,
        automaticSince: automaticSince),
      now: Self.now, configurationHash: ContentHash(hex: ""), modelHash: ContentHash(hex: ""))
  }
}

extension LookupResult {
  static func order(_ key: String = "EJSBLZFYO", state: String, owner: String = "claire@example.org") -> LookupResult {
    found(.order, key, ["state": .text(state), "customer_email": .text(owner)])
  }

  static func invoice(_ key: String = "FA-1", state: String, owner: String = "claire@example.org") -> LookupResult {
    found(.invoice, key, ["state": .text(state), "supplier_email": .text(owner), "invoice_number": .text(key)])
  }

  static func domainInvoice(state: String, domain: String) -> LookupResult {
    found(
      .invoice, "FA-2",
      ["state": .text(state), "supplier_email": .text("compta@\(domain)"), "supplier_domain": .text(domain)])
  }

  static func product(state: String) -> LookupResult { found(.product, "LP-1", ["state": .text(state)]) }

  static func unknown(_ kind: Record.Kind, _ key: String = "X") -> LookupResult {
    LookupResult(connector: "test", kind: kind, key: key, records: [])
  }

  private static func found(_ kind: Record.Kind, _ key: String, _ fields: [String: FieldValue]) -> LookupResult {
    let fields = fields.merging(["key": .text(key)]) { $1 }
    return LookupResult(
      connector: "test", kind: kind, key: key,
      records: [Record(connector: "test", kind: kind, key: key, fields: fields, fetchedAt: Mail.now)])
  }
}
