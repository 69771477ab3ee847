public import Domain
import GRDB

/// How far a folder has been looked through for what people did in it.
public struct FolderMark: Hashable, Sendable {
  public let uidValidity: UInt32
  /// UIDs from this one on have not been looked at.
  public let nextUID: UInt32

  public init(uidValidity: UInt32, nextUID: UInt32) {
    self.uidValidity = uidValidity
    self.nextUID = nextUID
  }
}

extension ApplianceStore {
  /// Nil for a folder that was never looked at.
  public func mark(of folder: FolderName, in mailbox: MailboxName) async throws -> FolderMark? {
    try await read { database in
      try Row.fetchOne(
        database, cached: "SELECT uid_validity, next_uid FROM folder_watch WHERE mailbox = ? AND folder = ?",
        arguments: [mailbox.text, folder.text]
      ).map { FolderMark(uidValidity: $0["uid_validity"], nextUID: $0["next_uid"]) }
    }
  }

  public func setMark(_ mark: FolderMark, of folder: FolderName, in mailbox: MailboxName) async throws {
    try await writeLightly { database in
      try database.execute(
        cached: "INSERT OR REPLACE INTO folder_watch (mailbox, folder, uid_validity, next_uid) VALUES (?, ?, ?, ?)",
        arguments: [mailbox.text, folder.text, mark.uidValidity, mark.nextUID])
    }
  }

  /// The messages of a mailbox that bear a Message-ID, oldest first; forgers may make it several.
  public func messages(withMessageID messageID: String, in mailbox: MailboxName) async throws -> [MessageEntry] {
    try await read { database in
      try Self.entries("WHERE message_id = ? AND mailbox = ? ORDER BY row", [messageID, mailbox.text], database)
    }
  }

  /// Whether a Message-ID is that of an answer of ours.
  public func isOurs(messageID: String) async throws -> Bool {
    try await read { database in
      try Bool.fetchOne(
        database, cached: "SELECT EXISTS (SELECT 1 FROM outbox WHERE message_id = ?)", arguments: [messageID]) ?? false
    }
  }

  /// A person moved a message: where it lies now, that it is theirs, and what that says of where we had put it.
  ///
  /// - Parameter correction: Nil where the move says nothing of the folder we chose.
  public func movedByPerson(
    _ id: Identifier<Message>, to location: MessageLocation, _ correction: Correction?
  ) async throws {
    let now = world.now()
    let retainUntil = now.adding(seconds: retention.corrections)
    try await write { database in
      let entry = try Self.entry(id, database)
      try Self.relocate(entry, to: location, database)
      if let correction { try Self.save(correction, in: entry.mailbox, retainUntil: retainUntil, database) }
      try Self.leaveToPerson(entry, "moved_by_person", at: now, database)
    }
  }

  /// A person answered the message of that Message-ID themselves, be it known already or read later.
  public func answeredByPerson(messageID: String, in mailbox: MailboxName) async throws {
    let now = world.now()
    try await write { database in
      try database.execute(
        cached: "INSERT INTO answered (mailbox, message_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        arguments: [mailbox.text, messageID, now.milliseconds])
      for entry in try Self.entries("WHERE message_id = ? AND mailbox = ?", [messageID, mailbox.text], database) {
        try database.execute(
          cached: "UPDATE message SET answered_by_person = 1 WHERE id = ?", arguments: [entry.id.description])
        try Self.leaveToPerson(entry, "answered_by_person", at: now, database)
      }
    }
  }

  /// Notes of a message that is being read whether a person has answered it.
  static func noteAnswer(
    to message: Message, _ entry: MessageEntry, at now: Instant, _ database: Database
  ) throws {
    try database.execute(
      cached: """
        UPDATE message SET answered_by_person = 1
        WHERE id = ?1 AND EXISTS (SELECT 1 FROM answered WHERE mailbox = ?2 AND message_id = ?3)
        """, arguments: [entry.id.description, entry.mailbox.text, message.messageID])
    if try isAnswered(entry.id, database) { try leaveToPerson(entry, "answered_by_person", at: now, database) }
  }

  static func isAnswered(_ id: Identifier<Message>, _ database: Database) throws -> Bool {
    try Bool.fetchOne(
      database, cached: "SELECT answered_by_person FROM message WHERE id = ?", arguments: [id.description]) ?? false
  }

  /// The message waits for nobody any more, and its exchange is a person's from now on.
  private static func leaveToPerson(
    _ entry: MessageEntry, _ step: String, at now: Instant, _ database: Database
  ) throws {
    try database.execute(cached: "UPDATE message SET needs_person = 0 WHERE id = ?", arguments: [entry.id.description])
    try database.execute(
      cached: "UPDATE conversation SET paused_at = coalesce(paused_at, ?) WHERE id = ?",
      arguments: [now.milliseconds, entry.conversation?.description])
    try journal(step, of: entry.id, mailbox: entry.mailbox, at: now, database)
  }
}
