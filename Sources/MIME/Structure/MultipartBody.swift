/// Where a multipart's body is cut (RFC 2046 §5.1.1).
struct MultipartBody {
  var preamble: ArraySlice<UInt8>
  /// Header and body of each part, in order.
  var parts: [ArraySlice<UInt8>]
  var epilogue: ArraySlice<UInt8>
  /// What follows the last part allowed by the bound, boundaries and all.
  var remainder: ArraySlice<UInt8>?

  /// One boundary line.
  private struct Delimiter {
    /// Where the line end before it begins, which belongs to the delimiter.
    var start: Int
    /// The first octet of its line.
    var line: Int
    /// The first octet of the next line.
    var next: Int
    var isClosing: Bool
  }

  /// nil when the boundary does not occur.
  ///
  /// Leniency: a multipart never closed ends with its content; parts after the closing line, which mailers write that
  /// reuse a boundary for an inner multipart, are parts still.
  init?(cutting body: ArraySlice<UInt8>, at boundary: [UInt8], maximumParts: Int) {
    let needle = [Octet.hyphen, Octet.hyphen] + boundary
    guard var open = Self.delimiter(needle, in: body, from: body.startIndex) else { return nil }
    preamble = body[..<open.start]
    parts = []
    epilogue = body[body.endIndex...]
    var position = open.next
    while true {
      guard let next = Self.delimiter(needle, in: body, from: position) else {
        if open.isClosing {
          epilogue = body[open.next...]
        } else {
          parts.append(body[open.next...])
        }
        return
      }
      position = next.next
      // A second closing line is the epilogue's.
      if open.isClosing, next.isClosing { continue }
      let content = body[open.next..<max(open.next, next.start)]
      // Two boundaries on adjacent lines have nothing between them, not even the empty line of an empty part.
      let isDoubled = next.line == open.next && !next.isClosing
      if !isDoubled, !open.isClosing || !content.trimmed.isEmpty {
        guard parts.count < maximumParts else {
          remainder = body[open.next...]
          return
        }
        parts.append(content)
      }
      open = next
    }
  }

  /// The boundary that a multipart seems to use when it names none or a wrong one: the first line of `--something` with
  /// a Content field right below.
  static func guessedBoundary(in body: ArraySlice<UInt8>) -> [UInt8]? {
    var position = body.startIndex
    // Where it exists it stands near the top; a text of megabytes is not searched.
    let limit = min(body.endIndex, position + 65_536)
    while position < limit {
      let line = body.lineBreak(from: position)
      let text = body[position..<line.end].trimmed
      if text.count > 2, text.starts(with: [Octet.hyphen, Octet.hyphen]), body.hasASCII("content-", at: line.next) {
        return Array(text.dropFirst(2))
      }
      position = line.next
    }
    return nil
  }

  private static func delimiter(_ needle: [UInt8], in body: ArraySlice<UInt8>, from start: Int) -> Delimiter? {
    var position = start
    while let found = body.firstOffset(of: Octet.hyphen, from: position) {
      // Cheap to refuse: a hostile mail is all lines that begin so, and is scanned once for each level of its tree.
      if found == start || body[found - 1].isLineEnd, starts(with: needle, in: body, at: found) {
        let line = body.lineBreak(from: found + needle.count)
        var rest = body[(found + needle.count)..<line.end]
        let isClosing = rest.starts(with: [Octet.hyphen, Octet.hyphen])
        if isClosing { rest = rest.dropFirst(2) }
        // Blanks pad a boundary, and what follows them is to be ignored (RFC 2046 §5.1.1); octets that follow at once
        // make it another boundary, of which ours is the beginning.
        if rest.first?.isBlank ?? true {
          return Delimiter(
            start: lineEndBefore(found, in: body, notBefore: start), line: found, next: line.next, isClosing: isClosing)
        }
      }
      position = found + 1
    }
    return nil
  }

  private static func starts(with needle: [UInt8], in body: ArraySlice<UInt8>, at start: Int) -> Bool {
    guard body.endIndex - start >= needle.count else { return false }
    for offset in 1..<needle.count where body[start + offset] != needle[offset] { return false }
    return true
  }

  private static func lineEndBefore(_ position: Int, in body: ArraySlice<UInt8>, notBefore start: Int) -> Int {
    guard position > start else { return position }
    guard position - 1 > start, body[position - 1] == Octet.lineFeed, body[position - 2] == Octet.carriageReturn else {
      return position - 1
    }
    return position - 2
  }
}
