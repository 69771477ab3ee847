public import Domain
import GRDB

extension ApplianceStore {
  /// Erases what a message holds of people: its bytes, text, participants, understanding, answer. Its row, journal and
  /// figures stay, without anything personal; a configuration or model named by its decision stays as well. One on its way
  /// has come to its end.
  public func erase(_ id: Identifier<Message>) async throws {
    try await eraseKeepingLog(id)
    try await checkpoint()
  }

  /// As `erase`, the write-ahead log left as it is. The bytes go before the journal says so: cut short between the two,
  /// the erasure is done again, where the reverse would leave bytes that nothing names.
  func eraseKeepingLog(_ id: Identifier<Message>) async throws {
    let now = world.now()
    let mailFiles = mailFiles
    try await write { database in
      let entry = try Self.entry(id, database)
      let answer = try String.fetchOne(
        database, cached: "SELECT content_hash FROM outbox WHERE message = ?", arguments: [id.description])
      for table in ["participant", "stage", "correction"] {
        try database.execute(cached: "DELETE FROM \(table) WHERE message = ?", arguments: [id.description])
      }
      try database.execute(
        cached: "DELETE FROM answered WHERE message_id = (SELECT message_id FROM message WHERE id = ?)",
        arguments: [id.description])
      try database.execute(
        cached: "DELETE FROM alarm WHERE json_extract(parameters, '$.message') = ?", arguments: [id.description])
      if entry.state != .done {
        try database.execute(
          cached: """
            UPDATE message SET state = 'done', state_at = ?, claim_owner = NULL, claim_until = NULL, retry_at = NULL,
              needs_person = 0 WHERE id = ?
            """, arguments: [now.milliseconds, id.description])
      }
      try database.execute(
        cached: "UPDATE message SET message_id = NULL, body_hash = NULL, erased_at = ? WHERE id = ?",
        arguments: [now.milliseconds, id.description])
      _ = try Self.withdraw(answerTo: entry, at: now, database)
      try database.execute(cached: "UPDATE outbox SET recipient = NULL WHERE message = ?", arguments: [id.description])
      try Self.journal("erased", of: id, mailbox: entry.mailbox, at: now, database)
      for hash in [entry.contentHash.hex, answer].compactMap({ $0 }) where try !Self.isStillWanted(hash, database) {
        try mailFiles.erase(ContentHash(hex: hash))
      }
    }
  }

  /// The same bytes may belong to another message that is kept.
  static func isStillWanted(_ hash: String, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database,
      cached: """
        SELECT EXISTS (SELECT 1 FROM message WHERE content_hash = ?1 AND erased_at IS NULL)
          OR EXISTS (SELECT 1 FROM outbox WHERE content_hash = ?1 AND recipient IS NOT NULL)
        """, arguments: [hash]) ?? true
  }

  /// Removes the files of mails that no message and no answer names: of one that was written when the process died, say.
  /// Only the holder of the appliance's lock may do this.
  public func removeUnnamedFiles() async throws {
    let mailFiles = mailFiles
    try await read { database in
      let answers = Set(
        try String.fetchAll(database, cached: "SELECT content_hash FROM outbox WHERE recipient IS NOT NULL"))
      for prefix in mailFiles.prefixes() {
        let mails = Set(
          try String.fetchAll(
            database,
            cached: """
              SELECT content_hash FROM message
              WHERE content_hash >= ?1 AND content_hash < ?1 || 'g' AND erased_at IS NULL
              """, arguments: [prefix]))
        for hash in mailFiles.hashes(prefix) where !mails.contains(hash) && !answers.contains(hash) {
          try mailFiles.erase(ContentHash(hex: hash))
        }
      }
    }
  }

  /// Erases what is past its date, finished messages only, and forgets configurations and models that nothing names.
  /// Returns how many messages were erased.
  @discardableResult
  public func eraseExpired() async throws -> Int {
    let now = world.now()
    let expired = try await read { database in
      try Self.entries(
        "WHERE retain_until <= ? AND erased_at IS NULL AND state = 'done' ORDER BY row", [now.milliseconds], database)
    }
    for entry in expired { try await eraseKeepingLog(entry.id) }
    let keptFor = retention.messages
    let isMoreErased = try await write { database in
      let before = database.totalChangesCount
      try database.execute(
        cached: "DELETE FROM answered WHERE at <= ?", arguments: [now.adding(seconds: -keptFor).milliseconds])
      for table in ["correction", "audit", "example"] {
        try database.execute(cached: "DELETE FROM \(table) WHERE retain_until <= ?", arguments: [now.milliseconds])
      }
      try database.execute(
        cached: """
          DELETE FROM content WHERE kept_since <= ?
            AND hash NOT IN (SELECT configuration_hash FROM decision)
            AND hash NOT IN (SELECT model_hash FROM decision)
          """, arguments: [now.adding(seconds: -Self.contentSeconds).milliseconds])
      return database.totalChangesCount > before
    }
    if !expired.isEmpty || isMoreErased { try await checkpoint() }
    return expired.count
  }

  /// Writes the write-ahead log back and empties it, so that what was erased is gone from disk now and not only at the
  /// next checkpoint.
  func checkpoint() async throws {
    try await database.writeWithoutTransaction { database in
      _ = try database.checkpoint(.truncate)
    }
  }
}
