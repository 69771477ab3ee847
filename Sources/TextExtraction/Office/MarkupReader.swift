/// The text of Word and PowerPoint documents (Office Open XML, ECMA-376).
enum MarkupReader {
  static func readDocument(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var parts = OfficeParts(file, limits) { path in
      path.hasPrefix("word/") && path.hasSuffix(".xml") && documentParts.contains { path.dropFirst(5).hasPrefix($0) }
    }
    var texts: [String] = []
    for kind in documentParts {
      // Headers of the first, the even and the other pages say the same mostly.
      for path in parts.paths where path.dropFirst(5).hasPrefix(kind) {
        let text = read(path, in: &parts, limits)
        if !text.isEmpty, !texts.contains(text) { texts.append(text) }
      }
    }
    var result = ExtractedFile(kind: .docx)
    result.pages = texts.isEmpty ? [] : [Page(text: texts.joined(separator: "\n\n"))]
    result.pageCount = result.pages.count
    result.problems = FileProblem.allCases.filter(parts.problems.contains)
    return result
  }

  /// In the order in which they are read.
  private static let documentParts = ["header", "document", "footnotes", "endnotes", "footer"]

  static func readSlides(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    let slides = "ppt/slides/"
    var parts = OfficeParts(file, limits) { path in
      path == "ppt/presentation.xml" || path == "ppt/_rels/presentation.xml.rels"
        || path.hasPrefix(slides) && path.hasSuffix(".xml")
    }
    let targets = parts.relationships(of: "ppt/presentation.xml")
    var order = SlideOrderVisitor()
    parts.walk("ppt/presentation.xml", &order)
    let ordered = order.identifiers.compactMap { targets[$0] }
    let paths = ordered.isEmpty ? parts.paths.filter { $0.hasPrefix(slides) } : ordered

    var result = ExtractedFile(kind: .pptx)
    result.pageCount = paths.count
    var budget = limits
    for path in paths.prefix(limits.pages) where budget.textBytes > 0 {
      let text = read(path, in: &parts, budget)
      budget.textBytes -= text.utf8.count
      result.pages.append(Page(text: text))
    }
    if paths.count > limits.pages { result.problems.append(.tooManyPages) }
    result.problems += FileProblem.allCases.filter(parts.problems.contains)
    return result
  }

  private static func read(_ path: String, in parts: inout OfficeParts, _ limits: WorkerLimits) -> String {
    var visitor = MarkupVisitor(limit: limits.textBytes)
    parts.walk(path, &visitor)
    return visitor.lines.finished()
  }
}

private struct SlideOrderVisitor: XMLVisitor {
  private(set) var identifiers: [String] = []
  let isDone = false

  mutating func begin(_ element: XMLTag) {
    // It has an `id` of its own beside that of the relationship.
    guard element.name == "sldId", let id = element.attributes.first(where: { $0.key.hasSuffix(":id") }) else { return }
    identifiers.append(id.value)
  }

  mutating func text(_ piece: String) {}
  mutating func end(_ name: String) {}
}

/// Paragraphs, runs and tables have the same names in both markup languages.
private struct MarkupVisitor: XMLVisitor {
  var lines: LineText
  /// Levels below an element that is passed over.
  private var skipped = 0
  private var isText = false
  private var isHidden = false

  init(limit: Int) { lines = LineText(limit: limit) }

  var isDone: Bool { lines.isFull }

  /// Properties, among which tab stops have the name of a tab; what a tracked change takes away; the second version of
  /// what newer programs draw.
  private static let passedOver: Set<String> = [
    "pPr", "sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "instrText", "delText", "del", "moveFrom", "Fallback",
  ]

  mutating func begin(_ element: XMLTag) {
    guard skipped == 0, !Self.passedOver.contains(element.name) else {
      skipped += 1
      return
    }
    switch element.name {
    case "r": isHidden = false
    case "vanish": isHidden = !["0", "false", "off"].contains(element["val"] ?? "")
    case "t": isText = true
    case "tab", "ptab": lines.writeTab()
    case "br", "cr": lines.breakLine()
    case "noBreakHyphen": lines.write("-")
    case "tbl": lines.endBlock()
    case "tr": lines.beginRow()
    case "tc": lines.beginCell()
    case "txbxContent": lines.beginFlow()
    default: break
    }
  }

  mutating func text(_ piece: String) {
    if isText, !isHidden, skipped == 0 { lines.write(piece) }
  }

  mutating func end(_ name: String) {
    guard skipped == 0 else {
      skipped -= 1
      return
    }
    switch name {
    case "t": isText = false
    case "p": lines.breakLine()
    case "tc": lines.endCell()
    case "tr": lines.endRow()
    case "txbxContent": lines.endFlow()
    default: break
    }
  }
}
