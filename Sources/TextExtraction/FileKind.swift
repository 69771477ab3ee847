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
  public init(of file: FileToRead) {
    let signatures: [(String, FileKind)] = [("%PDF-", .pdf), ("\u{7F}", .unknown)]
    self = signatures.first { file.bytes.starts(with: $0.0.utf8) }?.1 ?? .unknown
  }
}
