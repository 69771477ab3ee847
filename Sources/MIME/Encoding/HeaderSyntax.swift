/// The few character classes and forms of RFC 5322 §3.2 that every header encoder shares.
enum HeaderSyntax {
  static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit }

  /// `atext` of RFC 5322 §3.2.3, with UTF-8 as RFC 6532 §3.2 allows.
  static func isAtomByte(_ byte: UInt8) -> Bool {
    byte >= 128 || isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  /// `quoted-string` of RFC 5322 §3.2.4 around bytes that hold no control character.
  static func quotedString(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var quoted = [Octet.quote]
    for byte in bytes {
      if byte == Octet.quote || byte == Octet.backslash { quoted.append(Octet.backslash) }
      quoted.append(byte)
    }
    quoted.append(Octet.quote)
    return quoted
  }

  static let crlf: [UInt8] = [Octet.carriageReturn, Octet.lineFeed]

  /// Digits of base 16 in upper case, as RFC 2045 §6.7 and RFC 2231 ask.
  static func hexDigits(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}
