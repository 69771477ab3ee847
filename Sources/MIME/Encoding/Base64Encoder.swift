/// Base64 (RFC 2045 §6.8, RFC 4648 §4).
enum Base64Encoder {
  /// One run of base64 without line ends, for headers.
  static func encode(_ bytes: [UInt8]) -> [UInt8] { encode(bytes, lineLength: .max) }

  /// Lines of 76 characters, each with its CR LF, for a body. Empty when there is nothing to encode.
  static func encodeLines(_ bytes: [UInt8]) -> [UInt8] { encode(bytes, lineLength: 76) }

  private static func encode(_ bytes: [UInt8], lineLength: Int) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity((bytes.count / 3 + 1) * 4 + bytes.count / 57 * 2 + 2)
    var column = 0
    var index = 0
    while index < bytes.count {
      let left = bytes.count - index
      let first = bytes[index]
      let second = left > 1 ? bytes[index + 1] : 0
      let third = left > 2 ? bytes[index + 2] : 0
      encoded.append(alphabet[Int(first >> 2)])
      encoded.append(alphabet[Int((first & 3) << 4 | second >> 4)])
      encoded.append(left > 1 ? alphabet[Int((second & 15) << 2 | third >> 6)] : padding)
      encoded.append(left > 2 ? alphabet[Int(third & 63)] : padding)
      index += 3
      column += 4
      if column >= lineLength {
        encoded.append(contentsOf: HeaderSyntax.crlf)
        column = 0
      }
    }
    if column > 0, lineLength != .max { encoded.append(contentsOf: HeaderSyntax.crlf) }
    return encoded
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let padding = Octet.equals
}
