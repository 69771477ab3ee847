/// How much of some octets is UTF-8 (RFC 3629): what tells a text's true charset from the one it claims.
struct UTF8Census {
  /// Well-formed characters of two octets and more.
  private(set) var multibyte = 0
  /// Of these, letters of western languages and common signs: U+0080–U+017F, U+2000–U+2FFF.
  private(set) var western = 0
  /// Octets that belong to no well-formed character.
  private(set) var illFormed = 0

  init(of bytes: ArraySlice<UInt8>) {
    let input = bytes.span
    let count = input.count
    var position = 0
    while position < count {
      let first = input[position]
      if first < 0x80 {
        position += 1
        continue
      }
      let length = Self.length(input, at: position, first)
      if length > 0 {
        multibyte += 1
        if (0xC2...0xC5).contains(first) || first == 0xE2 { western += 1 }
        position += length
      } else {
        illFormed += 1
        position += 1
      }
    }
  }

  /// The length of the well-formed character at `position`, 0 when there is none: table 3-7 of the Unicode standard.
  private static func length(_ input: Span<UInt8>, at position: Int, _ first: UInt8) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard position + length <= input.count, second.contains(input[position + 1]) else { return 0 }
    for offset in 2..<max(length, 2) where input[position + offset] & 0xC0 != 0x80 { return 0 }
    return length
  }
}
