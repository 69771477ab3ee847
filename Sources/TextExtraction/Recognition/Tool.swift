import Glibc

/// A program of the system that reads what none of our libraries does, and what it needs to do so.
///
/// It is given one document as its standard input and writes text to its standard output; `ToolEntry` locks it down.
struct Tool: Sendable, Hashable {
  var program: String
  var arguments: [String]
  var environment: [String] = []
  /// Files and folders that it may read, beside the system's libraries.
  var readable: [String]

  var isInstalled: Bool { access(program, X_OK) == 0 }
}

extension Tool {
  private static let tesseractFolder = "/usr/share/tesseract-ocr"
  private static let languageFolder = "\(tesseractFolder)/5/tessdata"
  /// In the order in which a word is tried; those of the mails that we read.
  private static let languages = ["fra", "eng", "deu", "nld"]

  /// Recognises the text of a picture and tells the places of its words; nil where it is not installed, or knows none of
  /// our languages.
  static var tesseract: Tool? {
    let installed = languages.filter { access("\(languageFolder)/\($0).traineddata", R_OK) == 0 }
    guard !installed.isEmpty else { return nil }
    let tool = Tool(
      program: "/usr/bin/tesseract",
      arguments: ["stdin", "stdout", "-l", installed.joined(separator: "+"), "--psm", "3", "tsv"],
      // Its threads take more time together than one alone, and are refused.
      environment: ["OMP_THREAD_LIMIT=1"], readable: [tesseractFolder])
    return tool.isInstalled ? tool : nil
  }

  /// Western Europe's, where the document does not say.
  private static let charsets = ["-s", "cp1252", "-d", "utf-8"]

  /// Reads the text of an office file from before 2007; nil where the program is not installed.
  static func forOldFormat(_ kind: FileKind) -> Tool? {
    let tool: Tool? =
      switch kind {
      case .doc:
        Tool(program: "/usr/bin/catdoc", arguments: charsets + ["-w"], readable: ["/usr/share/catdoc"])
      case .xls:
        Tool(
          program: "/usr/bin/xls2csv",
          // It reads no document that has no name. This one is that of its standard input.
          arguments: charsets + ["-q", "0", "-c", "\t", "/proc/self/fd/0"], readable: ["/usr/share/catdoc"])
      default: nil
      }
    return tool?.isInstalled == true ? tool : nil
  }
}

extension Tool {
  /// Debian's packages without which some files are not read.
  static var missingPackages: [String] {
    let packages: [(name: String, isThere: Bool)] = [
      ("tesseract-ocr", access("/usr/bin/tesseract", X_OK) == 0),
      ("tesseract-ocr-fra", access("\(languageFolder)/fra.traineddata", R_OK) == 0),
      ("tesseract-ocr-eng", access("\(languageFolder)/eng.traineddata", R_OK) == 0),
      ("catdoc", forOldFormat(.doc) != nil),
    ]
    return packages.filter { !$0.isThere }.map(\.name)
  }
}

/// What a tool may cost.
struct ToolLimits: Sendable, Hashable {
  var memoryBytes: Int
  var outputBytes: Int
  var time: Duration

  /// The parent kills a tool that takes too long; this bounds it should nobody watch.
  var cpuSeconds: Int { Int(min(max(0, time.components.seconds), 3_600)) + 1 }
}

/// What came of it.
struct ToolOutput: Sendable, Hashable {
  /// `outputBytes` at most.
  var bytes: [UInt8]
  /// More was to come.
  var isCut: Bool
  var end: WorkerEnd
}
