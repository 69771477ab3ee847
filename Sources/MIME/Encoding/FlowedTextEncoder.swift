/// text/plain with format=flowed (RFC 3676): long lines are wrapped with a trailing space which tells the reader that
/// the paragraph goes on, so that a telephone re-wraps it and an old program still shows short lines.
struct FlowedTextEncoder {
  /// Columns at which a paragraph is wrapped, quote marks included; below the 78 of §4.2 to leave room for more marks.
  static let width = 72

  private(set) var bytes: [UInt8] = []

  /// Adds one line, quoted `depth` times, without its line end.
  ///
  /// Spaces at its end go away, since they would make it flow into the next line (§4.2); the signature separator
  /// "-- " alone keeps its own (§4.3).
  mutating func add(_ line: ArraySlice<UInt8>, depth: Int = 0) {
    var rest = line
    if !FlowedTextEncoder.isSignatureSeparator(line) {
      while rest.last == Octet.space { rest = rest.dropLast() }
    }
    let room = max(FlowedTextEncoder.width - (depth > 0 ? depth + 1 : 0), 20)
    while let end = FlowedTextEncoder.flowEnd(of: rest, room: room) {
      write(rest[..<end], depth: depth)
      rest = rest[end...]
    }
    write(rest, depth: depth)
  }

  private mutating func write(_ line: ArraySlice<UInt8>, depth: Int) {
    bytes.append(contentsOf: repeatElement(Octet.greater, count: depth))
    // Space-stuffing (§4.4): an authored ">" must not read as a quote mark, nor "From " meet an mbox, nor "begin " open
    // a uuencoded file, and a reader takes away one leading space. After quote marks it is always there, for programs
    // that know nothing of it.
    let mustStuff =
      line.first == Octet.space || line.first == Octet.greater || line.starts(with: "From ".utf8)
      || line.starts(with: "begin ".utf8)
    if mustStuff || (depth > 0 && !line.isEmpty) { bytes.append(Octet.space) }
    bytes.append(contentsOf: line)
    bytes.append(contentsOf: HeaderSyntax.crlf)
  }

  /// Where to break a line longer than `room`: after the last space that leaves it within, else after the first one
  /// that there is. Nil when the line fits or has no such space: an address or a link is never cut.
  private static func flowEnd(of line: ArraySlice<UInt8>, room: Int) -> Int? {
    var column = 0
    var lastBreak: Int?
    var hasWord = false
    for index in line.indices {
      let byte = line[index]
      if byte & 0xC0 != 0x80 { column += 1 }
      if column > room, let lastBreak { return lastBreak }
      if byte != Octet.space {
        hasWord = true
        continue
      }
      let next = index + 1
      // A line of spaces alone would flow as nothing, and "-- " would be taken for a signature.
      if hasWord, next < line.endIndex, line[next] != Octet.space, !isSignatureSeparator(line[..<next]) {
        lastBreak = next
      }
    }
    return column > room ? lastBreak : nil
  }

  private static func isSignatureSeparator(_ line: ArraySlice<UInt8>) -> Bool { line.elementsEqual("-- ".utf8) }
}
