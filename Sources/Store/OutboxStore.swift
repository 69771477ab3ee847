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

/// How much may be sent.
public struct SendingLimits: Hashable, Sendable {
  public let perSenderPerDay: Int
  public let perHour: Int

  public init(perSenderPerDay: Int, perHour: Int) {
    self.perSenderPerDay = perSenderPerDay
    self.perHour = perHour
  }
}

/// Why an answer may not be sent after all.
public enum Obstacle: String, Hashable, Sendable {
  /// All sending is stopped.
  case stopped = "sending_stopped"
  /// A person has stepped into the exchange.
  case paused = "conversation_paused"
  /// The same mail came to another mailbox as well and has its answer.
  case duplicate
  case limit
}

extension ApplianceStore {
  /// Keeps a composed answer. A message has one answer, ever: asked again, the first one is returned unchanged. Throws
  /// `StoreError.erased` for a message that was erased while its answer was written.
  public func queue(
    answerTo id: Identifier<Message>, messageID: String, sender: String, recipient: String, bytes: [UInt8]
  ) async throws -> OutboxEntry {
    let mailFiles = mailFiles
    let hash = try mailFiles.keep([.bytes(bytes)])[0]
    let now = world.now()
    let outboxID: Identifier<OutboxEntry> = world.identifier()
    let retainUntil = now.adding(seconds: retention.messages)
    return try await write { database in
      if let known = try Self.outbox("WHERE message = ?", [id.description], database).first { return known }
      let entry = try Self.entry(id, database)
      if entry.isErased {
        if try !Self.isStillWanted(hash.hex, database) { try mailFiles.erase(hash) }
        throw StoreError.erased(id)
      }
      try database.execute(
        cached: """
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

  /// Journals that an answer is about to be handed to the carrier, if it still may be: one transaction, so that nothing
  /// leaves once `sending stop` has returned, and so that mailboxes at work side by side keep the limits together.
  /// Returns why it may not be handed over, nil when it may. Throws `StoreError.erased` when the message was erased.
  public func beginSending(answerTo id: Identifier<Message>, within limits: SendingLimits) async throws -> Obstacle? {
    let now = world.now()
    return try await write { database in
      let entry = try Self.entry(id, database)
      if entry.isErased { throw StoreError.erased(id) }
      if let obstacle = try Self.obstacle(toAnswering: entry, limits, at: now, database) { return obstacle }
      try database.execute(
        cached: "UPDATE outbox SET state = 'sending', sending_at = ?, attempts = attempts + 1 WHERE message = ?",
        arguments: [now.milliseconds, id.description])
      try Self.journal("answer_sending", of: id, mailbox: entry.mailbox, at: now, database)
      return nil
    }
  }

  /// What has come about since the decision, in this mailbox or in another one.
  private static func obstacle(
    toAnswering entry: MessageEntry, _ limits: SendingLimits, at now: Instant, _ database: Database
  ) throws -> Obstacle? {
    guard try sendingAllowed(database) else { return .stopped }
    if try isAnswered(entry.id, database) { return .paused }
    if let conversation = entry.conversation, try isPaused(conversation, database) { return .paused }
    if try isTwinAnswered(entry, database) { return .duplicate }
    let handedOver = "o.message <> ?1 AND o.state IN ('sending', 'sent', 'uncertain')"
    let inDay = try Int.fetchOne(
      database,
      cached: """
        SELECT count(*) FROM outbox o WHERE \(handedOver) AND coalesce(o.sending_at, o.queued_at) > ?2
          AND o.recipient = (SELECT recipient FROM outbox WHERE message = ?1)
        """, arguments: [entry.id.description, now.adding(seconds: -86_400).milliseconds])
    let inHour = try Int.fetchOne(
      database,
      cached: "SELECT count(*) FROM outbox o WHERE \(handedOver) AND coalesce(o.sending_at, o.queued_at) > ?2",
      arguments: [entry.id.description, now.adding(seconds: -3_600).milliseconds])
    return (inDay ?? 0) >= limits.perSenderPerDay || (inHour ?? 0) >= limits.perHour ? .limit : nil
  }

  /// Whether the same mail in another place has its answer already; it is noted then as what this one repeats.
  private static func isTwinAnswered(_ entry: MessageEntry, _ database: Database) throws -> Bool {
    let twin = try String.fetchOne(
      database,
      cached: """
        SELECT twin.id FROM message twin JOIN message own ON own.id = ?1 JOIN outbox o ON o.message = twin.id
        WHERE twin.id <> ?1 AND o.state IN ('sending', 'sent', 'uncertain')
          AND (twin.content_hash = own.content_hash
            OR (twin.message_id = own.message_id AND twin.body_hash = own.body_hash))
        LIMIT 1
        """, arguments: [entry.id.description])
    guard let twin else { return false }
    try database.execute(
      cached: "UPDATE message SET duplicate_of = ? WHERE id = ?", arguments: [twin, entry.id.description])
    return true
  }

  /// Journals where an answer stands; `beginSending` is for the step before the carrier is called.
  public func mark(_ state: OutboxState, answerTo id: Identifier<Message>) async throws {
    let now = world.now()
    try await write { database in
      let entry = try Self.entry(id, database)
      switch state {
      case .queued, .sending:
        try database.execute(
          cached: "UPDATE outbox SET state = ? WHERE message = ?", arguments: [state.rawValue, id.description])
      case .sent, .uncertain, .failed:
        try database.execute(
          cached: "UPDATE outbox SET state = ?, ended_at = ? WHERE message = ?",
          arguments: [state.rawValue, now.milliseconds, id.description])
      }
      try Self.journal("answer_\(state.rawValue)", of: id, mailbox: entry.mailbox, at: now, database)
    }
  }

  /// Takes back an answer of which nothing has left; the message may be answered anew. Once `sending` it is refused.
  public func withdraw(answerTo id: Identifier<Message>) async throws {
    let now = world.now()
    let unwanted = try await write { database -> String? in
      guard let hash = try Self.withdraw(answerTo: Self.entry(id, database), at: now, database) else { return nil }
      return try Self.isStillWanted(hash, database) ? nil : hash
    }
    if let unwanted { try mailFiles.erase(ContentHash(hex: unwanted)) }
  }

  /// Returns the hash of the answer taken back.
  static func withdraw(answerTo entry: MessageEntry, at now: Instant, _ database: Database) throws -> String? {
    let hash = try String.fetchOne(
      database, cached: "DELETE FROM outbox WHERE message = ? AND state = 'queued' RETURNING content_hash",
      arguments: [entry.id.description])
    if hash != nil { try journal("answer_withdrawn", of: entry.id, mailbox: entry.mailbox, at: now, database) }
    return hash
  }

  /// Every answer, oldest first.
  public func answers() async throws -> [OutboxEntry] {
    try await read { try Self.outbox("ORDER BY row", [], $0) }
  }

  static func counters(
    sender: String?, mailbox: MailboxName, at now: Instant, _ database: Database
  ) throws -> DecisionInput.Counters {
    let counted = "state IN ('queued', 'sending', 'sent', 'uncertain') AND coalesce(sending_at, queued_at) > ?"
    let inDay = try sender.flatMap { sender in
      try Int.fetchOne(
        database, cached: "SELECT count(*) FROM outbox WHERE recipient = ? AND \(counted)",
        arguments: [sender, now.adding(seconds: -86_400).milliseconds])
    }
    let inHour = try Int.fetchOne(
      database, cached: "SELECT count(*) FROM outbox WHERE \(counted)",
      arguments: [now.adding(seconds: -3_600).milliseconds])
    return DecisionInput.Counters(
      answersToSenderInDay: inDay ?? 0, answersInHour: inHour ?? 0, sendingAllowed: try sendingAllowed(database),
      automaticSince: try automaticSince(mailbox, database))
  }

  private static func outbox(
    _ condition: String, _ arguments: StatementArguments, _ database: Database
  ) throws -> [OutboxEntry] {
    try Row.fetchAll(
      database,
      cached: """
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
