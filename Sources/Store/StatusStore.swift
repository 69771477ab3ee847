public import Domain
import GRDB

/// The figures of one mailbox.
public struct MailboxFigures: Hashable, Sendable, Codable {
  public let mailbox: MailboxName
  public let automaticSince: Instant?
  /// Messages by state.
  public let states: [String: Int]
  public let needPerson: Int
  /// Answers by outbox state.
  public let answers: [String: Int]
}

extension ApplianceStore {
  public func figures() async throws -> [MailboxFigures] {
    try await read { database in
      try Row.fetchAll(database, cached: "SELECT name, automatic_since FROM mailbox ORDER BY name").map { row in
        let name: String = row["name"]
        return MailboxFigures(
          mailbox: MailboxName(name),
          automaticSince: (row["automatic_since"] as Int64?).map(Instant.init(milliseconds:)),
          states: try Self.counts("SELECT state, count(*) FROM message WHERE mailbox = ? GROUP BY 1", name, database),
          needPerson: try Int.fetchOne(
            database, cached: "SELECT count(*) FROM message WHERE mailbox = ? AND needs_person = 1", arguments: [name])
            ?? 0,
          answers: try Self.counts("SELECT state, count(*) FROM outbox WHERE mailbox = ? GROUP BY 1", name, database))
      }
    }
  }

  private static func counts(_ sql: String, _ mailbox: String, _ database: Database) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in try Row.fetchAll(database, cached: sql, arguments: [mailbox]) { counts[row[0]] = row[1] }
    return counts
  }

  /// The messages of a mailbox that wait for a person.
  public func waitingForPerson(in mailbox: MailboxName) async throws -> [MessageEntry] {
    try await read {
      try Self.entries(
        "WHERE needs_person = 1 AND mailbox = ? AND state = 'done' AND erased_at IS NULL", [mailbox.text], $0)
    }
  }

  /// A person has taken care of a message: it is no longer listed.
  public func takenByPerson(_ id: Identifier<Message>) async throws {
    let now = world.now()
    try await write { database in
      let entry = try Self.entry(id, database)
      try database.execute(cached: "UPDATE message SET needs_person = 0 WHERE id = ?", arguments: [id.description])
      try Self.journal("taken_by_person", of: id, mailbox: entry.mailbox, at: now, database)
    }
  }

  /// Every message, in the order in which it came.
  public func entries(mailbox: MailboxName? = nil) async throws -> [MessageEntry] {
    try await read { database in
      if let mailbox { return try Self.entries("WHERE mailbox = ? ORDER BY row", [mailbox.text], database) }
      return try Self.entries("ORDER BY row", [], database)
    }
  }
}
