/// Bytes of a text whose encoding nobody told: UTF-8 and UTF-16 by their marks or their form, else Microsoft's Western
/// code page, which holds all of Latin 1's letters.
enum PlainText {
  private enum Encoding { case utf8, utf16Little, utf16Big, windows1252 }

  /// Whether the bytes are those of a text: none is a control but the few that texts use.
  static func isText(_ bytes: some Collection<UInt8>) -> Bool {
    guard !bytes.isEmpty else { return false }
    switch encoding(of: bytes) {
    case .utf16Little, .utf16Big: return bytes.count % 2 == 0
    case .utf8: return !bytes.contains(where: isForeign)
    case .windows1252:
      let high = bytes.reduce(0) { $0 + ($1 >= 0x80 ? 1 : 0) }
      // A few bytes without controls may be anything.
      return !bytes.contains(where: isForeign) && (bytes.count > 256 || high * 2 < bytes.count)
    }
  }

  /// Tab, line and page ends, DOS's end of file and escape sequences occur in texts.
  private static func isForeign(_ byte: UInt8) -> Bool {
    byte < 0x20 && !(0x09...0x0D).contains(byte) && byte != 0x1A && byte != 0x1B || byte == 0x7F
  }

  /// The text without its byte order mark, its lines as they were.
  static func decoded(_ bytes: some Collection<UInt8>) -> String {
    switch encoding(of: bytes) {
    case .utf8:
      let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
      return String(decoding: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self)
    case .utf16Little: return utf16(bytes.dropFirst(2), isBig: false)
    case .utf16Big: return utf16(bytes.dropFirst(2), isBig: true)
    case .windows1252: return CodePage.windows.text(bytes)
    }
  }

  private static func encoding(of bytes: some Collection<UInt8>) -> Encoding {
    if bytes.starts(with: [0xFF, 0xFE]) { return .utf16Little }
    if bytes.starts(with: [0xFE, 0xFF]) { return .utf16Big }
    // A text that is cut off in the middle of a letter is UTF-8 still.
    for cut in 0...3 where String(validating: bytes.dropLast(cut), as: UTF8.self) != nil { return .utf8 }
    return .windows1252
  }

  private static func utf16(_ bytes: some Collection<UInt8>, isBig: Bool) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var first: UInt8?
    for byte in bytes {
      guard let held = first else {
        first = byte
        continue
      }
      units.append(isBig ? UInt16(held) << 8 | UInt16(byte) : UInt16(byte) << 8 | UInt16(held))
      first = nil
    }
    return String(decoding: units, as: UTF16.self)
  }
}
