/// A `winmail.dat` (MS-OXTNEF) with a plain text, an HTML text, compressed RTF, an attachment and a container inside it.
enum TNEFSeed {
  static let container = build(inner: build(inner: []))

  private static func build(inner: [UInt8]) -> [UInt8] {
    var bytes = little(0x223E_9F78, 4) + little(1, 2)
    bytes += attribute(level: 1, 0x0008_9006, little(0x0001_0000, 4))
    bytes += attribute(level: 1, 0x0006_9007, little(1252, 4) + little(0, 4))
    bytes += attribute(level: 1, 0x0002_800C, Array("Bonjour\r\n\0".utf8))
    bytes += attribute(level: 1, 0x0006_9003, messageProperties)
    bytes += attribute(level: 2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
    bytes += attribute(level: 2, 0x0001_8010, Array("facture.pdf\0".utf8))
    bytes += attribute(level: 2, 0x0006_800F, Array("%PDF-1.4\n".utf8))
    bytes += attribute(level: 2, 0x0006_9005, attachmentProperties)
    guard !inner.isEmpty else { return bytes }
    bytes += attribute(level: 2, 0x0006_9002, [UInt8](repeating: 0, count: 14))
    let object = [UInt8](repeating: 7, count: 16) + inner
    let value = little(1, 4) + little(UInt32(object.count), 4) + padded(object)
    bytes += attribute(level: 2, 0x0006_9005, little(1, 4) + little(0x3701_000D, 4) + value)
    return bytes
  }

  /// The text in UTF-16, HTML in octets, RTF compressed with one reference back, and a named property.
  private static var messageProperties: [UInt8] {
    let text: [UInt8] = "Bonjour \u{E9}\0".utf16.flatMap { little(UInt32($0), 2) }
    let html = Array("<p>Bonjour</p>".utf8)
    // Control octet, then a literal "{", a reference to the window's first octets, and the end of the data.
    let rtf = [UInt8(0b0000_0110), UInt8(ascii: "{"), 0x00, 0x06, 0x0D, 0x60, 0, 0]
    let compressed = little(UInt32(rtf.count + 12), 4) + little(9, 4) + little(0x7546_5A4C, 4) + little(0, 4) + rtf
    var bytes = little(4, 4)
    bytes += little(0x1000_001F, 4) + little(1, 4) + little(UInt32(text.count), 4) + padded(text)
    bytes += little(0x1013_0102, 4) + little(1, 4) + little(UInt32(html.count), 4) + padded(html)
    bytes += little(0x1009_0102, 4) + little(1, 4) + little(UInt32(compressed.count), 4) + padded(compressed)
    bytes += little(0x8001_0003, 4) + [UInt8](repeating: 3, count: 16) + little(0, 4) + little(5, 4) + little(42, 4)
    return bytes
  }

  private static var attachmentProperties: [UInt8] {
    let name: [UInt8] = "Facture n\u{B0}3.pdf\0".utf16.flatMap { little(UInt32($0), 2) }
    let type = Array("application/pdf\0".utf8)
    var bytes = little(2, 4)
    bytes += little(0x3707_001F, 4) + little(1, 4) + little(UInt32(name.count), 4) + padded(name)
    bytes += little(0x370E_001E, 4) + little(1, 4) + little(UInt32(type.count), 4) + padded(type)
    return bytes
  }

  private static func attribute(level: UInt8, _ number: UInt32, _ content: [UInt8]) -> [UInt8] {
    let sum = content.reduce(UInt32(0)) { ($0 &+ UInt32($1)) & 0xFFFF }
    return [level] + little(number, 4) + little(UInt32(content.count), 4) + content + little(sum, 2)
  }

  private static func little(_ number: UInt32, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
  }
}
