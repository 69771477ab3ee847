/// What a file is, by its own bytes; what its name or a header says of it only decides where the bytes leave it open.
public enum FileKind: String, Sendable, Hashable, Codable, CaseIterable {
  case pdf
  case jpeg, png, tiff, webp, heif, gif, bmp
  /// Office Open XML.
  case docx, xlsx, pptx
  /// OpenDocument.
  case odt, ods
  /// Microsoft's binary formats before 2007.
  case doc, xls
  case html, xml, rtf, csv
  case plainText
  /// A mail in itself, and what Outlook wraps one in: Reading unpacks both.
  case message, tnef
  case zip, sevenZip, tar, gzip, bzip2, xz, rar
  case unknown

  public var isPicture: Bool {
    switch self {
    case .jpeg, .png, .tiff, .webp, .heif, .gif, .bmp: true
    default: false
    }
  }

  public var isArchive: Bool {
    switch self {
    case .zip, .sevenZip, .tar, .gzip, .bzip2, .xz, .rar: true
    default: false
    }
  }
}

extension FileKind {
  /// Looks at the bytes first.
  init(of file: FileToRead) {
    let signatures: [([UInt8], FileKind)] = [
      (Array("%PDF-".utf8), .pdf), ([0x89] + Array("PNG\r\n\u{1A}\n".utf8), .png), ([0xFF, 0xD8, 0xFF], .jpeg),
      (Array("II*\0".utf8), .tiff), (Array("MM\0*".utf8), .tiff), (Array("GIF8".utf8), .gif),
      (Array("BM".utf8), .bmp),
    ]
    let bytes = file.bytes
    if let found = signatures.first(where: { bytes.starts(with: $0.0) }) {
      self = found.1
    } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
      self = .webp
    } else if bytes.dropFirst(4).starts(with: "ftyp".utf8),
      ["heic", "heix", "mif1", "heim"].contains(where: { bytes.dropFirst(8).starts(with: $0.utf8) })
    {
      self = .heif
    } else {
      self = .unknown
    }
  }
}
