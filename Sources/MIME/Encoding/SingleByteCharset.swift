/// The two western charsets that most French mail which is not UTF-8 uses: decoded here, without a call to the system.
struct SingleByteCharset: Sendable {
  /// The characters of 0x80…0xFF.
  private let upperHalf: [UInt16]

  /// ISO-8859-1 as well: nobody sends its control characters, but Windows mailers label their own charset so.
  static let windows1252 = SingleByteCharset(changing: windows1252Controls)

  /// ISO-8859-15 (Latin-9), the one with € and œ.
  static let latin9 = SingleByteCharset(changing: [
    0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152, 0xBD: 0x0153, 0xBE: 0x0178,
  ])

  private static let windows1252Controls: [Int: UInt16] = [
    0x80: 0x20AC, 0x81: 0xFFFD, 0x82: 0x201A, 0x83: 0x0192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021,
    0x88: 0x02C6, 0x89: 0x2030, 0x8A: 0x0160, 0x8B: 0x2039, 0x8C: 0x0152, 0x8D: 0xFFFD, 0x8E: 0x017D, 0x8F: 0xFFFD,
    0x90: 0xFFFD, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022, 0x96: 0x2013, 0x97: 0x2014,
    0x98: 0x02DC, 0x99: 0x2122, 0x9A: 0x0161, 0x9B: 0x203A, 0x9C: 0x0153, 0x9D: 0xFFFD, 0x9E: 0x017E, 0x9F: 0x0178,
  ]

  /// Latin-1 with these characters in place of its own.
  private init(changing changes: [Int: UInt16]) {
    upperHalf = (0x80...0xFF).map { changes[$0] ?? UInt16($0) }
  }

  func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      guard byte >= 0x80 else {
        output.append(byte)
        continue
      }
      let scalar = upperHalf[Int(byte & 0x7F)]
      if scalar < 0x800 {
        output.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
      } else {
        output.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
        output.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6) & 0x3F)
      }
      output.append(0x80 | UInt8(truncatingIfNeeded: scalar) & 0x3F)
    }
    return output
  }
}
