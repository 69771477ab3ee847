public import Domain
import Learning
import Mailboxes
import Reading
import Rules
import Store

/// The answers that were drawn by lot and wait for a person's audit, the oldest first.
public struct AuditList: Codable, Sendable {
  public struct Item: Codable, Sendable {
    public let message: Identifier<Message>
    public let explanation: Explanation
  }

  public let items: [Item]

  /// Reads the store of a configuration, which a service may be working on.
  public init(_ configuration: Configuration, world: World) async throws {
    let store = try ApplianceStore(
      existing: configuration.dataFolder, retention: configuration.retention, world: world)
    if let store { items = try await Self.items(store, configuration) } else { items = [] }
  }

  /// Those of the intents that may be answered without a person.
  private static func open(
    _ intents: [Intent], _ gate: ReliabilityGate, _ answer: WouldBeAnswer, _ store: ApplianceStore
  ) async throws -> Set<Intent> {
    try await store.takeSteps { steps in
      Set(
        try intents.filter { intent in
          gate.isOpen(
            try steps.verdicts(on: intent, profile: answer.profile, of: answer.versions), of: answer.versions)
        })
    }
  }

  private static func noteFall(
    from before: Set<Intent>, to after: Set<Intent>, in mailbox: MailboxName, _ store: ApplianceStore
  ) async throws {
    for intent in before.subtracting(after) {
      try await store.raise(.reliabilityFallen, mailbox: mailbox, ["intent": intent.id])
    }
    for intent in after {
      try await store.clear(.reliabilityFallen, mailbox: mailbox, where: "intent", is: intent.id)
    }
  }

  private static func items(_ store: ApplianceStore, _ configuration: Configuration) async throws -> [Item] {
    var items: [Item] = []
    for (message, profile) in try await drawn(store, configuration, isAudited: false) {
      let entry = try await store.entry(message)
      guard let mailbox = configuration.mailboxes.first(where: { $0.name == entry.mailbox }),
        let trade = configuration.trades[profile]
      else { continue }
      items.append(
        Item(
          message: message,
          explanation: try await Explanation(
            of: entry, store: store, mailbox: mailbox, trade: trade, configuration.language)))
    }
    return items
  }

  private static func drawn(
    _ store: ApplianceStore, _ configuration: Configuration, isAudited: Bool
  ) async throws -> [(message: Identifier<Message>, profile: String)] {
    guard let seed = try await store.auditSeed() else { return [] }
    let draw = AuditDraw(seed: seed, share: configuration.reliability.audited)
    var drawn: [(Identifier<Message>, String)] = []
    for (profile, trade) in configuration.trades.sorted(by: { $0.key < $1.key }) {
      let answered = try await store.answeredMessages(profile: profile, of: trade.versions, isAudited: isAudited)
      drawn += answered.filter(draw.draws).map { ($0, profile) }
    }
    return drawn
  }

  /// Keeps a person's verdict, or another one in its place. Only what was drawn can be audited: a person's own choice would
  /// tell about what people like to look at.
  static func keep(
    isRight: Bool, _ message: Identifier<Message>, by author: String, _ store: ApplianceStore,
    _ configuration: Configuration
  ) async throws {
    let drawn =
      try await drawn(store, configuration, isAudited: false) + drawn(store, configuration, isAudited: true)
    guard let profile = drawn.first(where: { $0.message == message })?.profile,
      let versions = configuration.trades[profile]?.versions
    else { throw AuditError(message: message) }
    let understanding = try await store.stage(.understanding, of: message, as: Understanding.self)
    let answer = WouldBeAnswer(
      message: message, profile: profile, intents: understanding.accepted, versions: versions)
    let gate = ReliabilityGate(target: configuration.reliability.target)
    let before = try await open(understanding.accepted, gate, answer, store)
    try await store.keep([(answer, isRight)], by: author)
    let after = try await open(understanding.accepted, gate, answer, store)
    try await noteFall(from: before, to: after, in: try await store.entry(message).mailbox, store)
    try await store.audit(isRight ? "answer_right" : "answer_wrong", by: author, ["message": message.description])
  }
}

extension AuditList {
  /// For a person, in their language.
  public func text(_ words: Words) -> String {
    guard let first = items.first else { return words.text("audit.none") }
    let answers = items.map { "\($0.message)\n\n\($0.explanation.text(words))" }
    let heading = words.text(
      "audit.waiting", ["count": String(items.count), "message": first.message.description])
    return ([heading] + answers).joined(separator: "\n\n")
  }
}

/// The message waits for no audit.
struct AuditError: Error, CustomStringConvertible {
  let message: Identifier<Message>

  var text: Localized {
    Localized(
      fr: "Le message \(message) n’attend aucun contrôle ; « vaguemestre audit » donne ceux qui en attendent un.",
      en: "The message \(message) waits for no audit; “vaguemestre audit” tells which do.")
  }

  var description: String { text.en }
}
