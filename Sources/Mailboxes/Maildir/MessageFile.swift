import Domain
import Foundation

/// A message's file, which somebody else wrote, opened: what is no plain file is not opened through, so that a link cannot
/// show us another file of this machine nor a pipe hold us up.
struct MessageFile {
  /// The largest message that is read, in bytes.
  static let sizeLimit = 200 << 20

  private let path: EntryPath
  private let handle: FileHandle
  /// What the system says of it.
  let status: FileStatus

  /// Nil when it is not there. Throws `MailboxError.unavailable` for what cannot or must not be read.
  static func open(_ path: EntryPath) throws(MailboxError) -> MessageFile? {
    let descriptor = Foundation.open(path.cString, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      switch errno {
      case ENOENT: return nil
      case ELOOP: throw .unavailable("a message file is a symbolic link and is not read: \(path)")
      case ENXIO: throw irregular(path)
      default: throw DurableFile.systemError("cannot read a message", path.description)
      }
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var system = stat()
    guard fstat(descriptor, &system) == 0 else {
      throw DurableFile.systemError("cannot read a message", path.description)
    }
    let status = FileStatus(system)
    guard status.isRegular else { throw irregular(path) }
    guard status.size <= sizeLimit else {
      throw .unavailable("a message file is larger than \(sizeLimit >> 20) MB and is not read: \(path)")
    }
    return MessageFile(path: path, handle: handle, status: status)
  }

  /// Its bytes; of a large one a copy, as whoever takes the mail moves a file away.
  func content(spooledIn folder: String, as name: String) throws(MailboxError) -> MailContent {
    var spool = try Spool(in: folder, expecting: status.size, name: name)
    do {
      var rest = status.size
      while rest > 0, let piece = try piece(upTo: rest) {
        try spool.append(piece)
        rest -= piece.count
      }
      return try spool.finish()
    } catch {
      spool.discard()
      throw error
    }
  }

  /// Whether it holds exactly these bytes.
  func isExactly(_ bytes: [UInt8]) throws(MailboxError) -> Bool {
    guard status.size == bytes.count else { return false }
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let piece = try piece(upTo: rest.count), rest.starts(with: piece) else { return false }
      rest = rest.dropFirst(piece.count)
    }
    return true
  }

  /// What comes next; nil at the end.
  private func piece(upTo count: Int) throws(MailboxError) -> ArraySlice<UInt8>? {
    do {
      guard let piece = try handle.read(upToCount: min(count, Spool.memoryLimit)), !piece.isEmpty else { return nil }
      return [UInt8](piece)[...]
    } catch {
      throw DurableFile.systemError("cannot read a message", path.description)
    }
  }

  private static func irregular(_ path: EntryPath) -> MailboxError {
    .unavailable("a message file is no plain file and is not read: \(path)")
  }
}
