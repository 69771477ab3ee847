/// How long a server may take, and how much it may say.
public struct SessionLimits: Hashable, Sendable {
  /// For the TCP connection, and again for TLS.
  public var connect: Duration = .seconds(30)
  /// For the next octets of an answer, or for the server to take some of ours.
  public var command: Duration = .seconds(60)
  /// For all of an answer, of which the server may say meanwhile that it is still at it. It begins anew with each piece of
  /// a message that was asked for, and each piece of a command that the server has taken.
  public var answer: Duration = .seconds(300)
  /// Responses to one command beside the messages that it asked for.
  public var responses = 1_000_000
  /// Octets of all responses to one command, bodies aside; no less than one response may have.
  public var octets = 32 << 20
  public var parser = ParserLimits()

  public init() {}
}
