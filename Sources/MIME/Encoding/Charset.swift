/// Octets in some charset → octets in UTF-8. Never fails: what cannot be read becomes U+FFFD, and a label that lies or
/// that nobody knows is set aside for what the octets show.
enum Charset {
  /// - Parameter label: the charset as declared (RFC 2046 §4.1.2); nil when the mail says nothing.
  static func utf8(_ bytes: ArraySlice<UInt8>, label: String?) -> [UInt8] {
    let name = label.map(canonicalName) ?? ""
    switch name {
    case "", "usascii", "ascii", "ansix341968", "iso88591", "latin1", "windows1252", "cp1252", "1252", "unknown8bit",
      "xunknown", "8bit", "binary", "default":
      return westernOrUTF8(bytes, SingleByteCharset.windows1252)
    case "iso885915", "latin9":
      return westernOrUTF8(bytes, SingleByteCharset.latin9)
    case "utf8", "unicode11utf8", "utf8mb4", "xutf8", "cp65001", "65001":
      return declaredUTF8(bytes)
    default:
      guard let label, let converted = Iconv.utf8(bytes, from: iconvName(label, canonical: name)) else {
        return westernOrUTF8(bytes, SingleByteCharset.windows1252)
      }
      return converted
    }
  }

  /// Letters and digits alone, in lower case: `ISO_8859-1` and `iso8859-1` are one name.
  private static func canonicalName(_ label: String) -> String {
    var name: [UInt8] = []
    for byte in label.utf8.prefix(40) where byte.isLetter || byte.isDigit { name.append(byte.lowercased) }
    return String(decoding: name, as: UTF8.self)
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

  /// The name by which glibc knows a charset. Mailers of East Asia name a standard and send its superset.
  private static func iconvName(_ label: String, canonical: String) -> String {
    switch canonical {
    case "gb2312", "gbk", "xgbk", "cp936", "gb231280", "euccn": "GB18030"
    case "ksc56011987", "ksc5601", "euckr", "ksx1001", "windows949": "UHC"
    case "shiftjis", "sjis", "xsjis", "windows31j", "mskanji": "CP932"
    case "big5": "BIG5-HKSCS"
    case "iso88598i", "iso88598e": "ISO-8859-8"
    case "windows874", "iso885911": "CP874"
    case "xmacroman", "macroman", "macintosh", "mac": "MACINTOSH"
    case "unicode11utf7", "utf7", "xunicode20utf7": "UTF-7"
    case "ucs2", "unicode", "iso10646ucs2": "UTF-16"
    default:
      if canonical.hasPrefix("windows") { "CP" + canonical.dropFirst(7) } else { label }
    }
  }
}

extension ArraySlice<UInt8> {
  /// The slice without the UTF-8 encoded U+FEFF that Windows programs put first.
  var withoutByteOrderMark: ArraySlice<UInt8> { starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self }
}
