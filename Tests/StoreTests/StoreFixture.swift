import Domain
import Store
import TestSupport

/// A store in a folder of its own, under a clock that stands still.
struct StoreFixture {
  let folder: TemporaryFolder
  let clock: SteppedWorld
  let store: ApplianceStore

  init() throws {
    folder = try TemporaryFolder()
    clock = SteppedWorld()
    store = try ApplianceStore(directory: folder.path, world: clock.world)
  }

  func reopened() throws -> ApplianceStore { try ApplianceStore(directory: folder.path, world: clock.world) }

  func raw(_ text: String, uid: UInt32, folder: FolderName = .inbox, validity: UInt32 = 1, mailbox: String = "contact")
    -> RawMessage
  {
    RawMessage(
      mailbox: MailboxName(mailbox), location: MessageLocation(folder: folder, uidValidity: validity, uid: uid),
      receivedAt: clock.now, bytes: Array(text.utf8))
  }

  /// A received message, the mailbox opened.
  func receive(_ text: String, uid: UInt32, mailbox: String = "contact") async throws -> MessageEntry {
    try await store.open(mailbox: MailboxName(mailbox), mode: .automatic)
    return try await receive(raw(text, uid: uid, mailbox: mailbox))
  }

  func receive(_ raw: RawMessage) async throws -> MessageEntry {
    let hash = try store.keep([.bytes(raw.bytes)])[0]
    let arrival = Arrival(location: raw.location, receivedAt: raw.receivedAt, contentHash: hash)
    return try await store.receive([arrival], in: raw.mailbox)[0]
  }

  /// What the answers of a test never reach.
  let limits = SendingLimits(perSenderPerDay: 10, perHour: 100)

  /// A received and understood message.
  func understand(
    _ text: String, uid: UInt32, mailbox: String = "contact", bodyHash: String, messageID: String?,
    inReplyTo: [String] = [], from: String = "claire@client.example"
  ) async throws -> MessageEntry {
    let entry = try await receive(text, uid: uid, mailbox: mailbox)
    let message = Message.sample(
      id: entry.id, mailbox: mailbox, contentHash: entry.contentHash.hex, bodyHash: bodyHash, messageID: messageID,
      inReplyTo: inReplyTo, from: from, receivedAt: clock.now)
    let fresh: Identifier<Conversation> = clock.world.identifier()
    return try await store.takeSteps { try $0.understand(entry, message, .sample(), fresh: fresh) }
  }

  func decide(
    _ entry: MessageEntry, _ actions: [Action], draft: Draft? = nil, needsPerson: Bool = false
  ) async throws -> MessageEntry {
    let configuration = try await keep("configuration", kind: "configuration")
    let model = try await keep("model", kind: "model")
    let counters = try await store.takeSteps { try $0.counters(sender: nil, mailbox: entry.mailbox) }
    let input = DecisionInput(
      message: .init(
        id: entry.id, mailbox: entry.mailbox, senderAddress: "claire@client.example", senderName: nil,
        replyAddresses: ["claire@client.example"], isFromOurselves: false, automatic: nil, attachmentCount: 0,
        receivedAt: entry.receivedAt, ageSeconds: 0, duplicateOf: nil), understanding: .sample(), lookups: [],
      findings: [], conversation: .init(id: entry.conversation!, earlierMessages: 0, earlierAnswers: 0), gate: [:],
      mode: .automatic, counters: counters, now: clock.now,
      configurationHash: configuration, modelHash: model)
    let decision = Decision(
      rule: RuleID("tracking"), actions: actions, withheld: [], reasons: [Reason(.rule, ["rule": "tracking"])],
      needsPerson: needsPerson, passed: [])
    return try await store.takeSteps {
      try $0.decide(
        entry, decision, for: input, draft, profile: "ecommerce",
        AnswerVersions(model: model, threshold: 0.5, rules: configuration))
    }
  }

  /// Keeps what stands behind a hash.
  @discardableResult
  func keep(_ text: String, kind: String) async throws -> ContentHash {
    let hash = try ApplianceStore.hash(.bytes(Array(text.utf8)))
    try await store.keep(hash, kind: kind) { Array(text.utf8) }
    return hash
  }

  /// The moment's steps, one at a time.
  func lookUp(_ entry: MessageEntry, _ lookups: [LookupResult] = []) async throws -> MessageEntry {
    try await store.takeSteps { try $0.lookUp(entry, lookups) }
  }

  func finish(_ entry: MessageEntry, needsPerson: Bool = false) async throws -> MessageEntry {
    try await store.takeSteps { try $0.finish(entry, outcomes: [], needsPerson: needsPerson) }
  }

  func conversation(of entry: MessageEntry) async throws -> DecisionInput.ConversationFacts? {
    try await store.takeSteps { try $0.conversationFacts(of: entry) }
  }

  func counters(sender: String) async throws -> DecisionInput.Counters {
    try await store.takeSteps { try $0.counters(sender: sender, mailbox: MailboxName("contact")) }
  }

  /// The next message of the usual mailbox, claimed for a minute.
  func claimed(by owner: String) async throws -> Identifier<Message>? {
    try await claimedEntry(by: owner)?.id
  }

  func claimedEntry(by owner: String) async throws -> MessageEntry? {
    try await store.claimNext(1, in: MailboxName("contact"), owner: owner, leaseSeconds: 60).first
  }
}
