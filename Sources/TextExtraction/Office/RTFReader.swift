/// The text of a Rich Text Format document (version 1.9.1): what its groups and control words leave to be seen.
struct RTFReader {
  private struct Group {
    var isSkipped = false
    var isHidden = false
    /// How many characters stand for a `\u` in programs without Unicode.
    var fallback = 1
  }

  private var lines: LineText
  private let bytes: [UInt8]
  private var position = 0
  private var group = Group()
  private var outer: [Group] = []
  private var codePage = CodePage.windows
  private var isInTable = false
  /// `\*` was read: the group's destination, if unknown, is to be skipped.
  private var isIgnorable = false
  /// Fallback characters still to be left out, and half of a letter beyond 16 bits.
  private var leftOut = 0
  private var highSurrogate: UInt16?

  private static let deepest = 10_000

  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var reader = RTFReader(file.bytes, limit: limits.textBytes)
    let isWhole = reader.walk()
    var result = ExtractedFile(kind: .rtf)
    result.pages = [Page(text: reader.lines.finished())]
    result.pageCount = 1
    if !isWhole { result.problems = [.damaged] }
    return result
  }

  private init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    lines = LineText(limit: limit)
  }

  /// - Returns: false when groups are left open at the end, or lie too deep.
  private mutating func walk() -> Bool {
    while position < bytes.count, !lines.isFull {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "{"):
        guard outer.count < Self.deepest else { return false }
        outer.append(group)
        (isIgnorable, leftOut) = (false, 0)
      case UInt8(ascii: "}"):
        leftOut = 0
        group = outer.popLast() ?? Group()
      case UInt8(ascii: "\\"): readControl()
      case UInt8(ascii: "\r"), UInt8(ascii: "\n"), 0: break
      default: write(byte)
      }
    }
    return outer.isEmpty || lines.isFull
  }

  // MARK: Text

  private mutating func write(_ byte: UInt8) {
    if leftOut > 0 {
      leftOut -= 1
    } else {
      write(codePage.scalar(byte))
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar) {
    if !group.isSkipped, !group.isHidden { lines.write(String(scalar)) }
  }

  /// Numbers above 32,767 are written as negative ones.
  private mutating func writeUnicode(_ number: Int) {
    let unit = UInt16(truncatingIfNeeded: number)
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
    } else if let high = highSurrogate, UTF16.isTrailSurrogate(unit) {
      highSurrogate = nil
      write(UTF16.decode(UTF16.EncodedScalar([high, unit])))
    } else {
      write(Unicode.Scalar(unit) ?? "\u{FFFD}")
    }
    leftOut = group.fallback
  }

  private mutating func breakLine() {
    guard !group.isSkipped else { return }
    if isInTable { lines.write(" ") } else { lines.breakLine() }
  }

  // MARK: Control words

  private mutating func readControl() {
    guard position < bytes.count else { return }
    let byte = bytes[position]
    guard isLetter(byte) else {
      position += 1
      return readSymbol(byte)
    }
    let start = position
    while position < bytes.count, isLetter(bytes[position]), position - start < 32 { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    let number = readNumber()
    if position < bytes.count, bytes[position] == 0x20 { position += 1 }
    perform(word, number)
  }

  private mutating func readNumber() -> Int? {
    let isNegative = position < bytes.count && bytes[position] == UInt8(ascii: "-")
    var end = position + (isNegative ? 1 : 0)
    let start = end
    while end < bytes.count, end - start < 10, (0x30...0x39).contains(bytes[end]) { end += 1 }
    guard end > start else { return nil }
    position = end
    let number = bytes[start..<end].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return isNegative ? -number : number
  }

  private mutating func readSymbol(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "'"):
      let digits = String(decoding: bytes[position..<min(position + 2, bytes.count)], as: UTF8.self)
      position = min(position + 2, bytes.count)
      if let code = UInt8(digits, radix: 16) { write(code) }
    case UInt8(ascii: "*"): isIgnorable = true
    case UInt8(ascii: "~"): write("\u{A0}" as Unicode.Scalar)
    case UInt8(ascii: "_"): write("-" as Unicode.Scalar)
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): write(byte)
    // A paragraph's end, as some programs write it.
    case UInt8(ascii: "\r"), UInt8(ascii: "\n"): breakLine()
    default: break
    }
  }

  /// Destinations that hold no text of the document. All that `\*` marks are likewise, but for what holds text boxes.
  private static let destinationsWithoutText: Set<String> = [
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "objclass", "objname", "fldinst", "filetbl",
    "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "xmlnstbl", "themedata", "colorschememapping",
    "latentstyles", "datastore", "nonshppict", "sp", "xe", "tc", "rxe", "txe", "annotation", "atnid", "atnauthor",
    "bkmkstart", "bkmkend", "template", "private", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc",
  ]
  private static let markedDestinationsWithText: Set<String> = ["shpinst", "shptxt"]
  private static let blocks: Set<String> = [
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "shptxt",
  ]
  private static let signs: [String: Unicode.Scalar] = [
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ",
  ]

  private mutating func perform(_ word: String, _ number: Int?) {
    defer { isIgnorable = false }
    if word == "bin" {
      position = min(bytes.count, position + max(0, number ?? 0))
      return
    }
    if isIgnorable && !Self.markedDestinationsWithText.contains(word) || Self.destinationsWithoutText.contains(word) {
      // The rows of tables within cells end in such a group.
      if word == "nesttableprops", !group.isSkipped { lines.endBlock() }
      group.isSkipped = true
      return
    }
    if let sign = Self.signs[word] { return write(sign) }
    if Self.blocks.contains(word), !group.isSkipped { return lines.endBlock() }
    switch word {
    case "u": writeUnicode(number ?? 0)
    case "uc": group.fallback = max(0, min(number ?? 1, 100))
    case "par", "line", "sect", "page", "column": breakLine()
    case "tab": write(isInTable ? " " : "\t")
    case "cell", "nestcell": if !group.isSkipped { lines.write("\t") }
    case "row": if !group.isSkipped { lines.endBlock() }
    case "intbl": isInTable = true
    case "pard": isInTable = false
    case "v", "deleted": group.isHidden = number != 0
    case "plain": group.isHidden = false
    case "ansicpg": codePage = number == 850 || number == 437 ? .dos : .windows
    case "pc", "pca": codePage = .dos
    case "mac": codePage = .macRoman
    default: break
    }
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) }
}
