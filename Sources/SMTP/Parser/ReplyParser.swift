/// Why what a server sent is no reply.
public enum ReplyFlaw: Error, Hashable, Sendable {
  /// A line does not begin with a code of three digits and a space, a hyphen or its end.
  case noCode
  /// The lines of one reply have different codes.
  case mixedCodes
  case lineTooLong
  case tooManyLines
  /// More came where the server had to wait for us.
  case unasked
}

/// Cuts what comes from a server into replies, in whatever pieces it comes.
///
///     reply = *( code "-" [text] CRLF ) code [ " " [text] ] CRLF      ; RFC 5321 §4.2
///
/// Leniency, by culprit: lines that end by LF alone, octets beyond ASCII (servers that speak their country's language).
struct ReplyParser {
  /// RFC 5321 §4.5.3.1.5 allows 512.
  static let longestLine = 4096
  static let mostLines = 200

  private var buffer: [UInt8] = []
  /// Before it, no line ends.
  private var searched = 0
  private var code: Int?
  private var lines: [String] = []

  /// Whether nothing is left of what came.
  var isEmpty: Bool { buffer.isEmpty && lines.isEmpty }

  mutating func append(_ bytes: some Collection<UInt8>) { buffer += bytes }

  /// Forgets what came before.
  mutating func reset() { self = ReplyParser() }

  /// The next reply; nil when more has to come first.
  mutating func next() throws(ReplyFlaw) -> Reply? {
    while let line = try nextLine() {
      let (code, isLast, text) = try Self.parse(line)
      if let first = self.code, first != code { throw .mixedCodes }
      guard lines.count < Self.mostLines else { throw .tooManyLines }
      self.code = code
      lines.append(String(decoding: text, as: UTF8.self))
      if isLast {
        defer { (self.code, lines) = (nil, []) }
        guard let reply = Reply(code: code, lines: lines) else { throw .noCode }
        return reply
      }
    }
    return nil
  }

  private mutating func nextLine() throws(ReplyFlaw) -> ArraySlice<UInt8>? {
    let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n"))
    guard (end ?? buffer.count) < Self.longestLine else { throw .lineTooLong }
    guard let end else {
      searched = buffer.count
      return nil
    }
    var line = buffer[..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    buffer.removeFirst(end + 1)
    searched = 0
    return line
  }

  private static func parse(
    _ line: ArraySlice<UInt8>
  ) throws(ReplyFlaw) -> (code: Int, isLast: Bool, text: ArraySlice<UInt8>) {
    let digits = line.prefix(3)
    guard digits.count == 3, digits.allSatisfy(\.isDigit) else { throw .noCode }
    let code = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    let rest = line.dropFirst(3)
    switch rest.first {
    case nil: return (code, true, rest)
    case UInt8(ascii: " "): return (code, true, rest.dropFirst())
    case UInt8(ascii: "-"): return (code, false, rest.dropFirst())
    default: throw .noCode
    }
  }
}
