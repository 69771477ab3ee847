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

  public func prepare() async throws(SendingError) {}

  public func send(_ message: MailObject) async throws(SendingError) {
    let name = name(message.messageID)
    do {
      try DurableFile.write(message.bytes, to: "\(root)/tmp/\(name)")
    } catch {
      throw SendingError(.temporary, error.text)
    }
    let isThere: Bool
    do {
      // At one stroke and not by a second name, so that what lies in `tmp` certainly did not leave. A message of this
      // Message-ID that lies in `new` already is this one.
      isThere = try DurableFile.rename("\(root)/tmp/\(name)", to: "\(root)/new/\(name)")
    } catch {
      // The name may have changed before the folder could be synced.
      throw SendingError(.uncertain, error.text)
    }
    guard isThere else {
      throw SendingError(
        .temporary,
        Localized(
          fr: "un autre programme a retiré le message de \(root)/tmp avant son envoi",
          en: "another program removed the message from \(root)/tmp before it could be sent"))
    }
  }

  /// The message itself stays in the Maildir for whoever looks.
  public func keepCopy(of message: MailObject) async throws {}

  public func health() async -> [ConnectionHealth] { [] }

  public func close() async {}

  public func evidence(ofSending message: MailObject) async throws -> SendingEvidence {
    let name = name(message.messageID)
    if FileManager.default.fileExists(atPath: "\(root)/new/\(name)") { return proved(in: "new") }
    let seen = (try? FileManager.default.contentsOfDirectory(atPath: root + "/cur")) ?? []
    if seen.contains(where: { $0 == name || $0.hasPrefix(name + ":") }) { return proved(in: "cur") }
    return FileManager.default.fileExists(atPath: "\(root)/tmp/\(name)") ? .notSent : .unknown
  }

  /// The crash may have come between the renaming and its sync: proof is what a power cut cannot take back.
  private func proved(in subfolder: String) -> SendingEvidence {
    (try? DurableFile.sync("\(root)/\(subfolder)")) == nil ? .unknown : .sent
  }

  /// Message-IDs of ours hold letters, digits, `-`, `.` and `@`; anything else cannot be a file name's.
  private func name(_ messageID: String) -> String {
    String(messageID.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-.@".contains($0)) ? $0 : "_" })
  }
}
