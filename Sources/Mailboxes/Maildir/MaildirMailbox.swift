public import Domain
import Foundation
import IMAP

/// A mailbox that lies in a Maildir++ on this machine: the appliance's embedded default.
///
/// Folders are `.Name` beside `new`, `cur` and `tmp`, spelled in modified UTF-7 as Dovecot and Courier do. Another
/// program may read and rename files at any time, so a path is only a hint and is looked for again when it fails. The
/// folder is locked against a second appliance as long as the value lives.
public actor MaildirMailbox: MailboxAccess {
  private struct Folder {
    let path: String
    var list: UIDList
    /// Where each base was last seen.
    var files: [String: MaildirFile]

    /// A message is gone: another that comes under its name is a new one.
    mutating func forget(_ uid: UInt32) throws(MailboxError) {
      guard let base = list.base(uid) else { return }
      files[base] = nil
      try list.rename(uid, to: nil)
    }

    /// A message has another name now.
    mutating func replace(_ uid: UInt32, with file: MaildirFile) throws(MailboxError) {
      guard let base = list.base(uid) else { return }
      files[base] = nil
      files[file.base] = file
      if base != file.base { try list.rename(uid, to: file.base) }
    }
  }

  private let root: String
  private let state: String
  private let spool: String
  private let world: World
  private let lock: FolderLock
  private var names = FolderNames(separators: ["/", "."])
  private var folders: [FolderName: Folder] = [:]
  /// Folders that are known to be on disk, and not only seen since somebody, perhaps we before a crash, created them.
  private var settled: Set<FolderName> = []

  /// - Parameters:
  ///   - root: The Maildir. It is created if `creating`, else its absence is an error.
  ///   - state: The appliance's folder for this mailbox's lists of UIDs.
  ///   - spool: Where copies of large messages go.
  public init(
    root: String, state: String, spool: String, creating: Bool, world: World
  ) throws(MailboxError) {
    self.root = root
    self.state = state
    self.spool = spool
    self.world = world
    if creating { try Self.create(root) }
    guard FileManager.default.fileExists(atPath: root + "/cur") else {
      throw .unavailable("\(root) is no Maildir (it has no folder “cur”)")
    }
    lock = try FolderLock(root)
  }

  private static func create(_ path: String) throws(MailboxError) {
    for subfolder in ["tmp", "new", "cur"] { try DurableFile.createFolder("\(path)/\(subfolder)") }
    try DurableFile.sync(path)
  }

  public func createFolders(_ names: [FolderName]) async throws {
    // An unmounted disk, say: folders made now would hide the real ones later.
    guard FileManager.default.fileExists(atPath: root + "/cur") else { throw vanished }
    for name in names where name != .inbox {
      let path = path(of: name)
      let exists = FileManager.default.fileExists(atPath: path + "/cur")
      if exists && settled.contains(name) { continue }
      if !exists {
        try DurableFile.createFolder(path)
        // Tells delivery agents that this is a folder of a Maildir++ and not a Maildir of its own.
        try DurableFile.write([], to: path + "/maildirfolder")
        try Self.create(path)
      }
      try DurableFile.sync(path)
      try DurableFile.sync(root)
      settled.insert(name)
    }
  }

  public func contents(of folder: FolderName) async throws -> FolderContents {
    try scan(folder)
    guard let current = folders[folder] else { return .absent }
    return FolderContents(
      uidValidity: current.list.uidValidity, uids: current.files.keys.compactMap { current.list.uid($0) }.sorted())
  }

  public func fetch(_ location: MessageLocation) throws(MailboxError) -> FetchedMessage {
    try found(location) { path, file throws(MailboxError) in
      guard let message = try MessageFile.open(path) else { return nil }
      return FetchedMessage(
        content: try message.content(spooledIn: spool, as: String(world.random(), radix: 36)),
        receivedAt: Instant(milliseconds: message.status.modified), flags: file.flags)
    }
  }

  public func fetch(_ locations: [MessageLocation]) -> [Result<FetchedMessage, MailboxError>] {
    locations.map { location in Result { () throws(MailboxError) in try fetch(location) } }
  }

  public func spelling(of folder: FolderName) -> String { names.mailboxName(of: folder) }

  public func folder(for purpose: FolderPurpose) -> FolderName? { nil }

  public func watch(_ onNews: @escaping @Sendable () -> Void) async {}

  public func health() -> [ConnectionHealth] { [] }

  public func close() {}

  public func contains(_ location: MessageLocation) async throws -> Bool {
    do {
      return try found(location) { path, _ in path.status == nil ? nil : true }
    } catch MailboxError.gone {
      return false
    }
  }

  /// Half a move is told from a whole one by the file itself.
  public func move(
    _ location: MessageLocation, to folder: FolderName, again: Bool = false
  ) async throws -> MessageLocation {
    try await createFolders([folder])
    if folders[folder] == nil { try scan(folder) }
    let target = path(of: folder)
    let known = folders[folder]?.files ?? [:]
    let file = try found(location) { path, file throws(MailboxError) in
      // The same base there, whatever its flags, would be taken for one message with this one.
      if let there = known[file.base], let status = there.path(in: target).status {
        let isCutShort = path.status.map(status.isSameFile) ?? false
        return try moved(path, to: isCutShort ? there : file.renamed(freshBase()), in: target)
      }
      return try moved(path, to: file, in: target)
    }
    try folders[location.folder]?.forget(location.uid)
    return try enter(file, in: folder)
  }

  public func set(_ flag: MessageFlag, on location: MessageLocation) async throws {
    let folder = path(of: location.folder)
    let changed = try found(location) { path, file throws(MailboxError) in
      let changed = file.with(flag)
      guard changed == file else {
        return try moved(path, to: changed, in: folder, by: DurableFile.renameUnlessTaken)
      }
      if path.status == nil { return nil }
      try DurableFile.sync(path.folder)
      return file
    }
    try folders[location.folder]?.replace(location.uid, with: changed)
  }

  public func append(_ message: OwnMessage, to folder: FolderName, flags: Set<MessageFlag>) async throws {
    try await createFolders([folder])
    let file = MaildirFile.fresh(base: freshBase(), flags: flags)
    let temporary = "\(path(of: folder))/tmp/\(file.base)"
    try DurableFile.write(message.bytes, to: temporary)
    guard try DurableFile.rename(temporary, to: file.path(in: path(of: folder)).description) else {
      throw MailboxError.unavailable("another program removed a message from \(path(of: folder))/tmp; it was not added")
    }
    _ = try enter(file, in: folder)
  }

  public func holds(_ message: OwnMessage, in folder: FolderName) async throws -> Bool {
    try await find(message.bytes, messageID: message.messageID, in: folder) != nil
  }

  public func find(_ bytes: [UInt8], messageID: String?, in folder: FolderName) async throws -> MessageLocation? {
    try scan(folder)
    guard let current = folders[folder] else { return nil }
    for file in current.files.values {
      let path = file.path(in: current.path)
      guard let status = path.status, status.isRegular, status.size == bytes.count,
        try MessageFile.open(path)?.isExactly(bytes) == true
      else { continue }
      // The crash may have come between the renaming and its sync.
      try DurableFile.sync(path.folder)
      return current.list.uid(file.base).map {
        MessageLocation(folder: folder, uidValidity: current.list.uidValidity, uid: $0)
      }
    }
    return nil
  }

  /// Moves a file into a folder, under a base of its own when another file has the name. Returns the name that it has
  /// then, or nil when the file was no longer there.
  private func moved(
    _ old: EntryPath, to file: MaildirFile, in folder: String,
    by move: (EntryPath, EntryPath) throws(MailboxError) -> DurableFile.Move = DurableFile.move
  ) throws(MailboxError) -> MaildirFile? {
    var file = file
    for _ in 0..<3 {
      switch try move(old, file.path(in: folder)) {
      case .done: return file
      case .absent: return nil
      case .taken: file = file.renamed(freshBase())
      }
    }
    throw .unavailable("no free name can be found for a message in \(folder)")
  }

  private func freshBase() -> String {
    let unique = String(world.random(), radix: 36) + String(world.random(), radix: 36)
    return "\(world.now().seconds).R\(unique).vaguemestre"
  }

  /// Runs `body` with the file of a location: first where it was last seen, then once more after looking again. `body`
  /// returns nil when the file was not there after all.
  private func found<Value>(
    _ location: MessageLocation, _ body: (EntryPath, MaildirFile) throws(MailboxError) -> Value?
  ) throws(MailboxError) -> Value {
    if folders[location.folder] == nil { try scan(location.folder) }
    for attempt in 0..<2 {
      if let folder = folders[location.folder], folder.list.uidValidity == location.uidValidity,
        let base = folder.list.base(location.uid), let file = folder.files[base],
        let value = try body(file.path(in: folder.path), file)
      {
        return value
      }
      if attempt == 0 { try scan(location.folder) }
    }
    if folders[location.folder]?.list.uidValidity == location.uidValidity {
      try folders[location.folder]?.forget(location.uid)
    }
    throw .gone(location)
  }

  private func enter(_ file: MaildirFile, in name: FolderName) throws(MailboxError) -> MessageLocation {
    if folders[name] == nil { try scan(name) }
    try folders[name]?.list.number([file.base])
    folders[name]?.files[file.base] = file
    guard let folder = folders[name], let uid = folder.list.uid(file.base) else {
      throw .unavailable("the folder \(path(of: name)) cannot be listed")
    }
    return MessageLocation(folder: name, uidValidity: folder.list.uidValidity, uid: uid)
  }

  /// Lists a folder anew and numbers what has come. A folder that does not exist holds nothing.
  private func scan(_ name: FolderName) throws(MailboxError) {
    let path = path(of: name)
    guard FileManager.default.fileExists(atPath: path + "/cur") else {
      if name == .inbox { throw vanished }
      folders[name] = nil
      return
    }
    var list: UIDList
    if let known = folders[name]?.list {
      list = known
    } else {
      list = try UIDList(path: "\(state)/\(names.mailboxName(of: name)).uids", now: world.now())
    }
    var files: [String: MaildirFile] = [:]
    // `new` first: a file that another program moves to `cur` meanwhile is then seen once at least.
    for subfolder in ["new", "cur"] {
      for name in try EntryPath.names(in: "\(path)/\(subfolder)") {
        guard let file = MaildirFile(subfolder: subfolder, name: name) else { continue }
        files[file.base] = file
      }
    }
    try list.number(files.keys.sorted())
    try list.forget(allBut: Set(files.keys))
    folders[name] = Folder(path: path, list: list, files: files)
  }

  private var vanished: MailboxError { .unavailable("the Maildir \(root) has vanished") }

  private func path(of folder: FolderName) -> String {
    folder == .inbox ? root : "\(root)/.\(ModifiedUTF7.encode(names.mailboxName(of: folder)))"
  }
}
