import TextAnalysis

/// An amount of money as a document prints it, with or without its currency: `1 234,50 €`, `1.234,50`, `$1,234.50`,
/// `1'234.50`, `- 8,79`, `8,79-`, `(8.79)`.
struct PaperAmount: Hashable, Sendable {
  /// In hundredths.
  let cents: Int
  /// ISO 4217; nil where none stands beside it.
  let currency: String?
  /// Whether it has exactly two decimals.
  let hasCents: Bool
  /// In the line, in bytes.
  let range: Range<Int>

  /// `-1234.50`
  static func written(_ cents: Int) -> String {
    let value = cents.magnitude
    return "\(cents < 0 ? "-" : "")\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)"
  }

  /// All amounts of a line, from left to right: numbers with two decimals, and others that have a currency.
  static func all(in line: PageLayout.Line) -> [PaperAmount] {
    var found: [PaperAmount] = []
    var offset = 0
    for token in line.text.tokens where token.range.lowerBound >= offset {
      guard let amount = PaperAmount(line, at: token.range.lowerBound) else { continue }
      found.append(amount)
      offset = amount.range.upperBound
    }
    return found
  }

  private init?(_ line: PageLayout.Line, at start: Int) {
    let source = line.text.source
    guard ChunkedText.isDigit(source[start]), Self.mayBegin(source, start) else { return nil }
    let cell = line.cells[line.cell(at: start)]
    var reader = MoneyReader(source: Array(source[..<cell.upperBound]), offset: start)
    guard let number = reader.number() else { return nil }
    let end = reader.offset
    let after = reader.currencyAfter().map { ($0.code, reader.offset) } ?? Self.code(source, from: end, in: cell)
    let before = Self.currency(line, before: start)
    // `3,3333`, `12.03.2026`, `20 %`, `12,00 m²` are no amounts.
    guard !Self.goesOn(source, end), after != nil || !Self.isMeasured(line.text, end) else { return nil }
    guard number.decimals.count == 2 || number.decimals.isEmpty && (after ?? before) != nil else { return nil }
    let digits = String(
      decoding: number.whole + (number.decimals.isEmpty ? [0x30, 0x30] : number.decimals), as: UTF8.self)
    guard let value = Int(digits) else { return nil }
    let isNegative =
      Self.isNegative(source, before: start, after: end)
      || before.map { Self.isNegative(source, before: $0.1, after: end) } ?? false
    cents = isNegative ? -value : value
    currency = after?.0 ?? before?.0
    hasCents = number.decimals.count == 2
    range = (before?.1 ?? start)..<max(end, after?.1 ?? end)
  }

  /// Not within a code or a longer number.
  private static func mayBegin(_ source: [UInt8], _ start: Int) -> Bool {
    guard start > 0 else { return true }
    let before = source[start - 1]
    if ChunkedText.isDigit(before)
      || (before < 0x80 && ChunkedText.isLetter(before) && !isCode(source, endingAt: start))
    {
      return false
    }
    guard [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "-")].contains(before), start > 1
    else {
      return true
    }
    return !ChunkedText.isWordByte(source[start - 2])
  }

  private static func isCode(_ source: [UInt8], endingAt end: Int) -> Bool {
    end >= 3 && codes.contains(String(decoding: source[end - 3..<end], as: UTF8.self))
  }

  private static func goesOn(_ source: [UInt8], _ end: Int) -> Bool {
    guard end < source.count else { return false }
    if ChunkedText.isDigit(source[end]) || source[end] == UInt8(ascii: "%") { return true }
    guard end + 1 < source.count else { return false }
    let isSign = [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "-")].contains(source[end])
    return isSign && ChunkedText.isDigit(source[end + 1])
      || source[end] == 0x20 && source[end + 1] == UInt8(ascii: "%")
  }

  private static let units = Set(
    [
      "m", "m2", "m3", "cm", "mm", "km", "kg", "g", "l", "cl", "ml", "h", "heures", "jours", "tonnes", "kw", "kwh",
      "kva",
      "mo", "go", "st", "stk", "stuck", "units", "unites", "pieces", "pcs", "hours", "uhr", "days", "litres", "x",
    ].map { WordHash.of($0.utf8) })

  private static func isMeasured(_ text: TokenizedText, _ end: Int) -> Bool {
    guard let next = text.tokens.first(where: { $0.range.lowerBound >= end }) else { return false }
    return next.range.lowerBound - end <= 1 && units.contains(next.hash)
  }

  private static func isNegative(_ source: [UInt8], before start: Int, after end: Int) -> Bool {
    var head = source[..<start]
    while head.last == 0x20 { head = head.dropLast() }
    let isMinus =
      head.last == UInt8(ascii: "-") || head.suffix(3) == [0xE2, 0x88, 0x92] || head.suffix(3) == [0xE2, 0x80, 0x93]
    if isMinus {
      // « TVA 20 % - 12,00 » and « 5-10 » have a dash, not a minus; before a minus stands nothing, or a wider gap.
      let width = head.last == UInt8(ascii: "-") ? 1 : 3
      let rest = head.dropLast(width)
      let isBeforeNothing = rest.isEmpty || rest.last == 0x09 || rest.last == UInt8(ascii: ":")
      if isBeforeNothing || start == head.endIndex && rest.last == 0x20 {
        return true
      }
    }
    guard end < source.count else { return false }
    if source[end] == UInt8(ascii: "-") {
      return end + 1 == source.count || source[end + 1] == 0x09 || source[end + 1] == 0x20
    }
    return source[end] == UInt8(ascii: ")") && start > 0 && source[start - 1] == UInt8(ascii: "(")
  }

  // MARK: - Currencies

  /// ISO 4217, of the neighbours and of the great traders.
  static let codes: Set<String> = [
    "EUR", "CHF", "GBP", "USD", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CNY", "INR", "MAD", "TND",
    "XOF",
    "HUF", "RON", "BGN", "TRY", "NZD", "SGD", "HKD", "ZAR", "BRL", "MXN",
  ]

  private static let signs: [(sign: [UInt8], code: String)] = [
    ("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("CA$", "CAD"), ("A$", "AUD"), ("$", "USD"), ("₹", "INR"), ("¥", "JPY"),
    ("Rs.", "INR"), ("Rs", "INR"), ("Fr.", "CHF"), ("Euro", "EUR"), ("Euros", "EUR"),
  ].map { (Array($0.0.utf8), $0.1) }.sorted { $0.0.count > $1.0.count }

  /// A code of three letters behind the number.
  private static func code(_ source: [UInt8], from end: Int, in cell: Range<Int>) -> (String, Int)? {
    var start = end
    while start < cell.upperBound, source[start] == 0x20 || source[start] == 0xC2 || source[start] == 0xA0 {
      start += 1
    }
    guard start + 3 <= cell.upperBound else { return nil }
    let code = String(decoding: source[start..<start + 3], as: UTF8.self)
    let isWhole = start + 3 == source.count || !ChunkedText.isWordByte(source[start + 3])
    return codes.contains(code) && isWhole ? (code, start + 3) : nil
  }

  /// The sign or code before a number, also at the end of the cell before it.
  private static func currency(_ line: PageLayout.Line, before start: Int) -> (String, Int)? {
    let source = line.text.source
    var end = start
    while end > 0, source[end - 1] == 0x20 || source[end - 1] == 0x09 || source[end - 1] == UInt8(ascii: "-") {
      end -= 1
    }
    let head = source[..<end]
    for (sign, code) in signs where head.count >= sign.count && head.suffix(sign.count).elementsEqual(sign) {
      let begin = end - sign.count
      if sign[0] < 0x80, sign[0] != UInt8(ascii: "$"), begin > 0, source[begin - 1] > 0x20 { continue }
      // « 12,00 € 14,00 € »: the sign is of the number before it.
      let previous = head.dropLast(sign.count).last { $0 != 0x20 }
      if let previous, ChunkedText.isDigit(previous) { return nil }
      return (code, begin)
    }
    guard end >= 3, isCode(source, endingAt: end), end == 3 || !ChunkedText.isWordByte(source[end - 4]) else {
      return nil
    }
    return (String(decoding: source[end - 3..<end], as: UTF8.self), end - 3)
  }
}
