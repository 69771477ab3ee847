import Cryptography
import Domain
import MIME

/// The parts of a mail that are not its displayed text. A mail within the mail is one of them, not its parts.
enum AttachedParts {
  static func of(_ mail: InternetMessage) -> [BodyPart] {
    let texts = mail.bodyText
    let shown = Set((texts.pieces + texts.html).map(\.part.path))
    return files(below: mail.root).filter { !shown.contains($0.path) && !isUnchosenText($0) }
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
}

extension Attachment {
  init(_ part: BodyPart) {
    let content = part.decoded()
    self.init(
      path: part.path, name: part.attachedName, mediaType: part.mediaType.essence, size: content.count,
      contentHash: ContentHash(of: content), isInline: part.isShownInText)
  }
}

extension BodyPart {
  /// As the sender named it; a mail within the mail is named by its subject.
  var attachedName: String? { filename ?? embeddedMessage.map { "\($0.subject).eml" } }

  /// A picture in the text, or what a part of the text refers to.
  var isShownInText: Bool {
    disposition != "attachment" && (contentID != nil || disposition == "inline" && mediaType.type == "image")
  }
}

extension ContentHash {
  init(of bytes: some Sequence<UInt8>) {
    self.init(hex: SHA256Digest(of: bytes).hex)
  }
}
