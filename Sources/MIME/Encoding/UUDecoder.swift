/// A file that an old mailer put into the text itself, between `begin 644 name` and `end` (POSIX uuencode).
struct UUBlock {
  /// What the block takes of the text, its first and last line included.
  var range: Range<Int>
  var filename: ArraySlice<UInt8>
  var content: [UInt8]
}

enum UUDecoder {
  /// The first block that begins at or after `start`; nil when there is none.
  static func firstBlock(in bytes: ArraySlice<UInt8>, from start: Int) -> UUBlock? {
    var position = start
    while let begin = bytes.firstOffset(of: beginning, from: position) {
      let line = bytes.lineBreak(from: begin)
      let isLineStart = begin == bytes.startIndex || bytes[begin - 1].isLineEnd
      if isLineStart, let filename = filename(in: bytes[begin..<line.end]),
        let block = block(in: bytes, from: begin, firstLine: line.next, filename: filename)
      {
        return block
      }
      position = line.next
    }
    return nil
  }

  static let beginning: StaticString = "begin "

  /// The name in `begin 644 name`; nil when the line is not such.
  private static func filename(in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let mode = line.dropFirst(beginning.utf8CodeUnitCount)
    let digits = mode.prefix { $0 >= 0x30 && $0 < 0x38 }
    let name = mode.dropFirst(digits.count)
    guard (3...4).contains(digits.count), name.first?.isBlank == true else { return nil }
    let trimmed = name.trimmed
    return trimmed.isEmpty ? nil : trimmed
  }

  /// Reads data lines up to `end`; a block that breaks off gives the lines it has, and one without any is no block.
  private static func block(
    in bytes: ArraySlice<UInt8>, from begin: Int, firstLine: Int, filename: ArraySlice<UInt8>
  ) -> UUBlock? {
    var content: [UInt8] = []
    var position = firstLine
    var end = firstLine
    while position < bytes.endIndex {
      let line = bytes.lineBreak(from: position)
      let text = bytes[position..<line.end]
      if text.trimmed.elementsEqual("end".utf8) {
        end = line.next
        break
      }
      guard append(text, to: &content) else { break }
      position = line.next
      end = position
    }
    return content.isEmpty ? nil : UUBlock(range: begin..<end, filename: filename, content: content)
  }

  /// Decodes a data line; false when it is none.
  private static func append(_ line: ArraySlice<UInt8>, to content: inout [UInt8]) -> Bool {
    guard let first = line.first, first >= 0x20, first <= 0x60 else { return line.isEmpty }
    let length = Int((first &- 0x20) & 0x3F)
    // Blanks at the end of a line are lost on the way and count as zero; two octets more are a checksum.
    let letters = line.dropFirst()
    let needed = (length + 2) / 3 * 4
    guard letters.count <= needed + 2, letters.allSatisfy({ $0 >= 0x20 && $0 <= 0x60 }) else { return false }
    guard letters.count * 2 >= needed || length == 0 else { return false }
    var remaining = length
    var position = letters.startIndex
    while remaining > 0 {
      var group: UInt32 = 0
      for offset in 0..<4 {
        let letter = position + offset < letters.endIndex ? letters[position + offset] : 0x20
        group = group << 6 | UInt32((letter &- 0x20) & 0x3F)
      }
      for shift in [16, 8, 0] where remaining > 0 {
        content.append(UInt8(truncatingIfNeeded: group >> UInt32(shift)))
        remaining -= 1
      }
      position += 4
    }
    return true
  }
}
