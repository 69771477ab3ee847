import Foundation

/// Texts as rows of numbered features with a value each.
struct SparseRows: Sendable {
  private(set) var columns: [UInt32] = []
  var values: [Float] = []
  private(set) var starts: [Int] = [0]

  var count: Int { starts.count - 1 }

  func entries(of row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  mutating func append(column: Int, value: Float) {
    columns.append(UInt32(column))
    values.append(value)
  }

  mutating func endRow() { starts.append(columns.count) }
}

/// Turns how often a feature occurs into how much it counts: TF-IDF, the frequency by its logarithm, each kind of
/// features brought to length 1 by itself.
struct Weighting: Sendable {
  /// How much an occurrence of each feature counts: little when most texts have it, 0 when none that was learned has it.
  let rarity: [Float]
  /// The rarity of what was never met.
  let rarest: Float
  let kinds: [FeatureKind]

  /// - Parameters:
  ///   - rows: the logarithmic frequencies.
  ///   - included: the rows to learn from.
  init(_ rows: SparseRows, included: [Int], kinds: [FeatureKind]) {
    var texts = [Int](repeating: 0, count: kinds.count)
    for row in included {
      for entry in rows.entries(of: row) { texts[Int(rows.columns[entry])] += 1 }
    }
    let total = Float(included.count)
    rarity = texts.map { $0 == 0 ? 0 : log((1 + total) / (1 + Float($0))) + 1 }
    rarest = log((1 + total) / 2) + 1
    self.kinds = kinds
  }

  /// By the logarithm, the second occurrence of a word says less than the first.
  static func frequency(_ count: UInt32) -> Float { count == 1 ? 1 : 1 + log(Float(count)) }

  func weighted(_ rows: SparseRows) -> SparseRows {
    var rows = rows
    for row in 0..<rows.count { weigh(&rows.values, rows.entries(of: row)) { Int(rows.columns[$0]) } }
    return rows
  }

  /// Weighs one row's values in place.
  func weigh(_ values: inout [Float], _ entries: Range<Int>, column: (Int) -> Int) {
    var lengths = [Float](repeating: 0, count: FeatureKind.allCases.count)
    for entry in entries {
      let feature = column(entry)
      let value = values[entry] * rarity[feature]
      values[entry] = value
      lengths[Int(kinds[feature].rawValue)] += value * value
    }
    for (index, kind) in FeatureKind.allCases.enumerated() where lengths[index] > 0 {
      lengths[index] = kind.length / lengths[index].squareRoot()
    }
    for entry in entries { values[entry] *= lengths[Int(kinds[column(entry)].rawValue)] }
  }
}
