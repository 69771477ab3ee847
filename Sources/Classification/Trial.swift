/// How a recipe did on texts that it had not learned from.
struct Trial: Sendable {
  /// How often a linear model goes through the texts, in a trial.
  static let rounds = 6

  let recipe: Recipe
  /// The rows that were held out at some time, and what was made of them.
  let rows: [Int]
  let readings: [Reading]
  let quality: Quality
  private let isRight: [Bool]

  /// By how many standard deviations of luck a recipe must win.
  private static let luck = 1.5

  private init(_ recipe: Recipe, rows: [Int], readings: [Reading], _ texts: TrainingTexts) {
    self.recipe = recipe
    self.rows = rows
    self.readings = readings
    let answers = zip(readings, rows).map { (given: Self.best($0.scores), right: texts.rowLabels[$1][0]) }
    isRight = answers.map { $0.given == $0.right }
    quality = Quality(answers, classes: texts.labels.count)
  }

  /// Each of the first `folds` folds is held out once.
  static func run(_ texts: TrainingTexts, recipes: [Recipe], folds: Int) -> [Trial] {
    guard !recipes.isEmpty else { return [] }
    let parts = inParallel(folds) { fold in
      let included = texts.folds.indices.filter { texts.folds[$0] != fold }
      let heldOut = texts.folds.indices.filter { texts.folds[$0] == fold }
      let fitting = Fitting(texts, included: included)
      return (heldOut, recipes.map { fitting.fit($0, rounds: rounds).readings(texts, rows: heldOut) })
    }
    let rows = parts.flatMap(\.0)
    return recipes.indices.map { index in
      Trial(recipes[index], rows: rows, readings: parts.flatMap { $0.1[index] }, texts)
    }
  }

  private static func best(_ scores: [Float]) -> Int {
    scores.indices.max { scores[$0] < scores[$1] } ?? 0
  }

  /// The best, where a later one has to be better than luck explains: small sets would else make a lottery of it.
  static func best(_ trials: [Trial]) -> Trial {
    trials.reduce(trials[0]) { $1.isClearlyBetter(than: $0) ? $1 : $0 }
  }

  /// Counts the texts on which only one of the two is right (McNemar): half of them may be luck.
  private func isClearlyBetter(than other: Trial) -> Bool {
    let gained = zip(isRight, other.isRight).count { $0 && !$1 }
    let lost = zip(isRight, other.isRight).count { !$0 && $1 }
    let gain = Double(gained - lost)
    return gain > Self.luck * Double(gained + lost).squareRoot() && quality.sum > other.quality.sum
  }
}

/// How many answers were right.
public struct Quality: Hashable, Sendable {
  /// The share of right answers.
  public let accuracy: Double
  /// The F1 of each class, averaged: a rare class counts as much as a frequent one.
  public let macroF1: Double

  var sum: Double { accuracy + macroF1 }

  init(accuracy: Double, macroF1: Double) {
    self.accuracy = accuracy
    self.macroF1 = macroF1
  }

  init(_ answers: [(given: Int, right: Int)], classes: Int) {
    var right = [Int](repeating: 0, count: classes)
    var given = right
    var wanted = right
    for answer in answers {
      given[answer.given] += 1
      wanted[answer.right] += 1
      if answer.given == answer.right { right[answer.right] += 1 }
    }
    let met = (0..<classes).filter { given[$0] + wanted[$0] > 0 }
    accuracy = Double(right.reduce(0, +)) / Double(max(1, answers.count))
    macroF1 =
      met.reduce(0) { $0 + 2 * Double(right[$1]) / Double(given[$1] + wanted[$1]) } / Double(max(1, met.count))
  }
}
