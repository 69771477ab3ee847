/// A person's audit of a whole would-be answer: its intent, entities, record and action. Silence is no verdict.
public struct Verdict: Hashable, Sendable {
  public let message: Identifier<Message>
  public let isRight: Bool
  /// What made the answer. The verdict says nothing about any other.
  public let versions: AnswerVersions

  public init(message: Identifier<Message>, isRight: Bool, versions: AnswerVersions) {
    self.message = message
    self.isRight = isRight
    self.versions = versions
  }
}

/// The versions of all that decides what is answered, and whether.
public struct AnswerVersions: Hashable, Sendable, Codable {
  public let model: ContentHash
  /// The confidence below which nothing is answered.
  public let threshold: Double
  /// The profile's rules and replies.
  public let rules: ContentHash

  public init(model: ContentHash, threshold: Double, rules: ContentHash) {
    self.model = model
    self.threshold = threshold
    self.rules = rules
  }
}
