public import Domain
import GRDB

/// A planned deed and how far it has come.
public struct ActionEntry: Hashable, Sendable {
  public enum State: String, Sendable {
    case planned
    /// Journaled before its effect: after a crash the effect may or may not be there.
    case started
    case done, uncertain, failed
  }

  public let position: Int
  public let action: Action
  public let state: State
  public let reason: Reason?
  public let endedAt: Instant?

  /// What came of it, once it has ended.
  public var outcome: Outcome? {
    guard let endedAt, let result = Outcome.Result(rawValue: state.rawValue) else { return nil }
    return Outcome(action: action, result: result, reason: reason, at: endedAt)
  }
}

extension ApplianceStore {
  static func plan(_ actions: [Action], of entry: MessageEntry, _ database: Database) throws {
    try database.execute(cached: "DELETE FROM action WHERE message = ?", arguments: [entry.id.description])
    try insert(actions, of: entry, from: 0, database)
  }

  /// The actions of a message in their order.
  public func actions(of id: Identifier<Message>) async throws -> [ActionEntry] {
    try await read { database in
      try Row.fetchAll(
        database,
        cached: "SELECT position, action, state, reason, ended_at FROM action WHERE message = ? ORDER BY position",
        arguments: [id.description]
      ).map { row in
        ActionEntry(
          position: row["position"], action: try StoredJSON.value(Action.self, from: row["action"]),
          state: ActionEntry.State(rawValue: row["state"]) ?? .failed,
          reason: try (row["reason"] as String?).map { try StoredJSON.value(Reason.self, from: $0) },
          endedAt: (row["ended_at"] as Int64?).map(Instant.init(milliseconds:)))
      }
    }
  }

  /// Journals that an action begins, before its effect.
  public func begin(_ action: ActionEntry, of id: Identifier<Message>) async throws {
    let now = world.now()
    try await write { database in
      let entry = try Self.entry(id, database)
      try database.execute(
        cached: "UPDATE action SET state = 'started', started_at = ? WHERE message = ? AND position = ?",
        arguments: [now.milliseconds, id.description, action.position])
      try Self.journal(
        "action_started", detail: String(action.position), of: id, mailbox: entry.mailbox, at: now, database)
    }
  }

  /// Journals the end of an action, after its effect; the message may lie elsewhere then.
  ///
  /// - Parameter others: Take the place of the actions not begun, in the same transaction: what leads to a person when an
  ///   answer could not be given.
  public func end(
    _ action: ActionEntry, of id: Identifier<Message>, _ result: Outcome.Result, reason: Reason? = nil,
    movedTo location: MessageLocation? = nil, insteadOfTheRest others: [Action]? = nil
  ) async throws {
    let now = world.now()
    try await write { database in
      let entry = try Self.entry(id, database)
      try database.execute(
        cached: "UPDATE action SET state = ?, reason = ?, ended_at = ? WHERE message = ? AND position = ?",
        arguments: [
          result.rawValue, try reason.map(StoredJSON.text), now.milliseconds, id.description, action.position,
        ])
      if let location { try Self.relocate(entry, to: location, database) }
      if let others { try Self.replan(others, of: entry, database) }
      try Self.journal(
        "action_\(result.rawValue)", detail: String(action.position), of: id, mailbox: entry.mailbox, at: now, database)
    }
  }

  private static func replan(_ actions: [Action], of entry: MessageEntry, _ database: Database) throws {
    try database.execute(
      cached: "DELETE FROM action WHERE message = ? AND state = 'planned'", arguments: [entry.id.description])
    let next = try Int.fetchOne(
      database, cached: "SELECT coalesce(max(position) + 1, 0) FROM action WHERE message = ?",
      arguments: [entry.id.description])
    try insert(actions, of: entry, from: next ?? 0, database)
  }

  private static func insert(
    _ actions: [Action], of entry: MessageEntry, from first: Int, _ database: Database
  ) throws {
    for (offset, action) in actions.enumerated() {
      try database.execute(
        cached: "INSERT INTO action (message, mailbox, position, action, state) VALUES (?, ?, ?, ?, 'planned')",
        arguments: [entry.id.description, entry.mailbox.text, first + offset, try StoredJSON.text(action)])
    }
  }
}
