import Domain
import TextAnalysis

/// Finds amounts of money as France and its neighbours write them: `1 234,50 €`, `EUR 1,234.50`, `CHF 2'184.50`, `45€90`,
/// `12 k€`, `trente euros`. Written as `1234.50 EUR`.
///
/// A bare number with two decimals is an amount in the currency that the text names elsewhere, else in euros, less surely.
enum AmountFinder {
  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    var bare: [(at: Int, value: String, range: Range<Int>, chunks: Range<Int>)] = []
    var currency: String?
    var index = 0
    while index < text.chunks.count {
      guard !text.isTaken[index], let amount = amount(text, index) else {
        index += 1
        continue
      }
      var end = index
      while end < text.chunks.count, text.chunks[end].range.lowerBound < amount.range.upperBound { end += 1 }
      end = max(end, index + 1)
      text.take(index..<end)
      defer { index = end }
      if isCapital(text, index) { continue }
      if let code = amount.currency {
        currency = currency ?? code
        found.append(
          entity(text, "\(amount.value) \(code)", amount.range, index..<end, place, confidence: 0.95))
      } else {
        bare.append((found.count, amount.value, amount.range, index..<end))
      }
    }
    for item in bare.reversed() {
      let value = "\(item.value) \(currency ?? "EUR")"
      found.insert(entity(text, value, item.range, item.chunks, place, confidence: 0.55), at: item.at)
    }
    return found
  }

  /// « SARL au capital de 10 000 € », at the foot of letters.
  private static func isCapital(_ text: ChunkedText, _ index: Int) -> Bool {
    (max(0, index - 3)..<index).contains { text.token($0).text == "capital" }
  }

  private static func entity(
    _ text: ChunkedText, _ value: String, _ range: Range<Int>, _ chunks: Range<Int>, _ place: Entity.Place,
    confidence: Double
  ) -> Entity {
    Entity(
      kind: .amount, value: value, raw: text.text.text(range), place: place, confidence: confidence,
      role: RoleReader.ofAmount(chunks, in: text))
  }

  private struct Found {
    let value: String
    let currency: String?
    let range: Range<Int>
  }

  private static func amount(_ text: ChunkedText, _ index: Int) -> Found? {
    let chunk = text.chunks[index]
    let first = text.byte(chunk.range.lowerBound)
    guard ChunkedText.isDigit(first) else { return inWords(text, index) }
    // `FA-12,50` is no amount, nor is the end of a longer number.
    let before = text.byte(chunk.range.lowerBound - 1)
    guard !ChunkedText.isWordByte(before) || before >= 0x80 || before | 0x20 == 0x72 || before | 0x20 == 0x64 else {
      return nil
    }
    var reader = MoneyReader(source: text.source, offset: chunk.range.lowerBound)
    guard var number = reader.number() else { return nil }
    let start = chunk.range.lowerBound
    let numberEnd = reader.offset
    if let after = reader.currencyAfter() {
      if after.isThousands { number.multiplyByThousand() }
      // « 45€90 »
      if number.decimals.isEmpty, after.code == "EUR", let cents = reader.cents() { number.decimals = cents }
      return Found(value: number.value, currency: after.code, range: start..<reader.offset)
    }
    if let before = MoneyReader.currencyBefore(text.source, start) {
      return Found(value: number.value, currency: before.code, range: before.start..<numberEnd)
    }
    guard number.decimals.count == 2, !isMeasured(text, index, numberEnd), !isTimeOrSigned(text, index) else {
      return nil
    }
    return Found(value: number.value, currency: nil, range: start..<numberEnd)
  }

  /// « 12,50 m », « 20,00 % », « v2.10 », « 1.75-B », « 2.10.3 ».
  private static func isMeasured(_ text: ChunkedText, _ index: Int, _ end: Int) -> Bool {
    let next = text.byte(end)
    if ChunkedText.isWordByte(next) || [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "%")].contains(next) {
      return true
    }
    guard next == 0x20, end + 1 < text.source.count else { return false }
    if text.byte(end + 1) == UInt8(ascii: "%") { return true }
    let word = text.chunks[index...].first { $0.range.lowerBound > end }
    guard let word, word.range.lowerBound == end + 1 else { return false }
    return units.contains(text.text.tokens[word.tokens.lowerBound].text)
  }

  /// « at 3.15 », « -2,25 »
  private static func isTimeOrSigned(_ text: ChunkedText, _ index: Int) -> Bool {
    let before = text.byte(text.chunks[index].range.lowerBound - 1)
    return before == UInt8(ascii: "-") || before == UInt8(ascii: "+") || word(text, index - 1) == "at"
  }

  private static let units: Set<String> = [
    "m", "m2", "m3", "cm", "mm", "km", "kg", "g", "l", "cl", "ml", "h", "heures", "jours", "tonnes", "t", "kw", "kwh",
    "v", "w", "a", "x", "metres", "litres", "hours", "days", "points", "kilos", "degres", "pouces", "inches", "ml",
  ]

  // MARK: - In words

  /// « trente euros », « deux cents euros », « fifty pounds ».
  private static func inWords(_ text: ChunkedText, _ index: Int) -> Found? {
    guard NumberWords.mayBe(text.token(index).hash), NumberWords.value(text.token(index).text) != nil,
      NumberWords.value(word(text, index - 1)) == nil
    else {
      return nil
    }
    var words = NumberWords()
    var end = index
    while end < text.chunks.count, end - index < 8, end == index || text.chunks[end].gap == .word,
      words.add(text.token(end).text)
    { end += 1 }
    guard end < text.chunks.count, text.chunks[end].gap == .word, words.total > 0,
      let code = MoneyReader.names[text.token(end).text]
    else { return nil }
    return Found(
      value: "\(words.total).00", currency: code,
      range: text.chunks[index].range.lowerBound..<text.chunks[end].range.upperBound)
  }

  private static func word(_ text: ChunkedText, _ index: Int) -> String {
    text.chunks.indices.contains(index) ? text.token(index).text : ""
  }
}
