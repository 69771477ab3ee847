import MIME
import Testing

struct UUEncodeTests {
  static let cat = ["begin 644 chat.txt", "#0V%T", "`", "end"]

  @Test func unpacksAFileFromText() {
    let message = message(lines: ["Subject: x", "", "Bonjour,"] + Self.cat + ["Jean", ""])
    #expect(message.root.outline == "1 text/plain[1.UU.1 application/octet-stream]")
    let file = message.leafParts[1]
    #expect(file.content == "Cat")
    #expect(file.filename == "chat.txt")
    #expect(file.isAttachment)
    #expect(message.root.text == "Bonjour,\nJean\n")
    #expect(message.root.content.contains("begin 644"), "the part keeps its octets")
  }

  @Test func unpacksSeveral() {
    let message = message(lines: [""] + Self.cat + ["and"] + Self.cat)
    #expect(message.leafParts.map(\.path) == ["1", "1.UU.1", "1.UU.2"])
    #expect(message.root.text == "and\n")
  }

  @Test func unpacksFromQuotedPrintable() {
    let message = message(lines: ["Content-Transfer-Encoding: quoted-printable", "", "=C3=A9"] + Self.cat)
    #expect(message.leafParts.last?.content == "Cat")
    #expect(message.root.text == "é\n")
  }

  @Test(arguments: [
    "begin with a word", "begin 644", "begin 644 x", "begin 999 x\r\n#0V%T\r\nend", "so begin 644 x\r\n#0V%T\r\nend",
    "begin 644 x\r\nplain words follow\r\nend",
  ])
  func leavesWordsAlone(text: String) {
    let message = message("", text)
    #expect(message.leafParts.count == 1)
    #expect(message.root.text == text.replacing("\r\n", with: "\n"))
  }

  @Test func keepsWhatABrokenBlockHas() {
    let message = message("", "begin 644 a\u{E9}.bin", "#0V%T", "Words.")
    #expect(message.leafParts.last?.content == "Cat")
    #expect(message.leafParts.last?.filename == "aé.bin")
    #expect(message.root.text == "Words.")
  }
}

/// Containers of MS-OXTNEF, written here octet by octet.
struct TNEFTests {
  static func le16(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
  static func le32(_ value: Int) -> [UInt8] { le16(value & 0xFFFF) + le16(value >> 16 & 0xFFFF) }

  static func container(_ attributes: [[UInt8]]) -> [UInt8] { le32(0x223E_9F78) + le16(1) + attributes.flatMap { $0 } }

  static func attribute(_ level: UInt8, _ number: Int, _ content: [UInt8]) -> [UInt8] {
    let checksum = content.reduce(0) { ($0 + Int($1)) & 0xFFFF }
    return [level] + le32(number) + le32(content.count) + content + le16(checksum)
  }

  static func properties(_ list: [[UInt8]]) -> [UInt8] { le32(list.count) + list.flatMap { $0 } }

  static func property(_ number: Int, type: Int, _ content: [UInt8]) -> [UInt8] {
    le16(type) + le16(number) + le32(1) + le32(content.count) + content
      + [UInt8](repeating: 0, count: (4 - content.count % 4) % 4)
  }

  static func file(_ title: String, _ data: String, _ more: [[UInt8]] = []) -> [UInt8] {
    attribute(2, 0x69002, [UInt8](repeating: 0, count: 14)) + attribute(2, 0x18010, Array(title.utf8) + [0])
      + attribute(2, 0x6800F, Array(data.utf8)) + (more.isEmpty ? [] : attribute(2, 0x69005, properties(more)))
  }

  static func mail(_ container: [UInt8], type: String = "application/ms-tnef", name: String = "winmail.dat")
    -> InternetMessage
  {
    let head =
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBonjour\r\n--b\r\n"
      + "Content-Type: \(type); name=\(name)\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    return InternetMessage(parsing: Array(head.utf8) + container + Array("\r\n--b--\r\n".utf8))
  }

  @Test(arguments: [
    ("application/ms-tnef", "x.dat"), ("application/vnd.ms-tnef", "x"), ("application/octet-stream", "WINMAIL.DAT"),
  ])
  func unpacksAttachments(type: String, name: String) {
    let message = Self.mail(
      Self.container([Self.file("A.TXT", "one"), Self.file("B.TXT", "two")]), type: type, name: name)
    #expect(message.leafParts.map(\.path) == ["1", "2", "2.TNEF.1", "2.TNEF.2"])
    #expect(message.leafParts.suffix(2).map(\.content) == ["one", "two"])
    #expect(message.leafParts.suffix(2).map(\.filename) == ["A.TXT", "B.TXT"])
  }

  @Test func prefersTheLongNameAndItsType() {
    let utf16: [UInt8] = "Facture été.pdf".utf16.flatMap { Self.le16(Int($0)) } + [0, 0]
    let more = [
      Self.property(0x3707, type: 0x1F, utf16), Self.property(0x370E, type: 0x1E, Array("application/pdf\0".utf8)),
      Self.property(0x3712, type: 0x1E, Array("pic@x\0".utf8)),
    ]
    let part = Self.mail(Self.container([Self.file("FACTUR~1.PDF", "%PDF", more)])).leafParts[2]
    #expect(part.filename == "Facture été.pdf")
    #expect(part.mediaType.essence == "application/pdf")
    #expect(part.contentID == "pic@x")
    #expect(part.disposition == "attachment")
  }

  @Test(arguments: ["text/plain\r\nBcc: x", "multipart/mixed", "message/rfc822", "nonsense", "a/b; c=d"])
  func believesNoStrangeType(type: String) {
    let more = [Self.property(0x370E, type: 0x1E, Array(type.utf8))]
    let part = Self.mail(Self.container([Self.file("a", "x", more)])).leafParts[2]
    #expect(part.mediaType.essence == "application/octet-stream")
    #expect(part.content == "x")
  }

  @Test func unpacksTextsOfTheMail() {
    let rtf = Self.le32(0) + Self.le32(5) + Self.le32(0x414C_454D) + Self.le32(0) + Array("{\\rtf".utf8)
    let texts = Self.properties([
      Self.le16(3) + Self.le16(0x0017) + Self.le32(1),
      Self.property(0x1000, type: 0x1E, [0x43, 0x61, 0x66, 0xE9, 0]),
      Self.property(0x1013, type: 0x102, octets(latin1: "<p>Caf\u{E9}</p>")),
      Self.property(0x1009, type: 0x102, rtf),
    ])
    let codepage = Self.attribute(1, 0x69007, Self.le32(1252) + Self.le32(0))
    let parts = Self.mail(Self.container([codepage, Self.attribute(1, 0x69003, texts)])).leafParts.dropFirst(2)
    #expect(parts.map(\.mediaType.essence) == ["text/plain", "text/html", "text/rtf"])
    #expect(parts.map(\.text) == ["Café", "<p>Café</p>", "{\\rtf"])
  }

  /// The example of MS-OXRTFCP §4.1.1.
  @Test func expandsCompressedRTF() {
    let compressed: [UInt8] = [
      0x2D, 0, 0, 0, 0x2B, 0, 0, 0, 0x4C, 0x5A, 0x46, 0x75, 0xF1, 0xC5, 0xC7, 0xA7, 0x03, 0x00, 0x0A, 0x00, 0x72, 0x63,
      0x70, 0x67, 0x31, 0x32, 0x35, 0x42, 0x32, 0x0A, 0xF3, 0x20, 0x68, 0x65, 0x6C, 0x09, 0x00, 0x20, 0x62, 0x77, 0x05,
      0xB0, 0x6C, 0x64, 0x7D, 0x0A, 0x80, 0x0F, 0xA0,
    ]
    let texts = Self.properties([Self.property(0x1009, type: 0x102, compressed)])
    let part = Self.mail(Self.container([Self.attribute(1, 0x69003, texts)])).leafParts[2]
    #expect(part.content == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")
  }

  @Test func unpacksAMailInside() {
    let inner = Self.container([Self.file("deep.txt", "deep")])
    let object = [UInt8](repeating: 7, count: 16) + inner
    let outer =
      Self.attribute(2, 0x69002, [])
      + Self.attribute(2, 0x69005, Self.properties([Self.property(0x3701, type: 0x0D, object)]))
    let message = Self.mail(Self.container([outer]))
    #expect(message.leafParts.map(\.path) == ["1", "2", "2.TNEF.1", "2.TNEF.1.TNEF.1"])
    #expect(message.leafParts.last?.content == "deep")
  }

  @Test func usesTheTextWhenTheMailHasNoOther() {
    let body = Self.attribute(1, 0x2800C, Array("Seulement ici\0".utf8))
    let head = "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    let message = InternetMessage(parsing: Array(head.utf8) + Self.container([body]))
    #expect(message.bodyText.plainText == "Seulement ici")
  }

  @Test(arguments: ["", " \r\n\r\n", "\u{A0}\r\n"])
  func usesTheTextBesideABlankOne(blank: String) {
    let body = Self.attribute(1, 0x2800C, Array("Seulement ici\0".utf8))
    let head =
      "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\(blank)\r\n"
      + "--b\r\nContent-Type: application/ms-tnef\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    let message = InternetMessage(parsing: Array(head.utf8) + Self.container([body]) + Array("\r\n--b--".utf8))
    #expect(message.bodyText.plainText == "Seulement ici")
  }

  @Test func boundsFiles() {
    let container = Self.container((0..<500).map { Self.file("\($0)", "x") })
    let head = "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    let message = InternetMessage(parsing: Array(head.utf8) + container, limits: ParseLimits(parts: 10))
    #expect(message.leafParts.count == 10)
    #expect(message.leafParts[0].decoded() == container)
  }

  /// Cut anywhere, the container stays a part and what it still holds is unpacked.
  @Test func survivesAnyCut() {
    let texts = Self.properties([Self.property(0x1000, type: 0x1E, Array("text".utf8))])
    let whole = Self.container([
      Self.attribute(1, 0x69003, texts), Self.file("A.TXT", "one", [Self.property(0x3707, type: 0x1E, [65])]),
    ])
    for length in 0..<whole.count {
      let message = Self.mail(Array(whole.prefix(length)))
      #expect(message.leafParts[1].decoded() == Array(whole.prefix(length)))
    }
  }

  @Test(arguments: [0x7FFF_FFFF, 0xFFFF_FFFF])
  func believesNoLength(length: Int) {
    let lies = [
      [1] + Self.le32(0x69003) + Self.le32(length) + Self.le32(length),
      Self.attribute(
        1, 0x69003, Self.le32(length) + Self.le16(0x1E) + Self.le16(0x1000) + Self.le32(length) + Self.le32(length)),
      Self.attribute(1, 0x69003, Self.le32(1) + Self.le16(0x101E) + Self.le16(0x1000) + Self.le32(length)),
      Self.attribute(1, 0x69003, Self.le32(1) + Self.le16(0x1001) + Self.le16(0x1000) + Self.le32(length)),
      Self.attribute(1, 0x69003, Self.le32(1) + Self.le16(0x1E) + Self.le16(0x8001) + Self.le32(0) + Self.le32(length)),
    ]
    for lie in lies { #expect(Self.mail(Self.container([lie])).leafParts.count == 2) }
  }
}
