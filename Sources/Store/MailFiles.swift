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

  /// Keeps contents under their hashes, which it returns; the same bytes twice are one file. A file given, of the same
  /// disk and synced already, is moved away.
  ///
  /// All are written before the first is synced: the disk then takes them together.
  func keep(_ contents: [MailContent]) throws -> [ContentHash] {
    if contents.isEmpty { return [] }
    var kept: [(source: String, hash: ContentHash, handle: FileHandle?)] = []
    var hashes: [ContentHash] = []
    do {
      for content in contents {
        let hash = try Self.hash(content)
        hashes.append(hash)
        let isKnown = access(path(hash), F_OK) == 0
        switch content {
        case .bytes where isKnown: break
        case .bytes(let bytes):
          try createFolder(temporaryFolder)
          let temporary = "\(temporaryFolder)/\(hash.hex).\(UUID().uuidString)"
          kept.append((temporary, hash, try create(temporary)))
          try kept.last?.handle?.write(contentsOf: Data(bytes))
        case .file(let source) where isKnown: unlink(source)
        case .file(let source): kept.append((source, hash, nil))
        }
      }
      for file in kept { try file.handle?.synchronize() }
      for file in kept {
        try createFolder(folder(file.hash))
        guard rename(file.source, path(file.hash)) == 0 else { throw systemError(path(file.hash)) }
      }
    } catch {
      for file in kept where file.handle != nil { unlink(file.source) }
      throw error
    }
    for file in kept { try file.handle?.close() }
    // Also of a file found here: the process that wrote it may have died before it came to this.
    for folder in Set(hashes.map(folder)) { try sync(folder) }
    try sync(directory)
    return hashes
  }

  /// The temporary file is locked while it is written, which tells it from one left by a process that died.
  private func create(_ temporary: String) throws -> FileHandle {
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    guard descriptor >= 0 else { throw systemError(temporary) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX) == 0 else { throw systemError(temporary) }
    return handle
  }

  private func removeLeftovers() {
    for name in names(in: temporaryFolder) {
      let path = "\(temporaryFolder)/\(name)"
      let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
      close(descriptor)
    }
  }

  /// The hash of a content; a file's bytes are read in pieces.
  static func hash(_ content: MailContent) throws -> ContentHash {
    let path: String
    switch content {
    case .bytes(let bytes): return ContentHash(hex: SHA256Digest(of: bytes).hex)
    case .file(let file): path = file
    }
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

  /// The first two digits of the hashes of which there are files, or were.
  func prefixes() -> [String] { names(in: directory).filter { $0.utf8.count == 2 } }

  /// The hashes that begin with two digits and have a file.
  func hashes(_ prefix: String) -> [String] { names(in: "\(directory)/\(prefix)").filter { $0.utf8.count == 64 } }

  private func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
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
