/// Makes the many spellings of one word equal: « Début », "DEBUT" and a decomposed "Début" give the same bytes.
///
/// Latin letters lose case and accents, Cyrillic ones lose case. Every space (no-break ones too) becomes one space,
/// every dash `-`, every apostrophe `'`, every quotation mark `"`; invisible and combining marks vanish. Other characters
/// stay as they are.
enum Folding {
  /// Folds at most `limit` bytes of output; spaces at both ends are left out.
  static func fold(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(min(bytes.count, limit))
    var spacePending = false
    var index = bytes.startIndex
    while index < bytes.endIndex, folded.count < limit {
      let (scalar, length) = scalar(in: bytes, at: index)
      let piece = fold(scalar)
      if piece == .space {
        spacePending = !folded.isEmpty
      } else if piece != .nothing {
        if spacePending { folded.append(0x20) }
        spacePending = false
        if case .byte(let byte) = piece {
          folded.append(byte)
        } else {
          append(lowercased: scalar, raw: bytes[index..<index + length], to: &folded)
        }
      }
      index += length
    }
    return folded
  }

  /// Folds a phrase of our own tables.
  static func fold(_ phrase: String) -> [UInt8] {
    let bytes = Array(phrase.utf8)
    return fold(bytes[...], limit: bytes.count)
  }

  private enum Piece: Equatable {
    case byte(UInt8)
    case space
    case nothing
    case other
  }

  /// The scalar that starts at `index`. The bytes come from a `String`, hence are well formed; a broken tail still
  /// advances by one byte.
  private static func scalar(in bytes: ArraySlice<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let first = UInt32(bytes[index])
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 1, index + length <= bytes.endIndex else { return (first, 1) }
    var value = first & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for offset in 1..<length { value = value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    return (value, length)
  }

  private static func fold(_ scalar: UInt32) -> Piece {
    switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .space
    case 0x00...0x1F, 0x7F, 0xAD, 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFE0F, 0xFEFF:
      .nothing
    case 0x41...0x5A: .byte(UInt8(scalar) + 0x20)
    case 0x20...0x7E: .byte(UInt8(scalar))
    case 0xAB, 0xBB, 0x201C...0x201F: .byte(0x22)
    case 0xC0...0x17F: .byte(latinLetters[Int(scalar) - 0xC0])
    case 0x2010...0x2015, 0x2212: .byte(0x2D)
    case 0x2018...0x201B, 0x2BC, 0xB4: .byte(0x27)
    case 0xFF1A: .byte(0x3A)
    default: .other
    }
  }

  /// U+00C0 to U+017F as plain letters, one each.
  private static let latinLetters: [UInt8] = {
    let latin1 = "aaaaaaaceeeeiiiidnoooooxouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    let runs: [(String, Int)] = [
      ("a", 6), ("c", 8), ("d", 4), ("e", 10), ("g", 8), ("h", 4), ("i", 12), ("j", 2), ("k", 3), ("l", 10), ("n", 9),
      ("o", 8), ("r", 6), ("s", 8), ("t", 6), ("u", 12), ("w", 2), ("y", 3), ("z", 6), ("s", 1),
    ]
    return Array(latin1.utf8) + runs.flatMap { Array(String(repeating: $0.0, count: $0.1).utf8) }
  }()

  private static func append(lowercased scalar: UInt32, raw: ArraySlice<UInt8>, to folded: inout [UInt8]) {
    let lower: UInt32 =
      switch scalar {
      case 0x410...0x42F: scalar + 0x20
      case 0x400...0x40F: scalar + 0x50
      default: scalar
      }
    guard lower != scalar else { return folded.append(contentsOf: raw) }
    folded.append(UInt8(0xC0 | lower >> 6))
    folded.append(UInt8(0x80 | lower & 0x3F))
  }
}
