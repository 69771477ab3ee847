/// Texts and sheets of LibreOffice and its kin (OpenDocument 1.3).
enum OpenDocumentReader {
  static func readText(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: .odt)
    guard var parts = parts(file, limits, &result) else { return result }
    var visitor = OpenTextVisitor(limit: limits.textBytes, isStyles: false)
    parts.walk(content, &visitor)
    // The page's header and footer belong to its style.
    var styles = OpenTextVisitor(limit: limits.textBytes, isStyles: true)
    parts.walk(self.styles, &styles)
    let texts = [visitor.lines.finished(), styles.lines.finished()].filter { !$0.isEmpty }
    result.pages = texts.isEmpty ? [] : [Page(text: texts.joined(separator: "\n\n"))]
    result.pageCount = result.pages.count
    result.problems += FileProblem.allCases.filter(parts.problems.contains)
    return result
  }

  static func readSheets(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: .ods)
    guard var parts = parts(file, limits, &result) else { return result }
    var visitor = OpenSheetVisitor(limit: limits.textBytes, pages: limits.pages)
    parts.walk(content, &visitor)
    result.pages = visitor.pages
    result.pageCount = visitor.pageCount
    if visitor.pageCount > limits.pages { result.problems.append(.tooManyPages) }
    result.problems += FileProblem.allCases.filter(parts.problems.contains)
    return result
  }

  private static let content = "content.xml"
  private static let styles = "styles.xml"
  private static let manifest = "meta-inf/manifest.xml"

  /// - Returns: nil when they are behind a password.
  private static func parts(_ file: FileToRead, _ limits: WorkerLimits, _ result: inout ExtractedFile) -> OfficeParts? {
    let parts = OfficeParts(file, limits) { [content, styles, manifest].contains($0) }
    if parts[manifest]?.firstRange(of: Array("encryption-data".utf8)) != nil {
      result.problems = [.encrypted]
      return nil
    }
    return parts
  }
}

private struct OpenTextVisitor: XMLVisitor {
  var lines: LineText
  private var skipped = 0
  /// Text stands in paragraphs only; notes and text boxes have paragraphs within one.
  private var paragraphs = 0
  private let isStyles: Bool
  private var isInMargin = false

  /// - Parameter isStyles: whether only headers and footers are read.
  init(limit: Int, isStyles: Bool) {
    lines = LineText(limit: limit)
    self.isStyles = isStyles
  }

  var isDone: Bool { lines.isFull }

  /// What was deleted but is tracked; comments; what pictures are called.
  private static let passedOver: Set<String> = ["tracked-changes", "annotation", "forms", "title", "desc"]
  private static let margins: Set<String> = ["header", "footer"]

  private var takesText: Bool { paragraphs > 0 && skipped == 0 && (!isStyles || isInMargin) }

  mutating func begin(_ element: XMLTag) {
    guard skipped == 0, !Self.passedOver.contains(element.name) else {
      skipped += 1
      return
    }
    switch element.name {
    case "p", "h": paragraphs += 1
    case "tab" where takesText: lines.writeTab()
    case "line-break" where takesText: lines.breakLine()
    case "s" where takesText:
      let count = element["c"].flatMap { Int($0) } ?? 1
      lines.write(String(repeating: " ", count: max(0, min(count, 200))))
    case "table": lines.endBlock()
    case "table-row": lines.beginRow()
    case "table-cell", "covered-table-cell": lines.beginCell()
    case "text-box", "note-body": lines.beginFlow()
    case let name where Self.margins.contains(name): isInMargin = true
    default: break
    }
  }

  mutating func text(_ piece: String) {
    guard takesText else { return }
    // Line ends in the XML are spaces of the text (part 3, 6.1.2).
    lines.write(piece.contains("\n") ? piece.replacing("\n", with: " ") : piece)
  }

  mutating func end(_ name: String) {
    guard skipped == 0 else {
      skipped -= 1
      return
    }
    switch name {
    case "p", "h":
      if takesText { lines.breakLine() }
      paragraphs -= 1
    case "table-cell", "covered-table-cell": lines.endCell()
    case "table-row": lines.endRow()
    case "text-box", "note-body": lines.endFlow()
    case let name where Self.margins.contains(name): isInMargin = false
    default: break
    }
  }
}

/// Sheets, where equal cells and rows are written once with a count that may be that of the whole sheet.
private struct OpenSheetVisitor: XMLVisitor {
  private(set) var pages: [Page] = []
  private(set) var pageCount = 0
  private var left: Int
  private let mostPages: Int
  private var sheet: SheetText?
  private var name = ""
  private var row = 0
  private var rowRepeats = 1
  private var column = 0
  /// The cells of the row, until its end.
  private var cells: [(column: Int, text: String)] = []
  private var cell = XMLTag(name: "", attributes: [:])
  private var text = ""
  private var paragraphs = 0
  private var skipped = 0

  /// Of a cell or row with content; a label that somebody pulled over a few cells. Blank ones merely count.
  private static let mostRepeats = 100
  private static let longestText = 32_767

  init(limit: Int, pages: Int) {
    left = limit
    mostPages = pages
  }

  var isDone: Bool { left <= 0 || pageCount > mostPages }

  private static let passedOver: Set<String> = ["annotation", "forms", "shapes", "title", "desc", "tracked-changes"]

  mutating func begin(_ element: XMLTag) {
    guard skipped == 0, !Self.passedOver.contains(element.name) else {
      skipped += 1
      return
    }
    switch element.name {
    case "table":
      pageCount += 1
      name = element["name"] ?? ""
      sheet = pageCount <= mostPages ? SheetText(limit: left) : nil
      row = 0
    case "table-row":
      column = 0
      cells = []
      rowRepeats = Self.count(element["number-rows-repeated"])
    case "table-cell", "covered-table-cell":
      cell = element
      text = ""
    case "p":
      if paragraphs == 0, !text.isEmpty { text += " " }
      paragraphs += 1
    case "s", "tab", "line-break": text += " "
    default: break
    }
  }

  mutating func text(_ piece: String) {
    if paragraphs > 0, skipped == 0, text.utf8.count < Self.longestText { text += piece }
  }

  mutating func end(_ name: String) {
    guard skipped == 0 else {
      skipped -= 1
      return
    }
    switch name {
    case "p": paragraphs -= 1
    case "table-cell", "covered-table-cell": endCell()
    case "table-row": endRow()
    case "table": endSheet()
    default: break
    }
  }

  private mutating func endCell() {
    let repeats = Self.count(cell["number-columns-repeated"])
    let shown = shownText
    if !shown.isEmpty {
      for index in 0..<min(repeats, Self.mostRepeats) where cells.count < 16_384 {
        cells.append((column + index, shown))
      }
    }
    column += repeats
  }

  /// What is shown, but a date so that it can be told from another country's.
  private var shownText: String {
    if let date = cell["date-value"] { return String(date.prefix(16)).replacing("T", with: " ") }
    return text.isEmpty ? cell["value"] ?? "" : text
  }

  private mutating func endRow() {
    if !cells.isEmpty {
      for index in 0..<min(rowRepeats, Self.mostRepeats) where sheet?.isFull == false {
        for cell in cells { sheet?.append(cell.text, row: row + index, column: cell.column) }
      }
    }
    row += rowRepeats
  }

  private mutating func endSheet() {
    guard let shown = sheet?.text() else { return }
    sheet = nil
    left -= shown.utf8.count
    pages.append(Page(text: shown.isEmpty ? "" : name + "\n" + shown))
  }

  private static func count(_ text: String?) -> Int { min(max(1, text.flatMap { Int($0) } ?? 1), 1 << 24) }
}
