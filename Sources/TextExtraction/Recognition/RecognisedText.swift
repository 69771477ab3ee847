/// What tesseract wrote about a page: a table of twelve columns, a row a word (its `tsv` renderer).
///
/// It comes from a process that looked at a stranger's picture, so that it is read like a stranger's: bounded, and
/// whatever is not as it should be is left out.
enum RecognisedText {
  /// Below this a word is more often a stain, a rule or a part of a photograph than letters. In percent.
  fileprivate static let leastConfidence = 5.0
  private static let mostWords = 20_000
  /// A gap as wide as this many heights of a word parts two cells of a table.
  private static let cellGap: Float = 1.5

  fileprivate struct Word {
    var text: Substring
    var box: Box
    /// Block, paragraph, line.
    var line: ArraySlice<Int32>
  }

  /// - Parameters:
  ///   - page: whose text was recognised; its size is kept.
  ///   - resolution: of the drawing, in pixels per inch.
  static func page(_ page: Page, from table: [UInt8], resolution: Float) -> Page {
    var result = Page(width: page.width, height: page.height, text: "", isRecognised: true)
    for row in rows(of: words(in: table, resolution: resolution)) {
      if !result.text.isEmpty { result.text += "\n" }
      var last: Word?
      for word in row {
        if let last {
          let height = max(last.box.height, word.box.height)
          result.text += word.box.left - last.box.right > cellGap * height || last.line != word.line ? "\t" : " "
        }
        last = word
        let start = result.text.utf8.count
        result.text += word.text
        result.words.append(Page.Word(range: start..<result.text.utf8.count, box: word.box))
      }
    }
    return result
  }

  private static func words(in table: [UInt8], resolution: Float) -> [Word] {
    let rows = String(decoding: table, as: UTF8.self).split(separator: "\n")
    return Array(rows.lazy.compactMap { Word(inRow: $0, resolution: resolution) }.prefix(mostWords))
  }

  /// Tesseract takes the columns of a table, and a label and its value, for blocks that it reads one after the other. What
  /// stands at one height is put into one row again, as it is in the text of a PDF.
  ///
  /// Neighbours are compared, not whole lines: on a photograph lines run askew.
  private static func rows(of words: [Word]) -> [[Word]] {
    var lines: [[Word]] = []
    for word in words {
      if lines.last?.last?.line == word.line { lines[lines.count - 1].append(word) } else { lines.append([word]) }
    }
    var rows: [[Word]] = []
    for line in lines.sorted(by: { $0[0].box.left < $1[0].box.left }) {
      let nearest = rows.indices.lazy.map { (row: $0, overlap: line[0].box.overlap(with: rows[$0])) }
        .max { $0.overlap < $1.overlap }
      if let nearest, nearest.overlap > 0.5 { rows[nearest.row] += line } else { rows.append(line) }
    }
    return rows.sorted { $0[0].box.middle < $1[0].box.middle }
  }
}

extension Box {
  fileprivate var height: Float { bottom - top }
  fileprivate var middle: Float { (top + bottom) / 2 }

  /// How much of the lower of both heights this box shares with the last word of a row that ends before it; 0 beside one
  /// that does not.
  fileprivate func overlap(with row: [RecognisedText.Word]) -> Float {
    guard let last = row.last?.box, last.right <= left else { return 0 }
    return (min(bottom, last.bottom) - max(top, last.top)) / max(1, min(height, last.height))
  }
}

extension RecognisedText.Word {
  /// Nil for the heading, for a row of anything but a word, and for what is hardly one.
  fileprivate init?(inRow row: Substring, resolution: Float) {
    let columns = row.split(separator: "\t", maxSplits: 11, omittingEmptySubsequences: false)
    guard columns.count == 12, columns[0] == "5", let confidence = Double(columns[10]),
      confidence >= RecognisedText.leastConfidence
    else { return nil }
    let numbers = columns[2...9].compactMap { Int32($0) }
    text = columns[11]
    // A word with a space in it would be two in the page's text.
    guard numbers.count == 8, !text.isEmpty, !text.contains(where: \.isWhitespace), resolution > 0 else { return nil }
    line = numbers[..<3]
    let points = numbers[4...].map { Float($0) * 72 / resolution }
    box = Box(left: points[0], top: points[1], right: points[0] + points[2], bottom: points[1] + points[3])
  }
}
