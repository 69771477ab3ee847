/// What a server answers to a command (RFC 5321 §4.2).
///
/// Its text may hold addresses: `description` leaves it out, `words` is for a person.
public struct Reply: Hashable, Sendable, CustomStringConvertible {
  /// The first digit, which alone decides what happens next (RFC 5321 §4.2.1).
  public enum Verdict: Int, Sendable {
    case completed = 2
    /// Go on with what belongs to the command.
    case goOn = 3
    /// No, for now.
    case temporary = 4
    /// No, and asking the same again will not help.
    case permanent = 5
  }

  /// 200…599.
  public let code: Int
  /// The text of each line as it came, octets that are no UTF-8 replaced.
  public let lines: [String]

  /// Nil when the code is none that SMTP knows.
  init?(code: Int, lines: [String]) {
    guard Verdict(rawValue: code / 100) != nil else { return nil }
    self.code = code
    self.lines = lines
  }

  public var verdict: Verdict { Verdict(rawValue: code / 100) ?? .permanent }

  /// Looked for even when the server did not announce ENHANCEDSTATUSCODES: many send it all the same.
  public var enhancedCode: EnhancedCode? {
    lines.first.flatMap { EnhancedCode(startOf: $0) }.flatMap { $0.class == code / 100 ? $0 : nil }
  }

  /// The server's words in one line, without codes and control characters.
  public var words: String {
    let prefix = enhancedCode.map { "\($0) " } ?? ""
    let texts = lines.map { prefix.isEmpty || !$0.hasPrefix(prefix) ? $0[...] : $0.dropFirst(prefix.count) }
    let words = String.UnicodeScalarView(
      texts.joined(separator: " ").unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 })
    return String(words)
  }

  public var description: String { enhancedCode.map { "\(code) \($0)" } ?? "\(code)" }

  /// Service shutting down: the server closes after it, whatever the command was (RFC 5321 §3.8).
  var isGoodbye: Bool { code == 421 }
}

/// A finer reason beside the code: `5.1.1` (RFC 3463 §2).
public struct EnhancedCode: Hashable, Sendable, CustomStringConvertible {
  /// 2, 4 or 5, as the reply's code begins.
  public let `class`: Int
  public let subject: Int
  public let detail: Int

  public init(_ class: Int, _ subject: Int, _ detail: Int) {
    self.class = `class`
    self.subject = subject
    self.detail = detail
  }

  /// Reads `5.1.1` and what parts it from the text that follows.
  init?(startOf text: String) {
    let word = text.prefix { $0 != " " }
    let numbers = word.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers.allSatisfy({ (1...3).contains($0.utf8.count) && $0.utf8.allSatisfy(\.isDigit) }),
      let first = Int(numbers[0]), let subject = Int(numbers[1]), let detail = Int(numbers[2]),
      [2, 4, 5].contains(first)
    else { return nil }
    self.init(first, subject, detail)
  }

  public var description: String { "\(`class`).\(subject).\(detail)" }
}

extension UInt8 {
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
