import Foundation

/// The path of a folder's entry. A file name on Linux is any bytes but `/` and NUL, not always text, so that a mail whose
/// name is no UTF-8 can still be opened and moved.
struct EntryPath: Hashable, Sendable, CustomStringConvertible {
  let folder: String
  let name: [UInt8]

  init(_ folder: String, _ name: [UInt8]) {
    self.folder = folder
    self.name = name
  }

  /// What a system call takes.
  var cString: [CChar] { (Array(folder.utf8) + [0x2F] + name + [0]).map { CChar(truncatingIfNeeded: $0) } }

  /// For people; bytes that are no text are replaced.
  var description: String { "\(folder)/\(String(decoding: name, as: UTF8.self))" }

  /// What lies there, a symbolic link not followed; nil when nothing does.
  var status: FileStatus? {
    var status = stat()
    return lstat(cString, &status) == 0 ? FileStatus(status) : nil
  }

  /// The entries of a folder, `.` and `..` among them, as the system names them.
  static func names(in folder: String) throws(MailboxError) -> [[UInt8]] {
    guard let stream = opendir(folder) else { throw DurableFile.systemError("cannot read the folder", folder) }
    defer { closedir(stream) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      // A C door: the name is read where it lies, up to its NUL, as an entry is shorter than the type says.
      guard let start = entry.pointer(to: \.d_name).map(UnsafeRawPointer.init) else { break }
      names.append(
        [UInt8](UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))))
    }
    guard errno == 0 else { throw DurableFile.systemError("cannot read the folder", folder) }
    return names
  }
}

/// What the system says of a file.
struct FileStatus: Hashable, Sendable {
  let isRegular: Bool
  let size: Int
  /// Milliseconds since 1970.
  let modified: Int64
  private let device: UInt64
  private let number: UInt64

  init(_ status: stat) {
    isRegular = status.st_mode & S_IFMT == S_IFREG
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1000 + Int64(status.st_mtim.tv_nsec) / 1_000_000
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// Whether two names are one file.
  func isSameFile(as other: FileStatus) -> Bool { device == other.device && number == other.number }
}
