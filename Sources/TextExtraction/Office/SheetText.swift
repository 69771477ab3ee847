/// A sheet's cells as they come, and their text: a line a row, a tab from a cell to the next.
///
/// Columns in which nothing stands are left out, and rows likewise, so that a cell at the far end of a sheet costs no
/// million tabs; all else stands under its heading.
struct SheetText {
  private struct Cell {
    var row: Int
    var column: Int
    var text: String
  }

  private var cells: [Cell] = []
  private var bytes = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Whether no more cells are needed to fill the text.
  var isFull: Bool { bytes > limit }

  /// Rows come in order, and columns within a row.
  mutating func append(_ text: String, row: Int, column: Int) {
    // Line ends and tabs within a cell would look like other cells.
    let isPlain = !text.utf8.contains { $0 < 0x20 }
    let text = isPlain ? text.trimmingWhitespace : text.split { $0.isWhitespace }.joined(separator: " ")
    guard !text.isEmpty, !isFull else { return }
    cells.append(Cell(row: row, column: column, text: text))
    bytes += text.utf8.count + 1
  }

  /// At most a little longer than the limit.
  func text() -> String {
    let columns = Set(cells.map(\.column)).sorted()
    let places = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    var text = ""
    var row: Int?
    var place = 0
    for cell in cells where text.utf8.count <= limit {
      if cell.row != row {
        if row != nil { text += "\n" }
        (row, place) = (cell.row, 0)
      }
      let target = places[cell.column] ?? place
      for _ in place..<max(place, target) { text += "\t" }
      place = target
      text += cell.text
    }
    return text
  }
}
