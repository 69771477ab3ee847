extension InternetMessage {
  /// The texts of the message itself. A mail within the mail is an attachment, whose text is not this one's.
  public var bodyText: BodyTexts {
    var texts = TextChoice.texts(in: root, isFirst: true)
    if !texts.isVisible {
      let others = [
        // Outlook may put the text, too, into its container.
        textOfContainers, TextChoice.texts(in: root, isFirst: true, reach: .namedTexts),
        TextChoice.texts(in: root, isFirst: true, reach: .anyText),
      ]
      texts = others.first(where: \.isVisible) ?? texts
    }
    return BodyTexts(pieces: texts.shown, html: texts.html)
  }

  private var textOfContainers: TextChoice {
    let own = leafParts.flatMap(\.unpacked).filter { $0.mediaType.isText && $0.filename == nil }
    return TextChoice.best(of: own.map { TextChoice.texts(in: $0, isFirst: true) })
  }
}

/// Chooses the texts to show, as RFC 8621 §4.1.4 does, but for French shops' mail: plain text is preferred, unless it
/// is a stub.
struct TextChoice {
  var shown: [BodyTexts.Piece] = []
  var html: [BodyTexts.Piece] = []

  /// What counts as a text. A mail that shows nothing otherwise is searched further.
  enum Reach {
    case usual
    /// Those as well that have a file name and are not said to be attached.
    case namedTexts
    /// And those of a kind that we do not know, which RFC 2046 §4.1.4 wants shown as plain text.
    case anyText
  }

  /// - Parameter isFirst: the part stands first among its siblings, where a text is read even if it has a file name.
  static func texts(in part: BodyPart, isFirst: Bool, reach: Reach = .usual) -> TextChoice {
    guard part.mediaType.isMultipart, !part.isLeaf else { return leaf(part, isFirst: isFirst, reach: reach) }
    switch part.mediaType.subtype {
    case "alternative":
      return best(of: part.children.map { texts(in: $0, isFirst: true, reach: reach) })
    case "related", "signed", "report", "encrypted":
      // One part is to be read: the rest is its pictures, its signature, or figures for machines (RFC 2387, 1847, 6522).
      return root(of: part).map { texts(in: $0, isFirst: isFirst, reach: reach) } ?? TextChoice()
    default:
      var all = TextChoice()
      for (index, child) in part.children.enumerated() {
        let texts = texts(in: child, isFirst: index == 0 && isFirst, reach: reach)
        all.shown += texts.shown
        all.html += texts.html
      }
      return all
    }
  }

  /// The `start` of a related (RFC 2387 §3.2), else the first.
  private static func root(of part: BodyPart) -> BodyPart? {
    guard let start = part.mediaType["start"] else { return part.children.first }
    let identifier = start.filter { $0 != "<" && $0 != ">" }
    return part.children.first { $0.contentID == identifier } ?? part.children.first
  }

  private static func leaf(_ part: BodyPart, isFirst: Bool, reach: Reach) -> TextChoice {
    guard part.mediaType.isText, part.isLeaf, !part.isOpaque, part.disposition != "attachment",
      isFirst || part.filename == nil || reach == .namedTexts, let text = part.text
    else { return TextChoice() }
    switch part.mediaType.subtype {
    case "plain":
      return TextChoice(shown: [BodyTexts.Piece(part: part, isHTML: false, text: text)])
    case "html":
      let piece = BodyTexts.Piece(part: part, isHTML: true, text: text)
      return TextChoice(shown: [piece], html: [piece])
    case let subtype:
      // RTF is a text by its name only.
      guard reach == .anyText, subtype != "rtf" else { return TextChoice() }
      return TextChoice(shown: [BodyTexts.Piece(part: part, isHTML: false, text: text)])
    }
  }

  /// Whether a reader sees anything.
  var isVisible: Bool {
    shown.contains { piece in
      piece.isHTML
        ? Self.visibleCount(piece.text.utf8, isHTML: true) > 0
        : piece.text.unicodeScalars.contains {
          !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint
        }
    }
  }

  /// Of several forms of one text the plain one, when it says what the others say.
  static func best(of alternatives: [TextChoice]) -> TextChoice {
    let plain = alternatives.first { !$0.shown.isEmpty && !$0.shown.contains(where: \.isHTML) }
    // The last form is the richest (RFC 2046 §5.1.4).
    let rich = alternatives.last { !$0.html.isEmpty }
    guard let rich else { return plain ?? TextChoice() }
    guard let plain, isReal(plain.shown, beside: rich.html) else { return rich }
    return TextChoice(shown: plain.shown, html: rich.html)
  }

  /// Whether a plain text is more than « votre logiciel ne lit pas le HTML ».
  private static func isReal(_ plain: [BodyTexts.Piece], beside html: [BodyTexts.Piece]) -> Bool {
    let length = plain.reduce(0) { $0 + visibleCount($1.text.utf8, isHTML: false) }
    if length == 0 { return false }
    if length >= 400 { return true }
    if plain.contains(where: { mentionsHTML($0.text.utf8) }) { return false }
    return length * 10 >= html.reduce(0) { $0 + visibleCount($1.text.utf8, isHTML: true) }
  }

  private static func mentionsHTML(_ text: String.UTF8View) -> Bool {
    let letters = text.prefix(4_000).map(\.lowercased)
    return letters[...].firstOffset(of: "html", from: 0) != nil
  }

  /// Letters and signs that show, roughly: of HTML those outside of tags, styles and scripts.
  private static func visibleCount(_ text: String.UTF8View, isHTML: Bool) -> Int {
    let bytes = Array(text)[...]
    var count = 0
    var position = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      guard isHTML, byte == Octet.less else {
        if byte > Octet.space { count += 1 }
        position += 1
        continue
      }
      var close: StaticString = ">"
      if bytes.hasASCII("<style", at: position) { close = "</style" }
      if bytes.hasASCII("<script", at: position) { close = "</script" }
      guard let end = bytes.firstOffset(of: close, from: position) else { return count }
      position = end + close.utf8CodeUnitCount
    }
    return count
  }
}
