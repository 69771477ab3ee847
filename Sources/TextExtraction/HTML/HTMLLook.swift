/// A cheap look at an HTML document before Gumbo parses it, whose time grows with the square of how deep the elements lie
/// in one another and of how many attributes a tag has.
///
/// It counts, and understands nothing: what it lets through may still be slow, and is then ended by the time limit.
struct HTMLLook {
  /// Elements opened and not closed. Newsletters lay a hundred tables in one another.
  static let deepest = 10_000
  /// Words in one tag that may be attributes.
  static let mostAttributes = 5_000

  static func isReasonable(_ html: [UInt8]) -> Bool {
    var look = HTMLLook()
    var index = html.startIndex
    while let tag = html[index...].firstIndex(of: UInt8(ascii: "<")) {
      guard look.take(html, tag, end: &index) else { return false }
    }
    return true
  }

  /// How often each element is open.
  private var open: [UInt64: Int] = [:]
  private var depth = 0

  /// - Returns: false when the tag at `start` is too much.
  private mutating func take(_ html: [UInt8], _ start: Int, end index: inout Int) -> Bool {
    index = start + 1
    let isClosing = index < html.count && html[index] == UInt8(ascii: "/")
    if isClosing { index += 1 }
    var name: UInt64 = 0
    while index < html.count, Self.isLetterOrDigit(html[index]) {
      name = name << 8 | UInt64(html[index] | 0x20)
      index += 1
    }
    guard name != 0 else { return true }
    if isClosing {
      if let count = open[name], count > 0 {
        open[name] = count - 1
        depth -= 1
      }
    } else if !Self.neverDeep.contains(name) {
      open[name, default: 0] += 1
      depth += 1
    }
    return depth <= Self.deepest && skipAttributes(html, &index)
  }

  /// Goes behind the tag's `>`, or to the end where it has none.
  private func skipAttributes(_ html: [UInt8], _ index: inout Int) -> Bool {
    var attributes = 0
    var quote: UInt8?
    while index < html.count {
      let byte = html[index]
      let previous = html[index - 1]
      index += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return true
      } else if byte == 0x22 || byte == 0x27 {
        // Only behind the equals sign: an apostrophe elsewhere is a letter of a name.
        if previous == UInt8(ascii: "=") || previous <= 0x20 { quote = byte }
      } else if byte > 0x20, previous <= 0x20 || previous == UInt8(ascii: "/") || previous == 0x22 || previous == 0x27 {
        attributes += 1
        if attributes > Self.mostAttributes { return false }
      }
    }
    return true
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
  }

  /// Elements that hold nothing, and those that the next one of their kind closes. Eight letters of a name are packed.
  private static let neverDeep = Set(
    [
      "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
      "p",
      "li", "td", "th", "tr", "dt", "dd", "option", "thead", "tbody", "tfoot",
    ].map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1 | 0x20) } })
}
