import Cryptography
public import MIME

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

  private enum CodingKeys: String, CodingKey {
    case messages, parts, attachments, octets, automatic
    case textOctets = "text_octets"
    case withoutMessageID = "without_message_id"
    case withoutDate = "without_date"
  }

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
