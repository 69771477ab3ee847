/// Reads a file within the worker: looks what it is, and hands it to the reader of its kind.
enum FileReader {
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: FileKind(of: file))
    result.problems = [.unsupported]
    return result
  }

  /// One page, from 1, as a picture; nil when it cannot be drawn.
  static func draw(_ file: FileToRead, page: Int, _ limits: WorkerLimits) -> Drawing? { nil }
}
