// Files that are text already, or nearly.

extension PlainText {
  static func read(_ file: FileToRead) -> ExtractedFile {
    var result = ExtractedFile(kind: .plainText)
    var lines = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in decoded(file.bytes).unicodeScalars {
      switch scalar {
      case "\n" where last == "\r": break
      case "\r", "\u{0C}", "\u{0B}": lines.append("\n")
      case "\u{1A}", "\u{1B}": break
      default: lines.append(scalar)
      }
      last = scalar
    }
    result.pages = [Page(text: String(lines))]
    result.pageCount = 1
    return result
  }
}

enum XMLReader {
  /// The text of each element on a line of its own, and the invoice that it is, if it is one.
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: .xml)
    var visitor = ElementTexts(lines: LineText(limit: limits.textBytes))
    switch XMLWalk.walk(file.bytes, &visitor) {
    case .complete, .stopped: break
    case .damaged, .refused: result.problems = [.damaged]
    }
    let text = visitor.lines.finished()
    result.pages = text.isEmpty ? [] : [Page(text: text)]
    result.pageCount = result.pages.count
    result.electronicInvoice = ElectronicInvoice(xml: file.bytes)
    return result
  }

  private struct ElementTexts: XMLVisitor {
    var lines: LineText
    var isDone: Bool { lines.isFull }

    mutating func begin(_ element: XMLTag) { lines.endBlock() }
    mutating func text(_ piece: String) { lines.write(piece) }
    mutating func end(_ name: String) { lines.endBlock() }
  }
}

extension HTMLReader {
  /// A document of its own, not a mail's body: nobody is quoted in it, and the cells of its tables are parted by tabs.
  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var result = ExtractedFile(kind: .html)
    let bytes = InlineData.removed(from: Array(PlainText.decoded(file.bytes).utf8))
    guard HTMLLook.isReasonable(bytes) else {
      result.problems = [.damaged]
      return result
    }
    let read = read(bytes, textBytes: limits.textBytes)
    let text = read.blocks.map(\.text).joined(separator: "\n\n").replacing(" | ", with: "\t")
    result.pages = text.isEmpty ? [] : [Page(text: text)]
    result.pageCount = result.pages.count
    if read.isTruncated { result.problems = [.textCut] }
    return result
  }
}
