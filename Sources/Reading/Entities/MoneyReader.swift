/// Reads a number and the currency beside it from bytes.
struct MoneyReader {
  let source: [UInt8]
  var offset: Int

  struct Number {
    var whole: [UInt8]
    var decimals: [UInt8]

    mutating func multiplyByThousand() {
      let shifted = decimals + Array(repeating: UInt8(ascii: "0"), count: max(0, 3 - decimals.count))
      whole += shifted.prefix(3)
      decimals = Array(shifted.dropFirst(3))
    }

    /// `1234.50`
    var value: String {
      let digits = Array(whole.drop { $0 == UInt8(ascii: "0") })
      let cents = decimals + Array(repeating: UInt8(ascii: "0"), count: max(0, 2 - decimals.count))
      return String(
        decoding: (digits.isEmpty ? [UInt8(ascii: "0")] : digits) + [UInt8(ascii: ".")] + cents, as: UTF8.self)
    }
  }

  /// Twelve digits are a fortune that no mail asks for.
  private static let mostDigits = 12

  private func byte(_ offset: Int) -> UInt8 { source.indices.contains(offset) ? source[offset] : 0x0A }

  /// Digits, groups of three, decimals. A single point or comma with three digits behind it parts thousands.
  mutating func number() -> Number? {
    var whole = digits()
    guard !whole.isEmpty, whole.count <= Self.mostDigits else { return nil }
    var separator: UInt8?
    if whole.count <= 3 {
      while whole.count <= Self.mostDigits, let (sign, group) = group(as: separator) {
        separator = sign
        whole += group
      }
    }
    guard whole.count <= Self.mostDigits else { return nil }
    return Number(whole: whole, decimals: decimals(unlike: separator) ?? [])
  }

  /// Up to one digit more than any amount has.
  private mutating func digits() -> [UInt8] {
    let start = offset
    while ChunkedText.isDigit(byte(offset)), offset - start <= Self.mostDigits { offset += 1 }
    return Array(source[start..<offset])
  }

  /// A space, point, comma or apostrophe, the same between all groups, and three digits.
  private mutating func group(as separator: UInt8?) -> (UInt8, [UInt8])? {
    let (sign, width): (UInt8, Int) =
      switch byte(offset) {
      case 0x20, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "'"): (byte(offset), 1)
      case 0xC2 where byte(offset + 1) == 0xA0: (0x20, 2)
      case 0xE2 where byte(offset + 1) == 0x80 && [0xAF, 0x89].contains(byte(offset + 2)): (0x20, 3)
      case 0xE2 where byte(offset + 1) == 0x80 && byte(offset + 2) == 0x99: (UInt8(ascii: "'"), 3)
      default: (0, 0)
      }
    guard width > 0, separator == nil || separator == sign else { return nil }
    var after = MoneyReader(source: source, offset: offset + width)
    let digits = after.digits()
    guard digits.count == 3 else { return nil }
    offset = after.offset
    return (sign, digits)
  }

  /// A comma or point and one or two digits; `.–` and `,-` stand for none.
  private mutating func decimals(unlike separator: UInt8?) -> [UInt8]? {
    let sign = byte(offset)
    guard sign == UInt8(ascii: ",") || sign == UInt8(ascii: "."), sign != separator else { return nil }
    if byte(offset + 1) == 0xE2, byte(offset + 2) == 0x80 {
      offset += 4
      return []
    }
    if byte(offset + 1) == UInt8(ascii: "-") {
      offset += byte(offset + 2) == UInt8(ascii: "-") ? 3 : 2
      return []
    }
    var after = MoneyReader(source: source, offset: offset + 1)
    let digits = after.digits()
    let isOver = byte(after.offset) != UInt8(ascii: ".") || !ChunkedText.isDigit(byte(after.offset + 1))
    guard (1...2).contains(digits.count), isOver else { return nil }
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

  // MARK: - Currencies

  /// Behind a number, capitals or not: the longest first. A dollar sign behind the number is Canadian French.
  private static let after: [(sign: [UInt8], code: String)] = [
    ("$ CAD", "CAD"), ("$ CA", "CAD"), ("$CA", "CAD"), ("$ US", "USD"), ("$US", "USD"), ("€uros", "EUR"), ("€", "EUR"),
    ("£", "GBP"), ("$", "CAD"), ("euros", "EUR"), ("euro", "EUR"), ("eur", "EUR"), ("chf", "CHF"), ("usd", "USD"),
    ("gbp", "GBP"), ("cad", "CAD"), ("francs", "CHF"), ("frs", "CHF"), ("fr.", "CHF"), ("dollars", "USD"),
    ("pounds", "GBP"),
    ("quid", "GBP"), ("balles", "EUR"),
  ].map { (Array($0.0.utf8), $0.1) }

  private static let before: [(sign: [UInt8], code: String)] = [
    ("US$", "USD"), ("CA$", "CAD"), ("C$", "CAD"), ("€", "EUR"), ("£", "GBP"), ("$", "USD"), ("EUR", "EUR"),
    ("GBP", "GBP"), ("USD", "USD"), ("CHF", "CHF"), ("CAD", "CAD"), ("Fr.", "CHF"),
  ].map { (Array($0.0.utf8), $0.1) }

  static let names: [String: String] = [
    "euros": "EUR", "euro": "EUR", "eur": "EUR", "francs": "CHF", "pounds": "GBP", "quid": "GBP", "dollars": "USD",
    "balles": "EUR",
  ]

  mutating func currencyAfter() -> (code: String, isThousands: Bool)? {
    var position = offset
    while position - offset < 4, let width = spaceWidth(position) { position += width }
    let isThousands = byte(position) | 0x20 == UInt8(ascii: "k")
    if isThousands { position += 1 }
    for (sign, code) in Self.after where matches(sign, at: position) {
      let end = position + sign.count
      // « 55120  €840.00 »: the sign belongs to the number behind it.
      if position > offset, ChunkedText.isDigit(byte(end)) { return nil }
      if ChunkedText.isLetter(sign[sign.count - 1]), sign[sign.count - 1] < 0x80, ChunkedText.isLetter(byte(end)) {
        continue
      }
      offset = end
      return (code, isThousands)
    }
    return nil
  }

  private func spaceWidth(_ position: Int) -> Int? {
    switch byte(position) {
    case 0x20: 1
    case 0xC2 where byte(position + 1) == 0xA0: 2
    case 0xE2 where byte(position + 1) == 0x80 && [0xAF, 0x89].contains(byte(position + 2)): 3
    default: nil
    }
  }

  private func matches(_ sign: [UInt8], at position: Int) -> Bool {
    for (index, wanted) in sign.enumerated() {
      let found = byte(position + index)
      let isLetter = wanted < 0x80 && ChunkedText.isLetter(wanted)
      guard found == wanted || isLetter && found | 0x20 == wanted | 0x20 else { return false }
    }
    return true
  }

  static func currencyBefore(_ source: [UInt8], _ start: Int) -> (code: String, start: Int)? {
    var end = start
    if end >= 3, source[end - 3..<end].elementsEqual([0xE2, 0x80, 0xAF]) {
      end -= 3
    } else if end >= 2, source[end - 2..<end].elementsEqual([0xC2, 0xA0]) {
      end -= 2
    } else if end >= 1, source[end - 1] == 0x20 {
      end -= 1
    }
    for (sign, code) in before {
      guard end >= sign.count, source[end - sign.count..<end].elementsEqual(sign) else { continue }
      let begin = end - sign.count
      // « 12 € 45 articles »: the sign belongs to the number before it.
      let previous = source[max(0, begin - 2)..<begin].last { $0 != 0x20 } ?? 0x0A
      if sign[0] < 0x80, begin > 0, ChunkedText.isLetter(source[begin - 1]) { continue }
      return ChunkedText.isDigit(previous) ? nil : (code, begin)
    }
    return nil
  }
}
