import Domain
import Foundation

/// Gathers the bytes of a mail that is being fetched: in memory while it is small, else in a file of the appliance's own,
/// so that no mail is too large for the memory.
struct Spool {
  /// A mail up to this size is held in memory.
  static let memoryLimit = 256 << 10

  private let folder: String
  private var bytes: [UInt8] = []
  private var file: (path: String, handle: FileHandle)?

  /// - Parameters:
  ///   - folder: Where files go; on the disk of the mail store, to which they are moved.
  ///   - size: What was announced.
  init(in folder: String, expecting size: Int, name: String) throws(MailboxError) {
    self.folder = folder
    if size <= Self.memoryLimit {
      bytes.reserveCapacity(size)
    } else {
      try DurableFile.createFolder(folder)
      let path = "\(folder)/\(name)"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
      guard descriptor >= 0 else { throw DurableFile.systemError("cannot write", path) }
      file = (path, FileHandle(fileDescriptor: descriptor, closeOnDealloc: true))
    }
  }

  mutating func append(_ piece: ArraySlice<UInt8>) throws(MailboxError) {
    guard let file else {
      bytes += piece
      return
    }
    do {
      try file.handle.write(contentsOf: Data(piece))
    } catch {
      throw DurableFile.systemError("cannot write", file.path)
    }
  }

  /// The whole mail; a file is on disk then.
  func finish() throws(MailboxError) -> MailContent {
    guard let file else { return .bytes(bytes) }
    do {
      try file.handle.synchronize()
      try file.handle.close()
    } catch {
      throw DurableFile.systemError("cannot write", file.path)
    }
    return .file(file.path)
  }

  /// Removes what was gathered.
  func discard() {
    if let file { try? FileManager.default.removeItem(atPath: file.path) }
  }
}
