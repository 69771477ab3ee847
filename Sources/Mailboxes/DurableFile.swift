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

  /// Renames, then syncs the folders that hold the two names. Returns false when the file is no longer there.
  static func rename(_ old: String, to new: String) throws(MailboxError) -> Bool {
    guard Foundation.rename(old, new) == 0 else {
      if errno == ENOENT && !FileManager.default.fileExists(atPath: old) { return false }
      throw systemError("cannot move a message to", new)
    }
    try sync(folder(of: new))
    if folder(of: new) != folder(of: old) { try sync(folder(of: old)) }
    return true
  }

  static func sync(_ folder: String) throws(MailboxError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError("cannot open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemError("cannot sync", folder) }
  }

  static func createFolder(_ path: String) throws(MailboxError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o770])
    } catch {
      throw systemError("cannot create the folder", path)
    }
  }

  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  static func systemError(_ what: String, _ path: String) -> MailboxError {
    .unavailable("\(what) \(path): \(String(cString: strerror(errno)))")
  }
}
