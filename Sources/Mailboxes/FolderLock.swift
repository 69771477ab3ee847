import Foundation

/// The sole right to work in a folder, held as long as the value lives or until the process dies, however it dies.
///
/// The folder itself is locked (`flock(2)` on its descriptor), so that nothing is written into a mailbox that is only
/// observed.
public final class FolderLock: Sendable {
  private let descriptor: Int32

  /// Throws `MailboxError.locked` when another process, or another part of this one, holds it.
  public init(_ path: String) throws(MailboxError) {
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DurableFile.systemError("cannot open", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .locked(path)
    }
  }

  deinit { close(descriptor) }
}
