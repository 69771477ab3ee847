import Foundation

/// Writing that survives a power cut: a file's bytes are synced before its name, and the folder that holds the name after.
enum DurableFile {
  /// Writes a new file and syncs it; the caller gives it its final name afterwards.
  static func write(_ bytes: [UInt8], to path: String) throws(MailboxError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o660)
    guard descriptor >= 0 else { throw systemError("cannot write", path) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(bytes))
      try handle.synchronize()
      try handle.close()
    } catch {
      throw systemError("cannot write", path)
    }
  }

  static func append(_ text: String, to path: String) throws(MailboxError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw systemError("cannot write", path) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
      try handle.close()
    } catch {
      throw systemError("cannot write", path)
    }
  }

  /// Renames at one stroke, over a file of the new name if there is one, then syncs the folders that hold the two names.
  /// Returns false when the file is no longer there.
  static func rename(_ old: String, to new: String) throws(MailboxError) -> Bool {
    guard Foundation.rename(old, new) == 0 else {
      if errno == ENOENT && !FileManager.default.fileExists(atPath: old) { return false }
      throw systemError("cannot rename a file to", new)
    }
    try sync(folder(of: new))
    if folder(of: new) != folder(of: old) { try sync(folder(of: old)) }
    return true
  }

  /// How a move ended.
  enum Move {
    case done
    /// The file is no longer there.
    case absent
    /// Another file has the new name; nothing was changed.
    case taken
  }

  /// Moves a file and never onto another one, then syncs both folders.
  ///
  /// The new name is made before the old one is taken away, as `link(2)` refuses a name that exists where `rename(2)`
  /// replaces it. A crash between the two leaves one file with two names; asked again, the move is completed.
  static func move(_ old: EntryPath, to new: EntryPath) throws(MailboxError) -> Move {
    if old == new { return old.status == nil ? .absent : .done }
    if link(old.cString, new.cString) != 0 {
      switch errno {
      case ENOENT where old.status == nil: return .absent
      case EEXIST:
        guard let there = new.status, let here = old.status, there.isSameFile(as: here) else { return .taken }
      case EPERM, EOPNOTSUPP, ENOSYS, EMLINK: return try renameUnlessTaken(old, to: new)
      default: throw systemError("cannot move a message to", new.description)
      }
    }
    if unlink(old.cString) != 0 {
      let reason = errno
      // Somebody renamed it meanwhile: it must not lie in two places. If that somebody has the new name, it was moved.
      let isUndone = unlink(new.cString) == 0
      if reason == ENOENT && isUndone { return .absent }
      errno = reason
      guard reason == ENOENT else { throw systemError("cannot move a message away from", old.description) }
    }
    try settle(old, new)
    return .done
  }

  /// Moves a file at one stroke, unless another has the new name when it is looked for; then syncs both folders. For two
  /// names within one Maildir folder, where a second name would be a second message after a crash; for file systems without
  /// hard links; and for files that we may move but not link (`fs.protected_hardlinks`).
  static func renameUnlessTaken(_ old: EntryPath, to new: EntryPath) throws(MailboxError) -> Move {
    if new.status != nil { return .taken }
    guard Foundation.rename(old.cString, new.cString) == 0 else {
      if errno == ENOENT && old.status == nil { return .absent }
      throw systemError("cannot move a message to", new.description)
    }
    try settle(old, new)
    return .done
  }

  private static func settle(_ old: EntryPath, _ new: EntryPath) throws(MailboxError) {
    try sync(new.folder)
    if new.folder != old.folder { try sync(old.folder) }
  }

  /// Waits until a file, or the names in a folder, are on disk.
  static func sync(_ path: String) throws(MailboxError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError("cannot open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemError("cannot sync", path) }
  }

  /// Creates a folder and those above it that are missing, each synced into the one above.
  static func createFolder(_ path: String) throws(MailboxError) {
    var missing: [String] = []
    var next = path
    while !FileManager.default.fileExists(atPath: next), next != folder(of: next) {
      missing.append(next)
      next = folder(of: next)
    }
    for path in missing.reversed() {
      if mkdir(path, 0o770) == 0 {
        // Whatever the umask: the mail server's group works here too.
        guard chmod(path, 0o770) == 0 else { throw systemError("cannot create the folder", path) }
      } else if errno != EEXIST {
        throw systemError("cannot create the folder", path)
      }
      try sync(folder(of: path))
    }
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func systemError(_ what: String, _ path: String) -> MailboxError {
    .unavailable("\(what) \(path): \(String(cString: strerror(errno)))")
  }
}
