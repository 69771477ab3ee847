public import Domain
import GRDB

extension ApplianceStore {
  /// Keeps mails given as examples of a profile's intents, and returns how many are new. A mail that is known already has
  /// the intents that were confirmed last.
  public func keep(_ examples: [ConfirmedMessage], profile: String, by author: String) async throws -> Int {
    let retainUntil = world.now().adding(seconds: retention.corrections)
    return try await write { database in
      var new = 0
      for example in examples {
        let wasKnown = try Bool.fetchOne(
          database, cached: "SELECT EXISTS (SELECT 1 FROM example WHERE profile = ? AND content_hash = ?)",
          arguments: [profile, example.message.contentHash.hex])
        if wasKnown != true { new += 1 }
        try database.execute(
          cached: """
            INSERT OR REPLACE INTO example
              (id, profile, content_hash, intents, message, sender, author, at, retain_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            example.message.id.description, profile, example.message.contentHash.hex,
            try StoredJSON.text(example.intents), try StoredJSON.text(example.message),
            example.message.sender?.value, author, example.confirmedAt.milliseconds, retainUntil.milliseconds,
          ])
      }
      return new
    }
  }

  /// The mails that were given as examples of a profile's intents, oldest first.
  public func examples(profile: String) async throws -> [ConfirmedMessage] {
    try await read { database in
      try Row.fetchAll(
        database, cached: "SELECT intents, message, at FROM example WHERE profile = ? ORDER BY row",
        arguments: [profile]
      ).map { row in
        ConfirmedMessage(
          message: try StoredJSON.value(Message.self, from: row["message"]),
          intents: try StoredJSON.value([Intent].self, from: row["intents"]),
          confirmedAt: Instant(milliseconds: row["at"]))
      }
    }
  }

  /// The corrections of messages of a mailbox that are still kept, oldest first, each with its message.
  public func correctedMessages(
    in mailbox: MailboxName
  ) async throws -> [(correction: Correction, message: Message)] {
    try await read { database in
      try Row.fetchAll(
        database,
        cached: """
          SELECT c.*, s.value FROM correction c JOIN stage s ON s.message = c.message AND s.name = 'message'
          WHERE c.mailbox = ? ORDER BY c.row
          """, arguments: [mailbox.text]
      ).compactMap { row in
        guard let correction = Correction(row: row) else { return nil }
        return (correction, try StoredJSON.value(Message.self, from: row["value"]))
      }
    }
  }
}
