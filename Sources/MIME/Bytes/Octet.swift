/// The octets that the grammars of mail give a role.
enum Octet {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  static let space: UInt8 = 0x20
  static let quote = UInt8(ascii: "\"")
  static let percent = UInt8(ascii: "%")
  static let apostrophe = UInt8(ascii: "'")
  static let openParenthesis = UInt8(ascii: "(")
  static let closeParenthesis = UInt8(ascii: ")")
  static let asterisk = UInt8(ascii: "*")
  static let comma = UInt8(ascii: ",")
  static let hyphen = UInt8(ascii: "-")
  static let dot = UInt8(ascii: ".")
  static let slash = UInt8(ascii: "/")
  static let colon = UInt8(ascii: ":")
  static let semicolon = UInt8(ascii: ";")
  static let less = UInt8(ascii: "<")
  static let equals = UInt8(ascii: "=")
  static let greater = UInt8(ascii: ">")
  static let question = UInt8(ascii: "?")
  static let at = UInt8(ascii: "@")
  static let backslash = UInt8(ascii: "\\")
  static let underscore = UInt8(ascii: "_")
}

extension UInt8 {
  /// WSP of RFC 5234: a space or a tab.
  var isBlank: Bool { self == Octet.space || self == Octet.tab }

  var isLineEnd: Bool { self == Octet.lineFeed || self == Octet.carriageReturn }

  var isDigit: Bool { self &- 0x30 < 10 }

  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }

  /// `ftext` of RFC 5322 §2.2: what a field name is made of.
  var isFieldNameOctet: Bool { self > 0x20 && self < 0x7F && self != Octet.colon }

  var lowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  var hexadecimalValue: UInt8? {
    if isDigit { return self - 0x30 }
    let letter = lowercased
    return letter >= 0x61 && letter <= 0x66 ? letter - 0x61 + 10 : nil
  }
}
