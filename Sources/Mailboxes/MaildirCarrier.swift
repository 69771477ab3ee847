import Domain
import Foundation

/// Sends by leaving the message in a Maildir, for another program to fetch or for a person to look at.
///
/// The file is named after the Message-ID, so that a sending cut short can be proved: it lies in `new` or `cur`, or
/// still in `tmp`, from where it certainly did not leave.
public struct MaildirCarrier: Carrier {
  private let root: String

  public init(root: String) throws(MailboxError) {
    self.root = root
    for subfolder in ["tmp", "new", "cur"] { try DurableFile.createFolder("\(root)/\(subfolder)") }
  }

  public func send(_ message: MailObject) async throws(SendingError) {
    let name = name(message.messageID)
    do {
      try DurableFile.write(message.bytes, to: "\(root)/tmp/\(name)")
    } catch {
      throw SendingError(.temporary, error.description)
    }
    do {
      _ = try DurableFile.rename("\(root)/tmp/\(name)", to: "\(root)/new/\(name)")
    } catch {
      // The name may have changed before the folder could be synced.
      throw SendingError(.uncertain, error.description)
    }
  }

  public func evidence(ofSending messageID: String) async -> SendingEvidence {
    let name = name(messageID)
    if FileManager.default.fileExists(atPath: "\(root)/new/\(name)") { return .sent }
    let seen = (try? FileManager.default.contentsOfDirectory(atPath: root + "/cur")) ?? []
    if seen.contains(where: { $0 == name || $0.hasPrefix(name + ":") }) { return .sent }
    return FileManager.default.fileExists(atPath: "\(root)/tmp/\(name)") ? .notSent : .unknown
  }

  /// Message-IDs of ours hold letters, digits, `-`, `.` and `@`; anything else cannot be a file name's.
  private func name(_ messageID: String) -> String {
    String(messageID.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-.@".contains($0)) ? $0 : "_" })
  }
}
