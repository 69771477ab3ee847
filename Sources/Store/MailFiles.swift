import Domain
import Foundation

/// Mail bytes as files named by their SHA-256, spread over 256 folders. A file is whole or absent: it is written beside,
/// synced, renamed, and its folder synced, before the journal speaks of it.
struct MailFiles: Sendable {
  let directory: String

  func path(_ hash: ContentHash) -> String { "\(directory)/\(hash.hex.prefix(2))/\(hash.hex)" }

  /// Keeps the bytes; the same bytes twice are one file.
  func keep(_ bytes: [UInt8], as hash: ContentHash) throws {
    let path = path(hash)
    if FileManager.default.fileExists(atPath: path) { return }
    let folder = "\(directory)/\(hash.hex.prefix(2))"
    if !FileManager.default.fileExists(atPath: folder) {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o750])
      try sync(directory)
    }
    let temporary = "\(path).\(getpid()).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw systemError(temporary) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    try handle.write(contentsOf: Data(bytes))
    try handle.synchronize()
    try handle.close()
    guard rename(temporary, path) == 0 else { throw systemError(path) }
    try sync(folder)
  }

  func bytes(_ hash: ContentHash) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path(hash)) else { throw StoreError.missingBytes(hash) }
    return [UInt8](data)
  }

  /// Removes the bytes; absent is well.
  func erase(_ hash: ContentHash) throws {
    if unlink(path(hash)) != 0 && errno != ENOENT { throw systemError(path(hash)) }
  }

  private func sync(_ folder: String) throws {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError(folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw systemError(folder) }
  }

  private func systemError(_ path: String) -> StoreError {
    .unavailable(path, String(cString: strerror(errno)))
  }
}
