/// Makes the spellings of one word equal: « Été », « ETE » and « été » written with a combining accent all fold to `ete`.
///
/// Latin letters lose their case and their accents, ligatures are spelt out (`œ` → `oe`, `ß` → `ss`), full-width forms
/// become plain ones, Greek and Cyrillic letters lose their case. What is no letter or digit folds to nothing: it only
/// separates words.
public enum Fold {
  /// What a character is to the reader of words.
  public enum Kind: Equatable, Sendable {
    /// A letter or a digit of a word.
    case word
    /// An accent that was written as a character of its own, or an invisible mark: it neither adds to a word nor ends it.
    case nothing
    /// Everything between words: spaces, no-break ones too, punctuation, symbols, pictures.
    case separator
  }

  /// Folds a text word by word, one space between words: for comparing short texts and for tests.
  public static func words(_ text: String) -> String {
    TokenizedText(text).tokens.map(\.text).joined(separator: " ")
  }

  /// The character at `index` of UTF-8 bytes: its scalar value and how many bytes it takes. A byte that starts no
  /// well-formed character counts as U+FFFD of one byte (RFC 3629 §3).
  static func scalar(in bytes: Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    guard first >= 0xC2, first <= 0xF4 else { return (first < 0x80 ? first : 0xFFFD, 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length <= bytes.count - index else { return (0xFFFD, 1) }
    var value = first & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length {
      let byte = UInt32(bytes[index + offset])
      guard byte & 0xC0 == 0x80 else { return (0xFFFD, 1) }
      value = value << 6 | byte & 0x3F
    }
    return (value, length)
  }

  /// Appends the folded form of a character above ASCII, of which `source` are the bytes, and says what it is.
  static func append(_ scalar: UInt32, to folded: inout [UInt8]) -> Kind {
    switch scalar {
    case 0xC0...0x17F where scalar != 0xD7 && scalar != 0xF7:
      let letters = LatinLetters.table[Int(scalar) - 0xC0]
      folded.append(letters.0)
      if letters.1 != 0 { folded.append(letters.1) }
      return .word
    case 0xAA, 0xBA, 0xB5: return append(plain: scalar == 0xAA ? "a" : scalar == 0xBA ? "o" : "u", to: &folded)
    case 0x218, 0x219: return append(plain: "s", to: &folded)
    case 0x21A, 0x21B: return append(plain: "t", to: &folded)
    case 0xFB00...0xFB04: return append(plain: ["ff", "fi", "fl", "ffi", "ffl"][Int(scalar) - 0xFB00], to: &folded)
    case 0xFF10...0xFF19, 0xFF41...0xFF5A: return append(other: scalar - 0xFEE0, to: &folded)
    case 0xFF21...0xFF3A: return append(other: scalar - 0xFEC0, to: &folded)
    case 0x391...0x3A9, 0x410...0x42F: return append(other: scalar + 0x20, to: &folded)
    case 0x400...0x40F: return append(other: scalar + 0x50, to: &folded)
    case 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE00...0xFE0F, 0xFEFF:
      return .nothing
    case 0x80...0xBF, 0xD7, 0xF7, 0x2000...0x2BFF, 0x3000...0x303F, 0xFE10...0xFE6F, 0xFF00...0xFF0F, 0xFFF0...0xFFFF,
      0x1F000...0x1FAFF:
      return .separator
    default: return append(other: scalar, to: &folded)
    }
  }

  private static func append(plain letters: StaticString, to folded: inout [UInt8]) -> Kind {
    letters.withUTF8Buffer { folded.append(contentsOf: $0) }
    return .word
  }

  private static func append(other scalar: UInt32, to folded: inout [UInt8]) -> Kind {
    guard let character = Unicode.Scalar(scalar) else { return .separator }
    folded.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
    return .word
  }
}

/// U+00C0 to U+017F as one or two plain letters.
enum LatinLetters {
  static let table: [(UInt8, UInt8)] = {
    var table = plain.utf8.map { ($0, UInt8(0)) }
    for (scalar, first, second) in pairs { table[scalar - 0xC0] = (UInt8(ascii: first), UInt8(ascii: second)) }
    return table
  }()

  private static let plain =
    "aaaaaaaceeeeiiiidnoooooxouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
    + "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

  private static let pairs: [(Int, Unicode.Scalar, Unicode.Scalar)] = [
    (0xC6, "a", "e"), (0xE6, "a", "e"), (0xDE, "t", "h"), (0xFE, "t", "h"), (0xDF, "s", "s"), (0x132, "i", "j"),
    (0x133, "i", "j"), (0x152, "o", "e"), (0x153, "o", "e"),
  ]
}
