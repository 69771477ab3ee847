import Domain
import Foundation

/// The UIDs of one Maildir folder. A Maildir has names, no numbers; this list gives each name a number once and for
/// ever, as an IMAP server would (RFC 3501 §2.3.1.1), and a UIDVALIDITY that changes if the list is lost.
///
/// The file lies in the appliance's own folder, not in the Maildir: a line `1 UIDVALIDITY`, then a line `UID NAME` each. A
/// later line for the same UID counts, and one with no name says that the message is gone, so that another that comes under
/// its name is a new one. Names are printable (`MaildirFile.base`).
/// New lines are synced before a UID is told to anybody; a last line cut by a crash is ignored, as nobody was told it.
struct UIDList: Sendable {
  let uidValidity: UInt32
  private let path: String
  private var uids: [String: UInt32] = [:]
  private var bases: [UInt32: String] = [:]
  private var next: UInt32 = 1

  init(path: String, now: Instant) throws(MailboxError) {
    self.path = path
    if let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }),
      let newline = text.firstIndex(of: "\n"),
      let validity = Self.validity(text[..<newline])
    {
      uidValidity = validity
      read(text[text.index(after: newline)...])
      if text.last != "\n" { try rewrite() }
      // What is read here may not have reached the disk before the process died.
      try DurableFile.sync(path)
      try DurableFile.sync(DurableFile.folder(of: path))
    } else {
      // Seconds since 1970 grow, so that a list begun anew differs from the lost one (RFC 3501 §2.3.1.1).
      uidValidity = UInt32(clamping: max(1, now.seconds))
      try DurableFile.createFolder(DurableFile.folder(of: path))
      try rewrite()
    }
  }

  func base(_ uid: UInt32) -> String? { bases[uid] }

  func uid(_ base: String) -> UInt32? { uids[base] }

  /// Numbers the names that have none, in the order given.
  mutating func number(_ names: [String]) throws(MailboxError) {
    var lines = ""
    for name in names where uids[name] == nil {
      lines += "\(next) \(name)\n"
      enter(next, name)
    }
    guard !lines.isEmpty else { return }
    try DurableFile.append(lines, to: path)
  }

  /// Gives a message another name, or none when it is gone; its UID is never given again.
  mutating func rename(_ uid: UInt32, to name: String?) throws(MailboxError) {
    guard bases[uid] != nil else { return }
    enter(uid, name ?? "")
    try DurableFile.append("\(uid) \(name ?? "")\n", to: path)
  }

  /// Drops names that are gone once they outnumber the others, so that the list does not grow for ever.
  mutating func forget(allBut living: Set<String>) throws(MailboxError) {
    guard uids.count > 1000, uids.count > 2 * living.count else { return }
    for (name, uid) in uids where !living.contains(name) {
      uids[name] = nil
      bases[uid] = nil
    }
    try rewrite()
  }

  private static func validity(_ line: Substring) -> UInt32? {
    let fields = line.split(separator: " ")
    guard fields.count >= 2, fields[0] == "1" else { return nil }
    return UInt32(fields[1])
  }

  private mutating func read(_ lines: Substring) {
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("next "), let value = UInt32(line.dropFirst(5)) {
        next = max(next, value)
        continue
      }
      guard let space = line.firstIndex(of: " "), let uid = UInt32(line[..<space]) else { continue }
      enter(uid, String(line[line.index(after: space)...]))
    }
  }

  private mutating func enter(_ uid: UInt32, _ name: String) {
    if let old = bases[uid] { uids[old] = nil }
    bases[uid] = name.isEmpty ? nil : name
    if !name.isEmpty { uids[name] = uid }
    next = max(next, uid == .max ? .max : uid + 1)
  }

  private func rewrite() throws(MailboxError) {
    var text = "1 \(uidValidity)\nnext \(next)\n"
    for (uid, name) in bases.sorted(by: { $0.key < $1.key }) { text += "\(uid) \(name)\n" }
    try DurableFile.write(Array(text.utf8), to: path + ".tmp")
    guard try DurableFile.rename(path + ".tmp", to: path) else {
      throw .unavailable("another program removed \(path).tmp; the list of UIDs is not written")
    }
  }
}
