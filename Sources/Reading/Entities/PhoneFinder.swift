/// Marks telephone numbers, addresses of mails and pages: their digits are no order number.
enum PhoneFinder {
  /// More digits than any number has (ITU-T E.164).
  private static let mostDigits = 15

  static func mark(in text: inout ChunkedText) {
    markAddresses(in: &text)
    for index in text.chunks.indices where !text.isTaken[index] {
      if let end = national(text, index) ?? international(text, index) { text.take(index..<end) }
    }
  }

  /// `06 39 98 01 02`, `06.39.98.01.02`, `0639980102`.
  private static func national(_ text: ChunkedText, _ index: Int) -> Int? {
    let bytes = text.bytes(text.chunks[index])
    guard text.chunks[index].isNumber, bytes.first == UInt8(ascii: "0"), let second = bytes.dropFirst().first,
      second >= UInt8(ascii: "1"), second <= UInt8(ascii: "9")
    else { return nil }
    var digits = 0
    var end = index
    while end < text.chunks.count, digits < 10, text.chunks[end].isNumber, end == index || text.followsOneSpace(end) {
      // Digits go two by two; only the whole number may be without a break.
      guard text.chunks[end].digits.isMultiple(of: 2) else { return nil }
      digits += text.chunks[end].digits
      end += 1
    }
    return digits == 10 ? end : nil
  }

  /// `+33 6 39 98 01 02`, `+33 (0)6 39 98 01 02`, `0033 …`, `+32 470 12 34 56`.
  private static func international(_ text: ChunkedText, _ index: Int) -> Int? {
    let chunk = text.chunks[index]
    guard chunk.isNumber else { return nil }
    let bytes = text.bytes(chunk)
    let hasPlus = text.byte(chunk.range.lowerBound - 1) == UInt8(ascii: "+")
    guard hasPlus || bytes.starts(with: Array("0033".utf8)) || bytes.starts(with: Array("0032".utf8)) else {
      return nil
    }
    var digits = chunk.digits
    var end = index + 1
    while end < text.chunks.count, digits < mostDigits, text.chunks[end].isNumber,
      text.chunks[end].range.lowerBound - text.chunks[end - 1].range.upperBound <= 2
    {
      digits += text.chunks[end].digits
      end += 1
    }
    return (8...mostDigits + 3).contains(digits) ? end : nil
  }

  /// Whatever stands in one go with `@`, `://` or `www.`.
  private static func markAddresses(in text: inout ChunkedText) {
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
