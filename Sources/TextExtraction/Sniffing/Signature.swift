/// The bytes by which binary formats, and PDF and RTF among the textual ones, are known.
enum Signature {
  /// - Returns: nil when no format's own bytes are there; the file may still be a text or a compound file.
  static func kind(of bytes: [UInt8]) -> FileKind? {
    // The first name within a tar may look like anything.
    if isTar(bytes) { return .tar }
    if let known = leading.first(where: { bytes.starts(with: $0.0) }) { return known.1 }
    if isHEIF(bytes) { return .heif }
    if isWebP(bytes) { return .webp }
    if isBitmap(bytes) { return .bmp }
    if isBzip2(bytes) { return .bzip2 }
    if isPDFAfterJunk(bytes) { return .pdf }
    return nil
  }

  private static let leading: [([UInt8], FileKind)] = [
    (Array("%PDF-".utf8), .pdf),
    ([0xFF, 0xD8, 0xFF], .jpeg),
    ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], .png),
    ([0x49, 0x49, 0x2A, 0x00], .tiff),
    ([0x4D, 0x4D, 0x00, 0x2A], .tiff),
    // TIFF with offsets of 64 bits.
    ([0x49, 0x49, 0x2B, 0x00], .tiff),
    ([0x4D, 0x4D, 0x00, 0x2B], .tiff),
    (Array("GIF87a".utf8), .gif),
    (Array("GIF89a".utf8), .gif),
    ([0x50, 0x4B, 0x03, 0x04], .zip),
    // Empty; split, but in one piece after all.
    ([0x50, 0x4B, 0x05, 0x06], .zip),
    ([0x50, 0x4B, 0x30, 0x30, 0x50, 0x4B, 0x03, 0x04], .zip),
    ([0x50, 0x4B, 0x07, 0x08, 0x50, 0x4B, 0x03, 0x04], .zip),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .sevenZip),
    ([0x1F, 0x8B, 0x08], .gzip),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], .xz),
    ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x00], .rar),
    ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, 0x01, 0x00], .rar),
    ([0x78, 0x9F, 0x3E, 0x22], .tnef),
    (Array("{\\rtf".utf8), .rtf),
  ]

  /// ISO base media: the first box is `ftyp` and names a brand of still pictures. Films have the same box.
  private static func isHEIF(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return false }
    let brand = String(decoding: bytes[8..<12], as: UTF8.self)
    return ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "avif", "avis"].contains(brand)
  }

  private static func isWebP(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 12 && bytes.starts(with: "RIFF".utf8) && bytes[8..<12].elementsEqual("WEBP".utf8)
  }

  /// Two letters are no proof: the size of the second header, which its versions fix, is looked at too.
  private static func isBitmap(_ bytes: [UInt8]) -> Bool {
    guard bytes.starts(with: "BM".utf8), let header = bytes.littleEndian32(at: 14) else { return false }
    return [12, 40, 52, 56, 64, 108, 124].contains(header)
  }

  private static func isBzip2(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 10, bytes.starts(with: "BZh".utf8), (0x31...0x39).contains(bytes[3]) else { return false }
    // The first block, or the end of an empty file.
    return bytes[4..<10].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
      || bytes[4..<10].elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
  }

  /// Tar has a checksum from its beginning, and letters that name it only since 1988.
  private static func isTar(_ bytes: [UInt8]) -> Bool {
    guard bytes.count >= 512, bytes[0] != 0 else { return false }
    if bytes[257..<262].elementsEqual("ustar".utf8) { return true }
    let digits = bytes[148..<156].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    guard !digits.isEmpty else { return false }
    let told = digits.reduce(0) { $0 * 8 + Int($1 - 0x30) }
    let sum = bytes[..<512].reduce(0) { $0 + Int($1) } - bytes[148..<156].reduce(0) { $0 + Int($1) } + 8 * 0x20
    return told == sum
  }

  /// PDF readers look for the header in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). A text that speaks of PDF has
  /// no objects.
  private static func isPDFAfterJunk(_ bytes: [UInt8]) -> Bool {
    guard let header = bytes.prefix(1_024 + 5).firstRange(of: Array("%PDF-".utf8)) else { return false }
    return bytes[header.upperBound...].prefix(1 << 16).firstRange(of: Array(" obj".utf8)) != nil
  }
}

extension Collection<UInt8> where Index == Int {
  func littleEndian16(at offset: Int) -> Int? { littleEndian(at: offset, count: 2) }
  func littleEndian32(at offset: Int) -> Int? { littleEndian(at: offset, count: 4) }

  private func littleEndian(at offset: Int, count: Int) -> Int? {
    guard offset >= startIndex, offset <= endIndex - count else { return nil }
    return (0..<count).reduce(0) { $0 | Int(self[offset + $1]) << (8 * $1) }
  }

  /// Where `part` stands first. (The library's own search is slow on bytes.)
  func firstRange(of part: [UInt8]) -> Range<Int>? {
    guard let first = part.first, count >= part.count else { return nil }
    var start = startIndex
    while start <= endIndex - part.count {
      if self[start] == first, self[start..<start + part.count].elementsEqual(part) {
        return start..<start + part.count
      }
      start += 1
    }
    return nil
  }
}
