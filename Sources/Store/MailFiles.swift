import Cryptography
import Domain
import Foundation

/// Mail bytes as files named by their SHA-256, spread over 256 folders. A file is whole or absent: it is written in `tmp`,
/// synced, renamed, and its folder synced, before the journal speaks of it.
struct MailFiles: Sendable {
  let directory: String

  /// Removes what a process that died left half written; it holds people's words as the finished files do.
  init(directory: String) {
    self.directory = directory
    removeLeftovers()
  }

  func path(_ hash: ContentHash) -> String { "\(folder(hash))/\(hash.hex)" }

  private func folder(_ hash: ContentHash) -> String { "\(directory)/\(hash.hex.prefix(2))" }

  private var temporaryFolder: String { directory + "/tmp" }

  /// Keeps the bytes; the same bytes twice are one file.
  func keep(_ bytes: [UInt8], as hash: ContentHash) throws {
    try settle(hash) { path in
      try createFolder(temporaryFolder)
      try write(bytes, to: path, by: "\(temporaryFolder)/\(hash.hex).\(UUID().uuidString)")
    }
  }

  /// Keeps a file of the same disk, which is moved, and whose bytes are synced already.
  func keep(fileAt source: String, as hash: ContentHash) throws {
    try settle(hash) { path in
      guard rename(source, path) == 0 else { throw systemError(path) }
    }
    // The same bytes were here already.
    unlink(source)
  }

  /// Puts a file in its place unless it is there, and makes its name durable.
  private func settle(_ hash: ContentHash, _ put: (String) throws -> Void) throws {
    let path = path(hash)
    if !FileManager.default.fileExists(atPath: path) {
      try createFolder(folder(hash))
      try put(path)
    }
    // Also for a file found here: the process that wrote it may have died before it came to this.
    try sync(folder(hash))
    try sync(directory)
  }

  /// The temporary file is locked while it is written, which tells it from one left by a process that died.
  private func write(_ bytes: [UInt8], to path: String, by temporary: String) throws {
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw systemError(temporary) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX) == 0 else { throw systemError(temporary) }
    do {
      try handle.write(contentsOf: Data(bytes))
      try handle.synchronize()
      guard rename(temporary, path) == 0 else { throw systemError(path) }
    } catch {
      unlink(temporary)
      throw error
    }
    try handle.close()
  }

  private func removeLeftovers() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: temporaryFolder)) ?? [] {
      let path = "\(temporaryFolder)/\(name)"
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  /// The hash of a file's bytes, which are read in pieces.
  static func hash(fileAt path: String) throws -> ContentHash {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw StoreError.unavailable(path, String(cString: strerror(errno)))
    }
    let digest = try SHA256Digest(ofPieces: {
      guard let piece = try handle.read(upToCount: 1 << 18), !piece.isEmpty else { return nil }
      return [UInt8](piece)
    })
    return ContentHash(hex: digest.hex)
  }

  func bytes(_ hash: ContentHash) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path(hash)) else { throw StoreError.missingBytes(hash) }
    return [UInt8](data)
  }

  /// Removes the bytes for good; absent is well.
  func erase(_ hash: ContentHash) throws {
    if unlink(path(hash)) != 0 && errno != ENOENT { throw systemError(path(hash)) }
    if FileManager.default.fileExists(atPath: folder(hash)) { try sync(folder(hash)) }
  }

  /// Creates a folder with those above it, each synced into the one above.
  private func createFolder(_ path: String) throws {
    if FileManager.default.fileExists(atPath: path) { return }
    let parent = (path as NSString).deletingLastPathComponent
    if !parent.isEmpty { try createFolder(parent) }
    guard mkdir(path, 0o750) == 0 || errno == EEXIST else { throw systemError(path) }
    try sync(parent.isEmpty ? "." : parent)
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
