/// A character written as `&eacute;`, `&#233;` or `&#xE9;` (HTML §13.5): every number, and the names of Latin-1 and of
/// what French typography needs beside it.
struct CharacterReference {
  /// What it stands for; empty when that shows nothing.
  let text: String
  /// The bytes it takes, `&` included.
  let length: Int

  /// Whether it is white space of any width.
  var isSpace: Bool { text == " " }

  /// The reference at the beginning of some text, nil when there is none.
  init?(in html: ArraySlice<UInt8>) {
    // Longer than any name, and than any number that leading zeros do not stretch on purpose.
    let rest = html.dropFirst().prefix(12)
    if rest.first == UInt8(ascii: "#") {
      self.init(number: rest.dropFirst())
    } else {
      // Without its semicolon a name may be part of a link: `?a=1&copy=2`.
      guard let end = rest.firstIndex(of: UInt8(ascii: ";")),
        let scalar = Self.names[String(decoding: rest[..<end], as: UTF8.self)]
      else { return nil }
      self.init(scalar, length: end + 1 - html.startIndex)
    }
  }

  private init?(number: ArraySlice<UInt8>) {
    let isHexadecimal = number.first == UInt8(ascii: "x") || number.first == UInt8(ascii: "X")
    let digits = (isHexadecimal ? number.dropFirst() : number).prefix {
      (0x30...0x39).contains($0) || isHexadecimal && (0x61...0x66).contains($0 | 0x20)
    }
    // At most eleven digits fit the prefix: no overflow.
    guard let value = Int(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10) else { return nil }
    let isClosed = digits.endIndex < number.endIndex && number[digits.endIndex] == UInt8(ascii: ";")
    // 2 for "&#".
    let length = 2 + (digits.endIndex - number.startIndex) + (isClosed ? 1 : 0)
    self.init(Self.scalar(numbered: value), length: length)
  }

  private init(_ scalar: Unicode.Scalar, length: Int) {
    self.length = length
    text =
      switch scalar.value {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20, 0xA0, 0x2000...0x200A, 0x202F: " "
      // Controls, the soft hyphen, and what has no width or turns the direction of writing.
      case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF: ""
      default: String(Character(scalar))
      }
  }

  private static func scalar(numbered value: Int) -> Unicode.Scalar {
    // Numbers of Windows-1252, which old mail programs write for the euro and the apostrophe.
    if (0x80...0x9F).contains(value) { return windows1252[value - 0x80] }
    return UInt32(exactly: value).flatMap(Unicode.Scalar.init) ?? "\u{FFFD}"
  }

  /// 0x80 to 0x9F; what is unassigned stays the control it is.
  private static let windows1252: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

  private static let names: [String: Unicode.Scalar] = {
    var names: [String: Unicode.Scalar] = [
      "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "OElig": "Œ", "oelig": "œ", "Scaron": "Š",
      "scaron": "š", "Yuml": "Ÿ", "hellip": "…", "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”",
      "bdquo": "„", "lsaquo": "‹", "rsaquo": "›", "ndash": "–", "mdash": "—", "bull": "•", "euro": "€", "trade": "™",
      "ensp": " ", "emsp": " ", "thinsp": " ", "zwnj": "\u{200C}", "zwj": "\u{200D}", "rarr": "→", "check": "✓",
    ]
    let latin1 = """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
      para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil \
      Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave \
      Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml \
      igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute \
      thorn yuml
      """
    for (offset, name) in latin1.split(separator: " ").enumerated() {
      names[String(name)] = Unicode.Scalar(UInt8(0xA0 + offset))
    }
    return names
  }()
}
