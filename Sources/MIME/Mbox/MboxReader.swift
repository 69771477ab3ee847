/// Parts an mbox file (RFC 4155) into its mails, as the octets come in: memory holds one mail, whatever the file's size.
///
/// Lines `From …` begin mails. Writers disagree on what protects such a line inside a mail: mboxrd puts `>` before
/// `>*From `, mboxo only before `From `. One `>` is taken off either, which is right for both unless mboxo met a line
/// that began with `>From ` already.
public struct MboxReader<Chunks: IteratorProtocol>: Sequence, IteratorProtocol where Chunks.Element == [UInt8] {
  /// One mail of the file.
  public struct Entry: Sendable {
    /// The mail's octets, the separator line left out.
    public var bytes: [UInt8]
    /// The mail was longer than the bound, and its end is not in `bytes`.
    public var isTruncated = false
  }

  /// What the octets come from; at the end it may tell why it ended.
  public private(set) var chunks: Chunks
  private let maximumMailSize: Int
  /// Octets read and not yet looked at.
  private var buffer: ArraySlice<UInt8> = []
  private var isAtEnd = false
  private var entry = Entry(bytes: [])
  private var hasEntry = false
  private var isAtLineStart = true
  private var isAfterEmptyLine = true
  /// Whether separators of this file carry a date; learned from the first one.
  private var needsDate: Bool?

  /// Longest piece of a line that is held back to see what it is.
  private static var longestPiece: Int { 65_536 }

  /// - Parameter maximumMailSize: octets of the longest mail that is held in memory; of longer ones the beginning.
  public init(_ chunks: Chunks, maximumMailSize: Int = 128 << 20) {
    self.chunks = chunks
    self.maximumMailSize = maximumMailSize
  }

  /// The next mail; nil at the end. Octets before the first separator are a mail, too.
  public mutating func next() -> Entry? {
    while let piece = nextPiece() {
      let isSeparator = isAtLineStart && isAfterEmptyLine && isSeparator(piece)
      let finished = isSeparator ? take() : nil
      if isSeparator {
        hasEntry = true
      } else {
        append(piece)
      }
      isAfterEmptyLine = isAtLineStart && piece.allSatisfy(\.isLineEnd)
      isAtLineStart = piece.last == Octet.lineFeed
      if let finished { return finished }
    }
    return take()
  }

  /// A line with its line end, or a piece of a line too long to hold.
  private mutating func nextPiece() -> ArraySlice<UInt8>? {
    while true {
      if let end = buffer.firstOffset(of: Octet.lineFeed, from: buffer.startIndex) { return cut(at: end + 1) }
      if buffer.count >= Self.longestPiece || isAtEnd { return buffer.isEmpty ? nil : cut(at: buffer.endIndex) }
      if let chunk = chunks.next() {
        buffer = buffer.isEmpty ? chunk[...] : buffer + chunk
      } else {
        isAtEnd = true
      }
    }
  }

  private mutating func cut(at end: Int) -> ArraySlice<UInt8> {
    let piece = buffer[..<end]
    buffer = buffer[end...]
    return piece
  }

  private mutating func append(_ piece: ArraySlice<UInt8>) {
    hasEntry = true
    let content = isAtLineStart ? Self.unquoted(piece) : piece
    let room = maximumMailSize - entry.bytes.count
    entry.bytes += content.prefix(room)
    if content.count > room { entry.isTruncated = true }
  }

  /// Gives the mail gathered so far, without the empty line that parts it from the next separator.
  private mutating func take() -> Entry? {
    guard hasEntry else { return nil }
    var finished = entry
    entry = Entry(bytes: [])
    hasEntry = false
    if !finished.isTruncated {
      if finished.bytes.suffix(4).elementsEqual([0x0D, 0x0A, 0x0D, 0x0A]) {
        finished.bytes.removeLast(2)
      } else if finished.bytes.suffix(2).elementsEqual([0x0A, 0x0A]) {
        finished.bytes.removeLast()
      }
    }
    return finished
  }

  /// A file whose first separator has a date has one in each: then `From now on we …` in a mail is no separator.
  private mutating func isSeparator(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.starts(with: MboxSeparator.beginning) else { return false }
    let hasDate = MboxSeparator.hasDate(line)
    guard let needsDate else {
      needsDate = hasDate
      return true
    }
    return hasDate || !needsDate
  }

  /// Takes the `>` from `>From ` and `>>From `.
  private static func unquoted(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard line.first == Octet.greater, line.drop(while: { $0 == Octet.greater }).starts(with: MboxSeparator.beginning)
    else { return line }
    return line.dropFirst()
  }
}

/// The line that begins a mail in an mbox: `From jean@example.fr Tue Mar  3 14:05:00 2026`.
enum MboxSeparator {
  static let beginning = Array("From ".utf8)

  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// Whether the line has a month with its day beside it, a year and a clock time, which no separator of a real mbox
  /// lacks, be the date as `ctime` writes it or as mails do. A sentence that begins by « From » rarely has them all.
  static func hasDate(_ line: ArraySlice<UInt8>) -> Bool {
    let words = line.prefix(1_000).split { $0.isBlank || $0.isLineEnd || $0 == Octet.comma || $0 == Octet.hyphen }
    let hasDay = words.indices.contains { index in
      guard words[index].count == 3, months.contains(where: { words[index].hasASCII($0, at: words[index].startIndex) })
      else { return false }
      return [index - 1, index + 1].contains { words.indices.contains($0) && isNumber(words[$0], 1...2) }
    }
    return hasDay && words.contains { isNumber($0, 4...4) } && words.contains(where: isTime)
  }

  private static func isNumber(_ word: ArraySlice<UInt8>, _ digits: ClosedRange<Int>) -> Bool {
    digits.contains(word.count) && word.allSatisfy(\.isDigit)
  }

  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    let fields = word.split(separator: Octet.colon, omittingEmptySubsequences: false)
    return (2...3).contains(fields.count) && fields.allSatisfy { isNumber($0, 1...2) }
  }
}
