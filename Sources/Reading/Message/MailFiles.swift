import Glibc
public import MIME

/// The mails of a file, an mbox, a folder or standard input, one after the other, so that memory does not grow with them.
///
/// Of a folder every file is read, those of its folders as well, in the order of their names; `MailWalk` tells what is
/// left out.
public struct MailFiles {
  /// A file or folder that could not be read, or not to its end, and why.
  public struct Unreadable: Error, Hashable, Sendable {
    public let path: String
    public let reason: String
  }

  public struct Mail {
    /// Where it was read; nil for standard input. Of an mbox, the path with `#` and the mail's number from 1.
    public let file: String?
    public let message: InternetMessage
  }

  /// What the files hold.
  public enum Content: Sendable {
    case mails
    /// Each file is one plain text in UTF-8, its subject in the first line.
    case plainTexts
  }

  /// Octets of the longest mail that is held in memory; of a longer one the beginning is read.
  public static let longestMail = 128 << 20

  private let content: Content
  private let longestMail: Int
  private let unreadable: (Unreadable) -> Void
  private let body: (Mail) async throws -> Void

  /// Calls `body` for every mail below a path; `-` is standard input. A file that cannot be read is told to `unreadable`
  /// and the others go on.
  public static func forEach(
    _ path: String, _ content: Content = .mails, longestMail: Int = longestMail,
    unreadable: @escaping (Unreadable) -> Void, _ body: @escaping (Mail) async throws -> Void
  ) async throws {
    let files = MailFiles(content: content, longestMail: longestMail, unreadable: unreadable, body: body)
    let octets = Array(path.utf8)
    if path == "-" {
      try await files.read(STDIN_FILENO, name: nil)
    } else if let status = MailWalk.status(octets), status.st_mode & S_IFMT == S_IFDIR {
      var walk = MailWalk(below: octets)
      while let file = walk.next(failure: files.tell) { try await files.read(file) }
    } else {
      try await files.read(octets)
    }
  }

  private func tell(_ path: [UInt8], _ reason: String) {
    unreadable(Unreadable(path: String(decoding: path, as: UTF8.self), reason: reason))
  }

  private func tell(_ name: String?, error: Int32) {
    unreadable(Unreadable(path: name ?? "-", reason: String(cString: strerror(error))))
  }

  private func tellTruncation(_ name: String?) {
    unreadable(Unreadable(path: name ?? "-", reason: "longer than \(longestMail) octets; only these were read"))
  }

  private func read(_ file: [UInt8]) async throws {
    let descriptor = MailWalk.open(file)
    guard descriptor >= 0 else { return tell(file, String(cString: strerror(errno))) }
    defer { close(descriptor) }
    try await read(descriptor, name: String(decoding: file, as: UTF8.self))
  }

  private func read(_ descriptor: Int32, name: String?) async throws {
    var chunks = FileChunks(descriptor: descriptor)
    let beginning = chunks.next() ?? []
    if let error = chunks.error { return tell(name, error: error) }
    switch content == .plainTexts ? .single : MailFileKind(beginning: beginning) {
    case .single: try await readSingle(beginning, chunks, name: name)
    case .mbox: try await readMbox(beginning, chunks, name: name)
    }
  }

  private func readSingle(_ beginning: [UInt8], _ chunks: FileChunks, name: String?) async throws {
    var bytes = beginning
    var chunks = chunks
    while bytes.count <= longestMail, let chunk = chunks.next() { bytes += chunk }
    if let error = chunks.error { return tell(name, error: error) }
    if bytes.count > longestMail {
      tellTruncation(name)
      bytes.removeLast(bytes.count - longestMail)
    }
    if content == .plainTexts { bytes = Self.mail(ofPlainText: bytes) }
    try await body(Mail(file: name, message: InternetMessage(parsing: bytes)))
  }

  private static func mail(ofPlainText bytes: [UInt8]) -> [UInt8] {
    let subject = bytes.prefix { $0 != UInt8(ascii: "\n") }
    return Array("Subject: ".utf8) + subject.filter { $0 != UInt8(ascii: "\r") }
      + Array("\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".utf8)
      + bytes[subject.endIndex...].dropFirst()
  }

  private func readMbox(_ beginning: [UInt8], _ chunks: FileChunks, name: String?) async throws {
    var reader = MboxReader(ChunksAgain(first: beginning, rest: chunks), maximumMailSize: longestMail)
    var number = 0
    while let entry = reader.next() {
      number += 1
      let file = name.map { "\($0)#\(number)" }
      if entry.isTruncated { tellTruncation(file ?? "-#\(number)") }
      try await body(Mail(file: file, message: InternetMessage(parsing: entry.bytes)))
    }
    if let error = reader.chunks.rest.error { tell(name, error: error) }
  }

  /// The chunk that told the kind of the file, then the others.
  private struct ChunksAgain: IteratorProtocol {
    var first: [UInt8]?
    var rest: FileChunks

    mutating func next() -> [UInt8]? {
      if let chunk = first {
        first = nil
        return chunk
      }
      return rest.next()
    }
  }
}
