/// The last resort when an HTML mail cannot be read by the confined worker: what stands outside of tags, in one pass.
///
/// It knows no structure, no hidden text and few entities; it only saves the words.
enum TagStrip {
  static func text(of html: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(html.count / 2)
    var index = 0
    while index < html.count {
      switch html[index] {
      case UInt8(ascii: "<"): index = afterTag(html, index, into: &text)
      case UInt8(ascii: "&"): index = afterEntity(html, index, into: &text)
      case 0x09, 0x0A, 0x0D, 0x20:
        if let last = text.last, last > 0x20 { text.append(0x20) }
        index += 1
      default:
        text.append(html[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Skips a tag, a comment, or a style or script with what it holds. An unclosed one ends the text: its rest is no words.
  private static func afterTag(_ html: [UInt8], _ start: Int, into text: inout [UInt8]) -> Int {
    if has("<!--", html, start) { return position(after: "-->", html, start + 4) }
    if has("<style", html, start) { return position(after: "</style>", html, start) }
    if has("<script", html, start) { return position(after: "</script>", html, start) }
    let isBreak = ["<br", "<p", "</p", "<div", "</div", "</tr", "<li", "</h", "<table"].contains {
      has($0, html, start)
    }
    if isBreak, let last = text.last, last != 0x0A { text.append(0x0A) }
    return position(after: ">", html, start)
  }

  private static func afterEntity(_ html: [UInt8], _ start: Int, into text: inout [UInt8]) -> Int {
    for (name, character) in entities where has(name, html, start) {
      text.append(contentsOf: character.utf8)
      return start + name.utf8CodeUnitCount
    }
    text.append(html[start])
    return start + 1
  }

  private static let entities: [(StaticString, String)] = [
    ("&nbsp;", " "), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&rsquo;", "’"),
    ("&eacute;", "é"), ("&egrave;", "è"), ("&agrave;", "à"), ("&ecirc;", "ê"), ("&ccedil;", "ç"), ("&deg;", "°"),
    ("&euro;", "€"), ("&ocirc;", "ô"), ("&ugrave;", "ù"), ("&icirc;", "î"), ("&laquo;", "«"), ("&raquo;", "»"),
  ]

  /// Whether lower-case ASCII letters stand at a place, in either case.
  private static func has(_ word: StaticString, _ html: [UInt8], _ start: Int) -> Bool {
    word.withUTF8Buffer { word in
      guard word.count <= html.count - start else { return false }
      return word.indices.allSatisfy { offset in
        let byte = html[start + offset]
        return byte == word[offset] || (byte | 0x20 == word[offset] && byte & 0x40 != 0)
      }
    }
  }

  private static func position(after word: StaticString, _ html: [UInt8], _ start: Int) -> Int {
    var index = start
    while index < html.count {
      if has(word, html, index) { return index + word.utf8CodeUnitCount }
      index += 1
    }
    return html.count
  }
}
