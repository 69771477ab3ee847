/// Cuts the pictures out of an HTML document that stand in it as `data:` addresses (RFC 2397): megabytes that show no
/// text, but that count and cost like text.
enum InlineData {
  /// Shorter ones are left, and so are words that happen to follow "data:".
  private static let shortest = 256

  static func removed(from html: [UInt8]) -> [UInt8] {
    let scheme = Array("data:".utf8)
    var kept: [UInt8] = []
    var copied = html.startIndex
    var index = html.startIndex
    while let colon = html[index...].firstIndex(of: UInt8(ascii: ":")) {
      index = colon + 1
      guard colon - copied >= 4, zip(scheme, html[(colon - 4)...colon]).allSatisfy({ $0 == $1 | 0x20 })
      else { continue }
      let end = endOfAddress(html, from: index)
      if end - index >= shortest {
        kept.append(contentsOf: html[copied..<index])
        copied = end
      }
      index = end
    }
    guard copied > html.startIndex else { return html }
    return kept + html[copied...]
  }

  /// The address ends where no character of one stands; base64 may be broken into long lines.
  private static func endOfAddress(_ html: [UInt8], from start: Int) -> Int {
    var lineStart = start
    var index = start
    while index < html.count {
      if isAddressByte(html[index]) {
        index += 1
        continue
      }
      let line = index - lineStart
      var next = index
      while next < html.count, html[next] == 0x0A || html[next] == 0x0D { next += 1 }
      guard next > index, line >= 60, next < html.count, isAddressByte(html[next]) else { return index }
      (index, lineStart) = (next, next)
    }
    return index
  }

  /// RFC 3986 §2, without the apostrophe and the parentheses, which end an address in HTML and in CSS.
  private static func isAddressByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x30...0x39: true
    default: "+/=%;,:.-_~!$&*@?#".utf8.contains(byte)
    }
  }
}
