/// How much of a server's words is held. Each bound is far above what an honest server sends.
public struct ParserLimits: Hashable, Sendable {
  /// Octets of one response, bodies aside: SEARCH on a mailbox of a million messages takes 7 MB.
  public var response = 16 << 20
  /// Octets of one literal that is no body.
  public var literal = 1 << 20
  /// Octets of one body.
  public var body = 256 << 20
  /// Parentheses within parentheses.
  public var nesting = 100
  /// Values of one response, those of all its lists together.
  public var items = 4_000_000

  public init() {}
}

/// What the parser finds, in the order of the wire.
public enum ParserEvent: Hashable, Sendable {
  /// FETCH brings a section of so many octets; they follow, and then the response that says whose they are.
  case bodyBegan(Section, size: Int)
  /// Never empty.
  case bodyBytes(ArraySlice<UInt8>)
  case bodyEnded
  case response(Response)
}

/// Where one response ends and the next begins can no longer be told: the connection is of no more use.
public enum ParseError: Error, Hashable, Sendable {
  /// A count of octets that no literal can have.
  case badLiteral
  case responseTooLarge
  case literalTooLarge
  case bodyTooLarge
}
