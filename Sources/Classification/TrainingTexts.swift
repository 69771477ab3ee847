/// The examples as numbers: rows of features, and the numbers of their labels.
struct TrainingTexts: Sendable {
  let languages: [String]
  let fields: [String]
  let labels: [String]
  let vocabulary: Vocabulary
  let kinds: [FeatureKind]
  /// The logarithmic frequency of each feature of each example.
  let rows: SparseRows
  /// For each row the numbers of its labels, the main one first.
  let rowLabels: [[Int]]
  /// For each row the labels that it is an example of: the main one. What else it is about must not make it resemble those
  /// texts whose main label that is, or a single answer could not tell which comes first. A label that is no text's main
  /// one is learned from all that have it.
  let exampleOf: [[Int]]
  /// For each row which part of the cross-validation holds it out. Equal texts are always held out together.
  let folds: [Int]

  init(_ examples: [Example], languages: [String], folds: Int) {
    self.languages = languages
    fields = Array(Set(examples.flatMap { $0.text.fields.map(\.name) })).sorted()
    labels = Array(Set(examples.flatMap(\.labels))).sorted()
    let counted = Self.read(examples, fields: fields, languages: languages)

    var vocabulary = Vocabulary()
    var kinds: [FeatureKind] = []
    var rows = SparseRows()
    for features in counted {
      for feature in features {
        let number = vocabulary.add(feature.hash)
        if number == kinds.count { kinds.append(feature.kind) }
        rows.append(column: number, value: Weighting.frequency(feature.count))
      }
      rows.endRow()
    }
    self.vocabulary = vocabulary
    self.kinds = kinds
    self.rows = rows

    let numbers = Dictionary(uniqueKeysWithValues: labels.enumerated().map { ($1, $0) })
    let rowLabels = examples.map { example in
      example.labels.reduce(into: [Int]()) { list, label in
        if let number = numbers[label], !list.contains(number) { list.append(number) }
      }
    }
    self.rowLabels = rowLabels
    let main = Set(rowLabels.map { $0[0] })
    exampleOf = rowLabels.map { [$0[0]] + $0.dropFirst().filter { !main.contains($0) } }
    self.folds = Self.deal(examples.map(\.text), mainLabels: rowLabels.map { $0[0] }, folds: folds)
  }

  private static func read(_ examples: [Example], fields: [String], languages: [String]) -> [[CountedFeature]] {
    let share = 256
    let parts = inParallel((examples.count + share - 1) / share) { part in
      let reader = FeatureReader(languages: languages, fields: fields)
      return examples[part * share..<min(examples.count, (part + 1) * share)].map { example in
        CountedFeature.count(reader.read(example.text))
      }
    }
    return parts.flatMap(\.self)
  }

  /// Deals the texts of each label out in turns, after a shuffle that is always the same.
  private static func deal(_ texts: [FieldedText], mainLabels: [Int], folds: Int) -> [Int] {
    var order = Array(texts.indices)
    var random = SplitMix(seed: 2)
    random.shuffle(&order)
    var dealt: [FieldedText: Int] = [:]
    var turns: [Int: Int] = [:]
    var result = [Int](repeating: 0, count: texts.count)
    for index in order {
      if let fold = dealt[texts[index]] {
        result[index] = fold
        continue
      }
      // Each label begins elsewhere, or rare labels would all be held out together.
      let turn = turns[mainLabels[index], default: mainLabels[index]]
      turns[mainLabels[index]] = turn + 1
      result[index] = turn % folds
      dealt[texts[index]] = turn % folds
    }
    return result
  }
}
