public import Domain
import Foundation
import MIME

/// What a mail's header says of the mails it belongs with (RFC 5322 §3.6.4); identifiers without angle brackets.
public struct ThreadFields: Hashable, Sendable {
  public let messageID: String?
  /// The mails it answers: In-Reply-To, else the last of References.
  public let answered: [String]

  /// A header does not fill more.
  private static let headerLimit = 1 << 18

  public init(_ content: MailContent) {
    let mail = InternetMessage(parsing: Self.beginning(content))
    messageID = mail.messageID
    answered = mail.inReplyTo.isEmpty ? mail.references.suffix(1) : mail.inReplyTo
  }

  private static func beginning(_ content: MailContent) -> [UInt8] {
    switch content {
    case .bytes(let bytes): Array(bytes.prefix(headerLimit))
    case .file(let path):
      FileHandle(forReadingAtPath: path).flatMap { try? $0.read(upToCount: headerLimit) }.map { [UInt8]($0) } ?? []
    }
  }
}
