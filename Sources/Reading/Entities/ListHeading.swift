/// Follows the lines of a text for lists and tables: a line that speaks of invoices and names none (« N° facture | Date |
/// Montant ») announces that the rows below begin with their numbers.
struct ListHeading {
  /// What the rows hold; nil outside of a list.
  private(set) var cue: Cue?
  /// Whether the chunk looked at is the first of its line.
  private(set) var opensLine = true

  private var lineCue: Cue?
  private var lineHasNumber = false
  /// Lines since the heading or the last row.
  private var emptyLines = 0

  /// A row or a heading may be followed by this many other lines, such as the due date of each invoice on its own.
  private static let mostOtherLines = 2

  mutating func pass(_ index: Int, in text: ChunkedText) {
    guard index > 0 else { return }
    opensLine = text.isFirstOfLine(index)
    guard opensLine else { return }
    if lineHasNumber {
      emptyLines = 0
    } else if let lineCue {
      cue = lineCue
      emptyLines = 0
    } else {
      emptyLines += 1
      if emptyLines > Self.mostOtherLines { cue = nil }
    }
    lineCue = nil
    lineHasNumber = false
  }

  mutating func hear(_ next: Cue) {
    if lineCue == nil, next == .order || next == .invoice { lineCue = next }
  }

  mutating func give() {
    lineHasNumber = true
  }
}
