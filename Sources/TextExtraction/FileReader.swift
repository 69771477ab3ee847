/// Reads a file within the worker: looks what it is, and hands it to the reader of its kind.
enum FileReader {
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    let kind = FileKind(of: file)
    switch kind {
    case .pdf:
      return PDFReader.read(file, limits)
    default:
      var result = ExtractedFile(kind: kind)
      result.problems = [.unsupported]
      return result
    }
  }

  /// One page, from 1, as a picture; nil when it cannot be drawn.
  static func draw(_ file: FileToRead, page: Int, _ limits: WorkerLimits) -> Drawing? {
    switch FileKind(of: file) {
    case .pdf: PDFReader.draw(file, page: page, limits)
    default: nil
    }
  }
}
