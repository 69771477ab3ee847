import Foundation
import IMAP

@testable import TestServers

/// A mail as a person's mail program sees it.
struct FoundMail: Sendable {
  var uid = 0
  var flags: Set<String> = []
  var bytes: [UInt8] = []

  /// The text of a header field, its lines joined.
  func field(_ name: String) -> String? {
    let header = String(decoding: bytes.prefix(8000), as: UTF8.self).replacing("\r\n", with: "\n")
    var lines = header.prefix(upTo: header.firstRange(of: "\n\n")?.lowerBound ?? header.endIndex)
      .split(separator: "\n")[...]
    while let line = lines.popFirst() {
      guard line.lowercased().hasPrefix(name.lowercased() + ":") else { continue }
      var text = String(line.dropFirst(name.count + 1))
      while let more = lines.popFirst(), more.first == " " || more.first == "\t" { text += more }
      return text.trimmingCharacters(in: .whitespaces)
    }
    return nil
  }

  /// Without angle brackets.
  var messageID: String? { field("Message-ID").map { $0.trimmingCharacters(in: ["<", ">"]) } }
  var answers: String? { field("In-Reply-To").map { $0.trimmingCharacters(in: ["<", ">"]) } }
}

/// A person's mail program: IMAP by hand and without TLS, so that what is seen is seen by other eyes than the
/// appliance's.
struct Person {
  private let socket: LoopbackSocket
  private var reader: LineReader
  private var number = 0
  /// How the server spells the folders, by their names.
  private(set) var spelled: [String: String] = [:]

  struct Refusal: Error, CustomStringConvertible { let description: String }

  init(port: UInt16, user: String, password: String) throws {
    socket = try LoopbackSocket.connect(to: port)
    reader = LineReader(socket)
    _ = try reader.line()
    _ = try command("LOGIN \"\(user)\" \"\(password)\"")
    try list()
  }

  /// What came before the tagged answer: lines, each with the literals that it holds.
  @discardableResult
  mutating func command(_ words: String, literal: [UInt8]? = nil) throws -> [(text: String, literals: [[UInt8]])] {
    number += 1
    try socket.send("p\(number) \(words)\(literal.map { " {\($0.count)}" } ?? "")\r\n")
    var lines: [(text: String, literals: [[UInt8]])] = []
    while true {
      let line = try response()
      if line.text.hasPrefix("+"), let literal { try socket.send(literal + [13, 10]) }
      guard line.text.hasPrefix("p\(number) ") else {
        lines.append(line)
        continue
      }
      guard line.text.hasPrefix("p\(number) OK") else { throw Refusal(description: "\(words): \(line.text)") }
      return lines
    }
  }

  private mutating func response() throws -> (text: String, literals: [[UInt8]]) {
    var whole = ""
    var literals: [[UInt8]] = []
    while let line = try reader.line() {
      whole += line
      guard line.last == "}", let open = line.lastIndex(of: "{"), let count = Int(line[open...].dropFirst().dropLast()),
        let literal = try reader.bytes(count: count)
      else { return (whole, literals) }
      literals.append(literal)
    }
    throw Refusal(description: "the server has closed")
  }

  /// Looks which folders there are.
  mutating func list() throws {
    spelled = [:]
    for line in try command("LIST \"\" *") where !line.text.lowercased().contains("\\noselect") {
      let written = line.text.firstMatch(of: /LIST \([^)]*\) (?:".{1,2}"|NIL) "?(.*?)"?$/)?.1 ?? ""
      let octets = line.literals.first ?? Array(written.utf8)
      let name = WireName(octets: octets)
      spelled[name.decoded(utf8: false) ?? ""] = String(decoding: octets, as: UTF8.self)
    }
  }

  private func quoted(_ folder: String) throws -> String {
    guard let name = spelled[folder] else { throw Refusal(description: "no folder \(folder) in \(spelled.keys)") }
    return "\"\(name)\""
  }

  /// The mails of a folder; without their bodies, only the headers are there.
  mutating func mails(in folder: String, bodies: Bool = true) throws -> [FoundMail] {
    try command("EXAMINE \(quoted(folder))")
    return try command("UID FETCH 1:* (UID FLAGS BODY.PEEK[\(bodies ? "" : "HEADER")])").compactMap { line in
      guard let bytes = line.literals.first, let uid = line.text.firstMatch(of: /UID (\d+)/),
        let flags = line.text.firstMatch(of: /FLAGS \(([^)]*)\)/)
      else { return nil }
      return FoundMail(
        uid: Int(uid.1) ?? 0, flags: Set(flags.1.split(separator: " ").map(Self.spelling)), bytes: bytes)
    }
  }

  /// Some servers write `\seen`; `\Recent` is no flag of the mail's.
  private static func spelling(_ flag: Substring) -> String {
    flag.hasPrefix("\\") ? "\\" + flag.dropFirst().lowercased().capitalized : String(flag)
  }

  /// All folders with their mails.
  mutating func contents(bodies: Bool = true) throws -> [String: [FoundMail]] {
    try list()
    var contents: [String: [FoundMail]] = [:]
    for folder in spelled.keys { contents[folder] = try mails(in: folder, bodies: bodies) }
    return contents
  }

  mutating func append(_ mail: [UInt8], to folder: String, flags: String = "") throws {
    try command("APPEND \(quoted(folder)) (\(flags))", literal: mail)
  }

  mutating func mark(_ uids: [Int], in folder: String, _ flag: String) throws {
    try command("SELECT \(quoted(folder))")
    try command("UID STORE \(uids.map(String.init).joined(separator: ",")) +FLAGS.SILENT (\(flag))")
  }

  mutating func move(_ uid: Int, from folder: String, to other: String) throws {
    try command("SELECT \(quoted(folder))")
    try command("UID COPY \(uid) \(quoted(other))")
    try command("UID STORE \(uid) +FLAGS.SILENT (\\Deleted)")
    try command("EXPUNGE")
  }

  mutating func create(_ name: String) throws {
    try command("CREATE \"\(name)\"")
    try list()
  }

  /// Leaves nothing but the folders that the server makes by itself.
  mutating func clear() throws {
    for folder in spelled.keys.sorted().reversed() {
      try command("SELECT \(quoted(folder))")
      try command("UID STORE 1:* +FLAGS.SILENT (\\Deleted)")
      try command("EXPUNGE")
      try command("UNSELECT")
      if !["INBOX", "Sent", "Drafts", "Archive", "Junk", "Trash"].contains(folder) {
        try command("DELETE \(quoted(folder))")
      }
    }
    try list()
  }
}
