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

  /// The registered media type, or the one in common use where none is registered.
  public var mediaType: String {
    switch self {
    case .pdf: "application/pdf"
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    case .tiff: "image/tiff"
    case .webp: "image/webp"
    case .heif: "image/heif"
    case .gif: "image/gif"
    case .bmp: "image/bmp"
    case .docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case .pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    case .odt: "application/vnd.oasis.opendocument.text"
    case .ods: "application/vnd.oasis.opendocument.spreadsheet"
    case .doc: "application/msword"
    case .xls: "application/vnd.ms-excel"
    case .html: "text/html"
    case .xml: "application/xml"
    case .rtf: "application/rtf"
    case .csv: "text/csv"
    case .plainText: "text/plain"
    case .message: "message/rfc822"
    case .tnef: "application/vnd.ms-tnef"
    case .zip: "application/zip"
    case .sevenZip: "application/x-7z-compressed"
    case .tar: "application/x-tar"
    case .gzip: "application/gzip"
    case .bzip2: "application/x-bzip2"
    case .xz: "application/x-xz"
    case .rar: "application/vnd.rar"
    case .unknown: "application/octet-stream"
    }
  }
}

extension FileKind {
  /// Looks at the bytes: first for what only a format of its own begins with, then for what a text is like.
  public init(of file: FileToRead) {
    let bytes = file.bytes
    if let kind = Signature.kind(of: bytes) {
      switch kind {
      case .zip: self = ZipLook(bytes).kind
      default: self = kind
      }
    } else if CompoundFile.isOne(bytes) {
      self = CompoundFile(bytes).kind(name: file.name)
    } else {
      self = TextLook(file).kind
    }
  }
}
