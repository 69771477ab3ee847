/// The rows of a CSV text (RFC 4180), read as people's spreadsheets write it.
///
/// Lenient where no cell is lost by it: lines may end with LF or CRLF, a quoted cell may hold line ends, rows may be short
/// or long, a quote in the middle of an unquoted cell is a character like another, an unclosed quote runs to the end. The
/// separator is the most frequent of `;`, `,` and tab in the first line. The bytes are UTF-8, else Windows-1252.
enum CSVText {
  /// Blank lines are skipped. Every row has a first cell.
  static func rows(_ bytes: [UInt8]) -> [[String]] {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    var reader = CSVReader(bytes: bytes, separator: separator(bytes), isUTF8: isUTF8(bytes))
    return reader.rows()
  }

  private static func separator(_ bytes: ArraySlice<UInt8>) -> UInt8 {
    let candidates = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted && (byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")) { break }
      if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    var best = 0
    for index in 1..<counts.count where counts[index] > counts[best] { best = index }
    return candidates[best]
  }

  /// Spreadsheets on Windows save in the old code page, whose accents are not UTF-8.
  private static func isUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }
}

private struct CSVReader {
  let bytes: ArraySlice<UInt8>
  let separator: UInt8
  let isUTF8: Bool
  private var position: Int

  init(bytes: ArraySlice<UInt8>, separator: UInt8, isUTF8: Bool) {
    self.bytes = bytes
    self.separator = separator
    self.isUTF8 = isUTF8
    position = bytes.startIndex
  }

  mutating func rows() -> [[String]] {
    var rows: [[String]] = []
    while position < bytes.endIndex {
      let row = row()
      if row.count > 1 || row.first?.isEmpty == false { rows.append(row) }
    }
    return rows
  }

  private mutating func row() -> [String] {
    var cells = [cell()]
    while position < bytes.endIndex, bytes[position] == separator {
      position += 1
      cells.append(cell())
    }
    skipLineEnd()
    return cells
  }

  private mutating func skipLineEnd() {
    if position < bytes.endIndex, bytes[position] == UInt8(ascii: "\r") { position += 1 }
    if position < bytes.endIndex, bytes[position] == UInt8(ascii: "\n") { position += 1 }
  }

  private mutating func cell() -> String {
    var content: [UInt8] = []
    if position < bytes.endIndex, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      quoted(into: &content)
    }
    // After a closing quote nothing should follow; what does is kept rather than lost.
    while position < bytes.endIndex, !endsCell(bytes[position]) {
      content.append(bytes[position])
      position += 1
    }
    return text(content)
  }

  private mutating func quoted(into content: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == quote {
        guard position < bytes.endIndex, bytes[position] == quote else { return }
        position += 1
      }
      content.append(byte)
    }
  }

  private func endsCell(_ byte: UInt8) -> Bool {
    byte == separator || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private func text(_ content: [UInt8]) -> String {
    let text = isUTF8 ? String(decoding: content, as: UTF8.self) : Windows1252.text(content)
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\u{A0}" || $0 == "\t" }
    guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
    else {
      return ""
    }
    return String(text[first...last])
  }
}

/// Microsoft's Western code page: Latin 1, with letters and signs in place of most of its second set of controls.
private enum Windows1252 {
  private static let special: [UInt8: Unicode.Scalar] = [
    0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š",
    0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—",
    0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
  ]

  static func text(_ bytes: [UInt8]) -> String {
    var result = String.UnicodeScalarView()
    result.append(contentsOf: bytes.map { special[$0] ?? Unicode.Scalar($0) })
    return String(result)
  }
}
