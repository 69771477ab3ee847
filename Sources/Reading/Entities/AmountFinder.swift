import Domain
import TextAnalysis

/// Finds amounts of money: `1 234,50 €`, `EUR 89.90`, `£45`, `12 euros`. Written as `1234.50 EUR`. A number with two
/// decimals after a comma is marked as an amount too, though without a currency it is none to report.
struct AmountFinder {
  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < text.chunks.count {
      let chunk = text.chunks[index]
      guard chunk.isNumber, !text.isTaken[index], let amount = read(text.source, chunk.range.lowerBound) else {
        index += 1
        continue
      }
      if let currency = amount.currency {
        found.append(
          Entity(
            kind: .amount, value: "\(amount.value) \(currency)", raw: text.text.text(amount.range), place: place,
            confidence: 0.95))
      }
      text.take(bytes: amount.range, from: max(0, index - 1))
      while index < text.chunks.count, text.chunks[index].range.lowerBound < amount.range.upperBound { index += 1 }
    }
    return found
  }

  private struct Found {
    let value: String
    let currency: String?
    let range: Range<Int>
  }

  /// Reads the number at an offset, groups of three included; nil when nothing says that it is money.
  private static func read(_ source: [UInt8], _ start: Int) -> Found? {
    var reader = Reader(source: source, offset: start)
    var whole = reader.digits()
    guard !whole.isEmpty, whole.count <= 9 else { return nil }
    if whole.count <= 3 { while let group = reader.group(), whole.count <= 9 { whole += group } }
    var decimals = reader.decimals()
    let hasComma = decimals != nil
    let numberEnd = reader.offset
    if let before = currencyBefore(source, start) {
      return Found(value: value(whole, decimals), currency: before.code, range: before.start..<numberEnd)
    }
    if let code = reader.currency() {
      // « 45€90 »
      if decimals == nil, code == "EUR" { decimals = reader.cents() }
      return Found(value: value(whole, decimals), currency: code, range: start..<reader.offset)
    }
    return hasComma ? Found(value: "", currency: nil, range: start..<numberEnd) : nil
  }

  private static func value(_ whole: [UInt8], _ decimals: [UInt8]?) -> String {
    let digits = Array(whole.drop { $0 == UInt8(ascii: "0") })
    let cents = (decimals ?? []) + Array(repeating: UInt8(ascii: "0"), count: max(0, 2 - (decimals?.count ?? 0)))
    return String(
      decoding: (digits.isEmpty ? [UInt8(ascii: "0")] : digits) + [UInt8(ascii: ".")] + cents, as: UTF8.self)
  }

  private static func currencyBefore(_ source: [UInt8], _ start: Int) -> (code: String, start: Int)? {
    var end = start
    while end > 0, source[end - 1] == 0x20 || source[end - 1] == 0xA0 || source[end - 1] == 0xC2 { end -= 1 }
    for (sign, code) in signs + [("EUR", "EUR"), ("GBP", "GBP"), ("USD", "USD"), ("CHF", "CHF")] {
      let bytes = Array(sign.utf8)
      guard end >= bytes.count, source[end - bytes.count..<end].elementsEqual(bytes) else { continue }
      // « 12 € 45 articles »: the sign belongs to the number before it.
      let before = source[..<(end - bytes.count)].last { $0 != 0x20 } ?? 0x0A
      return ChunkedText.isDigit(before) ? nil : (code, end - bytes.count)
    }
    return nil
  }

  fileprivate static let signs = [("€", "EUR"), ("£", "GBP"), ("$", "USD")]
}

/// Reads a number's pieces from bytes.
private struct Reader {
  let source: [UInt8]
  var offset: Int

  private func byte(_ offset: Int) -> UInt8 { offset < source.count ? source[offset] : 0x0A }

  mutating func digits() -> [UInt8] {
    let start = offset
    while ChunkedText.isDigit(byte(offset)) { offset += 1 }
    return Array(source[start..<offset])
  }

  /// A space, no-break space, dot or apostrophe and three digits.
  mutating func group() -> [UInt8]? {
    let width =
      switch byte(offset) {
      case 0x20, UInt8(ascii: "."), UInt8(ascii: "'"): 1
      case 0xC2 where byte(offset + 1) == 0xA0: 2
      case 0xE2 where byte(offset + 1) == 0x80 && [0xAF, 0x89, 0x99].contains(byte(offset + 2)): 3
      default: 0
      }
    var after = Reader(source: source, offset: offset + width)
    let digits = after.digits()
    guard width > 0, digits.count == 3 else { return nil }
    offset = after.offset
    return digits
  }

  /// A comma or dot and one or two digits.
  mutating func decimals() -> [UInt8]? {
    guard byte(offset) == UInt8(ascii: ",") || byte(offset) == UInt8(ascii: ".") else { return nil }
    var after = Reader(source: source, offset: offset + 1)
    let digits = after.digits()
    guard (1...2).contains(digits.count), byte(after.offset) != UInt8(ascii: "."),
      byte(after.offset) != UInt8(ascii: "/")
    else { return nil }
    offset = after.offset
    return digits
  }

  mutating func cents() -> [UInt8]? {
    var after = self
    let digits = after.digits()
    guard digits.count == 2 else { return nil }
    offset = after.offset
    return digits
  }

  mutating func currency() -> String? {
    var position = offset
    while byte(position) == 0x20 || byte(position) == 0xC2 || byte(position) == 0xA0
      || (byte(position) == 0xE2 && byte(position + 1) == 0x80)
    {
      position += byte(position) == 0xE2 ? 3 : 1
    }
    let names = [("EUROS", "EUR"), ("EURO", "EUR"), ("EUR", "EUR"), ("CHF", "CHF"), ("USD", "USD"), ("GBP", "GBP")]
    for (sign, code) in AmountFinder.signs + names {
      let bytes = Array(sign.utf8)
      guard position + bytes.count <= source.count else { continue }
      let isThere = zip(source[position..<position + bytes.count], bytes).allSatisfy {
        $0 == $1 || ($1 < 0x80 && $0 & 0xDF == $1)
      }
      guard isThere else { continue }
      let next = byte(position + bytes.count)
      if bytes[0] < 0x80, sign != "$", (next | 0x20) >= 0x61, (next | 0x20) <= 0x7A { continue }
      offset = position + bytes.count
      return code
    }
    return nil
  }
}
