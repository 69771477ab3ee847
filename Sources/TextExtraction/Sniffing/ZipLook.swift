/// Whether a zip is an office document, by the names of its entries.
///
/// The names stand in the directory at the end; of a file that was cut off, the headers before each entry tell as many
/// as can be found. Nothing is unpacked.
struct ZipLook {
  private let bytes: [UInt8]
  private static let mostEntries = 2_000
  private static let searched = 1 << 20

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var kind: FileKind {
    if let type = storedMimetype {
      if type.hasPrefix(FileKind.odt.mediaType) { return .odt }
      if type.hasPrefix(FileKind.ods.mediaType) { return .ods }
      return .zip
    }
    let names = directoryNames ?? headerNames
    for name in names.map({ $0.replacing("\\", with: "/").lowercased() }) {
      if name.hasPrefix("word/document"), name.hasSuffix(".xml") { return .docx }
      if name.hasPrefix("xl/workbook"), name.hasSuffix(".xml") { return .xlsx }
      if name.hasPrefix("ppt/presentation"), name.hasSuffix(".xml") { return .pptx }
    }
    return .zip
  }

  /// OpenDocument's first entry, which is stored and has no extra field so that it is found here (ODF 1.3, part 2, 3.3).
  private var storedMimetype: String? {
    guard bytes.littleEndian16(at: 8) == 0, let nameLength = bytes.littleEndian16(at: 26),
      let extraLength = bytes.littleEndian16(at: 28), let size = bytes.littleEndian32(at: 22),
      name(at: 30, length: nameLength) == "mimetype"
    else { return nil }
    let start = 30 + nameLength + extraLength
    return name(at: start, length: min(size == 0 ? 100 : size, 100))
  }

  private var directoryNames: [String]? {
    let least = 22
    guard bytes.count >= least else { return nil }
    // The end record is last but for a comment of at most 65,535 bytes.
    let earliest = max(0, bytes.count - least - 0xFFFF)
    guard
      let end = stride(from: bytes.count - least, through: earliest, by: -1).first(where: {
        bytes[$0] == 0x50 && bytes.littleEndian32(at: $0) == 0x0605_4B50
      }), var position = bytes.littleEndian32(at: end + 16)
    else { return nil }
    var names: [String] = []
    while names.count < Self.mostEntries, bytes.littleEndian32(at: position) == 0x0201_4B50,
      let nameLength = bytes.littleEndian16(at: position + 28),
      let extraLength = bytes.littleEndian16(at: position + 30),
      let commentLength = bytes.littleEndian16(at: position + 32),
      let name = name(at: position + 46, length: nameLength)
    {
      names.append(name)
      position += 46 + nameLength + extraLength + commentLength
    }
    return names.isEmpty ? nil : names
  }

  /// A header need not tell the size of what follows it, so that the next one is searched for.
  private var headerNames: [String] {
    var names: [String] = []
    var rest = bytes.prefix(Self.searched)
    while names.count < Self.mostEntries, let header = rest.firstRange(of: [0x50, 0x4B, 0x03, 0x04]),
      let nameLength = bytes.littleEndian16(at: header.lowerBound + 26),
      let name = name(at: header.lowerBound + 30, length: nameLength)
    {
      names.append(name)
      rest = rest[header.upperBound...]
    }
    return names
  }

  private func name(at start: Int, length: Int) -> String? {
    guard start >= 0, length >= 0, start <= bytes.count - length else { return nil }
    return String(decoding: bytes[start..<start + length], as: UTF8.self)
  }
}
