import Domain
import TextAnalysis

/// A word, or a code as people write them in one go: `CMD-2025-00417`, `25/0771`, `12.03.2026`.
struct Chunk: Sendable {
  let tokens: Range<Int>
  /// In the source, in bytes.
  let range: Range<Int>
  /// What stands before it.
  let gap: Token.Gap
  /// ASCII digits and all other word bytes in it; separators count for neither.
  let digits: Int
  let letters: Int

  var isNumber: Bool { letters == 0 && digits > 0 }
  /// Digits and nothing between them.
  var isPlainNumber: Bool { isNumber && range.count == digits }
  var isWord: Bool { digits == 0 }
}

/// A text cut into chunks, on which the finders of entities put their marks: what one has recognised (a date, a telephone
/// number) is no order number for the next.
struct ChunkedText: Sendable {
  let text: TokenizedText
  let chunks: [Chunk]
  private(set) var isTaken: [Bool]

  init(_ text: String) {
    self.text = TokenizedText(text)
    chunks = Self.chunks(of: self.text)
    isTaken = Array(repeating: false, count: chunks.count)
  }

  var source: [UInt8] { text.source }

  func bytes(_ chunk: Chunk) -> ArraySlice<UInt8> { source[chunk.range] }

  func token(_ index: Int) -> Token { text.tokens[chunks[index].tokens.lowerBound] }

  /// The byte at an offset of the source; a line feed outside of it.
  func byte(_ offset: Int) -> UInt8 { source.indices.contains(offset) ? source[offset] : 0x0A }

  mutating func take(_ range: Range<Int>) {
    for index in range { isTaken[index] = true }
  }

  /// Marks every chunk that lies in a stretch of the source; `from` is a chunk at or before it.
  mutating func take(bytes: Range<Int>, from index: Int) {
    var index = index
    while index < chunks.count, chunks[index].range.lowerBound < bytes.upperBound {
      if chunks[index].range.upperBound > bytes.lowerBound { isTaken[index] = true }
      index += 1
    }
  }

  /// The capitals and digits of chunks from `index` on that only spaces part, and where each chunk ends in them. Dots,
  /// dashes and slashes within are left out; no more than `most` signs are read, and one chunk over.
  func run(at index: Int, most: Int) -> (bytes: [UInt8], ends: [Int]) {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    var next = index
    while next < chunks.count, bytes.count < most, chunks[next].range.count <= 3 * most,
      next == index || followsOneSpace(next)
    {
      for byte in self.bytes(chunks[next]) where Self.isWordByte(byte) {
        bytes.append(byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte)
      }
      ends.append(bytes.count)
      next += 1
    }
    return (bytes, ends)
  }

  func entity(
    _ kind: Entity.Kind, _ value: ArraySlice<UInt8>, _ chunks: Range<Int>, _ place: Entity.Place, confidence: Double
  ) -> Entity {
    let range = self.chunks[chunks.lowerBound].range.lowerBound..<self.chunks[chunks.upperBound - 1].range.upperBound
    return Entity(
      kind: kind, value: String(decoding: value, as: UTF8.self), raw: text.text(range), place: place,
      confidence: confidence)
  }

  /// Whether only one space, plain or no-break, stands between a chunk and the one before it.
  func followsOneSpace(_ index: Int) -> Bool {
    guard index > 0, index < chunks.count else { return false }
    let gap = source[chunks[index - 1].range.upperBound..<chunks[index].range.lowerBound]
    return gap.elementsEqual([0x20]) || gap.elementsEqual([0xC2, 0xA0]) || gap.elementsEqual([0xE2, 0x80, 0xAF])
  }

  func isAfterComma(_ index: Int) -> Bool { gapHolds(UInt8(ascii: ","), before: index) }

  func isAfterColon(_ index: Int) -> Bool { gapHolds(UInt8(ascii: ":"), before: index) }

  /// « 3.1% », « 2,4 % »
  func isShare(_ chunk: Chunk) -> Bool {
    let end = chunk.range.upperBound
    return byte(end) == UInt8(ascii: "%") || byte(end) == 0x20 && byte(end + 1) == UInt8(ascii: "%")
  }

  /// Looks at the few bytes next to the chunk, for a gap may be long.
  private func gapHolds(_ byte: UInt8, before index: Int) -> Bool {
    guard index > 0, index < chunks.count else { return false }
    let range = chunks[index - 1].range.upperBound..<chunks[index].range.lowerBound
    return source[range].suffix(6).contains(byte)
  }

  /// Whether a line end stands between a chunk and the one before it.
  func isFirstOfLine(_ index: Int) -> Bool {
    index == 0 || source[chunks[index - 1].range.upperBound..<chunks[index].range.lowerBound].contains(0x0A)
  }

  /// Whether the code goes on over a single separator.
  private static func joins(_ left: Token, _ right: Token, in source: [UInt8]) -> Bool {
    guard right.range.lowerBound - left.range.upperBound == 1 else { return false }
    let before = source[left.range.upperBound - 1]
    let after = source[right.range.lowerBound]
    switch source[left.range.upperBound] {
    case UInt8(ascii: "."): return isDigit(before) && isDigit(after)
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"):
      return hasDigit(left) || hasDigit(right) || (isCapital(before) && isCapital(after))
    default: return false
    }
  }

  private static func chunks(of text: TokenizedText) -> [Chunk] {
    var chunks: [Chunk] = []
    var start = 0
    while start < text.tokens.count {
      var end = start + 1
      // « facture-2026-0103 » is a word and a number, « CMD-2025-00417 » is a number.
      let isHeadWord = isHeadWord(text.tokens[start], in: text.source)
      while !isHeadWord, end < text.tokens.count, joins(text.tokens[end - 1], text.tokens[end], in: text.source) {
        end += 1
      }
      let range = start..<end
      if isListOfNumbers(text.tokens[range]) || !text.tokens[range].contains(where: hasDigit) {
        for index in range { chunks.append(chunk(text, index..<index + 1)) }
      } else {
        chunks.append(chunk(text, range))
      }
      start = end
    }
    return chunks
  }

  private static func isHeadWord(_ token: Token, in source: [UInt8]) -> Bool {
    guard !hasDigit(token), token.folded.count >= 5 else { return false }
    return token.folded.count > 6 || !source[token.range].allSatisfy(isCapital)
  }

  /// « 45871/45872 »: long numbers of the same length.
  private static func isListOfNumbers(_ tokens: ArraySlice<Token>) -> Bool {
    guard tokens.count > 1, let count = tokens.first?.folded.count, count >= 5 else { return false }
    return tokens.allSatisfy { $0.isNumber && $0.folded.count == count }
  }

  private static func chunk(_ text: TokenizedText, _ tokens: Range<Int>) -> Chunk {
    var digits = 0
    var letters = 0
    for token in text.tokens[tokens] {
      for byte in token.folded { if isDigit(byte) { digits += 1 } else { letters += 1 } }
    }
    let first = text.tokens[tokens.lowerBound]
    return Chunk(
      tokens: tokens, range: first.range.lowerBound..<text.tokens[tokens.upperBound - 1].range.upperBound,
      gap: first.gap, digits: digits, letters: letters)
  }

  private static func hasDigit(_ token: Token) -> Bool { token.isNumber || token.folded.contains(where: isDigit) }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
  static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) }
  static func isWordByte(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
  static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
}
