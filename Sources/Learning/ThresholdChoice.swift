public import Domain

/// An answer to one intent whose rightness is known.
public struct JudgedConfidence: Hashable, Sendable {
  public let message: Identifier<Message>
  /// Calibrated, 0…1.
  public let confidence: Double
  public let isRight: Bool

  public init(message: Identifier<Message>, confidence: Double, isRight: Bool) {
    self.message = message
    self.confidence = confidence
    self.isRight = isRight
  }
}

/// From which confidence on one intent is answered, and what that is worth.
///
/// Of all thresholds one is bound to look good by luck. So it is chosen on one half of the messages and judged on the
/// other.
public struct ThresholdChoice: Hashable, Sendable {
  /// What is at least as confident is answered.
  public let threshold: Double
  /// What the half that the choice did not see holds at least as confident, and how many of it are right.
  public let judged: Int
  public let right: Int
  /// The share of right answers is this at least, with a confidence of 95 % (Clopper–Pearson).
  public let lowerBound: Double

  /// The lowest threshold that the half for learning shows to be good enough: it answers most.
  ///
  /// - Returns: nil when none is: too few answers, or too many wrong ones among the confident.
  public init?(_ answers: [JudgedConfidence], target: Double = 0.95) {
    let seen = answers.filter { Half(of: $0.message) == .learning }
    guard let threshold = Self.lowest(seen, target) else { return nil }
    let kept = answers.filter { Half(of: $0.message) == .judging && $0.confidence >= threshold }
    self.threshold = threshold
    judged = kept.count
    right = kept.count(where: \.isRight)
    lowerBound = BinomialBound.lower(right: right, of: judged, doubt: ReliabilityGate.doubt)
  }

  private static func lowest(_ answers: [JudgedConfidence], _ target: Double) -> Double? {
    let sorted = answers.sorted { $0.confidence > $1.confidence }
    var right = 0
    var lowest: Double?
    for (index, answer) in sorted.enumerated() {
      if answer.isRight { right += 1 }
      // A threshold cannot part answers of one confidence.
      let isLast = index + 1 == sorted.count || sorted[index + 1].confidence < answer.confidence
      if isLast, BinomialBound.lower(right: right, of: index + 1, doubt: ReliabilityGate.doubt) >= target {
        lowest = answer.confidence
      }
    }
    return lowest
  }
}
