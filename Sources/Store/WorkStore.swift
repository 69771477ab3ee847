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
  /// Takes the next unfinished messages of a mailbox, for a time: nobody else is given them until the lease ends. The
  /// oldest first.
  ///
  /// - Parameter inHand: Messages that the owner has claimed and is working on; others of its own it is given again.
  public func claimNext(
    _ count: Int, in mailbox: MailboxName, owner: String, leaseSeconds: Int64, besides inHand: [MessageEntry] = []
  ) async throws -> [MessageEntry] {
    let now = world.now()
    let known = try StoredJSON.text(inHand.map(\.id))
    return try await writeLightly { database in
      let entries = try Self.entries(
        """
        WHERE mailbox = ?1 AND state IN (\(Self.unfinishedStates)) AND erased_at IS NULL
          AND (claim_owner IS NULL OR claim_owner = ?2 OR claim_until <= ?3) AND (retry_at IS NULL OR retry_at <= ?3)
          AND id NOT IN (SELECT value FROM json_each(?5))
        ORDER BY received_at, row LIMIT ?4
        """, [mailbox.text, owner, now.milliseconds, count, known], database)
      for entry in entries {
        try database.execute(
          cached: "UPDATE message SET claim_owner = ?, claim_until = ? WHERE id = ?",
          arguments: [owner, now.adding(seconds: leaseSeconds).milliseconds, entry.id.description])
      }
      return entries
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

  /// The stored value of a stage.
  public func stage<Value: Decodable & Sendable>(
    _ name: StageName, of id: Identifier<Message>, as type: Value.Type = Value.self
  ) async throws -> Value {
    try await read { database in
      let text = try String.fetchOne(
        database, cached: "SELECT value FROM stage WHERE message = ? AND name = ?",
        arguments: [id.description, name.rawValue])
      guard let text else { throw StoreError.missingStage(id, name.rawValue) }
      return try StoredJSON.value(type, from: text)
    }
  }

  /// Keeps the bytes that stand behind a hash that decisions are about to name, a day at least, and longer while one names
  /// them.
  ///
  /// - Parameter bytes: Asked for when they are not kept already, or not for long any more.
  public func keep(_ hash: ContentHash, kind: String, _ bytes: () -> [UInt8]) async throws {
    let now = world.now()
    let isKept = try await read { database in
      try Bool.fetchOne(
        database,
        cached: "SELECT EXISTS (SELECT 1 FROM content WHERE hash = ? AND length(bytes) > 0 AND kept_since > ?)",
        arguments: [hash.hex, now.adding(seconds: -Self.contentSeconds / 2).milliseconds])
    }
    if isKept == true { return }
    let data = Data(bytes())
    try await write { database in
      try database.execute(
        cached: """
          INSERT INTO content (hash, kind, bytes, kept_since) VALUES (?1, ?2, ?3, ?4)
          ON CONFLICT (hash) DO UPDATE SET bytes = ?3, kept_since = ?4
          """,
        arguments: [hash.hex, kind, data, now.milliseconds])
    }
  }

  /// For how long bytes are kept that no decision names.
  static let contentSeconds: Int64 = 86_400

  /// The bytes behind a hash, nil once nothing names them any more, or they were erased.
  public func content(_ hash: ContentHash) async throws -> [UInt8]? {
    try await read { database in
      try Data.fetchOne(
        database, cached: "SELECT bytes FROM content WHERE hash = ? AND length(bytes) > 0", arguments: [hash.hex]
      ).map { [UInt8]($0) }
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
}

/// One step of a message's way, as a code.
public struct JournalEntry: Hashable, Sendable, Codable {
  public let step: String
  public let detail: String?
  public let at: Instant
}
