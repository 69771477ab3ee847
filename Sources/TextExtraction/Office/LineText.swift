/// Text of a document with paragraphs, tables in them, and paragraphs in these tables' cells; lines for paragraphs and
/// rows, tabs between cells.
struct LineText {
  private(set) var text = ""
  private var line = ""
  private var containers: [Container] = []
  private let limit: Int

  private enum Container {
    /// A paragraph here is a line: a text box, a note.
    case flow
    case row(cells: Int)
    /// A paragraph here is a piece of a row's line.
    case cell
  }

  init(limit: Int) { self.limit = limit }

  /// Whether the text has reached its bound and is cut there.
  var isFull: Bool { text.utf8.count + line.utf8.count > limit }

  private var isInCell: Bool {
    if case .cell? = containers.last { true } else { false }
  }

  mutating func write(_ piece: some StringProtocol) {
    if !isFull { line += piece }
  }

  mutating func writeTab() { write(isInCell ? " " : "\t") }

  /// The end of a line within a paragraph, or of a paragraph.
  mutating func breakLine() {
    guard isInCell else { return endLine(keepsEmpty: true) }
    if let last = line.last, last != " ", last != "\t" { line += " " }
  }

  mutating func beginRow() {
    endBlock()
    containers.append(.row(cells: 0))
  }

  mutating func endRow() {
    endBlock()
    if case .row? = containers.last { containers.removeLast() }
  }

  mutating func beginCell() {
    if case .row(let cells)? = containers.last {
      if cells > 0 { write("\t") }
      containers[containers.count - 1] = .row(cells: cells + 1)
    }
    containers.append(.cell)
  }

  mutating func endCell() {
    while line.last == " " { line.removeLast() }
    if isInCell { containers.removeLast() }
  }

  mutating func beginFlow() {
    endBlock()
    containers.append(.flow)
  }

  mutating func endFlow() {
    endBlock()
    if case .flow? = containers.last { containers.removeLast() }
  }

  /// Ends the line if something is on it.
  mutating func endBlock() { endLine(keepsEmpty: false) }

  /// One empty line stands for any number of them.
  private mutating func endLine(keepsEmpty: Bool) {
    while let last = line.unicodeScalars.last, last.properties.isWhitespace { line.unicodeScalars.removeLast() }
    if line.isEmpty {
      if keepsEmpty, !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    } else {
      text += line
      text += "\n"
    }
    line = ""
  }

  /// What was written, without empty lines at its ends.
  mutating func finished() -> String {
    endBlock()
    return text.trimmingWhitespace
  }
}
