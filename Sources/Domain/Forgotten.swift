/// What was erased of a person.
public struct Forgotten: Hashable, Sendable, Codable {
  public let messages: Int
  public let examples: Int

  public init(messages: Int, examples: Int) {
    self.messages = messages
    self.examples = examples
  }
}
