/// Octets in some charset → octets in UTF-8. Never fails: what cannot be read becomes U+FFFD, and a label that lies or
/// that nobody knows is set aside for what the octets show.
enum Charset {
  /// - Parameter label: the charset as declared (RFC 2046 §4.1.2); nil when the mail says nothing.
  static func utf8(_ bytes: ArraySlice<UInt8>, label: String?) -> [UInt8] {
    let name = CharsetName(label ?? "")
    switch name.canonical {
    case "", "usascii", "ascii", "ansix341968", "iso88591", "latin1", "windows1252", "cp1252", "1252", "unknown8bit",
      "xunknown", "8bit", "binary", "default":
      return westernOrUTF8(bytes, SingleByteCharset.windows1252)
    case "iso885915", "latin9":
      return westernOrUTF8(bytes, SingleByteCharset.latin9)
    case "utf8", "unicode11utf8", "utf8mb4", "xutf8", "cp65001", "65001":
      return declaredUTF8(bytes)
    default:
      guard let known = name.inGlibc, !isMislabelled(bytes, as: name), let converted = Iconv.utf8(bytes, from: known)
      else { return westernOrUTF8(bytes, SingleByteCharset.windows1252) }
      return converted
    }
  }

  /// Whether the octets show that the label lies: UTF-16 without any NUL, or well-formed UTF-8 under another name.
  private static func isMislabelled(_ bytes: ArraySlice<UInt8>, as name: CharsetName) -> Bool {
    if name.isWide {
      let hasMark = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
      return !hasMark && bytes.firstOffset(of: 0, from: bytes.startIndex) == nil
    }
    if name.isSevenBit { return false }
    let census = UTF8Census(of: bytes)
    guard census.illFormed == 0, census.multibyte >= 2 else { return false }
    // Two octets of a Chinese, Japanese or Korean character look like UTF-8 about once in four: many of them must, or all
    // of them be such as a text in a western language has.
    return !name.isDoubleByte || census.multibyte >= 8 || census.western == census.multibyte
  }

  /// French mailers label UTF-8 as Latin-1 or leave the label out: octets that are well-formed UTF-8 are that, since
  /// Latin-1 text that looks so by chance does not occur in a human language.
  private static func westernOrUTF8(_ bytes: ArraySlice<UInt8>, _ charset: SingleByteCharset) -> [UInt8] {
    let census = UTF8Census(of: bytes)
    return census.illFormed == 0 ? Array(bytes.withoutByteOrderMark) : charset.utf8(bytes)
  }

  /// A text that claims UTF-8 and is not is Windows-1252, unless characters of UTF-8 outnumber the broken octets: then
  /// it was cut or damaged on its way.
  private static func declaredUTF8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let census = UTF8Census(of: bytes)
    if census.illFormed == 0 { return Array(bytes.withoutByteOrderMark) }
    if census.multibyte > census.illFormed {
      return Array(String(decoding: bytes.withoutByteOrderMark, as: UTF8.self).utf8)
    }
    return SingleByteCharset.windows1252.utf8(bytes)
  }
}

extension ArraySlice<UInt8> {
  /// The slice without the UTF-8 encoded U+FEFF that Windows programs put first.
  var withoutByteOrderMark: ArraySlice<UInt8> { starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self }
}
