/// A text's lines as octets, whatever ends them, without the control characters that no mail should carry.
struct BodyLines {
  let lines: [ArraySlice<UInt8>]

  init(_ text: String) {
    var clean: [UInt8] = []
    clean.reserveCapacity(text.utf8.count)
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case Octet.lineFeed where previous == Octet.carriageReturn: break
      case Octet.carriageReturn, Octet.lineFeed: clean.append(Octet.lineFeed)
      case Octet.tab: clean.append(byte)
      case 0..<32, 127: break
      default: clean.append(byte)
      }
      previous = byte
    }
    lines = clean.split(separator: Octet.lineFeed, omittingEmptySubsequences: false)
  }

  /// Without the empty lines at its end.
  var withoutEmptyEnd: ArraySlice<ArraySlice<UInt8>> {
    var kept = lines[...]
    while kept.last?.allSatisfy(\.isBlank) == true { kept = kept.dropLast() }
    return kept
  }
}

/// One line of a mail's text and how many times it is quoted.
struct QuotedLine {
  /// More marks than this are kept as text: nobody quotes so deep, and HTML would nest as deep.
  static let maximumDepth = 20

  let text: ArraySlice<UInt8>
  let depth: Int

  /// A line of the original, one level deeper than the marks it has: "> > Bonjour" stands at depth 3.
  init(quoting line: ArraySlice<UInt8>) {
    var rest = line
    var depth = 1
    while depth < QuotedLine.maximumDepth, rest.first == Octet.greater {
      depth += 1
      rest = rest.dropFirst()
      if rest.first == Octet.space, rest.dropFirst().first == Octet.greater { rest = rest.dropFirst() }
    }
    if depth > 1, rest.first == Octet.space { rest = rest.dropFirst() }
    self.depth = depth
    text = rest
  }

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    depth = 0
  }
}

extension OutgoingBody {
  /// The author's lines.
  var authoredLines: [QuotedLine] { BodyLines(text).withoutEmptyEnd.map { QuotedLine($0) } }

  /// The attribution and the original, empty when nothing is quoted.
  var quotedLines: [QuotedLine] {
    guard let quote else { return [] }
    let attribution = BodyLines(quote.attribution).withoutEmptyEnd.map { QuotedLine($0) }
    return attribution + BodyLines(quote.text).withoutEmptyEnd.map { QuotedLine(quoting: $0) }
  }
}
