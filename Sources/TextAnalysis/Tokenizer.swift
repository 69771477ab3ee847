// TextAnalysis turns the bytes of a text into folded words, and tells in which language it seems to be written. It works
// on UTF-8 bytes, never on characters, because a mailbox holds gigabytes of text and bytes are twenty times faster. It
// knows nothing of mail; whoever looks for words or numbers in a text starts from a `TokenizedText`.

/// A word or number of a text, folded, with the place it came from.
public struct Token: Hashable, Sendable {
  /// Where it stands in the source, in bytes.
  public let range: Range<Int>
  /// The folded bytes.
  public let folded: ArraySlice<UInt8>
  /// A hash of the folded bytes (`WordHash`), so that looking words up compares numbers.
  public let hash: UInt64
  /// What stands between the token before and this one.
  public let gap: Gap
  /// Holds digits only.
  public let isNumber: Bool

  /// What separates two tokens, from the weakest to the strongest.
  public enum Gap: UInt8, Comparable, Sendable {
    /// Spaces, a hyphen, an apostrophe, one line end: the phrase goes on.
    case word
    /// A comma, a bracket, a colon, a dash between spaces.
    case clause
    /// `.`, `!`, `?`, `;` before a space or an end, an empty line, or the beginning of the text.
    case sentence

    public static func < (left: Gap, right: Gap) -> Bool { left.rawValue < right.rawValue }
  }

  /// The folded word.
  public var text: String { String(decoding: folded, as: UTF8.self) }
}

/// The hash by which words are looked up: FNV-1a over the folded bytes, 64 bits.
///
/// It can be computed letter by letter, so that all beginnings of a word are hashed in one pass.
public struct WordHash: Hashable, Sendable {
  public private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  public init() {}

  public mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  /// The hash of bytes that are folded already.
  public static func of(_ folded: some Sequence<UInt8>) -> UInt64 {
    var hash = WordHash()
    for byte in folded { hash.add(byte) }
    return hash.value
  }
}

/// A text cut into tokens.
public struct TokenizedText: Sendable {
  /// The bytes that were cut.
  public let source: [UInt8]
  public let tokens: [Token]

  public init(_ text: String) {
    self.init(bytes: Array(text.utf8))
  }

  /// - Parameter bytes: UTF-8; what is not well formed separates words.
  public init(bytes: [UInt8]) {
    source = bytes
    tokens = Tokenizer.tokens(of: bytes)
  }

  /// The source text of a byte range, as it was written.
  public func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }
}

/// Cuts UTF-8 bytes into folded tokens, in one pass.
///
/// A token is a run of letters and digits. Apostrophes and hyphens end it (« l’article » gives `l`, `article`; « est-ce »
/// gives `est`, `ce`), so that ’ and ' and a missing hyphen make no difference to who looks for phrases.
public enum Tokenizer {
  public static func tokens(of bytes: [UInt8]) -> [Token] {
    var folded: [UInt8] = []
    folded.reserveCapacity(bytes.count)
    var marks: [Mark] = []
    marks.reserveCapacity(bytes.count / 5)
    scan(bytes.span, folded: &folded, marks: &marks)

    var tokens: [Token] = []
    tokens.reserveCapacity(marks.count)
    var start = 0
    for mark in marks {
      tokens.append(
        Token(
          range: mark.start..<mark.end, folded: folded[start..<mark.foldedEnd], hash: mark.hash, gap: mark.gap,
          isNumber: mark.isNumber))
      start = mark.foldedEnd
    }
    return tokens
  }

  /// A token whose folded bytes end at `foldedEnd` of the buffer that all share.
  private struct Mark {
    let start: Int
    let end: Int
    let foldedEnd: Int
    let hash: UInt64
    let gap: Token.Gap
    let isNumber: Bool
  }

  private static func scan(_ bytes: Span<UInt8>, folded: inout [UInt8], marks: inout [Mark]) {
    var index = 0
    var gap = GapReader()
    while index < bytes.count {
      let start = index
      let foldedStart = folded.count
      var end = index
      var isNumber = true
      word: while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x80 {
          let letter = ASCII.fold[Int(byte)]
          if letter == 0 { break word }
          if letter > UInt8(ascii: "9") { isNumber = false }
          folded.append(letter)
          index += 1
          end = index
        } else {
          let (scalar, length) = Fold.scalar(in: bytes, at: index)
          switch Fold.append(scalar, to: &folded) {
          case .separator: break word
          case .word:
            isNumber = false
            index += length
            end = index
          case .nothing: index += length
          }
        }
      }
      if folded.count > foldedStart {
        var hash = WordHash()
        for position in foldedStart..<folded.count { hash.add(folded[position]) }
        marks.append(
          Mark(start: start, end: end, foldedEnd: folded.count, hash: hash.value, gap: gap.gap, isNumber: isNumber))
        gap = GapReader(afterWord: true)
      } else if index < bytes.count {
        let length = bytes[index] < 0x80 ? 1 : Fold.scalar(in: bytes, at: index).length
        gap.read(bytes[index], next: index + length < bytes.count ? bytes[index + length] : 0x0A)
        index += length
      }
    }
  }
}

/// Weighs what stands between two words.
private struct GapReader {
  private(set) var gap: Token.Gap
  private var lineEnds = 0
  private var previous: UInt8 = 0

  init(afterWord: Bool = false) {
    gap = afterWord ? .word : .sentence
  }

  mutating func read(_ byte: UInt8, next: UInt8) {
    switch byte {
    case UInt8(ascii: "\n"):
      lineEnds += 1
      if lineEnds > 1 { gap = .sentence }
    case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"): gap = .sentence
    case UInt8(ascii: "."): gap = next <= 0x20 ? .sentence : max(gap, .word)
    case UInt8(ascii: ","), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ":"), UInt8(ascii: "["),
      UInt8(ascii: "]"):
      gap = max(gap, .clause)
    case UInt8(ascii: "-"): if previous == 0x20, next == 0x20 { gap = max(gap, .clause) }
    default: break
    }
    previous = byte
  }
}

private enum ASCII {
  /// Letters in lower case and digits as themselves, all else 0.
  static let fold: [UInt8] = (0..<128).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt8(byte) + 0x20
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): UInt8(byte)
    default: 0
    }
  }
}
