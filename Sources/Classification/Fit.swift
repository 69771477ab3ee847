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

  /// - Returns: one fit for each recipe. `parallel` shares the classes out among threads.
  static func fits(
    _ texts: TrainingTexts, recipes: [Recipe], included: [Int], rounds: Int, parallel: Bool = false
  ) -> [Fit] {
    let weighting = Weighting(texts.rows, included: included, kinds: texts.kinds)
    let weighted = weighting.weighted(texts.rows)
    let bayes = NaiveBayes(
      weighted, labels: texts.rowLabels, included: included, classes: texts.labels.count, columns: texts.kinds.count)
    return recipes.map { recipe in
      let scale =
        recipe.ratioPower == 0
        ? [Float](repeating: 1, count: texts.kinds.count) : bayes.telling(power: recipe.ratioPower)
      let rows = Self.scaled(weighted, by: scale)
      let count = (texts.labels.count + LinearTrainer.lanes - 1) / LinearTrainer.lanes
      let block: @Sendable (Int) -> [Lanes] = { block in
        switch recipe.method {
        case .multinomialNaiveBayes: Self.lanes(texts, block) { bayes.multinomial($0) }
        case .complementNaiveBayes: Self.lanes(texts, block) { bayes.complement($0) }
        case .linear:
          LinearTrainer(cost: recipe.cost, rounds: rounds).weights(
            rows, members: Self.members(texts, block), included: included, columns: texts.kinds.count)
        }
      }
      let blocks = parallel ? inParallel(count, block) : (0..<count).map(block)
      return Fit(
        weighting: weighting, scale: scale,
        blocks: recipe.method == .linear ? blocks : centred(blocks, labels: texts.labels.count))
    }
  }

  private static func lanes(_ texts: TrainingTexts, _ block: Int, _ weights: (Int) -> [Float]) -> [Lanes] {
    var lanes = [Lanes](repeating: .zero, count: texts.kinds.count + 1)
    let first = block * LinearTrainer.lanes
    for label in first..<min(first + LinearTrainer.lanes, texts.labels.count) {
      for (column, weight) in weights(label).enumerated() { lanes[column][label - first] = weight }
    }
    return lanes
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

  private static func members(_ texts: TrainingTexts, _ block: Int) -> [UInt16] {
    texts.rowLabels.map { labels in
      labels.reduce(0) { $1 / LinearTrainer.lanes == block ? $0 | 1 << UInt16($1 % LinearTrainer.lanes) : $0 }
    }
  }

  private static func scaled(_ rows: SparseRows, by scale: [Float]) -> SparseRows {
    var rows = rows
    for row in 0..<rows.count {
      let entries = rows.entries(of: row)
      Self.scale(&rows.values, entries) { scale[Int(rows.columns[$0])] }
    }
    return rows
  }

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
