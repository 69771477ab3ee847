import Cryptography
import Domain
import MIME

/// The parts of a mail that are not its displayed text. A mail within the mail is one attachment, not its parts.
enum Attachments {
  static func of(_ mail: InternetMessage) -> [Attachment] {
    let texts = mail.bodyText
    let shown = Set((texts.pieces + texts.html).map(\.part.path))
    return files(below: mail.root).filter { !shown.contains($0.path) && !isUnchosenText($0) }.map(attachment)
  }

  /// An explicit stack: the tree is as deep as a stranger made it.
  private static func files(below root: BodyPart) -> [BodyPart] {
    var files: [BodyPart] = []
    var waiting = [root]
    while let part = waiting.popLast() {
      if part.isLeaf || (part.mediaType.isMessage && part.path != root.path) { files.append(part) }
      let inside = part.isLeaf || part.mediaType.isMultipart ? part.children + part.unpacked : part.unpacked
      waiting += inside.reversed()
    }
    return files
  }

  /// The other form of the text, of which one was chosen.
  private static func isUnchosenText(_ part: BodyPart) -> Bool {
    ["text/plain", "text/html"].contains(part.mediaType.essence) && part.filename == nil
      && part.disposition != "attachment"
  }

  private static func attachment(_ part: BodyPart) -> Attachment {
    let content = part.decoded()
    let isPicture = part.mediaType.type == "image"
    return Attachment(
      path: part.path, name: part.filename ?? part.embeddedMessage.map { "\($0.subject).eml" },
      mediaType: part.mediaType.essence, size: content.count,
      contentHash: ContentHash(hex: SHA256Digest(of: content).hex),
      isInline: part.disposition != "attachment" && (part.contentID != nil || part.disposition == "inline" && isPicture)
    )
  }
}
