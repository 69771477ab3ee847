/// The sheets of an Excel workbook (Office Open XML, ECMA-376): a page each, its name the first line.
enum WorkbookReader {
  private static let book = "xl/workbook.xml"

  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var parts = OfficeParts(file, limits) { path in
      path == book || path == "xl/_rels/workbook.xml.rels" || path == "xl/sharedstrings.xml" || path == "xl/styles.xml"
        || path.hasPrefix("xl/worksheets/") && path.hasSuffix(".xml")
    }
    var workbook = WorkbookVisitor()
    parts.walk(book, &workbook)
    let targets = parts.relationships(of: book)
    var shared = SharedStringsVisitor(limit: limits.textBytes)
    parts.walk("xl/sharedstrings.xml", &shared)
    var styles = StylesVisitor()
    parts.walk("xl/styles.xml", &styles)

    var result = ExtractedFile(kind: .xlsx)
    let sheets = workbook.sheets.filter { !$0.isHidden }
    result.pageCount = sheets.count
    var left = limits.textBytes
    for sheet in sheets.prefix(limits.pages) where left > 0 {
      guard let path = targets[sheet.relationship] else { continue }
      var visitor = SheetVisitor(
        limit: left, strings: shared.strings, formats: styles.formats, startsIn1904: workbook.startsIn1904)
      parts.walk(path, &visitor)
      let text = visitor.sheet.text()
      left -= text.utf8.count
      result.pages.append(Page(text: text.isEmpty ? "" : sheet.name + "\n" + text))
    }
    if sheets.count > limits.pages { result.problems.append(.tooManyPages) }
    result.problems += FileProblem.allCases.filter(parts.problems.contains)
    return result
  }
}

private struct WorkbookVisitor: XMLVisitor {
  struct Sheet {
    var name: String
    var relationship: String
    var isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  private(set) var startsIn1904 = false
  let isDone = false

  mutating func begin(_ element: XMLTag) {
    switch element.name {
    case "workbookPr": startsIn1904 = ["1", "true"].contains(element["date1904"] ?? "")
    case "sheet":
      guard let name = element["name"], let id = element["id"] else { return }
      sheets.append(Sheet(name: name, relationship: id, isHidden: element["state"]?.hasSuffix("idden") == true))
    default: break
    }
  }

  mutating func text(_ piece: String) {}
  mutating func end(_ name: String) {}
}

/// The texts that cells name by number.
private struct SharedStringsVisitor: XMLVisitor {
  private(set) var strings: [String] = []
  private var current = ""
  private var isText = false
  /// How Japanese is read aloud stands beside it.
  private var isPronunciation = false
  private var bytes = 0
  private let limit: Int
  private static let most = 500_000

  init(limit: Int) { self.limit = limit }

  /// What is beyond would not fit into the text either.
  var isDone: Bool { strings.count >= Self.most || bytes > 4 * limit }

  mutating func begin(_ element: XMLTag) {
    switch element.name {
    case "si": current = ""
    case "t": isText = !isPronunciation
    case "rPh": isPronunciation = true
    default: break
    }
  }

  mutating func text(_ piece: String) {
    guard isText, current.utf8.count < limit else { return }
    current += piece
    bytes += piece.utf8.count
  }

  mutating func end(_ name: String) {
    switch name {
    case "t": isText = false
    case "rPh": isPronunciation = false
    case "si": strings.append(current)
    default: break
    }
  }
}

/// The number format of each cell style.
private struct StylesVisitor: XMLVisitor {
  private(set) var formats: [NumberFormat] = []
  private var codes: [Int: NumberFormat] = [:]
  private var isInCellFormats = false
  private static let most = 65_536

  var isDone: Bool { formats.count >= Self.most || codes.count >= Self.most }

  mutating func begin(_ element: XMLTag) {
    switch element.name {
    case "numFmt":
      guard let id = element["numFmtId"].flatMap({ Int($0) }), let code = element["formatCode"] else { return }
      codes[id] = NumberFormat(code: String(code.prefix(200)))
    case "cellXfs": isInCellFormats = true
    case "xf" where isInCellFormats:
      let id = element["numFmtId"].flatMap { Int($0) } ?? 0
      formats.append(codes[id] ?? NumberFormat(builtIn: id))
    default: break
    }
  }

  mutating func text(_ piece: String) {}

  mutating func end(_ name: String) {
    if name == "cellXfs" { isInCellFormats = false }
  }
}

private struct SheetVisitor: XMLVisitor {
  private(set) var sheet: SheetText
  private let strings: [String]
  private let formats: [NumberFormat]
  private let startsIn1904: Bool
  private var row = 0
  private var column = -1
  private var type = ""
  private var style = 0
  private var value = ""
  private var isValue = false
  private var isPronunciation = false

  private static let longestValue = 32_767

  init(limit: Int, strings: [String], formats: [NumberFormat], startsIn1904: Bool) {
    sheet = SheetText(limit: limit)
    self.strings = strings
    self.formats = formats
    self.startsIn1904 = startsIn1904
  }

  var isDone: Bool { sheet.isFull }

  mutating func begin(_ element: XMLTag) {
    switch element.name {
    case "row":
      // Programs may leave the number out where it follows.
      row += 1
      column = -1
    case "c":
      column = element["r"].flatMap(Self.column) ?? column + 1
      type = element["t"] ?? "n"
      style = element["s"].flatMap { Int($0) } ?? 0
      value = ""
    case "v", "t": isValue = !isPronunciation
    case "rPh": isPronunciation = true
    default: break
    }
  }

  mutating func text(_ piece: String) {
    if isValue, value.utf8.count < Self.longestValue { value += piece }
  }

  mutating func end(_ name: String) {
    switch name {
    case "v", "t": isValue = false
    case "rPh": isPronunciation = false
    case "c": sheet.append(shown, row: row, column: column)
    default: break
    }
  }

  private var shown: String {
    guard !value.isEmpty else { return "" }
    switch type {
    case "s": return Int(value.trimmingWhitespace).flatMap { strings.indices.contains($0) ? strings[$0] : nil } ?? ""
    case "n":
      let format = formats.indices.contains(style) ? formats[style] : .general
      return format.shown(value.trimmingWhitespace, startsIn1904: startsIn1904)
    case "b": return value == "1" ? "TRUE" : "FALSE"
    case "d": return String(value.prefix(19)).replacing("T00:00:00", with: "")
    default: return value
    }
  }

  /// `C` of `C12` is 2.
  private static func column(_ reference: String) -> Int? {
    let letters = reference.utf8.prefix { (0x41...0x5A).contains($0) }
    guard (1...3).contains(letters.count) else { return nil }
    return letters.reduce(0) { $0 * 26 + Int($1) - 0x40 } - 1
  }
}
