/// Makes the HTML alternative of a plain text: paragraphs, line breaks, links and quoted blocks, and no style of its
/// own, so that the reader's program shows it in the reader's type. Everything is escaped.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var paragraphIsOpen = false

  /// The whole document.
  static func document(_ body: OutgoingBody) -> [UInt8] {
    var writer = HTMLWriter()
    writer.raw("<!DOCTYPE html>\r\n<html>\r\n<head><meta charset=\"utf-8\"></head>\r\n<body>\r\n")
    if case .fragment(let html) = body.html {
      for line in BodyLines(html).withoutEmptyEnd { writer.bytes += line + HeaderSyntax.crlf }
    } else {
      writer.add(body.authoredLines)
    }
    writer.add(body.quotedLines)
    writer.raw("</body>\r\n</html>\r\n")
    return writer.bytes
  }

  /// Adds lines and closes every block that they opened.
  private mutating func add(_ lines: [QuotedLine]) {
    for line in lines {
      go(to: line.depth)
      if line.text.allSatisfy(\.isBlank) {
        closeParagraph()
      } else {
        raw(paragraphIsOpen ? "<br>\r\n" : "<p>")
        paragraphIsOpen = true
        addText(line.text)
      }
    }
    go(to: 0)
    closeParagraph()
  }

  private mutating func go(to newDepth: Int) {
    if newDepth != depth { closeParagraph() }
    while depth < newDepth {
      raw("<blockquote type=\"cite\">\r\n")
      depth += 1
    }
    while depth > newDepth {
      raw("</blockquote>\r\n")
      depth -= 1
    }
  }

  private mutating func closeParagraph() {
    if paragraphIsOpen { raw("</p>\r\n") }
    paragraphIsOpen = false
  }

  private mutating func addText(_ line: ArraySlice<UInt8>) {
    var start = line.startIndex
    while let link = HTMLWriter.nextLink(in: line, from: start) {
      addEscaped(line[start..<link.lowerBound])
      raw("<a href=\"")
      addEscaped(line[link])
      raw("\">")
      addEscaped(line[link])
      raw("</a>")
      start = link.upperBound
    }
    addEscaped(line[start...])
  }

  /// A space behind another is written as one that HTML does not fold away, so that columns stay.
  private mutating func addEscaped(_ text: ArraySlice<UInt8>) {
    var previous = Octet.lineFeed
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): raw("&amp;")
      case Octet.less: raw("&lt;")
      case Octet.greater: raw("&gt;")
      case Octet.quote: raw("&quot;")
      case Octet.space where previous == Octet.space: raw("&nbsp;")
      default: bytes.append(byte)
      }
      previous = byte
    }
  }

  private mutating func raw(_ html: StaticString) { bytes += Array(html.description.utf8) }

  // MARK: - Links

  /// The next address beginning by "http://" or "https://" with something behind it.
  private static func nextLink(in line: ArraySlice<UInt8>, from start: Int) -> Range<Int>? {
    var search = start
    while let begin = line.firstOffset(of: "http", from: search) {
      search = begin + 4
      let isWordStart = begin == line.startIndex || !HeaderSyntax.isLetterOrDigit(line[begin - 1])
      guard isWordStart, let scheme = schemeLength(in: line, at: begin) else { continue }
      let end = linkEnd(in: line, from: begin + scheme)
      if end > begin + scheme { return begin..<end }
    }
    return nil
  }

  private static func schemeLength(in line: ArraySlice<UInt8>, at begin: Int) -> Int? {
    if line.hasASCII("https://", at: begin) { return 8 }
    return line.hasASCII("http://", at: begin) ? 7 : nil
  }

  /// Where the address ends: at a blank, a quote or bracket, or what French typography puts around it (no-break
  /// space, », and the general punctuation of U+2000–U+203F); the sentence's own punctuation is left out.
  private static func linkEnd(in line: ArraySlice<UInt8>, from start: Int) -> Int {
    var end = start
    var openParentheses = 0
    scan: while end < line.endIndex {
      switch line[end] {
      case Octet.space, Octet.tab, Octet.less, Octet.greater, Octet.quote: break scan
      case 0xC2 where end + 1 < line.endIndex && (line[end + 1] == 0xA0 || line[end + 1] == 0xBB): break scan
      case 0xE2 where end + 1 < line.endIndex && line[end + 1] == 0x80: break scan
      case Octet.openParenthesis: openParentheses += 1
      case Octet.closeParenthesis:
        if openParentheses == 0 { break scan }
        openParentheses -= 1
      default: break
      }
      end += 1
    }
    while end > start, ".,;:!?'*_".utf8.contains(line[end - 1]) { end -= 1 }
    return end
  }
}
