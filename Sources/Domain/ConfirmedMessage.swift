/// A message with the intents that a person confirmed: what a model learns from.
public struct ConfirmedMessage: Hashable, Sendable {
  public let message: Message
  /// The primary first.
  public let intents: [Intent]
  public let confirmedAt: Instant

  public init(message: Message, intents: [Intent], confirmedAt: Instant) {
    self.message = message
    self.intents = intents
    self.confirmedAt = confirmedAt
  }
}
