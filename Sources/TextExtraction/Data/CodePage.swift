/// The Western code pages of one byte a letter.
enum CodePage {
  /// Windows-1252: Latin 1, with letters and signs in place of most of its second set of controls.
  case windows
  /// 850, of the console.
  case dos
  case macRoman

  private static let windowsSigns: [Unicode.Scalar] = Array(
    "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)
  private static let dosLetters: [Unicode.Scalar] = Array(
    ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤"
      + "ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}").unicodeScalars)
  private static let macLetters: [Unicode.Scalar] = Array(
    ("ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{A0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰"
      + "ÂÊÁËÈÍÎÏÌÓÔ\u{F8FF}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ").unicodeScalars)

  func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard byte >= 0x80 else { return Unicode.Scalar(byte) }
    switch self {
    case .windows: return byte < 0xA0 ? Self.windowsSigns[Int(byte) - 0x80] : Unicode.Scalar(byte)
    case .dos: return Self.dosLetters[Int(byte) - 0x80]
    case .macRoman: return Self.macLetters[Int(byte) - 0x80]
    }
  }

  func text(_ bytes: some Collection<UInt8>) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: bytes.lazy.map(scalar))
    return String(result)
  }
}
