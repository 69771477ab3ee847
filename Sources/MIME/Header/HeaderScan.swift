/// Finds where the fields of a header stand and where the body begins, in one pass.
///
/// Leniency, by culprit: old Macintosh mailers end lines by CR; mail exports put an mbox separator or an empty line
/// first; scripts forget the empty line before the body, or send lines that are no field.
struct HeaderScan {
  private let bytes: ArraySlice<UInt8>
  private let maximumFields: Int
  private(set) var fields: [FieldExtent] = []
  private(set) var end: Int
  private(set) var bodyStart: Int
  /// The next LF, kept from line to line: without one in the whole message each line would look for it in vain.
  private var lineFeed: Int?

  /// - Parameter isMessage: a message, whose header may follow an mbox separator or empty lines; in a part an empty
  ///   first line means that there is no header (RFC 2046 §5.1).
  init(of bytes: ArraySlice<UInt8>, isMessage: Bool, maximumFields: Int) {
    self.bytes = bytes
    self.maximumFields = maximumFields
    end = bytes.startIndex
    bodyStart = bytes.startIndex
    lineFeed = bytes.firstOffset(of: Octet.lineFeed, from: bytes.startIndex)
    fields.reserveCapacity(isMessage ? 24 : 4)
    let start = isMessage ? startOfMessageHeader() : bytes.startIndex
    scan(from: start)
  }

  private mutating func scan(from start: Int) {
    var position = start
    while position < bytes.endIndex {
      let line = lineBreak(from: position)
      if line.end == position {
        finish(at: position, body: line.next)
        return
      }
      if bytes[position].isBlank {
        if isSeparator(position, line) {
          finish(at: position, body: line.next)
          return
        }
        if !fields.isEmpty { fields[fields.count - 1].end = line.end }
      } else if let colon = colon(ofFieldAt: position) {
        add(position, colon: colon, end: line.end)
      } else if startsBody(position, line) {
        finish(at: position, body: position)
        return
      } else {
        append(FieldExtent(start: position, nameEnd: position, valueStart: position, end: line.end))
      }
      position = line.next
    }
    finish(at: bytes.endIndex, body: bytes.endIndex)
  }

  private mutating func finish(at end: Int, body: Int) {
    self.end = end
    bodyStart = body
  }

  private mutating func add(_ start: Int, colon: Int, end: Int) {
    var nameEnd = colon
    while nameEnd > start, bytes[nameEnd - 1].isBlank { nameEnd -= 1 }
    append(FieldExtent(start: start, nameEnd: nameEnd, valueStart: min(colon + 1, end), end: end))
  }

  private mutating func append(_ field: FieldExtent) {
    if fields.count < maximumFields { fields.append(field) }
  }

  private func startOfMessageHeader() -> Int {
    var position = bytes.startIndex
    if bytes.endIndex - position >= 3, bytes[position] == 0xEF, bytes[position + 1] == 0xBB, bytes[position + 2] == 0xBF
    {
      position += 3
    }
    if bytes.hasASCII("from ", at: position) || bytes.hasASCII(">from ", at: position),
      colon(ofFieldAt: position) == nil
    {
      return bytes.lineBreak(from: position).next
    }
    var afterEmptyLines = position
    while afterEmptyLines < bytes.endIndex, bytes[afterEmptyLines].isLineEnd { afterEmptyLines += 1 }
    return colon(ofFieldAt: afterEmptyLines) != nil ? afterEmptyLines : position
  }

  /// The colon that ends the field name at `start`; nil when no field begins there. Blanks before the colon are
  /// RFC 5322 §4.5's.
  private func colon(ofFieldAt start: Int) -> Int? {
    var position = start
    while position < bytes.endIndex, bytes[position].isFieldNameOctet { position += 1 }
    guard position > start else { return nil }
    while position < bytes.endIndex, bytes[position].isBlank { position += 1 }
    return position < bytes.endIndex && bytes[position] == Octet.colon ? position : nil
  }

  /// A line of a header. A lone CR ends it only when it stands alone, or a field, a fold or the end of the header follows: elsewhere it is a
  /// stray octet of the value.
  private mutating func lineBreak(from start: Int) -> (end: Int, next: Int) {
    if let known = lineFeed, known < start { lineFeed = bytes.firstOffset(of: Octet.lineFeed, from: start) }
    let limit = lineFeed ?? bytes.endIndex
    var position = start
    while let carriageReturn = bytes.firstOffset(of: Octet.carriageReturn, from: position, to: limit) {
      var next = carriageReturn + 1
      while next < limit, bytes[next] == Octet.carriageReturn, lineFeed != nil { next += 1 }
      if next == lineFeed { return (carriageReturn, next + 1) }
      next = carriageReturn + 1
      if carriageReturn == start || next >= bytes.endIndex || bytes[next].isBlank || bytes[next].isLineEnd
        || colon(ofFieldAt: next) != nil
      {
        return (carriageReturn, next)
      }
      position = next
    }
    return lineFeed.map { ($0, $0 + 1) } ?? (bytes.endIndex, bytes.endIndex)
  }

  /// A line of blanks is a fold (RFC 5322 §4.2), unless body text follows: then somebody indented the empty line.
  private func isSeparator(_ start: Int, _ line: (end: Int, next: Int)) -> Bool {
    guard bytes[start..<line.end].allSatisfy(\.isBlank), line.next < bytes.endIndex else { return false }
    let next = bytes[line.next]
    return !next.isBlank && !next.isLineEnd && colon(ofFieldAt: line.next) == nil
  }

  /// A line that is no field is a broken one when a field follows it, and otherwise the body's first line.
  private func startsBody(_ start: Int, _ line: (end: Int, next: Int)) -> Bool {
    guard line.next < bytes.endIndex, !bytes.hasASCII("--", at: start) else { return true }
    return colon(ofFieldAt: line.next) == nil
  }
}
