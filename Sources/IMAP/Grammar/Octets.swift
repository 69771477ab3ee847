/// The octets that the grammar of IMAP gives a role.
enum Octet {
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let openParenthesis = UInt8(ascii: "(")
  static let closeParenthesis = UInt8(ascii: ")")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let less = UInt8(ascii: "<")
  static let greater = UInt8(ascii: ">")
  static let plus = UInt8(ascii: "+")
  static let hyphen = UInt8(ascii: "-")
  static let asterisk = UInt8(ascii: "*")
  static let tilde = UInt8(ascii: "~")
  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
}

extension UInt8 {
  var isDigit: Bool { self &- 0x30 < 10 }

  /// `ATOM-CHAR` of RFC 9051 §9, with `]`, which only brackets make special.
  var isAtomOctet: Bool {
    guard self > Octet.space, self < 0x7F else { return false }
    switch self {
    case Octet.openParenthesis, Octet.closeParenthesis, Octet.openBrace, Octet.quote, Octet.backslash, Octet.asterisk,
      UInt8(ascii: "%"):
      return false
    default: return true
    }
  }
}
