import TextAnalysis

/// A number of a document as it stands behind or below its label: `FA-2026-0012`, `INV/2023/03/0008`, `FA 2026-0012`,
/// `10 123 456 789`, `24 05 01127`, `# 4711`.
struct PaperCode: Hashable, Sendable {
  /// Without spaces and without what introduces it.
  let value: String
  /// In the line, in bytes.
  let range: Range<Int>

  /// The code that begins at an offset of a line, behind signs and words that only introduce it; within one cell.
  ///
  /// - Parameters:
  ///   - limit: where the next label begins.
  ///   - takesLetters: whether it may be of capitals alone, as the orders of some shops are (`XKBKNABJK`).
  init?(_ line: PageLayout.Line, from offset: Int, to limit: Int, takesLetters: Bool = false) {
    let source = line.text.source
    let start = Self.begin(line, from: offset, to: limit)
    guard start < limit else { return nil }
    let end = min(limit, line.cells[line.cell(at: start)].upperBound)
    var words = Self.words(source, start..<end)
    guard var range = words.first else { return nil }
    words.removeFirst()
    var value = source[range]
    // « FA 2026-0012 »
    if Self.isPrefix(value), let next = words.first, Self.startsWithDigit(source[next]) {
      value += source[next]
      range = range.lowerBound..<words.removeFirst().upperBound
    }
    // « 2026 - 0012 », « FA- 0012 »
    while let last = value.last, let next = words.first {
      let isLone = source[next].count == 1 && Self.isSign(source[next.lowerBound])
      let part = Self.isSign(last) ? next : isLone && words.count > 1 ? words[1] : nil
      guard let part, source[part].allSatisfy(ChunkedText.isDigit) else { break }
      value += source[next]
      range = range.lowerBound..<words.removeFirst().upperBound
    }
    // « 10 123 456 789 »
    if value.count <= 3, value.allSatisfy(ChunkedText.isDigit) {
      while let next = words.first, source[next].count == 3, source[next].allSatisfy(ChunkedText.isDigit) {
        value += source[next]
        range = range.lowerBound..<words.removeFirst().upperBound
      }
    }
    // « 24 05 01127 », « 0325 A1 88 4471 »: short groups to the end of the cell.
    if value.count <= 4, !words.isEmpty, value.allSatisfy(ChunkedText.isDigit), Self.isGrouped(source, range, words),
      let last = words.last
    {
      value = words.reduce(value) { $0 + source[$1] }
      range = range.lowerBound..<last.upperBound
      words = []
    }
    // « 0412758896 26C1-4E07 »
    if words.count == 1, let next = words.first, value.count >= 6, value.allSatisfy(ChunkedText.isDigit),
      Self.isMixed(source[next])
    {
      value += source[next]
      range = range.lowerBound..<next.upperBound
    }
    while let last = value.last, Self.trailing.contains(last) { value = value.dropLast() }
    while let first = value.first, Self.leading.contains(first) { value = value.dropFirst() }
    let isLetters = takesLetters && (8...12).contains(value.count) && value.allSatisfy(ChunkedText.isCapital)
    guard isLetters || Self.isCode(value) else { return nil }
    self.value = String(decoding: value, as: UTF8.self)
    self.range = range
  }

  /// Whether words that follow a first group of digits go on with it, and are no day.
  private static func isGrouped(_ source: [UInt8], _ first: Range<Int>, _ words: [Range<Int>]) -> Bool {
    guard words.count <= 4, let last = words.last, first.count + words.reduce(0, { $0 + $1.count }) >= 7 else {
      return false
    }
    let isOfGroups = words.allSatisfy { word in
      word.count <= 6 && source[word].contains(where: ChunkedText.isDigit)
        && source[word].allSatisfy { ChunkedText.isDigit($0) || ChunkedText.isCapital($0) }
    }
    let text = TokenizedText(String(decoding: source[first.lowerBound..<last.upperBound], as: UTF8.self))
    return isOfGroups && PaperDate(text, at: 0) == nil
  }

  /// Behind « : », « # », « n° », « Nr. (380) ».
  private static func begin(_ line: PageLayout.Line, from offset: Int, to limit: Int) -> Int {
    let source = line.text.source
    var start = offset
    for token in line.text.tokens where token.range.lowerBound >= offset {
      guard token.range.lowerBound < limit, introducing.contains(token.text) else { break }
      // `n` of `n562` is taken, that of `N-12` is a part of the code.
      let next = token.range.upperBound < source.count ? source[token.range.upperBound] : 0x20
      if [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_")].contains(next) { break }
      start = token.range.upperBound
    }
    while start < limit {
      let byte = source[start]
      if byte <= 0x20 || leading.contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") {
        start += 1
      } else if byte == 0xC2, start + 1 < limit, [0xB0, 0xBA, 0xA0].contains(source[start + 1]) {
        start += 2
      } else {
        break
      }
    }
    return start
  }

  private static let introducing: Set<String> = ["n", "no", "nr", "num", "numero", "number", "nummer", "ref"]
  private static let leading: Set<UInt8> = Set(":#*=|([\"'".utf8)
  private static let trailing: Set<UInt8> = Set(".,;:)]|\"'-".utf8)

  private static func words(_ source: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start = range.lowerBound
    for offset in range where source[offset] <= 0x20 {
      if offset > start { words.append(start..<offset) }
      start = offset + 1
      if words.count == 8 { return words }
    }
    if start < range.upperBound { words.append(start..<range.upperBound) }
    return words
  }

  private static func isPrefix(_ word: ArraySlice<UInt8>) -> Bool {
    word.count <= 5 && word.first.map(ChunkedText.isCapital) == true
      && word.allSatisfy { ChunkedText.isCapital($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
  }

  private static func startsWithDigit(_ word: ArraySlice<UInt8>) -> Bool {
    word.first.map(ChunkedText.isDigit) ?? false
  }

  private static func isMixed(_ word: ArraySlice<UInt8>) -> Bool {
    word.count >= 4 && word.contains(where: ChunkedText.isDigit) && word.contains(where: ChunkedText.isCapital)
      && word.allSatisfy { ChunkedText.isDigit($0) || ChunkedText.isCapital($0) || isSign($0) }
  }

  private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") }

  /// Letters, digits and the signs of codes, at least one digit; no date, amount, time, rate or address on the web.
  private static func isCode(_ value: ArraySlice<UInt8>) -> Bool {
    guard (1...40).contains(value.count), value.contains(where: ChunkedText.isDigit) else { return false }
    let text = String(decoding: value, as: UTF8.self)
    guard value.allSatisfy({ ChunkedText.isWordByte($0) || Set("-/_.+#:*".utf8).contains($0) }), !text.contains("://")
    else {
      return false
    }
    let tokens = TokenizedText(text)
    if let date = PaperDate(tokens, at: 0), date.end == tokens.tokens.count { return false }
    return !value.contains { $0 >= 0x80 } || value.contains(where: ChunkedText.isLetter)
  }
}
