/// Reply trimming: tells the author's new words from the history, the signature and the notices of a mail, in the
/// shapes of the mail clients and webmails that French companies and their customers use.
///
/// The story has three steps. ``HistoryWalk`` goes down the lines once and sets earlier mails apart. Each stretch of the
/// author's lines that remains is then read from its end: machine-made footers, legal notices, signature. At last the
/// lines are joined into segments. When a sign is not sure the words stay the author's: a signature read as words does
/// little harm, a lost sentence much.
///
/// The work is linear in the size of the text, whatever is in it.
public struct QuotedTextTrim: Sendable {
  public init() {}

  /// Cuts the text of one mail into segments.
  ///
  /// - Parameters:
  ///   - text: the displayed text of the mail, plain or made from HTML, flowed lines already joined (RFC 3676).
  ///   - quoted: stretches of `text` that the HTML marked as quoted (`blockquote` and its kind), in the order of the
  ///     text. They are believed; everything else is judged by its words.
  public func trim(_ text: String, quoted: [QuotedBlock] = []) -> TrimmedText {
    let bytes = Array(text.utf8)
    let lines = TextLine.lines(of: bytes, quoted: quoted)
    let walk = HistoryWalk(lines)
    var kinds = walk.kinds
    for stretch in Self.authorStretches(of: walk.kinds, in: lines) {
      StretchReader(lines, stretch: stretch).read(into: &kinds)
    }
    Self.keepWhatIsAllThereIs(in: &kinds, of: lines, unmarkedHistory: walk.unmarkedHistory)
    return TrimmedText(segments: Self.segments(of: bytes, lines: lines, kinds: kinds))
  }

  /// The runs of lines that the walk left to the author.
  private static func authorStretches(of kinds: [Segment.Kind], in lines: [TextLine]) -> [Range<Int>] {
    var stretches: [Range<Int>] = []
    var start: Int?
    for (index, kind) in kinds.enumerated() {
      if kind != .new {
        if let begin = start { stretches.append(begin..<index) }
        start = nil
      } else if start == nil, !lines[index].isBlank {
        start = index
      }
    }
    if let begin = start { stretches.append(begin..<kinds.count) }
    return stretches
  }

  /// A mail without new words is a forward if it brings history as Outlook forwards it; otherwise what was taken for a
  /// signature is all that the author wrote ("Cordialement, Paul", sent with an attachment), so it stays.
  private static func keepWhatIsAllThereIs(
    in kinds: inout [Segment.Kind], of lines: [TextLine], unmarkedHistory: Range<Int>?
  ) {
    guard !lines.indices.contains(where: { kinds[$0] == .new && lines[$0].hasWords }) else { return }
    if let unmarkedHistory {
      for index in unmarkedHistory { kinds[index] = .forwarded }
    }
    guard !kinds.contains(.forwarded) else { return }
    var isDelimited = false
    for index in lines.indices where kinds[index] == .signature {
      if lines[index].isSignatureDelimiter { isDelimited = true }
      if !isDelimited { kinds[index] = .new }
    }
  }

  /// Joins neighbouring lines of one kind; a blank line goes with the line above it.
  private static func segments(of bytes: [UInt8], lines: [TextLine], kinds: [Segment.Kind]) -> [Segment] {
    var segments: [Segment] = []
    var start = 0
    var current: Segment.Kind?
    func close(at end: Int) {
      guard let kind = current, start < end else { return }
      let range = start..<end
      segments.append(Segment(kind: kind, range: range, text: String(decoding: bytes[range], as: UTF8.self)))
      start = end
    }
    for (line, kind) in zip(lines, kinds) where !line.isBlank && kind != current {
      close(at: current == nil ? 0 : line.range.lowerBound)
      current = kind
    }
    if current == nil, !bytes.isEmpty { current = .new }
    close(at: bytes.count)
    return segments
  }
}

/// A stretch of a text that the HTML marked as quoted.
public struct QuotedBlock: Sendable, Hashable {
  /// Where it stands in the text, in UTF-8 bytes; a line belongs to it when it starts in it.
  public let range: Range<Int>
  /// How many quotes lie around it, 1 or more.
  public let depth: Int

  public init(range: Range<Int>, depth: Int) {
    self.range = range
    self.depth = depth
  }

  /// Answers for growing offsets how deep they are quoted.
  struct Cursor {
    private var rest: ArraySlice<QuotedBlock>

    init(_ blocks: [QuotedBlock]) {
      rest = blocks.sorted { $0.range.lowerBound < $1.range.lowerBound }[...]
    }

    mutating func depth(at offset: Int) -> Int {
      while let block = rest.first, block.range.upperBound <= offset { rest.removeFirst() }
      guard let block = rest.first, block.range.contains(offset) else { return 0 }
      return min(max(block.depth, 0), TextLine.deepestQuote)
    }
  }
}
