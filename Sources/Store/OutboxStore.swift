public import Domain
import GRDB

/// An answer on its way out.
public struct OutboxEntry: Hashable, Sendable {
  public let message: Identifier<Message>
  public let mailbox: MailboxName
  /// Without angle brackets; fixed when it was composed.
  public let messageID: String
  public let sender: String
  /// Nil once erased.
  public let recipient: String?
  public let contentHash: ContentHash
  public let state: OutboxState
  public let attempts: Int
  public let queuedAt: Instant
}

extension ApplianceStore {
  /// Keeps a composed answer. A message has one answer, ever: asked again, the first one is returned unchanged.
  public func queue(
    answerTo id: Identifier<Message>, messageID: String, sender: String, recipient: String, bytes: [UInt8]
  ) async throws -> OutboxEntry {
    let hash = Self.hash(bytes)
    try mailFiles.keep(bytes, as: hash)
    let now = world.now()
    let outboxID: Identifier<OutboxEntry> = world.identifier()
    let retainUntil = now.adding(seconds: retention.messages)
    return try await write { database in
      if let known = try Self.outbox("WHERE message = ?", [id.description], database).first { return known }
      let entry = try Self.entry(id, database)
      try database.execute(
        sql: """
          INSERT INTO outbox (id, message, mailbox, message_id, sender, recipient, content_hash, state, queued_at,
            retain_until)
          VALUES (?, ?, ?, ?, ?, ?, ?, 'queued', ?, ?)
          """,
        arguments: [
          outboxID.description, id.description, entry.mailbox.text, messageID, sender, recipient, hash.hex,
          now.milliseconds, retainUntil.milliseconds,
        ])
      try Self.journal("answer_queued", of: id, mailbox: entry.mailbox, at: now, database)
      return try Self.outbox("WHERE message = ?", [id.description], database)[0]
    }
  }

  /// The answer to a message, if there is one.
  public func answer(to id: Identifier<Message>) async throws -> OutboxEntry? {
    try await read { try Self.outbox("WHERE message = ?", [id.description], $0).first }
  }

  /// Journals that an answer is about to be handed to the carrier, unless sending has been stopped: one transaction, so
  /// that nothing leaves once `sending stop` has returned. Returns whether it may be handed over.
  public func beginSending(answerTo id: Identifier<Message>) async throws -> Bool {
    let now = world.now()
    return try await write { database in
      guard try Self.sendingAllowed(database) else { return false }
      let entry = try Self.entry(id, database)
      try database.execute(
        sql: "UPDATE outbox SET state = 'sending', sending_at = ?, attempts = attempts + 1 WHERE message = ?",
        arguments: [now.milliseconds, id.description])
      try Self.journal("answer_sending", of: id, mailbox: entry.mailbox, at: now, database)
      return true
    }
  }

  /// Journals where an answer stands; `beginSending` is for the step before the carrier is called.
  public func mark(_ state: OutboxState, answerTo id: Identifier<Message>) async throws {
    let now = world.now()
    try await write { database in
      let entry = try Self.entry(id, database)
      switch state {
      case .queued, .sending:
        try database.execute(
          sql: "UPDATE outbox SET state = ? WHERE message = ?", arguments: [state.rawValue, id.description])
      case .sent, .uncertain, .failed:
        try database.execute(
          sql: "UPDATE outbox SET state = ?, ended_at = ? WHERE message = ?",
          arguments: [state.rawValue, now.milliseconds, id.description])
      }
      try Self.journal("answer_\(state.rawValue)", of: id, mailbox: entry.mailbox, at: now, database)
    }
  }

  /// Takes back an answer of which nothing has left; the message may be answered anew. Once `sending` it is refused.
  public func withdraw(answerTo id: Identifier<Message>) async throws {
    let now = world.now()
    let unwanted = try await write { database -> String? in
      let hash = try String.fetchOne(
        database, sql: "DELETE FROM outbox WHERE message = ? AND state = 'queued' RETURNING content_hash",
        arguments: [id.description])
      guard let hash else { return nil }
      let entry = try Self.entry(id, database)
      try Self.journal("answer_withdrawn", of: id, mailbox: entry.mailbox, at: now, database)
      return try Self.isStillWanted(hash, database) ? nil : hash
    }
    if let unwanted { try mailFiles.erase(ContentHash(hex: unwanted)) }
  }

  /// Every answer, oldest first.
  public func answers() async throws -> [OutboxEntry] {
    try await read { try Self.outbox("ORDER BY row", [], $0) }
  }

  /// What has been sent lately and whether sending is allowed. An answer whose end is unknown counts as sent.
  public func counters(sender: String?, mailbox: MailboxName) async throws -> DecisionInput.Counters {
    let now = world.now()
    return try await read { database in
      let counted = "state IN ('queued', 'sending', 'sent', 'uncertain') AND queued_at > ?"
      let inDay = try sender.flatMap { sender in
        try Int.fetchOne(
          database, sql: "SELECT count(*) FROM outbox WHERE recipient = ? AND \(counted)",
          arguments: [sender, now.adding(seconds: -86_400).milliseconds])
      }
      let inHour = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM outbox WHERE \(counted)",
        arguments: [now.adding(seconds: -3_600).milliseconds])
      return DecisionInput.Counters(
        answersToSenderInDay: inDay ?? 0, answersInHour: inHour ?? 0,
        sendingAllowed: try Self.sendingAllowed(database),
        automaticSince: try Self.automaticSince(mailbox, database))
    }
  }

  private static func outbox(
    _ condition: String, _ arguments: StatementArguments, _ database: Database
  ) throws -> [OutboxEntry] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT message, mailbox, message_id, sender, recipient, content_hash, state, attempts, queued_at
        FROM outbox \(condition)
        """, arguments: arguments
    ).map(OutboxEntry.init(row:))
  }
}

extension OutboxEntry {
  init(row: Row) throws {
    guard let message = Identifier<Message>(row["message"]), let state = OutboxState(rawValue: row["state"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "an outbox row cannot be read")
    }
    self.message = message
    self.state = state
    mailbox = MailboxName(row["mailbox"])
    messageID = row["message_id"]
    sender = row["sender"]
    recipient = row["recipient"]
    contentHash = ContentHash(hex: row["content_hash"])
    attempts = row["attempts"]
    queuedAt = Instant(milliseconds: row["queued_at"])
  }
}
