/// How a classifier was chosen and how well it did on texts held out from learning.
public struct TrainingReport: Hashable, Sendable {
  public struct Comparison: Hashable, Sendable {
    public let recipe: Recipe
    public let quality: Quality
  }

  public let examples: Int
  /// What was tried, with its figures.
  public let comparisons: [Comparison]
  public let chosen: Recipe
  /// The figures of the chosen one, over all folds.
  public let quality: Quality
  /// By how much probabilities and shares of right answers differ on average (ECE, 15 bins), over all folds.
  public let calibrationError: Double

  init(
    examples: Int, comparisons: [Comparison], chosen: Recipe, quality: Quality, calibrationError: Double
  ) {
    self.examples = examples
    self.comparisons = comparisons
    self.chosen = chosen
    self.quality = quality
    self.calibrationError = calibrationError
  }

  init(_ trials: [Trial], chosen: Trial, _ texts: TrainingTexts, _ calibration: Calibration, _ novelty: Novelty) {
    let outcomes = zip(chosen.readings, chosen.rows).map { reading, row -> Outcome in
      let shares = calibration.shares(reading.scores)
      let best = shares.indices.max { shares[$0] < shares[$1] } ?? 0
      let confidence = shares[best] * (1 - novelty.probability(reading, calibration))
      return Outcome(confidence: Double(confidence), isRight: best == texts.rowLabels[row][0])
    }
    self.init(
      examples: texts.rows.count, comparisons: trials.map { Comparison(recipe: $0.recipe, quality: $0.quality) },
      chosen: chosen.recipe, quality: chosen.quality, calibrationError: Outcome.calibrationError(outcomes))
  }
}
