/// What tesseract wrote about a page: a table of twelve columns, a row a word (its `tsv` renderer).
///
/// It comes from a process that looked at a stranger's picture, so that it is read like a stranger's: bounded, and
/// whatever is not as it should be is left out.
enum RecognisedText {
  /// Below this a word is more often a stain, a line or a part of a picture than letters. In percent.
  fileprivate static let leastConfidence = 30.0
  private static let mostWords = 20_000

  fileprivate struct Word {
    var text: Substring
    var box: Box
    /// Block, paragraph, line.
    var line: [Int]
  }

  /// - Parameters:
  ///   - page: whose text was recognised; its size is kept.
  ///   - resolution: of the drawing, in pixels per inch.
  static func page(_ page: Page, from table: [UInt8], resolution: Float) -> Page {
    var result = Page(width: page.width, height: page.height, text: "", isRecognised: true)
    var last: [Int]?
    let rows = String(decoding: table, as: UTF8.self).split(separator: "\n")
    for word in rows.lazy.compactMap({ Word(inRow: $0, resolution: resolution) }).prefix(mostWords) {
      if let last {
        // An empty line between blocks, which stand apart on the page.
        result.text += last == word.line ? " " : last[0] == word.line[0] ? "\n" : "\n\n"
      }
      last = word.line
      let start = result.text.utf8.count
      result.text += word.text
      result.words.append(Page.Word(range: start..<result.text.utf8.count, box: word.box))
    }
    return result
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
    // A word with a space in it would be two in the page's text.
    text = columns[11]
    guard numbers.count == 8, !text.isEmpty, !text.contains(where: \.isWhitespace), resolution > 0 else { return nil }
    line = numbers[..<3].map(Int.init)
    let points = numbers[4...].map { Float($0) * 72 / resolution }
    box = Box(left: points[0], top: points[1], right: points[0] + points[2], bottom: points[1] + points[3])
  }
}
