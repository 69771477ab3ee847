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
  }

  private let root: String
  private let state: String
  private let world: World
  private let lock: FolderLock
  private var names = FolderNames(separators: ["/", "."])
  private var folders: [FolderName: Folder] = [:]

  /// - Parameters:
  ///   - root: The Maildir. It is created if `creating`, else its absence is an error.
  ///   - state: The appliance's folder for this mailbox's lists of UIDs.
  public init(root: String, state: String, creating: Bool, world: World) throws(MailboxError) {
    self.root = root
    self.state = state
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
      if FileManager.default.fileExists(atPath: path + "/cur") { continue }
      try Self.create(path)
      // Tells delivery agents that this is a folder of a Maildir++ and not a Maildir of its own.
      try DurableFile.write([], to: path + "/maildirfolder")
      try DurableFile.sync(path)
      try DurableFile.sync(root)
    }
  }

  public func contents(of folder: FolderName) async throws -> FolderContents {
    try scan(folder)
    guard let current = folders[folder] else { return FolderContents(uidValidity: 1, uids: []) }
    return FolderContents(
      uidValidity: current.list.uidValidity, uids: current.files.keys.compactMap { current.list.uid($0) }.sorted())
  }

  public func fetch(_ location: MessageLocation) async throws -> FetchedMessage {
    try found(location) { path, file throws(MailboxError) in
      guard let data = FileManager.default.contents(atPath: path) else {
        if FileManager.default.fileExists(atPath: path) { throw .unavailable("a message file cannot be read: \(path)") }
        return nil
      }
      let modified = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
      let receivedAt = modified.map { Instant(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) } ?? world.now()
      return FetchedMessage(bytes: [UInt8](data), receivedAt: receivedAt, flags: file.flags)
    }
  }

  public func contains(_ location: MessageLocation) async throws -> Bool {
    do {
      return try found(location) { path, _ in FileManager.default.fileExists(atPath: path) ? true : nil }
    } catch MailboxError.gone {
      return false
    }
  }

  public func move(_ location: MessageLocation, to folder: FolderName) async throws -> MessageLocation {
    try await createFolders([folder])
    let target = path(of: folder)
    let file = try found(location) { path, file throws(MailboxError) in
      try DurableFile.rename(path, to: "\(target)/\(file.path)") ? file : nil
    }
    folders[location.folder]?.files[file.base] = nil
    return try enter(file, in: folder)
  }

  public func set(_ flag: MessageFlag, on location: MessageLocation) async throws {
    let changed = try found(location) { path, file throws(MailboxError) in
      let changed = file.with(flag)
      if changed == file { return FileManager.default.fileExists(atPath: path) ? file : nil }
      return try DurableFile.rename(path, to: "\(self.path(of: location.folder))/\(changed.path)") ? changed : nil
    }
    folders[location.folder]?.files[changed.base] = changed
  }

  public func append(
    _ bytes: [UInt8], to folder: FolderName, flags: Set<MessageFlag>
  ) async throws -> MessageLocation {
    try await createFolders([folder])
    let now = world.now()
    let unique = String(world.random(), radix: 36) + String(world.random(), radix: 36)
    let file = MaildirFile.fresh(base: "\(now.seconds).R\(unique).vaguemestre", flags: flags)
    let temporary = "\(path(of: folder))/tmp/\(file.base)"
    try DurableFile.write(bytes, to: temporary)
    _ = try DurableFile.rename(temporary, to: "\(path(of: folder))/\(file.path)")
    return try enter(file, in: folder)
  }

  public func find(_ bytes: [UInt8], in folder: FolderName) async throws -> MessageLocation? {
    try scan(folder)
    guard let current = folders[folder] else { return nil }
    for file in current.files.values {
      let path = "\(current.path)/\(file.path)"
      let size = (try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int
      guard size == bytes.count, FileManager.default.contents(atPath: path).map([UInt8].init) == bytes else { continue }
      return current.list.uid(file.base).map {
        MessageLocation(folder: folder, uidValidity: current.list.uidValidity, uid: $0)
      }
    }
    return nil
  }

  /// Runs `body` with the file of a location: first where it was last seen, then once more after looking again. `body`
  /// returns nil when the file was not there after all.
  private func found<Value>(
    _ location: MessageLocation, _ body: (String, MaildirFile) throws(MailboxError) -> Value?
  ) throws(MailboxError) -> Value {
    if folders[location.folder] == nil { try scan(location.folder) }
    for attempt in 0..<2 {
      if let folder = folders[location.folder], folder.list.uidValidity == location.uidValidity,
        let base = folder.list.base(location.uid), let file = folder.files[base],
        let value = try body("\(folder.path)/\(file.path)", file)
      {
        return value
      }
      if attempt == 0 { try scan(location.folder) }
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
      do {
        for entry in try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(subfolder)") {
          guard let file = MaildirFile(subfolder: subfolder, name: entry) else { continue }
          files[file.base] = file
        }
      } catch {
        throw .unavailable("the folder \(path)/\(subfolder) cannot be read: \(error.localizedDescription)")
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
