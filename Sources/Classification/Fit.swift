/// Weights of features for classes, as one recipe learned them from some of the rows.
struct Fit: Sendable {
  typealias Lanes = LinearTrainer.Lanes

  /// All rows are brought to this length (squared).
  static let squaredLength: Float = 3

  let weighting: Weighting
  /// What each weighted feature is multiplied by.
  let scale: [Float]
  /// For each sixteen classes the weights by column, the constants last.
  let blocks: [[Lanes]]

  /// Scales one weighted row in place, and brings it to its length.
  static func scale(_ values: inout [Float], _ entries: Range<Int>, by scale: (Int) -> Float) {
    var length: Float = 0
    for entry in entries {
      values[entry] *= scale(entry)
      length += values[entry] * values[entry]
    }
    guard length > 0 else { return }
    let factor = (squaredLength / length).squareRoot()
    for entry in entries { values[entry] *= factor }
  }

  /// What it makes of some of the rows.
  func readings(_ texts: TrainingTexts, rows numbers: [Int]) -> [Reading] {
    numbers.map { number in
      let entries = texts.rows.entries(of: number)
      let columns = texts.rows.columns[entries].map { Int($0) }
      var values = Array(texts.rows.values[entries])
      var knowledge = Knowledge()
      for (column, value) in zip(columns, values) {
        knowledge.add(
          texts.kinds[column], value, rarity: weighting.rarity[column], rarest: weighting.rarest)
      }
      weighting.weigh(&values, values.indices) { columns[$0] }
      Self.scale(&values, values.indices) { scale[columns[$0]] }
      var scores: [Float] = []
      for block in blocks {
        var sum = block[block.count - 1]
        for (column, value) in zip(columns, values) { sum += block[column] * value }
        for lane in 0..<LinearTrainer.lanes { scores.append(sum[lane]) }
      }
      return Reading(scores: Array(scores.prefix(texts.labels.count)), known: knowledge.share)
    }
  }
}

/// Learns from some of the rows by one recipe after the other; what all of them need is worked out once.
struct Fitting: Sendable {
  typealias Lanes = LinearTrainer.Lanes

  private let texts: TrainingTexts
  private let included: [Int]
  private let weighting: Weighting
  private let weighted: SparseRows
  private let bayes: NaiveBayes

  init(_ texts: TrainingTexts, included: [Int]) {
    self.texts = texts
    self.included = included
    weighting = Weighting(texts.rows, included: included, kinds: texts.kinds)
    weighted = weighting.weighted(texts.rows)
    bayes = NaiveBayes(
      weighted, labels: texts.exampleOf, included: included, classes: texts.labels.count, columns: texts.kinds.count)
  }

  /// - Parameters:
  ///   - rounds: how often a linear model goes through the rows at most.
  ///   - parallel: shares the classes out among threads.
  func fit(_ recipe: Recipe, rounds: Int, parallel: Bool = false) -> Fit {
    let columns = texts.kinds.count
    let scale =
      recipe.ratioPower == 0 ? [Float](repeating: 1, count: columns) : bayes.telling(power: recipe.ratioPower)
    let block: @Sendable (Int) -> [Lanes]
    switch recipe.method {
    case .multinomialNaiveBayes: block = { lanes($0) { bayes.multinomial($0) } }
    case .complementNaiveBayes: block = { lanes($0) { bayes.complement($0) } }
    case .linear:
      let trainer = LinearTrainer(scaled(by: scale), included: included, columns: columns)
      block = { trainer.weights(members: members($0), cost: recipe.cost, rounds: rounds) }
    }
    let count = (texts.labels.count + LinearTrainer.lanes - 1) / LinearTrainer.lanes
    let blocks = parallel ? inParallel(count, block) : (0..<count).map(block)
    return Fit(
      weighting: weighting, scale: scale,
      blocks: recipe.method == .linear ? blocks : Self.centred(blocks, labels: texts.labels.count))
  }

  private func lanes(_ block: Int, _ weights: (Int) -> [Float]) -> [Lanes] {
    let first = block * LinearTrainer.lanes
    let classes = (first..<min(first + LinearTrainer.lanes, texts.labels.count)).map(weights)
    return (0...texts.kinds.count).map { column in
      var lanes = Lanes.zero
      for lane in classes.indices { lanes[lane] = classes[lane][column] }
      return lanes
    }
  }

  /// Takes from the weights of each feature their average: only differences tell classes apart. Lanes without a class
  /// stay 0.
  private static func centred(_ blocks: [[Lanes]], labels: Int) -> [[Lanes]] {
    var blocks = blocks
    let used = blocks.indices.map { block in
      Lanes((0..<LinearTrainer.lanes).map { block * LinearTrainer.lanes + $0 < labels ? 1 : 0 })
    }
    for column in blocks[0].indices {
      let mean = blocks.reduce(Float(0)) { $0 + $1[column].sum() } / Float(labels)
      for block in blocks.indices { blocks[block][column] -= used[block] * mean }
    }
    return blocks
  }

  private func members(_ block: Int) -> [UInt16] {
    texts.exampleOf.map { labels in
      labels.reduce(0) { $1 / LinearTrainer.lanes == block ? $0 | 1 << UInt16($1 % LinearTrainer.lanes) : $0 }
    }
  }

  private func scaled(by scale: [Float]) -> SparseRows {
    var rows = weighted
    for row in 0..<rows.count {
      Fit.scale(&rows.values, rows.entries(of: row)) { scale[Int(weighted.columns[$0])] }
    }
    return rows
  }
}
