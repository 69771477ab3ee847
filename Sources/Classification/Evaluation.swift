/// What a classifier did on labelled texts that it had not learned from.
public struct Evaluation: Hashable, Sendable, Encodable {
  public let accuracy: Double
  public let macroF1: Double
  /// Expected calibration error, 15 bins.
  public let calibrationError: Double
  /// The greatest share of the texts that some threshold on the probability keeps with 95 % of them right.
  public let coverageAt95: Double
  public let coverageAt99: Double
  public let labels: [String: LabelFigures]
  /// Right label → given label → count.
  public let confusion: [String: [String: Int]]

  public struct LabelFigures: Hashable, Sendable, Encodable {
    public let precision: Double
    public let recall: Double
    public let f1: Double
    /// How many texts have it.
    public let count: Int
  }

  enum CodingKeys: String, CodingKey {
    case accuracy
    case macroF1 = "macro_f1"
    case calibrationError = "ece"
    case coverageAt95 = "coverage_at_95"
    case coverageAt99 = "coverage_at_99"
    case labels
    case confusion
  }

  /// Labels that the classifier does not know are always answered wrong.
  public init(of classifier: Classifier, on examples: [Example]) {
    let answers = classifier.best(examples.map(\.text))
    var confusion: [String: [String: Int]] = [:]
    var outcomes: [Outcome] = []
    for (answer, example) in zip(answers, examples) {
      guard let right = example.labels.first else { continue }
      confusion[right, default: [:]][answer.label, default: 0] += 1
      outcomes.append(Outcome(confidence: Double(answer.probability), isRight: answer.label == right))
    }
    var labels: [String: LabelFigures] = [:]
    let given = confusion.values.reduce(into: [String: Int]()) { $0.merge($1, uniquingKeysWith: +) }
    for label in Set(confusion.keys).union(given.keys) {
      let right = Double(confusion[label]?[label] ?? 0)
      let count = confusion[label]?.values.reduce(0, +) ?? 0
      let all = given[label] ?? 0
      labels[label] = LabelFigures(
        precision: all > 0 ? right / Double(all) : 0, recall: count > 0 ? right / Double(count) : 0,
        f1: 2 * right / Double(count + all), count: count)
    }
    self.labels = labels
    self.confusion = confusion
    let total = Double(max(1, outcomes.count))
    accuracy = Double(outcomes.count(where: \.isRight)) / total
    // In the order of the names: a sum of fractions hangs on its order.
    let scores = labels.sorted { $0.key < $1.key }.map(\.value.f1)
    macroF1 = scores.reduce(0, +) / Double(max(1, scores.count))
    calibrationError = Outcome.calibrationError(outcomes)
    coverageAt95 = Outcome.coverage(outcomes, precision: 0.95)
    coverageAt99 = Outcome.coverage(outcomes, precision: 0.99)
  }
}

/// One answer: how sure it was, and whether it was right.
struct Outcome {
  let confidence: Double
  let isRight: Bool

  /// By how much confidence and the share of right answers differ, on average over bins of equal width (Guo et al., ICML
  /// 2017).
  static func calibrationError(_ outcomes: [Outcome]) -> Double {
    let bins = 15
    var confidence = [Double](repeating: 0, count: bins)
    var right = confidence
    for outcome in outcomes {
      let bin = min(bins - 1, max(0, Int(outcome.confidence * Double(bins))))
      confidence[bin] += outcome.confidence
      right[bin] += outcome.isRight ? 1 : 0
    }
    return zip(confidence, right).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(max(1, outcomes.count))
  }

  static func coverage(_ outcomes: [Outcome], precision: Double) -> Double {
    let sorted = outcomes.sorted { $0.confidence > $1.confidence }
    var right = 0
    var kept = 0
    for (index, outcome) in sorted.enumerated() {
      if outcome.isRight { right += 1 }
      // A threshold cannot part answers of one confidence.
      let isLast = index + 1 == sorted.count || sorted[index + 1].confidence < outcome.confidence
      if isLast, Double(right) >= precision * Double(index + 1) { kept = index + 1 }
    }
    return Double(kept) / Double(max(1, sorted.count))
  }
}
