/// One line of a mail with what the readers of this folder ask about it.
struct TextLine {
  /// Longer lines are prose, never a header; only their start is folded.
  static let foldLimit = 600

  /// Depths above this one are read as this one: nobody answers a hundred times, a hostile mail may.
  static let deepestQuote = 100

  /// No mail that somebody wrote has as many lines; what follows the last is read as one long line.
  static let mostLines = 250_000

  /// Bytes of the line in the text, line end included.
  let range: Range<Int>
  /// How deep the line is quoted: its leading `>` marks, and what the HTML said.
  let depth: Int
  /// Whether the HTML said that the line is quoted.
  let isMarked: Bool
  /// The line without its marks, folded, its first ``foldLimit`` bytes.
  let folded: [UInt8]
  /// Bytes from the first mark to the last character.
  let width: Int
  /// What a label such as "De :" at its start says.
  let label: HeaderBlock.Role?
  /// First byte of what is folded, its case kept; 0 in an empty line.
  let firstByte: UInt8
  /// Exactly "-- ", the signature line of RFC 3676 §4.3.
  let isSignatureDelimiter: Bool

  var isBlank: Bool { folded.isEmpty && !isQuoted }
  var isQuoted: Bool { depth > 0 }
  var isLong: Bool { width > Self.foldLimit }
  var hasWords: Bool { folded.contains { $0.isWordByte } }

  init(_ bytes: [UInt8], range: Range<Int>, markedDepth: Int) {
    self.range = range
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    isSignatureDelimiter = bytes[range.lowerBound..<end].elementsEqual([0x2D, 0x2D, 0x20])
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    let marks = Self.quoteMarks(bytes[range.lowerBound..<end])
    depth = min(marks.count + markedDepth, Self.deepestQuote)
    isMarked = markedDepth > 0
    width = end - range.lowerBound
    let content = bytes[marks.end..<end]
    folded = Folding.fold(content, limit: Self.foldLimit)
    label = HeaderBlock.label(of: folded)
    firstByte = content.first { $0 > 0x20 } ?? 0
  }

  /// Counts `>` marks, at most one space between two (RFC 3676 §4.5 puts none). A banner such as `>>> news <<<` is no
  /// quote.
  private static func quoteMarks(_ line: ArraySlice<UInt8>) -> (count: Int, end: Int) {
    var index = line.startIndex
    while index < line.endIndex, line[index] == 0x20 || line[index] == 0x09 { index += 1 }
    var count = 0
    var end = line.startIndex
    while index < line.endIndex {
      if line[index] == 0x3E {
        count += 1
        end = index + 1
      } else if line[index] != 0x20 || index != end || count == 0 {
        break
      }
      index += 1
    }
    let isBanner = line.count > 2 && line.suffix(2).elementsEqual([0x3C, 0x3C])
    return isBanner ? (0, line.startIndex) : (count, end)
  }

  /// Cuts a text into its lines, which may end with LF, CRLF or CR.
  ///
  /// A client sometimes leaves the author's last words and the header of the quote on one line ("ok On Wed, … wrote:");
  /// such a line becomes two.
  static func lines(of bytes: [UInt8], quoted: [QuotedBlock]) -> [TextLine] {
    var lines: [TextLine] = []
    var marks = QuotedBlock.Cursor(quoted)
    var start = 0
    while start < bytes.count {
      var end = start
      let isLast = lines.count >= mostLines
      while end < bytes.count, isLast || bytes[end] != 0x0A && bytes[end] != 0x0D { end += 1 }
      let content = start..<end
      if end < bytes.count { end += bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1 }
      let depth = marks.depth(at: start)
      let line = TextLine(bytes, range: start..<end, markedDepth: depth)
      let isBeforeQuote = end < bytes.count && bytes[end] == 0x3E
      if isBeforeQuote, !line.isQuoted, let header = AttributionLine.startInside(bytes[content], of: line) {
        lines.append(TextLine(bytes, range: start..<header, markedDepth: depth))
        lines.append(TextLine(bytes, range: header..<end, markedDepth: depth))
      } else {
        lines.append(line)
      }
      start = end
    }
    return lines
  }
}
