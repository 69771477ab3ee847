import Cryptography
public import Domain
import GRDB

/// What is known of a message without its text.
public struct MessageEntry: Hashable, Sendable {
  public let id: Identifier<Message>
  public let mailbox: MailboxName
  /// Where it lay when last seen.
  public let location: MessageLocation
  public let contentHash: ContentHash
  public let receivedAt: Instant
  public internal(set) var state: MessageState
  public internal(set) var needsPerson: Bool
  public internal(set) var conversation: Identifier<Conversation>?
  public internal(set) var duplicateOf: Identifier<Message>?
  public internal(set) var attempts: Int
  public let isErased: Bool
}

/// A mail that has come to a mailbox and whose content is kept.
public struct Arrival: Hashable, Sendable {
  public let location: MessageLocation
  /// When the mailbox took it in (IMAP's INTERNALDATE).
  public let receivedAt: Instant
  public let contentHash: ContentHash
  /// The mailbox says that a person has answered it (`\Answered`).
  public let isAnswered: Bool

  public init(location: MessageLocation, receivedAt: Instant, contentHash: ContentHash, isAnswered: Bool = false) {
    self.location = location
    self.receivedAt = receivedAt
    self.contentHash = contentHash
    self.isAnswered = isAnswered
  }
}

extension ApplianceStore {
  /// The hash under which a content is kept, or would be.
  public static func hash(_ content: MailContent) throws -> ContentHash { try MailFiles.hash(content) }

  /// The stored bytes of a mail.
  public func bytes(_ hash: ContentHash) throws -> [UInt8] { try mailFiles.bytes(hash) }

  /// Makes the mailbox known, with its present mode; remembers when it first turned automatic. Returns that moment.
  @discardableResult
  public func open(mailbox: MailboxName, mode: Mode) async throws -> Instant? {
    let now = world.now()
    return try await write { database in
      try database.execute(
        cached: """
          INSERT INTO mailbox (name, first_seen, mode) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET mode = excluded.mode
          """, arguments: [mailbox.text, now.milliseconds, mode.rawValue])
      if mode == .automatic {
        try database.execute(
          cached: "UPDATE mailbox SET automatic_since = ? WHERE name = ? AND automatic_since IS NULL",
          arguments: [now.milliseconds, mailbox.text])
      }
      return try Self.automaticSince(mailbox, database)
    }
  }

  static func automaticSince(_ mailbox: MailboxName, _ database: Database) throws -> Instant? {
    try Int64.fetchOne(
      database, cached: "SELECT automatic_since FROM mailbox WHERE name = ?", arguments: [mailbox.text]
    )
    .map(Instant.init(milliseconds:))
  }

  /// The UIDs of a folder's UIDVALIDITY that are journaled already, from `first` on.
  public func knownUIDs(
    mailbox: MailboxName, folder: FolderName, uidValidity: UInt32, from first: UInt32
  ) async throws -> Set<UInt32> {
    try await read { database in
      try Set(
        UInt32.fetchAll(
          database,
          cached: "SELECT uid FROM location WHERE mailbox = ? AND folder = ? AND uid_validity = ? AND uid >= ?",
          arguments: [mailbox.text, folder.text, uidValidity, first]))
    }
  }

  /// Keeps the contents of mails under their hashes; nothing of them is journaled yet. A file given is moved away.
  public func keep(_ contents: [MailContent]) throws -> [ContentHash] { try mailFiles.keep(contents) }

  /// Journals mails whose content is kept as received, in one transaction. A location that is known already gives the
  /// message known there.
  public func receive(_ arrivals: [Arrival], in mailbox: MailboxName) async throws -> [MessageEntry] {
    let now = world.now()
    let ids = arrivals.map { _ in world.identifier() as Identifier<Message> }
    let retainUntil = now.adding(seconds: retention.messages)
    return try await writeLightly { database in
      try zip(arrivals, ids).map { arrival, id in
        if let known = try Self.message(at: arrival.location, mailbox: mailbox, database) { return known }
        try database.execute(
          cached: """
            INSERT INTO message (id, mailbox, channel, direction, folder, uid_validity, uid, content_hash, received_at,
              state, state_at, retain_until, answered_by_person)
            VALUES (?, ?, 'mail', 'incoming', ?, ?, ?, ?, ?, 'received', ?, ?, ?)
            """,
          arguments: [
            id.description, mailbox.text, arrival.location.folder.text, arrival.location.uidValidity,
            arrival.location.uid, arrival.contentHash.hex, arrival.receivedAt.milliseconds, now.milliseconds,
            retainUntil.milliseconds, arrival.isAnswered,
          ])
        try Self.note(arrival.location, of: id, mailbox: mailbox, hash: arrival.contentHash, database)
        try Self.journal("received", of: id, mailbox: mailbox, at: now, database)
        return try Self.entry(id, database)
      }
    }
  }

  /// Messages of a mailbox with exactly these contents, oldest first: the same mails seen under another UID.
  public func messages(
    of hashes: [ContentHash], in mailbox: MailboxName
  ) async throws -> [ContentHash: [MessageEntry]] {
    try await read { database in
      var found: [ContentHash: [MessageEntry]] = [:]
      for hash in hashes {
        let entries = try Self.entries(
          "WHERE mailbox = ? AND content_hash = ? ORDER BY row", [mailbox.text, hash.hex], database)
        if !entries.isEmpty { found[hash] = entries }
      }
      return found
    }
  }

  /// A known message lies elsewhere now: a person moved it, or the folder's UIDVALIDITY changed.
  public func relocate(_ id: Identifier<Message>, to location: MessageLocation) async throws {
    let now = world.now()
    let mailFiles = mailFiles
    try await writeLightly { database in
      let entry = try Self.entry(id, database)
      try Self.relocate(entry, to: location, database)
      // Its bytes have come again with it.
      if entry.isErased, try !Self.isStillWanted(entry.contentHash.hex, database) {
        try mailFiles.erase(entry.contentHash)
      }
      try Self.journal("relocated", of: id, mailbox: entry.mailbox, at: now, database)
    }
  }

  static func relocate(_ entry: MessageEntry, to location: MessageLocation, _ database: Database) throws {
    try database.execute(
      cached: "UPDATE message SET folder = ?, uid_validity = ?, uid = ? WHERE id = ?",
      arguments: [location.folder.text, location.uidValidity, location.uid, entry.id.description])
    try note(location, of: entry.id, mailbox: entry.mailbox, hash: entry.contentHash, database)
  }

  private static func note(
    _ location: MessageLocation, of id: Identifier<Message>, mailbox: MailboxName, hash: ContentHash,
    _ database: Database
  ) throws {
    try database.execute(
      cached:
        "INSERT OR REPLACE INTO location (mailbox, folder, uid_validity, uid, content_hash, message) VALUES (?,?,?,?,?,?)",
      arguments: [
        mailbox.text, location.folder.text, location.uidValidity, location.uid, hash.hex, id.description,
      ])
  }

  private static func message(
    at location: MessageLocation, mailbox: MailboxName, _ database: Database
  ) throws -> MessageEntry? {
    try entries(
      """
      WHERE id = (SELECT message FROM location WHERE mailbox = ? AND folder = ? AND uid_validity = ? AND uid = ?)
      """, [mailbox.text, location.folder.text, location.uidValidity, location.uid], database
    ).first
  }

  static func entry(_ id: Identifier<Message>, _ database: Database) throws -> MessageEntry {
    guard let entry = try entries("WHERE id = ?", [id.description], database).first else {
      throw StoreError.missingStage(id, "entry")
    }
    return entry
  }

  static func entries(
    _ condition: String, _ arguments: StatementArguments, _ database: Database
  ) throws -> [MessageEntry] {
    try Row.fetchAll(
      database,
      cached: """
        SELECT id, mailbox, folder, uid_validity, uid, content_hash, received_at, state, needs_person, conversation,
          duplicate_of, attempts, erased_at FROM message \(condition)
        """, arguments: arguments
    ).map(MessageEntry.init(row:))
  }

  static func journal(
    _ step: String, detail: String? = nil, of id: Identifier<Message>, mailbox: MailboxName, at now: Instant,
    _ database: Database
  ) throws {
    try database.execute(
      cached: "INSERT INTO journal (message, mailbox, step, detail, at) VALUES (?, ?, ?, ?, ?)",
      arguments: [id.description, mailbox.text, step, detail, now.milliseconds])
  }

  /// A message by its id.
  public func entry(_ id: Identifier<Message>) async throws -> MessageEntry {
    try await read { try Self.entry(id, $0) }
  }
}

extension MessageEntry {
  init(row: Row) throws {
    guard let id = Identifier<Message>(row["id"]), let state = MessageState(rawValue: row["state"]) else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a message row cannot be read")
    }
    self.id = id
    self.state = state
    mailbox = MailboxName(row["mailbox"])
    location = MessageLocation(folder: FolderName(row["folder"]), uidValidity: row["uid_validity"], uid: row["uid"])
    contentHash = ContentHash(hex: row["content_hash"])
    receivedAt = Instant(milliseconds: row["received_at"])
    needsPerson = row["needs_person"]
    conversation = (row["conversation"] as String?).flatMap(Identifier.init)
    duplicateOf = (row["duplicate_of"] as String?).flatMap(Identifier.init)
    attempts = row["attempts"]
    isErased = (row["erased_at"] as Int64?) != nil
  }
}
