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

extension ApplianceStore {
  /// Erases all that is kept of a person by their address: their mails with what was made of them, the mails that went to
  /// them, and the examples of theirs. Journal and figures stay, without anything personal.
  ///
  /// Models that may have learned from them, which decisions name by their hashes, lose their bytes as well.
  public func forget(address: String) async throws -> Forgotten {
    let address = address.lowercased()
    let messages = try await read { database in
      try Self.entries(
        """
        WHERE erased_at IS NULL AND (
          id IN (SELECT message FROM participant WHERE value = ?1)
          OR id IN (SELECT message FROM outbox WHERE recipient = ?1))
        ORDER BY row
        """, [address], database)
    }
    for entry in messages { try await erase(entry.id) }
    let examples = try await write { database in
      try database.execute(
        cached: """
          DELETE FROM example WHERE sender = ?1
            OR EXISTS (SELECT 1 FROM json_each(message, '$.participants') WHERE json_extract(value, '$.value') = ?1)
          """, arguments: [address])
      let count = database.changesCount
      try database.execute(cached: "UPDATE content SET bytes = x'' WHERE kind = 'model'")
      return count
    }
    return Forgotten(messages: messages.count, examples: examples)
  }
}
