import TextAnalysis
import TextExtraction

/// A page as lines of cells, whatever order its words came in: what stands beside a label and what stands below it is told
/// by places, not by the order of the text.
struct PageLayout: Sendable {
  /// From 1; 0 for what was filled into a form.
  let page: Int
  let isRecognised: Bool
  let lines: [Line]

  /// Words that stand beside each other. Its text has one space between two words and a tab between two cells.
  struct Line: Sendable {
    let text: TokenizedText
    /// Where each word stands in the text, in bytes, and on the page.
    let words: [(range: Range<Int>, box: Box)]
    /// In the text, in bytes, from left to right.
    let cells: [Range<Int>]
    let box: Box

    var height: Float { box.bottom - box.top }

    func cell(at offset: Int) -> Int { cells.firstIndex { offset < $0.upperBound } ?? cells.count - 1 }

    /// The place on the page of a stretch of the text.
    func box(of range: Range<Int>) -> Box {
      let touched = words.filter { $0.range.upperBound > range.lowerBound && $0.range.lowerBound < range.upperBound }
      return touched.dropFirst().reduce(touched.first?.box ?? box) { $0.joined($1.box) }
    }

    func string(_ range: Range<Int>) -> String { text.text(range) }
  }

  /// - Parameter page: from 1.
  init(_ source: Page, page: Int) {
    self.page = page
    isRecognised = source.isRecognised
    let bytes = Array(source.text.utf8)
    let words = source.words.isEmpty ? Self.placed(bytes) : Self.placed(source, bytes)
    lines = Self.lines(words)
  }

  /// A name and a value of each form field, side by side.
  init(_ fields: [FormField]) {
    page = 0
    isRecognised = false
    let text = fields.prefix(Self.mostLines).map { "\(Self.spaced($0.name))\t\($0.value.replacing("\n", with: " "))" }
    lines = Self.lines(Self.placed(Array(text.joined(separator: "\n").utf8)))
  }

  /// More words than any page of business has: it bounds the work on a hostile one.
  private static let mostWords = 5_000
  private static let mostLines = 500

  private struct Word {
    let bytes: ArraySlice<UInt8>
    let box: Box
    var middle: Float { (box.top + box.bottom) / 2 }
    var height: Float { box.bottom - box.top }
  }

  /// Words written along the margin, from bottom to top, belong to no line.
  private static func placed(_ page: Page, _ bytes: [UInt8]) -> [Word] {
    page.words.prefix(mostWords).compactMap { word in
      guard word.range.lowerBound >= 0, word.range.upperBound <= bytes.count else { return nil }
      let box = word.box
      let isUpright = word.range.count > 3 && box.bottom - box.top > 2 * (box.right - box.left)
      if isUpright { return nil }
      return Word(bytes: Misreading.corrected(bytes[word.range], isRecognised: page.isRecognised), box: box)
    }
  }

  /// Places as on a typewriter, for a text that tells none: columns come from tabs and from runs of spaces.
  private static func placed(_ bytes: [UInt8]) -> [Word] {
    let (advance, height): (Float, Float) = (6, 10)
    let rows = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    var widths: [Int] = []
    for row in rows {
      for (index, cell) in row.split(separator: 0x09, omittingEmptySubsequences: false).enumerated() {
        if index == widths.count { widths.append(0) }
        if row.contains(0x09) { widths[index] = max(widths[index], min(cell.count, 80) + 3) }
      }
    }
    var words: [Word] = []
    for (number, row) in rows.enumerated() {
      var column = 0
      for (index, cell) in row.split(separator: 0x09, omittingEmptySubsequences: false).enumerated() {
        var at = column
        for part in cell.split(separator: 0x20, omittingEmptySubsequences: false) {
          let signs = part.count { $0 & 0xC0 != 0x80 }
          if !part.isEmpty {
            guard words.count < mostWords else { return words }
            let box = Box(
              left: Float(at) * advance, top: Float(number) * 12, right: Float(at + signs) * advance,
              bottom: Float(number) * 12 + height)
            words.append(Word(bytes: Misreading.corrected(part, isRecognised: false), box: box))
          }
          at += signs + 1
        }
        column = max(column + widths[index], at + 2)
      }
    }
    return words
  }

  /// Words are of a line when their middles are level. A wide gap begins a new cell.
  private static func lines(_ words: [Word]) -> [Line] {
    guard !words.isEmpty else { return [] }
    let usual = words.map(\.height).sorted()[words.count / 2]
    var rows: [(middle: Float, words: [Word])] = []
    for word in words.sorted(by: { ($0.middle, $0.box.left) < ($1.middle, $1.box.left) }) {
      if let last = rows.last, word.middle - last.middle < 0.45 * min(max(word.height, usual / 2), usual * 1.2) {
        rows[rows.count - 1].words.append(word)
        let count = Float(rows[rows.count - 1].words.count)
        rows[rows.count - 1].middle += (word.middle - last.middle) / count
      } else {
        rows.append((word.middle, [word]))
      }
    }
    let sorted = rows.map { unspaced($0.words.sorted { $0.box.left < $1.box.left }) }
    let space = space(sorted, usual: usual)
    return sorted.map { line($0, usual: usual, space: space) }
  }

  /// « F A C T U R E » is one word.
  private static func unspaced(_ words: [Word]) -> [Word] {
    var joined: [Word] = []
    var index = 0
    while index < words.count {
      let letters = words[index...].prefix {
        $0.bytes.count == 1 && ChunkedText.isCapital($0.bytes[$0.bytes.startIndex])
      }
      guard letters.count >= 5, let first = letters.first, let last = letters.last else {
        joined.append(words[index])
        index += 1
        continue
      }
      joined.append(Word(bytes: letters.flatMap(\.bytes)[...], box: first.box.joined(last.box)))
      index += letters.count
    }
    return joined
  }

  /// The usual space between two words of a phrase, in heights of a line.
  private static func space(_ rows: [[Word]], usual: Float) -> Float {
    let spaces = rows.flatMap { zip($0, $0.dropFirst()).map { ($1.box.left - $0.box.right) / usual } }
      .filter { $0 > 0 && $0 < 1.2 }.sorted()
    return spaces.isEmpty ? 0.3 : spaces[spaces.count / 2]
  }

  private static func line(_ words: [Word], usual: Float, space: Float) -> Line {
    let height = max(usual, words.map(\.height).sorted()[words.count / 2])
    let gap = max(cellGap, 1.9 * space)
    var bytes: [UInt8] = []
    var placed: [(range: Range<Int>, box: Box)] = []
    var cells: [Range<Int>] = []
    var cellStart = 0
    for word in words {
      if let last = placed.last {
        let isWide = word.box.left - last.box.right > gap * height && !isSign(word.bytes)
        if isWide {
          cells.append(cellStart..<bytes.count)
          cellStart = bytes.count + 1
        }
        bytes.append(isWide ? 0x09 : 0x20)
      }
      placed.append((bytes.count..<bytes.count + word.bytes.count, word.box))
      bytes += word.bytes
    }
    cells.append(cellStart..<bytes.count)
    return Line(
      text: TokenizedText(bytes: bytes), words: placed, cells: cells,
      box: words.dropFirst().reduce(words[0].box) { $0.joined($1.box) })
  }

  /// In heights of a line; between the words of one phrase there is a third of one in most founts, more in a typewriter's
  /// and around what a recogniser found.
  private static let cellGap: Float = 0.85

  /// The colon of « Date          : 12/03/2026 » belongs to what is before it.
  private static func isSign(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == 1 && bytes.first == UInt8(ascii: ":")
  }

  /// `invoiceNumber`, `num_facture` → words.
  private static func spaced(_ name: String) -> String {
    var text = ""
    var wasSmall = false
    for sign in name {
      if sign == "_" || sign == "." || sign == "-" {
        text += " "
      } else {
        if sign.isUppercase, wasSmall { text += " " }
        text.append(sign)
      }
      wasSmall = sign.isLowercase
    }
    return text
  }
}

extension Box {
  func joined(_ other: Box) -> Box {
    Box(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }

  /// How much of the narrower of the two stands above or below the other, 0…1.
  func sharesColumn(with other: Box) -> Float {
    let narrower = max(0.1, min(right - left, other.right - other.left))
    return max(0, min(right, other.right) - max(left, other.left)) / narrower
  }
}
