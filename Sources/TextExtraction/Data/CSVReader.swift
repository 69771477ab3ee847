/// A table of values with a sign between them (RFC 4180 and what spreadsheets make of it), its cells parted by tabs.
///
/// Quoted cells may hold line ends and separators; lines end as they like; an unclosed quote runs to the end.
struct CSVReader {
  private let bytes: [UInt8]
  private let separator: UInt8
  private var position: Int
  private var text: [UInt8] = []
  private let limit: Int

  static func read(_ file: FileToRead, _ limits: WorkerLimits) -> ExtractedFile {
    var reader = CSVReader(Array(PlainText.decoded(file.bytes).utf8), limit: limits.textBytes)
    reader.walk()
    var result = ExtractedFile(kind: .csv)
    result.pages = [Page(text: String(decoding: reader.text, as: UTF8.self))]
    result.pageCount = 1
    return result
  }

  private init(_ bytes: [UInt8], limit: Int) {
    self.bytes = bytes
    self.limit = limit
    // Excel's way to name the separator in the file.
    if bytes.starts(with: "sep=".utf8), bytes.count > 5 {
      separator = bytes[4]
      position = 5
    } else {
      separator = Self.separator(of: bytes)
      position = 0
    }
  }

  /// The sign that parts the first lines most evenly; of equal ones the more frequent.
  private static func separator(of bytes: [UInt8]) -> UInt8 {
    let candidates = ";,\t|".utf8.map { $0 }
    var counts = candidates.map { _ in [0] }
    var isQuoted = false
    for byte in bytes.prefix(1 << 16) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == UInt8(ascii: "\n") {
        guard counts[0].count < 20 else { break }
        for index in counts.indices { counts[index].append(0) }
      } else if let index = candidates.firstIndex(of: byte) {
        counts[index][counts[index].count - 1] += 1
      }
    }
    func evenness(_ lines: [Int]) -> (Int, Int) {
      let first = lines.first ?? 0
      return (first == 0 ? 0 : lines.filter { $0 == first }.count, lines.reduce(0, +))
    }
    let best = counts.indices.max { evenness(counts[$0]) < evenness(counts[$1]) } ?? 0
    return candidates[best]
  }

  private mutating func walk() {
    while position < bytes.count, text.count <= limit {
      let start = text.count
      readCell()
      while position < bytes.count, bytes[position] == separator {
        position += 1
        text.append(UInt8(ascii: "\t"))
        readCell()
      }
      if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
      if position < bytes.count, bytes[position] == UInt8(ascii: "\n") { position += 1 }
      while text.count > start, text.last == UInt8(ascii: "\t") || text.last == 0x20 { text.removeLast() }
      if text.count > start { text.append(UInt8(ascii: "\n")) }
    }
    if text.last == UInt8(ascii: "\n") { text.removeLast() }
  }

  private mutating func readCell() {
    if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
      position += 1
      readQuoted()
    }
    // What follows a closing quote is kept rather than lost.
    while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
      append(bytes[position])
      position += 1
    }
  }

  private mutating func readQuoted() {
    let quote = UInt8(ascii: "\"")
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == quote {
        guard position < bytes.count, bytes[position] == quote else { return }
        position += 1
      }
      append(byte)
    }
  }

  private mutating func append(_ byte: UInt8) {
    text.append(isLineEnd(byte) || byte == UInt8(ascii: "\t") ? 0x20 : byte)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
}
