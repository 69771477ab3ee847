/// Walks down a mail once and tells the author's lines from the history.
///
/// History that is marked with `>` ends where the marks end, so an answer below or between quotes stays the author's.
/// History without marks, as Outlook writes it, goes on to the end of the mail.
struct HistoryWalk {
  private let lines: [TextLine]
  private var isHeaderSeen = false

  /// What each line is; the author's lines and what surrounds them are all `.new` still.
  private(set) var kinds: [Segment.Kind]

  /// Lines of history that nothing but a header block or a separator announced. Outlook forwards look the same as its
  /// replies, so such history is a forward when the author wrote nothing above it.
  private(set) var unmarkedHistory: Range<Int>?

  init(_ lines: [TextLine]) {
    self.lines = lines
    kinds = Array(repeating: .new, count: lines.count)
    var index = 0
    while index < lines.count { index = step(at: index) }
  }

  private mutating func step(at index: Int) -> Int {
    if lines[index].isBlank { return index + 1 }
    if lines[index].isQuoted { return takeRun(at: index) }
    guard let opening = opening(at: index) else { return index + 1 }
    return take(opening)
  }

  /// The lines that announce history.
  private struct Opening {
    var lines: Range<Int>
    var isForward: Bool
    var isAttribution: Bool
  }

  private func opening(at index: Int) -> Opening? {
    guard var opening = singleOpening(at: index, below: .none) else { return nil }
    // A separator, then an attribution or a header block: all one announcement.
    for _ in 0..<3 {
      guard let next = nextWords(from: opening.lines.upperBound), !lines[next].isQuoted,
        let more = singleOpening(at: next, below: .words)
      else { break }
      opening.lines = opening.lines.lowerBound..<more.lines.upperBound
      opening.isForward = opening.isForward || more.isForward
      opening.isAttribution = opening.isAttribution || more.isAttribution
    }
    return opening
  }

  private func singleOpening(at index: Int, below introduction: HeaderBlock.Introduction) -> Opening? {
    if let kind = HistorySeparator.kind(of: lines[index]) {
      return Opening(lines: index..<index + 1, isForward: kind == .forward, isAttribution: false)
    }
    if HistorySeparator.isRule(lines[index]) {
      guard let next = nextWords(from: index + 1), next <= index + 3, !lines[next].isQuoted,
        !HistorySeparator.isRule(lines[next]),
        let below = singleOpening(at: next, below: introduction == .none ? .rule : introduction)
      else { return nil }
      return Opening(
        lines: index..<below.lines.upperBound, isForward: below.isForward, isAttribution: below.isAttribution)
    }
    if let length = HeaderBlock.length(in: lines, at: index, below: introduction) {
      return Opening(lines: index..<index + length, isForward: false, isAttribution: false)
    }
    if let length = AttributionLine.length(in: lines, at: index) {
      return Opening(lines: index..<index + length, isForward: false, isAttribution: true)
    }
    return nil
  }

  private mutating func take(_ opening: Opening) -> Int {
    isHeaderSeen = true
    for index in opening.lines { kinds[index] = .quoteHeader }
    guard let next = nextWords(from: opening.lines.upperBound) else { return lines.count }
    if lines[next].isQuoted { return takeRun(at: next, isForward: opening.isForward) }
    for index in next..<lines.count {
      kinds[index] = opening.isForward ? .forwarded : .quote(depth: 1 + lines[index].depth)
    }
    if !opening.isForward, !opening.isAttribution { unmarkedHistory = next..<lines.count }
    return lines.count
  }

  private mutating func takeRun(at start: Int, isForward: Bool = false) -> Int {
    let end = QuotedRun.end(in: lines, from: start)
    guard isHeaderSeen || QuotedRun.looksLikeMail(lines, run: start..<end) else { return end }
    var depth = 1
    for index in start..<end {
      if lines[index].isQuoted { depth = lines[index].depth }
      kinds[index] = isForward ? .forwarded : .quote(depth: depth)
    }
    return end
  }

  private func nextWords(from index: Int) -> Int? {
    lines[min(index, lines.count)...].firstIndex { !$0.isBlank }
  }
}
