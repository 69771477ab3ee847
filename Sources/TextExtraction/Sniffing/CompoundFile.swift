/// The names of the streams of a compound file ([MS-CFB]), the container of Office before 2007, of Outlook's messages and
/// of encrypted newer documents.
struct CompoundFile {
  private(set) var streams: Set<String> = []

  static func isOne(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
  }

  /// An Office Open XML document behind a password is wrapped in one.
  static func isEncryptedDocument(_ bytes: [UInt8]) -> Bool {
    isOne(bytes) && CompoundFile(bytes).streams.contains("EncryptedPackage")
  }

  func kind(name: String?) -> FileKind {
    if streams.contains("WordDocument") { return .doc }
    if streams.contains("Workbook") || streams.contains("Book") { return .xls }
    guard streams.contains("EncryptedPackage") else { return .unknown }
    return switch fileExtension(of: name) {
    case "docx", "docm": .docx
    case "xlsx", "xlsm": .xlsx
    case "pptx", "pptm": .pptx
    default: .unknown
    }
  }

  /// Walks the directory's sectors, of which honest files have a handful.
  init(_ bytes: [UInt8]) {
    guard Self.isOne(bytes), let shift = bytes.littleEndian16(at: 30), shift == 9 || shift == 12,
      var sector = bytes.littleEndian32(at: 48)
    else { return }
    let size = 1 << shift
    for _ in 0..<256 {
      let start = (sector + 1) * size
      guard start < bytes.count else { return }
      for entry in stride(from: start, to: min(start + size, bytes.count - 127), by: 128) {
        if let name = Self.name(of: bytes[entry..<entry + 128]) { streams.insert(name) }
      }
      guard let next = Self.sector(after: sector, size: size, bytes) else { return }
      sector = next
    }
  }

  /// By the allocation table, the first 109 sectors of which the header names: enough for the first 7 MB.
  private static func sector(after sector: Int, size: Int, _ bytes: [UInt8]) -> Int? {
    let perSector = size / 4
    guard sector / perSector < 109, let table = bytes.littleEndian32(at: 76 + 4 * (sector / perSector)) else {
      return nil
    }
    return bytes.littleEndian32(at: (table + 1) * size + 4 * (sector % perSector))
  }

  private static func name(of entry: ArraySlice<UInt8>) -> String? {
    guard let length = entry.littleEndian16(at: entry.startIndex + 64), (4...64).contains(length) else { return nil }
    let units = stride(from: entry.startIndex, to: entry.startIndex + length - 2, by: 2).compactMap {
      entry.littleEndian16(at: $0).map { UInt16($0) }
    }
    return String(decoding: units, as: UTF16.self)
  }
}

/// In small letters, without the dot; empty where there is none.
func fileExtension(of name: String?) -> String {
  guard let name, let dot = name.lastIndex(of: ".") else { return "" }
  return name[name.index(after: dot)...].lowercased()
}
