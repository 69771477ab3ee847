public import Domain
import GRDB

extension ApplianceStore {
  /// The conversation a message belongs to: that of a message it refers to, if its sender took part in it; else a new one.
  ///
  /// Message-IDs are easily forged or guessed, so that the reference alone does not let a stranger into an exchange
  /// (RFC 5322 §3.6.4 gives the fields, no proof).
  static func conversation(
    of message: Message, fresh: Identifier<Conversation>, at now: Instant, _ database: Database
  ) throws -> Identifier<Conversation> {
    let own = try String.fetchOne(
      database, cached: "SELECT conversation FROM message WHERE id = ?", arguments: [message.id.description])
    if let own = own.flatMap(Identifier<Conversation>.init) { return own }
    if let sender = message.sender?.value {
      for reference in (message.inReplyTo + message.references.reversed()).prefix(maximumReferences) {
        let known = try String.fetchOne(
          database,
          cached: """
            SELECT m.conversation FROM message m JOIN participant p ON p.message = m.id AND p.role = 'from'
            WHERE m.message_id = ?1 AND m.mailbox = ?2 AND p.value = ?3 AND m.id <> ?4
            UNION ALL
            SELECT m.conversation FROM outbox o JOIN message m ON m.id = o.message
            WHERE o.message_id = ?1 AND o.mailbox = ?2 AND o.recipient = ?3
            LIMIT 1
            """, arguments: [reference, message.mailbox.text, sender, message.id.description])
        if let known = known.flatMap(Identifier<Conversation>.init) { return known }
      }
    }
    try database.execute(
      cached: "INSERT INTO conversation (id, mailbox, began_at) VALUES (?, ?, ?)",
      arguments: [fresh.description, message.mailbox.text, now.milliseconds])
    return fresh
  }

  /// A References field may name thousands; the nearest ones tell.
  private static var maximumReferences: Int { 50 }

  /// The first message that is the same mail: same Message-ID, sender and body, or the very same bytes, in any mailbox.
  /// A copy that was only observed, or will only be, is handled by nobody and does not count.
  static func original(of message: Message, _ database: Database) throws -> Identifier<Message>? {
    try String.fetchOne(
      database,
      cached: """
        SELECT id FROM message
        WHERE row < (SELECT row FROM message WHERE id = ?1) AND direction = 'incoming'
          AND (content_hash = ?2 OR (message_id = ?3 AND body_hash = ?4))
          AND CASE WHEN state IN ('decided', 'acting', 'done')
            THEN EXISTS (SELECT 1 FROM decision d WHERE d.message = message.id AND d.mode <> 'observe')
            ELSE NOT EXISTS (SELECT 1 FROM mailbox b WHERE b.name = message.mailbox AND b.mode = 'observe') END
        ORDER BY row LIMIT 1
        """,
      arguments: [message.id.description, message.contentHash.hex, message.messageID, message.bodyHash.hex]
    ).flatMap(Identifier.init)
  }

  static func conversationFacts(
    of entry: MessageEntry, _ database: Database
  ) throws -> DecisionInput.ConversationFacts? {
    guard let conversation = entry.conversation else { return nil }
    let earlier = try Int.fetchOne(
      database,
      cached: "SELECT count(*) FROM message WHERE conversation = ?1 AND row < (SELECT row FROM message WHERE id = ?2)",
      arguments: [conversation.description, entry.id.description])
    let answers = try Int.fetchOne(
      database,
      cached: """
        SELECT count(*) FROM outbox o JOIN message m ON m.id = o.message
        WHERE m.conversation = ? AND o.state = 'sent' AND m.id <> ?
        """, arguments: [conversation.description, entry.id.description])
    return DecisionInput.ConversationFacts(
      id: conversation, earlierMessages: earlier ?? 0, earlierAnswers: answers ?? 0,
      isPaused: try isPaused(conversation, database), isAnswered: try isAnswered(entry.id, database))
  }

  /// Whether a person has stepped into an exchange.
  public func isPaused(_ conversation: Identifier<Conversation>) async throws -> Bool {
    try await read { try Self.isPaused(conversation, $0) }
  }

  static func isPaused(_ conversation: Identifier<Conversation>, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database, cached: "SELECT paused_at IS NOT NULL FROM conversation WHERE id = ?",
      arguments: [conversation.description]) ?? false
  }
}
