import Cryptography
public import MIME

/// What `vaguemestre parse` tells of a mail: one line of JSON, its keys always present and in the same order, null where
/// nothing is known.
public struct ParseReport: Sendable {
  private let file: String?
  private let mail: InternetMessage
  private let shown: DisplayedText

  /// - Parameter file: where the mail was read; nil for standard input.
  public init(file: String?, mail: InternetMessage, shown: DisplayedText) {
    self.file = file
    self.mail = mail
    self.shown = shown
  }

  /// The line, without its end.
  public var json: String {
    var object = JSONLine()
    object.add("file", .text(file))
    object.add("message_id", .text(mail.messageID))
    object.add("subject", .text(mail.header.first("subject") == nil ? nil : mail.subject))
    object.add("date", .text(mail.date?.iso8601))
    object.add("from", addresses(mail.from))
    object.add("to", addresses(mail.to))
    object.add("cc", addresses(mail.cc))
    object.add("reply_to", addresses(mail.replyTo))
    object.add("in_reply_to", .list(mail.inReplyTo.map { .text($0) }))
    object.add("references", .list(mail.references.map { .text($0) }))
    object.add("automatic", .flag(mail.automatic != nil))
    object.add("text", .text(shown.text))
    object.add("new_text", .text(shown.newText))
    object.add("parts", .list(mail.leafParts.map(part)))
    return object.line
  }

  private func addresses(_ addresses: [Address]) -> JSONLine.Value {
    .list(
      addresses.map { address in
        var object = JSONLine()
        object.add("name", .text(address.name))
        object.add("address", .text(address.address))
        return .object(object)
      })
  }

  private func part(_ part: BodyPart) -> JSONLine.Value {
    let content = part.decoded()
    var object = JSONLine()
    object.add("path", .text(part.path))
    object.add("media_type", .text(part.mediaType.essence))
    object.add("charset", .text(part.charset))
    object.add("filename", .text(part.filename))
    object.add("disposition", .text(part.disposition))
    object.add("size", .number(content.count))
    object.add("sha256", .text(SHA256Digest(of: content).hex))
    return .object(object)
  }
}
