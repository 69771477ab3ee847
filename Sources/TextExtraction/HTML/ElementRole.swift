/// What an element does to the text in it, as browsers do before any style sheet.
enum ElementRole {
  case inline, block, dropped
  /// A block with a margin above and below.
  case paragraph
  case preformatted, lineBreak, rule, image, link, quotation, blockQuote
  case list(isOrdered: Bool)
  case listItem, indented
  case table, row, cell
  case styleSheet
  /// Shown nothing of, but may hold style sheets.
  case head

  init(_ name: String) { self = Self.roles[name] ?? .inline }

  private static let roles: [String: ElementRole] = {
    var roles: [String: ElementRole] = [
      "br": .lineBreak, "hr": .rule, "img": .image, "a": .link, "q": .quotation, "blockquote": .blockQuote,
      "ul": .list(isOrdered: false), "menu": .list(isOrdered: false), "dir": .list(isOrdered: false),
      "ol": .list(isOrdered: true), "li": .listItem, "dd": .indented,
      "table": .table, "tr": .row, "td": .cell, "th": .cell, "style": .styleSheet, "head": .head,
    ]
    for name in ["p", "h1", "h2", "h3", "h4", "h5", "h6", "dl", "figure"] { roles[name] = .paragraph }
    for name in ["pre", "xmp", "listing", "plaintext"] { roles[name] = .preformatted }
    for name in [
      "html", "body", "div", "center", "address", "article", "aside", "section", "header", "footer", "main", "nav",
      "form", "fieldset", "legend", "figcaption", "details", "summary", "dt", "caption", "thead", "tbody", "tfoot",
      "hgroup", "dialog", "search", "textarea",
    ] { roles[name] = .block }
    for name in [
      "script", "title", "template", "iframe", "select", "datalist", "noembed", "noframes", "frameset", "audio",
      "video", "canvas", "applet", "xml", "colgroup", "map",
    ] { roles[name] = .dropped }
    return roles
  }()
}
