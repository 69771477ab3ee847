public import Foundation
import TestSupport

/// A mail as it lies in a folder of the server.
public struct StoredMail: Sendable, Hashable {
  public var bytes: [UInt8]
  /// As IMAP writes them: `\Seen`, `\Answered`, and keywords.
  public var flags: Set<String>
}

extension DovecotServer {
  /// Delivers mails by LMTP (RFC 2033) in one session. Lines have to end in CR LF.
  public func deliver(_ mails: [[UInt8]], to user: String) async throws {
    try await onOwnThread { [port = ports.lmtp] in
      var session = try LMTPDelivery(port: port)
      try session.deliver(mails, to: user)
    }
  }

  /// Puts mails into INBOX as files, behind the server's back: ten thousand take a few seconds. `arrivedAt` is the time
  /// of the first (its INTERNALDATE); each next one is a second later.
  public func fill(_ user: String, with mails: [[UInt8]], arrivedAt: Date) throws {
    for name in ["", "/cur", "/new", "/tmp"] {
      let path = maildir(user) + name
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      owner.own(path)
    }
    for (index, mail) in mails.enumerated() {
      let second = Int(arrivedAt.timeIntervalSince1970) + index
      let path = maildir(user) + "/new/\(second).M\(index)P\(getpid()).localhost"
      try Data(mail).write(to: URL(fileURLWithPath: path))
      owner.own(path)
      var times = [timeval(tv_sec: second, tv_usec: 0), timeval(tv_sec: second, tv_usec: 0)]
      utimes(path, &times)
    }
  }

  /// All mails of a user, read from the disk, by the folder's name as IMAP writes it (modified UTF-7, RFC 3501 §5.1.3).
  public func contents(of user: String) throws -> [String: [StoredMail]] {
    let path = maildir(user)
    var contents = ["INBOX": try mails(in: path)]
    for name in try FileManager.default.contentsOfDirectory(atPath: path)
    where name.hasPrefix(".") && FileManager.default.fileExists(atPath: "\(path)/\(name)/cur") {
      contents[folderName(name.dropFirst())] = try mails(in: path + "/" + name)
    }
    return contents
  }

  private func maildir(_ user: String) -> String { folder.path + "/mail/" + user }

  /// On disk a dot separates (Maildir++), and `\2f` stands for an octet that a name could not hold (listescape).
  private func folderName(_ name: Substring) -> String {
    var pieces = name.split(separator: "\\", omittingEmptySubsequences: false)
    for index in pieces.indices {
      pieces[index] = pieces[index].replacing(".", with: String(separator))[...]
    }
    return String(pieces[0])
      + pieces.dropFirst().map { piece in
        guard let octet = UInt8(piece.prefix(2), radix: 16) else { return "\\" + piece }
        return String(Character(Unicode.Scalar(octet))) + piece.dropFirst(2)
      }.joined()
  }

  /// Dovecot renames a file when it changes the flags: a name that vanished is looked for again.
  private func mails(in path: String) throws -> [StoredMail] {
    let keywords = keywords(in: path)
    var attempts = 20
    while true {
      do {
        return try ["cur", "new"].flatMap { part in
          try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(part)").sorted().map { name in
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(part)/\(name)"))
            return StoredMail(bytes: Array(bytes), flags: flags(of: name, keywords: keywords))
          }
        }
      } catch  where attempts > 0 {
        attempts -= 1
      }
    }
  }

  /// `:2,FSa` at the end of a name: letters of the Maildir standard, then of Dovecot's list of keywords.
  private func flags(of name: String, keywords: [Character: String]) -> Set<String> {
    guard let info = name.firstRange(of: ":2,") else { return [] }
    let standard: [Character: String] = [
      "D": "\\Draft", "F": "\\Flagged", "R": "\\Answered", "S": "\\Seen", "T": "\\Deleted",
    ]
    return Set(name[info.upperBound...].prefix { $0 != "," }.compactMap { standard[$0] ?? keywords[$0] })
  }

  /// `dovecot-keywords` has a line such as `0 $Forwarded` for the letter a.
  private func keywords(in path: String) -> [Character: String] {
    let text = (try? String(contentsOfFile: path + "/dovecot-keywords", encoding: .utf8)) ?? ""
    var keywords: [Character: String] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1)
      guard words.count == 2, let number = UInt8(words[0]), number < 26 else { continue }
      keywords[Character(Unicode.Scalar(UInt8(ascii: "a") + number))] = String(words[1])
    }
    return keywords
  }
}
