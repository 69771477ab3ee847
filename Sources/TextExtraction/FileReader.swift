/// Reads a file within the worker: looks what it is, and hands it to the reader of its kind.
enum FileReader {
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    let kind = FileKind(of: file)
    if kind.isPicture { return PictureReader.read(file.bytes, kind, limits) }
    if kind == .pdf { return PDFReader.read(file, limits) }
    var result = ExtractedFile(kind: kind)
    result.problems = [.unsupported]
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
