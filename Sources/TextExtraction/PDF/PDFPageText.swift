/// The text of a page and the places of its words, from what poppler tells: the text, and one box for each character.
///
/// Poppler writes what stands in one row of a table without anything between the cells (`Total317,00`). Where the boxes
/// show a gap, a tab is put.
struct PDFPageText {
  private(set) var utf8: [UInt8] = []
  private(set) var words: [Page.Word] = []

  /// - Parameter boxes: of each character of the text, white space included. Where their number does not fit the text,
  ///   there are no words.
  init(_ text: [UInt8], boxes: [Box]) {
    utf8.reserveCapacity(text.count)
    var position = 0
    var boxesUsed = 0
    var word: Page.Word?
    var last: Box?
    while position < text.count {
      let character = Character(text[position...])
      position += character.length
      if character.isDirection { continue }
      let box = boxesUsed < boxes.count ? boxes[boxesUsed] : nil
      boxesUsed += 1
      if character.isSeparator {
        if let word { words.append(word) }
        word = nil
        utf8.append(character.first)
      } else if let shown = character.shown {
        if let ended = word, let box, let last, box.isApart(from: last) {
          words.append(ended)
          word = nil
          utf8.append(UInt8(ascii: "\t"))
        }
        let start = utf8.count
        utf8.append(contentsOf: shown)
        last = box
        guard let box else { continue }
        word = Page.Word(
          range: (word?.range.lowerBound ?? start)..<utf8.count, box: word.map { $0.box.union(box) } ?? box)
      }
    }
    if let word { words.append(word) }
    if boxesUsed != boxes.count { words = [] }
  }

  var text: String { String(decoding: utf8, as: UTF8.self) }

  /// What the text has beside white space, in bytes.
  var inkBytes: Int { utf8.reduce(0) { $0 + ($1 > UInt8(ascii: " ") ? 1 : 0) } }

  /// Cuts the text to at most `count` bytes, between two words or characters.
  mutating func cut(to count: Int) {
    guard utf8.count > count else { return }
    words.removeLast(words.reversed().prefix { $0.range.upperBound > count }.count)
    var end = words.last?.range.upperBound ?? max(0, count)
    while end > 0, utf8[end] & 0xC0 == 0x80 { end -= 1 }
    utf8.removeSubrange(end...)
  }

  /// One character as poppler writes it.
  private struct Character {
    let first: UInt8
    let scalar: UInt32
    let length: Int

    init(_ bytes: ArraySlice<UInt8>) {
      first = bytes[bytes.startIndex]
      let expected = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      let mask: UInt8 = expected == 1 ? 0x7F : 0x3F >> UInt8(expected - 1)
      var scalar = UInt32(first & mask)
      var length = 1
      for byte in bytes.dropFirst().prefix(expected - 1) {
        guard byte & 0xC0 == 0x80 else { break }
        scalar = scalar << 6 | UInt32(byte & 0x3F)
        length += 1
      }
      self.scalar = length == expected && first & 0xC0 != 0x80 ? scalar : 0xFFFD
      self.length = length
    }

    /// Poppler puts these around text that runs against the page's direction, and gives them no box.
    var isDirection: Bool { (0x202A...0x202E).contains(scalar) }

    var isSeparator: Bool { first == UInt8(ascii: " ") || first == UInt8(ascii: "\n") }

    /// What stands for it in the text; nil for a character that shows nothing.
    var shown: String.UTF8View? {
      switch scalar {
      // Control characters, invisible ones, and those for private use, whose shape only the document's font knows.
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2060...0x206F, 0xE000...0xF8FF, 0xFEFF: nil
      // A soft hyphen that a document draws is a hyphen.
      case 0xAD: "-".utf8
      default: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8
      }
    }
  }
}

extension Box {
  /// Whether more than a narrow space lies between this character and the one before it, in either direction of writing.
  fileprivate func isApart(from other: Box) -> Bool {
    let gap = max(left - other.right, other.left - right, top - other.bottom, other.top - bottom)
    return gap > 0.25 * max(other.right - other.left, other.bottom - other.top)
  }

  fileprivate func union(_ other: Box) -> Box {
    Box(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }
}
