import Cryptography
import Foundation
public import MIME

/// The mails of a file, an mbox, a folder or standard input, one after the other, so that memory does not grow with them.
///
/// Of a folder every file is read, those of its folders as well (a Maildir is such a folder), in the order of their
/// names; hidden files are left out.
public struct MailFiles {
  /// A file that could not be read, and why.
  public struct Unreadable: Error, Hashable, Sendable {
    public let path: String
    public let reason: String
  }

  public struct Mail {
    /// Where it was read; nil for standard input. Of an mbox, the path with `#` and the mail's number from 1.
    public let file: String?
    public let message: InternetMessage
  }

  /// Calls `body` for every mail below a path; `-` is standard input. A file that cannot be read is told to `unreadable`
  /// and the others go on.
  public static func forEach(
    _ path: String, unreadable: (Unreadable) -> Void, _ body: (Mail) async throws -> Void
  ) async throws {
    if path == "-" {
      try await read(FileHandle.standardInput.fileDescriptor, name: nil, unreadable, body)
      return
    }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      unreadable(Unreadable(path: path, reason: "no such file or folder"))
      return
    }
    let files = isFolder.boolValue ? filesBelow(path) : [path]
    for file in files {
      let descriptor = open(file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else {
        unreadable(Unreadable(path: file, reason: String(cString: strerror(errno))))
        continue
      }
      defer { close(descriptor) }
      try await read(descriptor, name: file, unreadable, body)
    }
  }

  private static func filesBelow(_ folder: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
    var files: [String] = []
    while let name = walk.nextObject() as? String {
      if (name as NSString).lastPathComponent.hasPrefix(".")
        && walk.fileAttributes?[.type] as? FileAttributeType != .typeDirectory
      {
        continue
      }
      if walk.fileAttributes?[.type] as? FileAttributeType == .typeRegular { files.append("\(folder)/\(name)") }
    }
    return files.sorted()
  }

  private static func read(
    _ descriptor: Int32, name: String?, _ unreadable: (Unreadable) -> Void, _ body: (Mail) async throws -> Void
  ) async throws {
    var chunks = FileChunks(descriptor: descriptor)
    guard let beginning = chunks.next() else {
      if let error = chunks.error {
        unreadable(Unreadable(path: name ?? "-", reason: String(cString: strerror(error))))
      } else if name == nil {
        unreadable(Unreadable(path: "-", reason: "standard input is empty"))
      } else {
        try await body(Mail(file: name, message: InternetMessage(parsing: [])))
      }
      return
    }
    switch MailFileKind(beginning: beginning) {
    case .single:
      var bytes = beginning
      while let chunk = chunks.next() { bytes += chunk }
      if let error = chunks.error {
        unreadable(Unreadable(path: name ?? "-", reason: String(cString: strerror(error))))
        return
      }
      try await body(Mail(file: name, message: InternetMessage(parsing: bytes)))
    case .mbox:
      var number = 0
      for entry in MboxReader(ChunksAgain(first: beginning, rest: chunks)) {
        number += 1
        try await body(
          Mail(file: name.map { "\($0)#\(number)" }, message: InternetMessage(parsing: entry.bytes)))
      }
    }
  }

  /// The chunk that told the kind of the file, then the others.
  private struct ChunksAgain: IteratorProtocol {
    var first: [UInt8]?
    var rest: FileChunks

    init(first: [UInt8], rest: FileChunks) {
      self.first = first
      self.rest = rest
    }

    mutating func next() -> [UInt8]? {
      if let chunk = first {
        first = nil
        return chunk
      }
      return rest.next()
    }
  }
}

/// What `vaguemestre parse --summary` counts. Every leaf is decoded and hashed and every text read, as for the report.
public struct ParseSummary: Codable, Sendable {
  public private(set) var messages = 0
  public private(set) var parts = 0
  public private(set) var attachments = 0
  /// Octets of the decoded leaf parts.
  public private(set) var octets = 0
  /// Characters of the texts, in UTF-8 octets.
  public private(set) var textOctets = 0
  public private(set) var automatic = 0
  public private(set) var withoutMessageID = 0
  public private(set) var withoutDate = 0

  public init() {}

  public mutating func count(_ mail: InternetMessage) {
    messages += 1
    if mail.automatic != nil { automatic += 1 }
    if mail.messageID == nil { withoutMessageID += 1 }
    if mail.date == nil { withoutDate += 1 }
    _ = (mail.subject, mail.from, mail.to, mail.cc, mail.references)
    for part in mail.leafParts {
      parts += 1
      if part.isAttachment { attachments += 1 }
      let content = part.decoded()
      octets += content.count
      _ = SHA256Digest(of: content)
      if part.mediaType.isText { textOctets += part.text(decoding: content).utf8.count }
    }
  }
}
