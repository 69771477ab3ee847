/// Lays text out in lines as a browser would: white space collapses, blocks begin on a line of their own, margins
/// merge. It knows nothing of HTML; `HTMLReader` tells it what the elements mean.
struct TextFlow {
  struct Line {
    var text: [UInt8]
    var quoteDepth: Int
    /// Empty lines wanted above it.
    var blanks: Int
  }

  /// Where a piece of text begins: the lines already ended, and the bytes of the open one.
  struct Position {
    var lines: Int
    var column: Int
  }

  private(set) var lines: [Line] = []
  /// All bytes of ended lines; what bounds the whole.
  private(set) var size = 0
  /// Set for the text that follows; end the block before changing it.
  var quoteDepth = 0
  /// Spaces before each line.
  var indent = 0
  /// Whether white space is kept, as in `pre`.
  var keepsSpace = false

  private var open: [UInt8] = []
  private var wantsSpace = false
  /// A no-break space makes a line of its own, though it shows nothing.
  private var hasBlankContent = false
  private var blanks = 0
  private var marker: (text: [UInt8], indent: Int)?

  private static let mostBlanks = 20
  private static let widestIndent = 24
  private static let longestMergedLine = 2_000

  var position: Position { Position(lines: lines.count, column: open.count) }

  /// Whether nothing has been written since.
  func isEmpty(since position: Position) -> Bool { lines.count <= position.lines && open.count <= position.column }

  /// The line written last, ended or not.
  var lastLine: ArraySlice<UInt8> { trimmed(hasText ? open[...] : lines.last?.text[...] ?? []) }

  // MARK: Text

  mutating func write(_ text: some Collection<UInt8>) {
    var rest = SpacedText(text)
    while let piece = rest.next() {
      switch piece {
      case .byte(let byte):
        if wantsSpace {
          if !open.isEmpty { open.append(UInt8(ascii: " ")) }
          wantsSpace = false
        }
        open.append(byte)
      case .space(let byte) where keepsSpace:
        if byte == UInt8(ascii: "\n") { breakLine(isPreformatted: true) } else { open.append(byte) }
      case .space:
        wantsSpace = true
      case .fixedSpace:
        if keepsSpace { open.append(UInt8(ascii: " ")) } else { wantsSpace = true }
        hasBlankContent = true
      }
    }
  }

  /// `br`: ends the line, or leaves an empty one when nothing stands on it.
  mutating func breakLine(isPreformatted: Bool = false) {
    if hasText { return endLine() }
    resetLine()
    blanks = isPreformatted ? min(blanks + 1, Self.mostBlanks) : max(blanks, 1)
  }

  /// The edge of a block: what follows begins on a new line.
  mutating func endBlock() {
    if hasText {
      endLine()
    } else {
      if hasBlankContent { wantBlank() }
      resetLine()
    }
  }

  /// The edge of a block with a margin.
  mutating func endParagraph() {
    endBlock()
    wantBlank()
  }

  /// What stands before the next line, such as a list's number; lines after it are indented by `indent`.
  mutating func setMarker(_ text: [UInt8]?, indent: Int) { marker = text.map { ($0, indent) } }

  // MARK: Links and tables

  /// The text since a position when it is one line.
  func singleLine(since position: Position) -> ArraySlice<UInt8>? {
    if lines.count == position.lines {
      return open.count > position.column ? trimmed(open[position.column...]) : nil
    }
    return lines.count == position.lines + 1 && open.isEmpty ? trimmed(lines[position.lines].text[...]) : nil
  }

  /// Adds to the end of the text written since a position, on its last line.
  mutating func appendToLast(_ text: [UInt8], since position: Position) {
    if open.isEmpty, lines.count > position.lines {
      lines[lines.count - 1].text.append(contentsOf: text)
      size += text.count
    } else {
      open.removeSubrange(trimmed(open[...]).endIndex...)
      open.append(contentsOf: text)
    }
  }

  /// Puts the cells of a row on one line when they read well there; otherwise leaves them one below the other.
  mutating func endRow(cells: [Range<Int>], isFirst: Bool) {
    let filled = cells.filter { !$0.isEmpty && $0.upperBound <= lines.count }
    guard filled.count > 1, let first = filled.first?.lowerBound else { return }
    guard readsAsOneLine(filled) else {
      for cell in filled { lines[cell.lowerBound].blanks = max(1, lines[cell.lowerBound].blanks) }
      return wantBlank()
    }
    let separator = Array(" | ".utf8)
    let starts = Set(filled.map(\.lowerBound))
    var row = lines[first]
    if !isFirst { row.blanks = 0 }
    for index in (first + 1)..<lines.count {
      row.text.append(contentsOf: starts.contains(index) ? separator : [UInt8(ascii: " ")])
      row.text.append(contentsOf: lines[index].text.drop { $0 == UInt8(ascii: " ") })
    }
    lines.removeSubrange(first...)
    lines.append(row)
    blanks = 0
  }

  /// One-line cells do; among three or more, one may hold a few short lines, such as an article and its reference.
  private func readsAsOneLine(_ cells: [Range<Int>]) -> Bool {
    let high = cells.filter { $0.count > 1 }
    guard high.count <= (cells.count > 2 ? 1 : 0), high.allSatisfy({ $0.count <= 3 }) else { return false }
    let inside = high.flatMap { $0.dropFirst() }
    guard inside.allSatisfy({ lines[$0].blanks == 0 && lines[$0].text.count < 80 }) else { return false }
    let all = cells.joined()
    let depth = cells.first.map { lines[$0.lowerBound].quoteDepth }
    return all.allSatisfy { lines[$0].quoteDepth == depth }
      && all.reduce(0) { $0 + lines[$1].text.count } <= Self.longestMergedLine
  }

  // MARK: The result

  /// The lines as blocks of one depth, cut where they would take more than `limit` bytes on their way to the parent.
  func blocks(limit: Int) -> (blocks: [HTMLText.Block], isTruncated: Bool) {
    var blocks: [HTMLText.Block] = []
    var text: [UInt8] = []
    var depth = 0
    var left = limit
    func close() {
      if !text.isEmpty { blocks.append(HTMLText.Block(quoteDepth: depth, text: String(decoding: text, as: UTF8.self))) }
      text = []
    }
    func append(_ line: Line, upTo end: Int) {
      if text.isEmpty || line.quoteDepth != depth {
        close()
      } else {
        text.append(contentsOf: repeatElement(UInt8(ascii: "\n"), count: line.blanks + 1))
      }
      depth = line.quoteDepth
      text.append(contentsOf: line.text[..<end])
    }
    for line in lines {
      let isSameBlock = !text.isEmpty && line.quoteDepth == depth
      let cost = line.text.count + (isSameBlock ? line.blanks + 1 : 8)
      guard cost <= left else {
        // Cut where a character begins.
        var cut = max(0, left - cost + line.text.count)
        while cut > 0, line.text[cut] & 0xC0 == 0x80 { cut -= 1 }
        if cut > 0 { append(line, upTo: cut) }
        close()
        return (blocks, true)
      }
      left -= cost
      append(line, upTo: line.text.count)
    }
    close()
    return (blocks, false)
  }

  // MARK: Lines

  private var hasText: Bool { open.contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } }

  private mutating func wantBlank() { blanks = max(blanks, 1) }

  private mutating func resetLine() {
    open = []
    wantsSpace = false
    hasBlankContent = false
  }

  private mutating func endLine() {
    var text = [UInt8](repeating: UInt8(ascii: " "), count: min(marker?.indent ?? indent, Self.widestIndent))
    if let marker { text.append(contentsOf: marker.text) }
    text.append(contentsOf: open[..<trimmed(open[...]).endIndex])
    size += text.count
    lines.append(Line(text: text, quoteDepth: quoteDepth, blanks: lines.isEmpty ? 0 : blanks))
    marker = nil
    blanks = 0
    resetLine()
  }

  private func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text.drop { $0 == UInt8(ascii: " ") }
    while text.last == UInt8(ascii: " ") || text.last == UInt8(ascii: "\t") { text.removeLast() }
    return text
  }
}

/// UTF-8 told apart into what shows and what only spaces; characters that show nothing are left out, and so are those
/// that turn the direction of writing, with which a text can be made to read otherwise than it is.
private struct SpacedText<Bytes: Collection<UInt8>> {
  enum Piece {
    case byte(UInt8)
    case space(UInt8)
    case fixedSpace
  }

  private var rest: Bytes.SubSequence

  init(_ bytes: Bytes) { rest = bytes[...] }

  mutating func next() -> Piece? {
    while let byte = rest.popFirst() {
      switch byte {
      case 0x20, 0x09, 0x0A: return .space(byte)
      case 0x0C, 0x0D: return .space(0x20)
      case 0..<0x20, 0x7F: continue
      case 0xC2, 0xCD, 0xE2, 0xEF:
        guard let meaning = special(after: byte) else { return .byte(byte) }
        rest = rest.dropFirst(byte < 0xE0 ? 1 : 2)
        if meaning == .fixedSpace { return .fixedSpace }
      default: return .byte(byte)
      }
    }
    return nil
  }

  private enum Special { case fixedSpace, nothing }

  private func special(after lead: UInt8) -> Special? {
    var ahead = rest.prefix(2).makeIterator()
    let second = ahead.next() ?? 0
    let third = ahead.next() ?? 0
    switch (lead, second, third) {
    case (0xC2, 0xA0, _): return .fixedSpace  // U+00A0
    case (0xC2, 0xAD, _): return .nothing  // U+00AD, soft hyphen
    case (0xCD, 0x8F, _): return .nothing  // U+034F, joiner used as filler after preview texts
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xAF): return .fixedSpace  // U+2000 to U+200A, U+202F
    case (0xE2, 0x80, 0xA8...0xA9): return .fixedSpace  // U+2028, U+2029
    case (0xE2, 0x80, 0x8B...0x8C), (0xE2, 0x80, 0x8E...0x8F): return .nothing  // zero width, direction
    case (0xE2, 0x80, 0xAA...0xAE): return .nothing  // U+202A to U+202E, direction
    case (0xE2, 0x81, 0xA0), (0xE2, 0x81, 0xA6...0xA9): return .nothing  // word joiner, direction
    case (0xEF, 0xBB, 0xBF): return .nothing  // U+FEFF
    default: return nil
    }
  }
}
