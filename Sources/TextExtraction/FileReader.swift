/// Reads a file within the worker: looks what it is, and hands it to the reader of its kind.
enum FileReader {
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    let kind = FileKind(of: file)
    var result = read(file, as: kind, limits)
    result.cutText(to: limits.textBytes)
    return result
  }

  private static func read(_ file: FileToRead, as kind: FileKind, _ limits: WorkerLimits) -> ExtractedFile {
    if CompoundFile.isEncryptedDocument(file.bytes) { return hindered(kind, by: .encrypted) }
    if kind.isPicture { return PictureReader.read(file.bytes, kind, limits) }
    return switch kind {
    case .pdf: PDFReader.read(file, limits)
    case .docx: MarkupReader.readDocument(file, limits)
    case .pptx: MarkupReader.readSlides(file, limits)
    case .xlsx: WorkbookReader.read(file, limits)
    case .odt: OpenDocumentReader.readText(file, limits)
    case .ods: OpenDocumentReader.readSheets(file, limits)
    case .rtf: RTFReader.read(file, limits)
    case .csv: CSVReader.read(file, limits)
    case .html: HTMLReader.read(file, limits)
    case .xml: XMLReader.read(file, limits)
    case .plainText: PlainText.read(file)
    case .zip, .sevenZip, .tar, .gzip, .bzip2, .xz, .rar: ArchiveReader.read(file, as: kind, limits)
    // Reading unpacks both.
    case .message, .tnef: ExtractedFile(kind: kind)
    default: hindered(kind, by: .unsupported)
    }
  }

  private static func hindered(_ kind: FileKind, by problem: FileProblem) -> ExtractedFile {
    var result = ExtractedFile(kind: kind)
    result.problems = [problem]
    return result
  }

  /// One page, from 1, as a picture; nil when it cannot be drawn.
  static func draw(_ file: FileToRead, page: Int, _ limits: WorkerLimits) -> Drawing? {
    let kind = FileKind(of: file)
    if kind.isPicture { return PictureReader.draw(file.bytes, kind, page: page, limits) }
    return kind == .pdf ? PDFReader.draw(file, page: page, limits) : nil
  }

  /// The barcodes of a file whose pages are drawn for it; those of a picture are read with it.
  static func barcodes(_ file: FileToRead, _ limits: WorkerLimits) -> [Barcode] {
    FileKind(of: file) == .pdf ? PDFReader.barcodes(file, limits) : []
  }
}

extension ExtractedFile {
  /// Keeps the first bytes of all pages' texts together, and says so when that is not all.
  fileprivate mutating func cutText(to limit: Int) {
    var left = limit
    for index in pages.indices {
      let count = pages[index].text.utf8.count
      if count > left {
        pages[index].cutText(to: left)
        if !problems.contains(.textCut) { problems.append(.textCut) }
      }
      left -= min(left, count)
    }
  }
}

extension Page {
  fileprivate mutating func cutText(to limit: Int) {
    // At a letter's beginning.
    var end = limit
    let bytes = Array(text.utf8.prefix(limit + 1))
    while end > 0, bytes.indices.contains(end), bytes[end] & 0xC0 == 0x80 { end -= 1 }
    text = String(decoding: bytes.prefix(end), as: UTF8.self)
    words.removeAll { $0.range.upperBound > end }
  }
}
