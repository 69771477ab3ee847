import Domain
import TextAnalysis

/// Finds mail addresses, and marks the addresses of pages: the digits in either are no order number.
enum AddressFinder {
  /// RFC 5321 §4.5.3.1.
  private static let mostLocal = 64
  private static let mostDomain = 255

  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    markPages(in: &text)
    var found: [Entity] = []
    var first = 0
    for (offset, byte) in text.source.enumerated() where byte == UInt8(ascii: "@") {
      guard let range = address(text, around: offset), !isInHeader(text, range.lowerBound) else { continue }
      found.append(
        Entity(
          kind: .email, value: text.text.text(range).lowercased(), raw: text.text.text(range), place: place,
          confidence: 0.98))
      while first < text.chunks.count, text.chunks[first].range.upperBound <= range.lowerBound { first += 1 }
      text.take(bytes: range, from: first)
    }
    return found
  }

  /// « De : Boutique <contact@boutique.example> », left from a mail that was answered.
  private static func isInHeader(_ text: ChunkedText, _ offset: Int) -> Bool {
    var start = offset
    while start > 0, offset - start < mostDomain, text.byte(start - 1) != 0x0A { start -= 1 }
    let line = text.source[start..<offset].drop { $0 == UInt8(ascii: ">") || $0 == 0x20 || $0 == UInt8(ascii: "*") }
    return ["De :", "De:", "From:", "À :", "A :", "To:", "Cc", "Von:"].contains { line.starts(with: $0.utf8) }
  }

  private static func address(_ text: ChunkedText, around at: Int) -> Range<Int>? {
    var start = at
    while start > 0, at - start < mostLocal, isLocal(text.byte(start - 1)) { start -= 1 }
    while start < at, text.byte(start) == UInt8(ascii: ".") { start += 1 }
    var end = at + 1
    while end - at < mostDomain, isDomain(text.byte(end)) { end += 1 }
    while end > at + 1, !ChunkedText.isWordByte(text.byte(end - 1)) { end -= 1 }
    guard start < at, text.source[at + 1..<max(end, at + 1)].contains(UInt8(ascii: ".")) else { return nil }
    return start..<end
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    ChunkedText.isWordByte(byte) || Array("._%+-'".utf8).contains(byte)
  }

  private static func isDomain(_ byte: UInt8) -> Bool {
    ChunkedText.isWordByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  /// Whatever stands in one go with `@`, `//` or `www.`.
  private static func markPages(in text: inout ChunkedText) {
    var start = 0
    var isAddress = false
    var first = 0
    for offset in 0...text.source.count {
      let byte = text.byte(offset)
      if byte > 0x20 {
        if byte == UInt8(ascii: "@") || (byte == UInt8(ascii: "/") && text.byte(offset + 1) == byte) {
          isAddress = true
        }
        if byte == UInt8(ascii: "."), offset - start == 3, text.source[start..<offset].allSatisfy({ $0 | 0x20 == 0x77 })
        {
          isAddress = true
        }
        continue
      }
      if isAddress {
        while first < text.chunks.count, text.chunks[first].range.upperBound <= start { first += 1 }
        text.take(bytes: start..<offset, from: first)
      }
      start = offset + 1
      isAddress = false
    }
  }
}
