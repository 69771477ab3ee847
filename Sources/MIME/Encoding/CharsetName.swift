/// A charset's name as mails write it, brought to one form, and what is known of the charset.
///
/// Only charsets of the tables here are handed to the system's converter: the name comes from a stranger, and glibc has
/// hundreds of converters that no mail needs.
struct CharsetName {
  /// Letters and digits alone, in lower case: `ISO_8859-1` and `iso8859-1` are one name.
  let canonical: String

  init(_ label: String) {
    var name: [UInt8] = []
    for byte in label.utf8.prefix(40) where byte.isLetter || byte.isDigit { name.append(byte.lowercased) }
    canonical = String(decoding: name, as: UTF8.self)
  }

  /// The name by which glibc knows it; nil for a charset that is not read through glibc, or that nobody knows.
  var inGlibc: String? {
    Self.wide[canonical] ?? Self.sevenBit[canonical] ?? Self.doubleByte[canonical] ?? Self.singleByte[canonical]
  }

  /// Two or four octets a character.
  var isWide: Bool { Self.wide[canonical] != nil }
  /// All octets are ASCII, other characters being written by escapes.
  var isSevenBit: Bool { Self.sevenBit[canonical] != nil }
  /// A charset of East Asia, of several octets a character.
  var isDoubleByte: Bool { Self.doubleByte[canonical] != nil }

  private static let wide = [
    "utf16": "UTF-16", "utf16le": "UTF-16LE", "utf16be": "UTF-16BE", "utf32": "UTF-32", "utf32le": "UTF-32LE",
    "utf32be": "UTF-32BE", "ucs2": "UTF-16", "iso10646ucs2": "UTF-16", "unicode": "UTF-16", "cp1200": "UTF-16LE",
    "cp1201": "UTF-16BE", "ucs4": "UTF-32", "iso10646ucs4": "UTF-32",
  ]

  private static let sevenBit = [
    "utf7": "UTF-7", "unicode11utf7": "UTF-7", "xunicode20utf7": "UTF-7", "iso2022jp": "ISO-2022-JP",
    "iso2022jp1": "ISO-2022-JP-2", "iso2022jp2": "ISO-2022-JP-2", "iso2022jp3": "ISO-2022-JP-3",
    "iso2022kr": "ISO-2022-KR", "iso2022cn": "ISO-2022-CN",
  ]

  /// Mailers of East Asia name a standard and send its superset.
  private static let doubleByte = [
    "gb2312": "GB18030", "gbk": "GB18030", "xgbk": "GB18030", "cp936": "GB18030", "ms936": "GB18030",
    "windows936": "GB18030", "gb231280": "GB18030", "euccn": "GB18030", "gb18030": "GB18030", "big5": "BIG5-HKSCS",
    "big5hkscs": "BIG5-HKSCS", "cnbig5": "BIG5-HKSCS", "cp950": "CP950", "windows950": "CP950", "euctw": "EUC-TW",
    "ksc56011987": "UHC", "ksc5601": "UHC", "euckr": "UHC", "ksx1001": "UHC", "cp949": "UHC", "windows949": "UHC",
    "uhc": "UHC", "johab": "JOHAB", "shiftjis": "CP932", "sjis": "CP932", "xsjis": "CP932", "windows31j": "CP932",
    "mskanji": "CP932", "cp932": "CP932", "windows932": "CP932", "eucjp": "EUC-JP", "xeucjp": "EUC-JP",
  ]

  private static let singleByte: [String: String] = {
    var names = [
      "latin2": "ISO-8859-2", "latin3": "ISO-8859-3", "latin4": "ISO-8859-4", "latin5": "ISO-8859-9",
      "latin6": "ISO-8859-10", "latin7": "ISO-8859-13", "latin8": "ISO-8859-14", "latin10": "ISO-8859-16",
      "cyrillic": "ISO-8859-5", "arabic": "ISO-8859-6", "greek": "ISO-8859-7", "hebrew": "ISO-8859-8",
      "iso88598i": "ISO-8859-8", "iso88598e": "ISO-8859-8", "iso885911": "CP874", "tis620": "CP874", "cp874": "CP874",
      "windows874": "CP874", "koi8r": "KOI8-R", "koi8u": "KOI8-U", "xmacroman": "MACINTOSH", "macroman": "MACINTOSH",
      "macintosh": "MACINTOSH", "mac": "MACINTOSH", "xmaccyrillic": "MAC-CYRILLIC", "maccyrillic": "MAC-CYRILLIC",
      "xmacce": "MAC-CENTRALEUROPE", "macce": "MAC-CENTRALEUROPE", "viscii": "VISCII",
    ]
    for part in [2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 16] { names["iso8859\(part)"] = "ISO-8859-\(part)" }
    for page in [1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258] {
      for prefix in ["windows", "cp", "xcp", ""] { names["\(prefix)\(page)"] = "CP\(page)" }
    }
    for page in [437, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 864, 865, 866, 869] {
      for prefix in ["cp", "ibm", "dos", ""] { names["\(prefix)\(page)"] = "CP\(page)" }
    }
    return names
  }()
}
