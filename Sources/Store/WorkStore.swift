public import Domain
import Foundation
import GRDB

/// The stored value of a stage of a message's way.
public enum StageName: String, Sendable, CaseIterable {
  case message, understanding, lookups
  case decisionInput = "decision_input"
  case decision
  /// The reply made from a template, with its language and text.
  case draft
  case outcomes
}

extension ApplianceStore {
  /// Takes the next unfinished message of a mailbox, for a time: nobody else is given it until the lease ends. The oldest
  /// first.
  public func claimNext(in mailbox: MailboxName, owner: String, leaseSeconds: Int64) async throws -> MessageEntry? {
    let now = world.now()
    return try await writeLightly { database in
      let id = try String.fetchOne(
        database,
        cached: """
          UPDATE message SET claim_owner = ?1, claim_until = ?2
          WHERE row = (SELECT row FROM message
            WHERE mailbox = ?4 AND state IN (\(Self.unfinishedStates)) AND (claim_owner IS NULL OR claim_owner = ?1 OR claim_until <= ?3)
              AND (retry_at IS NULL OR retry_at <= ?3)
            ORDER BY received_at, row LIMIT 1)
          RETURNING id
          """,
        arguments: [owner, now.adding(seconds: leaseSeconds).milliseconds, now.milliseconds, mailbox.text])
      return try id.flatMap(Identifier<Message>.init).map { try Self.entry($0, database) }
    }
  }

  /// Only states that this version knows: a row that cannot be read must not hold up the others.
  private static let unfinishedStates = MessageState.allCases.filter { $0 != .done }.map { "'\($0.rawValue)'" }
    .joined(separator: ", ")

  /// Gives every claim back: what an earlier process of this appliance held when it died. Only the holder of the
  /// appliance's lock may do this.
  public func releaseClaims() async throws {
    try await writeLightly { database in
      try database.execute(cached: "UPDATE message SET claim_owner = NULL, claim_until = NULL WHERE state <> 'done'")
    }
  }

  /// Sets a message aside until a moment, counting the attempt; `cause` is a code.
  public func postpone(_ id: Identifier<Message>, until moment: Instant, cause: String) async throws {
    let now = world.now()
    try await writeLightly { database in
      let entry = try Self.entry(id, database)
      try database.execute(
        cached: """
          UPDATE message SET retry_at = ?, attempts = attempts + 1, claim_owner = NULL, claim_until = NULL WHERE id = ?
          """, arguments: [moment.milliseconds, id.description])
      try Self.journal("postponed", detail: cause, of: id, mailbox: entry.mailbox, at: now, database)
    }
  }

  /// Unfinished messages set aside until later.
  public func nextRetry() async throws -> Instant? {
    try await read { database in
      try Int64.fetchOne(database, cached: "SELECT min(retry_at) FROM message WHERE state <> 'done'")
        .map(Instant.init(milliseconds:))
    }
  }

  /// Keeps what was read: the message, its people, its conversation, whether it is a duplicate, and the understanding.
  public func save(_ message: Message, _ understanding: Understanding) async throws -> MessageEntry {
    let now = world.now()
    let fresh: Identifier<Conversation> = world.identifier()
    let understood = try await writeLightly { database in
      let conversation = try Self.conversation(of: message, fresh: fresh, at: now, database)
      let duplicate = try Self.original(of: message, database)
      try database.execute(
        cached: """
          UPDATE message SET message_id = ?, body_hash = ?, sent_at = ?, zone = ?, conversation = ?, duplicate_of = ?
          WHERE id = ?
          """,
        arguments: [
          message.messageID, message.bodyHash.hex, message.sentAt?.milliseconds, message.zone,
          conversation.description, duplicate?.description, message.id.description,
        ])
      try Self.noteAnswer(to: message, at: now, database)
      try database.execute(cached: "DELETE FROM participant WHERE message = ?", arguments: [message.id.description])
      for participant in message.participants {
        try database.execute(
          cached: "INSERT INTO participant (message, mailbox, role, kind, value, name) VALUES (?, ?, ?, ?, ?, ?)",
          arguments: [
            message.id.description, message.mailbox.text, participant.role.rawValue, participant.kind.rawValue,
            participant.value, participant.name,
          ])
      }
      try Self.save(.message, message, of: message.id, message.mailbox, at: now, database)
      try Self.save(.understanding, understanding, of: message.id, message.mailbox, at: now, database)
      return try Self.advance(message.id, to: .understood, at: now, database)
    }
    stages.keep(message, as: .message, of: message.id)
    stages.keep(understanding, as: .understanding, of: message.id)
    return understood
  }

  /// Keeps what the shop and the ledger answered.
  public func save(_ lookups: [LookupResult], of id: Identifier<Message>) async throws -> MessageEntry {
    let now = world.now()
    let lookedUp = try await writeLightly { database in
      let entry = try Self.entry(id, database)
      try Self.save(.lookups, lookups, of: id, entry.mailbox, at: now, database)
      return try Self.advance(id, to: .lookedUp, at: now, database)
    }
    stages.keep(lookups, as: .lookups, of: id)
    return lookedUp
  }

  /// Keeps a decision with all it depended on, and plans its actions.
  public func save(_ decision: Decision, for input: DecisionInput) async throws -> MessageEntry {
    let now = world.now()
    let id = input.message.id
    let decided = try await writeLightly { database in
      let entry = try Self.entry(id, database)
      try Self.save(.decisionInput, input, of: id, entry.mailbox, at: now, database)
      try Self.save(.decision, decision, of: id, entry.mailbox, at: now, database)
      try database.execute(
        cached: """
          INSERT OR REPLACE INTO decision
            (message, mailbox, rule, intent, mode, needs_person, configuration_hash, model_hash, at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          id.description, entry.mailbox.text, decision.rule?.text, input.understanding.accepted.first?.id,
          input.mode.rawValue, decision.needsPerson, input.configurationHash.hex, input.modelHash.hex,
          now.milliseconds,
        ])
      try Self.plan(decision.actions, of: entry, database)
      return try Self.advance(id, to: .decided, at: now, database)
    }
    stages.keep(input, as: .decisionInput, of: id)
    stages.keep(decision, as: .decision, of: id)
    return decided
  }

  /// Takes a decision back before anything left the house: it will be decided anew, and its actions planned anew.
  public func decideAgain(_ id: Identifier<Message>, cause: String) async throws -> MessageEntry {
    let now = world.now()
    return try await writeLightly { database in
      let entry = try Self.entry(id, database)
      try Self.plan([], of: entry, database)
      try Self.journal("decide_again", detail: cause, of: id, mailbox: entry.mailbox, at: now, database)
      return try Self.advance(id, to: .lookedUp, at: now, database)
    }
  }

  public func beginActing(_ id: Identifier<Message>) async throws -> MessageEntry {
    let now = world.now()
    return try await writeLightly { try Self.advance(id, to: .acting, at: now, $0) }
  }

  /// Ends a message's way.
  public func finish(_ id: Identifier<Message>, outcomes: [Outcome], needsPerson: Bool) async throws -> MessageEntry {
    let now = world.now()
    return try await writeLightly { database in
      let entry = try Self.entry(id, database)
      try Self.save(.outcomes, outcomes, of: id, entry.mailbox, at: now, database)
      try database.execute(
        cached: """
          UPDATE message SET needs_person = ?1 AND NOT answered_by_person, claim_owner = NULL, claim_until = NULL,
            retry_at = NULL
          WHERE id = ?2
          """, arguments: [needsPerson, id.description])
      return try Self.advance(id, to: .done, at: now, database)
    }
  }

  /// The stored value of a stage.
  public func stage<Value: Decodable & Sendable>(
    _ name: StageName, of id: Identifier<Message>, as type: Value.Type = Value.self
  ) async throws -> Value {
    if let value = stages.value(name, of: id, as: type) { return value }
    return try await read { database in
      let text = try String.fetchOne(
        database, cached: "SELECT value FROM stage WHERE message = ? AND name = ?",
        arguments: [id.description, name.rawValue])
      guard let text else { throw StoreError.missingStage(id, name.rawValue) }
      return try StoredJSON.value(type, from: text)
    }
  }

  /// Keeps the text of a reply, for the console and for learning from what a person makes of it.
  public func save(_ draft: Draft, of id: Identifier<Message>) async throws {
    let now = world.now()
    try await writeLightly { database in
      let entry = try Self.entry(id, database)
      try Self.save(.draft, draft, of: id, entry.mailbox, at: now, database)
    }
    stages.keep(draft, as: .draft, of: id)
  }

  /// Keeps the bytes that stand behind a hash named by decisions.
  public func keep(_ bytes: [UInt8], kind: String) async throws -> ContentHash {
    let now = world.now()
    let hash = Self.hash(bytes)
    try await write { database in
      try database.execute(
        cached: "INSERT INTO content (hash, kind, bytes, kept_since) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [hash.hex, kind, Data(bytes), now.milliseconds])
    }
    return hash
  }

  /// The bytes behind a hash, nil once nothing names them any more.
  public func content(_ hash: ContentHash) async throws -> [UInt8]? {
    try await read { database in
      try Data.fetchOne(database, cached: "SELECT bytes FROM content WHERE hash = ?", arguments: [hash.hex]).map {
        [UInt8]($0)
      }
    }
  }

  /// The steps a message went through, oldest first.
  public func journal(of id: Identifier<Message>) async throws -> [JournalEntry] {
    try await read { database in
      try Row.fetchAll(
        database, cached: "SELECT step, detail, at FROM journal WHERE message = ? ORDER BY row",
        arguments: [id.description]
      ).map { JournalEntry(step: $0["step"], detail: $0["detail"], at: Instant(milliseconds: $0["at"])) }
    }
  }

  private static func save(
    _ name: StageName, _ value: some Encodable, of id: Identifier<Message>, _ mailbox: MailboxName, at now: Instant,
    _ database: Database
  ) throws {
    try database.execute(
      cached: "INSERT OR REPLACE INTO stage (message, mailbox, name, value, at) VALUES (?, ?, ?, ?, ?)",
      arguments: [id.description, mailbox.text, name.rawValue, try StoredJSON.text(value), now.milliseconds])
  }

  private static func advance(
    _ id: Identifier<Message>, to state: MessageState, at now: Instant, _ database: Database
  ) throws -> MessageEntry {
    try database.execute(
      cached: "UPDATE message SET state = ?, state_at = ?, attempts = 0, retry_at = NULL WHERE id = ?",
      arguments: [state.rawValue, now.milliseconds, id.description])
    let entry = try entry(id, database)
    try journal(state.rawValue, of: id, mailbox: entry.mailbox, at: now, database)
    return entry
  }
}

/// One step of a message's way, as a code.
public struct JournalEntry: Hashable, Sendable, Codable {
  public let step: String
  public let detail: String?
  public let at: Instant
}
