/// How long each step may take.
public struct SMTPLimits: Sendable {
  /// The connection, and once more its encryption.
  public var connect: Duration = .seconds(30)
  /// These five by RFC 5321 §4.5.3.2: a server may check much before it answers, and giving up on the last one too
  /// early leaves a message of which nobody knows whether it was sent.
  public var greeting: Duration = .seconds(300)
  /// Every command but DATA and QUIT.
  public var command: Duration = .seconds(300)
  public var data: Duration = .seconds(120)
  /// Each piece of 64 KB of the message.
  public var piece: Duration = .seconds(180)
  public var finalReply: Duration = .seconds(600)
  /// Nothing depends on the answer to QUIT.
  public var quit: Duration = .seconds(5)

  public init() {}
}
