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

  init?(_ node: HTMLNode, name: String, classes: [String], id: String?, style: Style) {
    if name == "blockquote" {
      // Gmail and Outlook indent with a block quote that they strip of its border.
      let isIndentation = style.border.isNone && style.border.left == nil && classes.isEmpty
      guard !isIndentation || node.attribute("type") != nil else { return nil }
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

  private static let headers = ["divrplyfwdmsg", "outlookmessageheader"]

  private static let wrappers = [
    "gmail_quote", "yahoo_quoted", "protonmail_quote", "zmail_extra", "moz-forward-container", "tutanota_quote",
    "mail-editor-reference-message-container", "ms-outlook-mobile-reference-message",
  ]

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
