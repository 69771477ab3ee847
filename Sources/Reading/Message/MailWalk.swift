import Glibc

/// The files of mail below a folder, one after the other, in the order of their names. Names are octets, as the system
/// has them: a name in Latin-1 is a file like any other.
///
/// Hidden files are left out, and hidden folders unless they are Maildirs. Of a Maildir (a folder with `cur` and `new`)
/// the mails of both are read and the Maildirs inside it, hidden ones as Maildir++ has them; its `tmp` and the books that
/// servers keep there are no mails.
struct MailWalk {
  /// Folders inside one another.
  private static let maximumDepth = 64

  /// What is still to be looked at, the next one last.
  private var waiting: [(path: [UInt8], depth: Int)]
  /// The folders read so far: a link back to one of them leads nowhere new.
  private var visited: Set<Identity> = []

  private struct Identity: Hashable {
    var device: dev_t
    var inode: ino_t
  }

  init(below folder: [UInt8]) {
    var folder = folder
    while folder.count > 1, folder.last == UInt8(ascii: "/") { folder.removeLast() }
    waiting = [(folder, 0)]
  }

  /// The next file's path. Links are followed; what is neither file nor folder is passed over.
  mutating func next(failure: (_ path: [UInt8], _ reason: String) -> Void) -> [UInt8]? {
    while let (path, depth) = waiting.popLast() {
      guard let status = Self.status(path) else {
        failure(path, String(cString: strerror(errno)))
        continue
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: return path
      case S_IFDIR:
        guard visited.insert(Identity(device: status.st_dev, inode: status.st_ino)).inserted else { continue }
        if depth >= Self.maximumDepth {
          failure(path, "more than \(Self.maximumDepth) folders in one another")
        } else if let names = Self.names(in: path) {
          push(names, of: path, depth: depth)
        } else {
          failure(path, String(cString: strerror(errno)))
        }
      default: continue
      }
    }
    return nil
  }

  private mutating func push(_ names: [[UInt8]], of folder: [UInt8], depth: Int) {
    let isMaildir = Self.isMaildir(folder)
    for name in names.reversed() {
      let path = Self.join(folder, name)
      let isRead =
        if isMaildir {
          Self.mailFolders.contains(name) || Self.isMaildir(path)
        } else {
          name.first != UInt8(ascii: ".") || Self.isMaildir(path)
        }
      if isRead { waiting.append((path, depth + 1)) }
    }
  }

  private static let mailFolders = ["cur", "new"].map { Array($0.utf8) }

  private static func isMaildir(_ folder: [UInt8]) -> Bool {
    mailFolders.allSatisfy { name in status(join(folder, name)).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }
  }

  private static func join(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
    folder.last == UInt8(ascii: "/") ? folder + name : folder + [UInt8(ascii: "/")] + name
  }

  /// What the path, or the link's target, is; nil with `errno` when that cannot be told.
  static func status(_ path: [UInt8]) -> stat? {
    var status = stat()
    return withCString(path) { stat($0, &status) } == 0 ? status : nil
  }

  /// Opens for reading; below zero, with `errno`, when that fails.
  static func open(_ path: [UInt8]) -> Int32 { withCString(path) { Glibc.open($0, O_RDONLY | O_CLOEXEC) } }

  /// The sorted names in a folder; nil with `errno` when it cannot be read to its end.
  private static func names(in folder: [UInt8]) -> [[UInt8]]? {
    guard let directory = withCString(folder, { opendir($0) }) else { return nil }
    defer { closedir(directory) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else { break }
      let name = withUnsafeBytes(of: entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != [UInt8(ascii: ".")], name != Array("..".utf8) { names.append(name) }
    }
    guard errno == 0 else { return nil }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  private static func withCString<Result>(_ path: [UInt8], _ body: (UnsafePointer<CChar>) -> Result) -> Result {
    // An array of C characters is passed as a pointer to them.
    body((path + [0]).map(CChar.init(bitPattern:)))
  }
}
