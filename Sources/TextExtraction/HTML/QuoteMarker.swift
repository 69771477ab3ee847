/// How mail programs mark what they quote.
///
/// Some wrap the quoted mail in an element of their own. Outlook and Zimbra (Free, and many companies) only put a header
/// before it: everything after that header, up to the end of what surrounds it, is quoted.
enum QuoteMarker {
  /// The element's content is quoted.
  case blockQuote
  /// The element's content is quoted, by an element of the mail program's own.
  case wrapper
  /// The element, and all that follows it, is quoted.
  case restOfMessage

  /// What stands before an element decides whether a bare block quote is one.
  struct Surroundings {
    /// Whether the element lies in a quote, or in what a mail program wraps around one.
    var isInQuote: Bool
    /// The last line of text before it.
    var lineAbove: ArraySlice<UInt8>
    /// Whether nothing is shown after it.
    var isLast: Bool
  }

  /// - Parameter surroundings: asked only where the element itself does not tell.
  init?(
    _ node: HTMLNode, name: String, classes: [String], id: String?, style: Style, in surroundings: () -> Surroundings
  ) {
    if name == "blockquote" {
      guard Self.isMarked(node, classes, id, style) || Self.isBareQuote(node, style, in: surroundings()) else {
        return nil
      }
      self = .blockQuote
    } else if name == "hr" {
      guard let id, ["zwchr", "stopspelling"].contains(where: id.hasSuffix) else { return nil }
      self = .restOfMessage
    } else if name == "div" {
      let names = classes + (id.map { [$0] } ?? [])
      if names.contains(where: Self.endsLike(Self.headers)) || Self.isWordHeader(node, style) {
        self = .restOfMessage
      } else if names.contains(where: Self.endsLike(Self.wrappers)) || node.attribute("name") == Array("quote".utf8)
        || Self.isWordQuote(style)
      {
        // These also hold the line "… wrote:", and the answer below it; the block quote among them says what is quoted.
        guard !Self.hasBlockQuote(node) else { return nil }
        self = .wrapper
      } else {
        return nil
      }
    } else {
      return nil
    }
  }

  /// Mail programs name what they quote or draw a line beside it. Gmail and Outlook also indent the author's own words
  /// with a block quote, which they strip of its border.
  private static func isMarked(_ node: HTMLNode, _ classes: [String], _ id: String?, _ style: Style) -> Bool {
    if !classes.isEmpty || id != nil || node.attribute("type") != nil || node.attribute("cite") != nil { return true }
    return style.border.left.map { !$0.hasPrefix("none") && !$0.hasPrefix("0") } ?? false
  }

  /// A bare block quote is one below the line that announces it, within another, or as the last thing of a mail.
  private static func isBareQuote(_ node: HTMLNode, _ style: Style, in surroundings: Surroundings) -> Bool {
    if announces(surroundings.lineAbove) { return true }
    if style.border.isNone { return false }
    return surroundings.isInQuote || surroundings.isLast && node.attribute("style") == nil
  }

  /// "Le … a écrit :", "On … wrote:".
  private static func announces(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.last == UInt8(ascii: ":") else { return false }
    let words = String(decoding: line.suffix(80), as: UTF8.self).lowercased().split { !$0.isLetter }
    return words.contains { verbs.contains($0) } && !words.contains { ownWords.contains($0) }
  }

  private static let verbs: Set<Substring> = [
    "écrit", "ecrit", "wrote", "schrieb", "escribió", "scritto", "schreef", "escreveu", "skrev", "napisał",
  ]

  /// With these the author speaks: "je vous ai écrit :".
  private static let ownWords: Set<Substring> = ["ai", "avais", "i"]

  private static let headers = ["divrplyfwdmsg", "outlookmessageheader"]

  private static let wrappers = [
    "gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra", "moz-forward-container", "tutanota_quote",
    "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message",
  ]

  /// Whether an element is what a mail program wraps around a quote and the line that announces it.
  static func isWrapper(_ node: HTMLNode) -> Bool {
    [node.attribute("class"), node.attribute("id")].contains { value in
      (value ?? []).split(maxSplits: 10) { $0 <= 0x20 }.contains { endsLike(wrappers)(CSSValue($0).text) }
    }
  }

  /// Mails that were quoted before carry the names with a prefix: `x_divRplyFwdMsg`, `m_-1234gmail_quote`.
  private static func endsLike(_ endings: [String]) -> (String) -> Bool {
    { name in endings.contains(where: name.hasSuffix) }
  }

  /// Word writes a reply's header in a block with a thin line above it, and nothing else of a mail begins like this.
  private static func isWordHeader(_ node: HTMLNode, _ style: Style) -> Bool {
    guard style.border.isNone, let top = style.border.top, top.hasPrefix("solid"), top.hasSuffix("1.0pt"),
      style.border.padding?.hasPrefix("3.0pt 0") == true
    else { return false }
    let beginning = CSSValue(node.leadingText(limit: 40)).text
    let label = beginning.prefix { $0.isLetter }
    return ["de", "from", "von", "da", "van"].contains(String(label))
  }

  /// Word's "prefix each line" quotes with a line on the left.
  private static func isWordQuote(_ style: Style) -> Bool {
    guard style.border.isNone, let left = style.border.left else { return false }
    return left.hasPrefix("solid") && left.hasSuffix("pt") && style.border.padding?.hasSuffix("4.0pt") == true
  }

  private static func hasBlockQuote(_ node: HTMLNode) -> Bool {
    (0..<min(node.childCount, 100)).contains { node.child(at: $0)?.name == "blockquote" }
  }
}
