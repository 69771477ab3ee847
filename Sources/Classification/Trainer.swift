/// Makes a classifier of examples. Equal examples in an equal order make equal classifiers, to the last byte.
public struct Trainer: Sendable {
  /// ISO 639-1 codes of the languages whose stems are used; the first is assumed where none is recognised.
  private let languages: [String]?

  private static let folds = 5
  /// With more examples than this, two folds of the five are enough to choose a recipe and to calibrate it.
  private static let manyExamples = 3_000
  /// Whoever has more has mistaken texts or numbers for names.
  private static let mostLabels = 1_000
  private static let mostFields = 50

  /// - Parameter languages: among `fr` and `en`; nil: what the examples seem to be written in.
  public init(languages: [String]? = nil) {
    self.languages = languages
  }

  /// What is being done, for a person who waits.
  public enum Step: Hashable, Sendable {
    case reading(examples: Int)
    case comparing(recipes: Int)
    case fitting(Recipe)
  }

  public func train(
    _ examples: [Example], progress: (Step) -> Void = { _ in }
  ) throws(TrainingError) -> Classifier {
    try Self.check(examples)
    progress(.reading(examples: examples.count))
    let texts = TrainingTexts(
      examples, languages: languages ?? MainLanguages.of(examples), folds: min(Self.folds, examples.count))
    guard !texts.kinds.isEmpty else { throw .nothingToRead }

    let folds = examples.count > Self.manyExamples ? 2 : Self.folds
    progress(.comparing(recipes: Recipe.first.count))
    var trials = Trial.run(texts, recipes: Recipe.first, folds: folds)
    trials += Trial.run(texts, recipes: Trial.best(trials).recipe.neighbours, folds: folds)
    let trial = Trial.best(trials)
    let recipe = trial.recipe
    let calibration = Calibration(trial.readings.map(\.scores), labels: trial.rows.map { texts.rowLabels[$0] })
    progress(.fitting(recipe))
    let included = Array(0..<texts.rows.count)
    let fit = Fitting(texts, included: included).fit(recipe, rounds: Trial.rounds * 2, parallel: true)
    let novelty = Novelty(trial.readings, calibration)
    return Classifier(
      texts, fit: fit, calibration: calibration, novelty: novelty,
      report: TrainingReport(trials, chosen: trial, texts, calibration, novelty))
  }

  private static func check(_ examples: [Example]) throws(TrainingError) {
    guard !examples.isEmpty else { throw .noExamples }
    for (index, example) in examples.enumerated()
    where example.labels.isEmpty || example.labels.contains(where: \.isEmpty) {
      throw .emptyLabel(example: index + 1)
    }
    let labels = Set(examples.map { $0.labels[0] })
    let all = Set(examples.flatMap(\.labels))
    if all.count > mostLabels { throw .tooManyLabels(all.count) }
    let fields = Set(examples.flatMap { $0.text.fields.map(\.name) })
    if fields.count > mostFields { throw .tooManyFields(fields.count) }
    if labels.count == 1 { throw .oneLabel(examples[0].labels[0]) }
  }
}

/// Why no classifier could be made.
public enum TrainingError: Error, Hashable, Sendable {
  case noExamples
  /// An example, counted from 1, has no label or one without a name.
  case emptyLabel(example: Int)
  /// All examples have the same main label: there is nothing to tell apart.
  case oneLabel(String)
  case tooManyLabels(Int)
  case tooManyFields(Int)
  /// No example holds a word.
  case nothingToRead
}
