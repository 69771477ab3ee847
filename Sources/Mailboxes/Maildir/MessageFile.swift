import Foundation

/// Reading a message's file, which somebody else wrote: what is no plain file is not opened through, so that a link cannot
/// show us another file of this machine nor a pipe hold us up.
enum MessageFile {
  /// The largest message that is read, in bytes.
  static let sizeLimit = 200 << 20

  /// The bytes, and what the system says of the file; nil when it is not there. Throws `MailboxError.unavailable` for what
  /// cannot or must not be read.
  static func read(_ path: EntryPath) throws(MailboxError) -> (bytes: [UInt8], status: FileStatus)? {
    let descriptor = open(path.cString, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
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
    do {
      return ([UInt8](try handle.read(upToCount: status.size) ?? Data()), status)
    } catch {
      throw DurableFile.systemError("cannot read a message", path.description)
    }
  }

  private static func irregular(_ path: EntryPath) -> MailboxError {
    .unavailable("a message file is no plain file and is not read: \(path)")
  }
}
