public import Domain
import GRDB

/// An answer that was given, or that would have been, and what made it.
public struct WouldBeAnswer: Hashable, Sendable {
  public let message: Identifier<Message>
  public let profile: String
  /// Its motives, the primary first.
  public let intents: [Intent]
  public let versions: AnswerVersions

  public init(message: Identifier<Message>, profile: String, intents: [Intent], versions: AnswerVersions) {
    self.message = message
    self.profile = profile
    self.intents = intents
    self.versions = versions
  }
}

/// How often a motive was the primary one, and how often such mails were answered without a person.
public struct IntentCount: Hashable, Sendable {
  public let seen: Int
  public let automated: Int
}

extension ApplianceStore {
  /// Keeps a person's audits of answers; a second one of the same answer takes the place of the first.
  public func keep(_ audits: [(answer: WouldBeAnswer, isRight: Bool)], by author: String) async throws {
    let now = world.now()
    try await write { database in
      for (answer, isRight) in audits {
        for intent in answer.intents {
          try database.execute(
            cached: """
              INSERT OR REPLACE INTO verdict
                (message, profile, intent, is_right, model_hash, threshold, rules_hash, author, at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
            arguments: [
              answer.message.description, answer.profile, intent.id, isRight, answer.versions.model.hex,
              answer.versions.threshold, answer.versions.rules.hex, author, now.milliseconds,
            ])
        }
      }
    }
  }

  /// The audits of a profile's answers, by motive, oldest first.
  public func verdicts(profile: String) async throws -> [Intent: [Verdict]] {
    try await read { database in
      var verdicts: [Intent: [Verdict]] = [:]
      for row in try Row.fetchAll(
        database, cached: "SELECT * FROM verdict WHERE profile = ? ORDER BY row", arguments: [profile])
      {
        guard let verdict = Verdict(row: row) else { continue }
        verdicts[Intent(row["intent"]), default: []].append(verdict)
      }
      return verdicts
    }
  }

  static func verdicts(
    on intent: Intent, profile: String, of versions: AnswerVersions, _ database: Database
  ) throws -> [Verdict] {
    try Row.fetchAll(
      database,
      cached: """
        SELECT message, is_right, model_hash, threshold, rules_hash FROM verdict
        WHERE profile = ? AND intent = ? AND model_hash = ? AND rules_hash = ? AND threshold = ? ORDER BY row
        """,
      arguments: [profile, intent.id, versions.model.hex, versions.rules.hex, versions.threshold]
    ).compactMap(Verdict.init(row:))
  }

  /// The messages with an answer of these versions, oldest first: of copies of one mail the first, as they would be so
  /// many audits of one answer.
  ///
  /// - Parameter isAudited: Whether a person has judged the answer.
  public func answeredMessages(
    profile: String, of versions: AnswerVersions, isAudited: Bool
  ) async throws -> [Identifier<Message>] {
    try await read { database in
      try String.fetchAll(
        database,
        cached: """
          SELECT d.message FROM decision d JOIN message m ON m.id = d.message
          WHERE d.template IS NOT NULL AND d.profile = ?1 AND d.model_hash = ?2 AND d.rules_hash = ?3
            AND d.threshold = ?4 AND m.erased_at IS NULL
            AND EXISTS (SELECT 1 FROM verdict v WHERE v.message = d.message AND v.model_hash = ?2
              AND v.rules_hash = ?3 AND v.threshold = ?4) = ?5
            AND NOT EXISTS (SELECT 1 FROM message e WHERE e.row < m.row
              AND (e.content_hash = m.content_hash OR (e.message_id = m.message_id AND e.body_hash = m.body_hash)))
          ORDER BY d.at, m.row
          """,
        arguments: [profile, versions.model.hex, versions.rules.hex, versions.threshold, isAudited]
      ).compactMap(Identifier.init)
    }
  }

  /// What was seen and answered of each motive of a profile.
  public func intentCounts(profile: String) async throws -> [Intent: IntentCount] {
    try await read { database in
      var counts: [Intent: IntentCount] = [:]
      for row in try Row.fetchAll(
        database,
        cached: """
          SELECT d.intent, count(*) AS seen, count(o.message) AS automated
          FROM decision d LEFT JOIN outbox o ON o.message = d.message AND o.state = 'sent'
          WHERE d.profile = ? AND d.intent IS NOT NULL GROUP BY d.intent
          """, arguments: [profile])
      {
        counts[Intent(row["intent"])] = IntentCount(seen: row["seen"], automated: row["automated"])
      }
      return counts
    }
  }

  static func automaticAnswers(
    to intent: Intent, profile: String, at now: Instant, _ database: Database
  ) throws -> (lastHour: Int, busiestHour: Int) {
    let hourAgo = now.adding(seconds: -3_600).milliseconds
    let answered = """
      FROM outbox o JOIN decision d ON d.message = o.message
      WHERE d.profile = ?1 AND d.intent = ?2 AND o.state IN ('sending', 'sent', 'uncertain')
      """
    let lastHour = try Int.fetchOne(
      database, cached: "SELECT count(*) \(answered) AND o.queued_at > ?3", arguments: [profile, intent.id, hourAgo])
    let busiest = try Int.fetchOne(
      database,
      cached: """
        SELECT max(answers) FROM (SELECT count(*) AS answers \(answered) AND o.queued_at <= ?3 AND o.queued_at > ?4
          GROUP BY o.queued_at / 3600000)
        """, arguments: [profile, intent.id, hourAgo, now.adding(seconds: -28 * 86_400).milliseconds])
    return (lastHour ?? 0, busiest ?? 0)
  }

  /// Makes the seed by which audits are drawn, once, so that the draw is the same whenever it is asked for.
  public func makeAuditSeed() async throws {
    let fresh = world.random()
    let now = world.now()
    try await writeLightly { database in
      try database.execute(
        cached: "INSERT INTO switch (name, value, at) VALUES ('audit_seed', ?, ?) ON CONFLICT DO NOTHING",
        arguments: [String(fresh), now.milliseconds])
    }
  }

  /// Nil before an appliance has worked.
  public func auditSeed() async throws -> UInt64? {
    try await read { database in
      try String.fetchOne(database, cached: "SELECT value FROM switch WHERE name = 'audit_seed'").flatMap { UInt64($0) }
    }
  }
}

extension Verdict {
  fileprivate init?(row: Row) {
    guard let message = Identifier<Message>(row["message"]) else { return nil }
    self.init(
      message: message, isRight: row["is_right"],
      versions: AnswerVersions(
        model: ContentHash(hex: row["model_hash"]), threshold: row["threshold"],
        rules: ContentHash(hex: row["rules_hash"])))
  }
}
