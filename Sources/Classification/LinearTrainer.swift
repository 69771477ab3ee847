/// Learns a weight of every feature for every class, one class against the rest, with squared hinge loss.
///
/// It is dual coordinate descent (Hsieh et al., ICML 2008), with sixteen classes side by side: a text's features are
/// fetched once for all of them, and each class comes to the same weights as if it were alone. So classes may be shared
/// out among threads as one likes.
struct LinearTrainer {
  typealias Lanes = SIMD16<Float>
  static let lanes = Lanes.scalarCount

  /// What a mistake costs; the greater, the closer the weights follow the examples.
  var cost: Float
  /// How often the texts are gone through at most.
  var rounds: Int
  /// It ends when no condition of the best weights is missed by more than this.
  private static let precision: Float = 0.1

  /// - Parameters:
  ///   - members: for each row the classes it belongs to, one bit a lane.
  ///   - included: the rows to learn from.
  /// - Returns: for each column the weights, and the constant last.
  func weights(_ rows: SparseRows, members: [UInt16], included: [Int], columns: Int) -> [Lanes] {
    var weights = [Lanes](repeating: .zero, count: columns + 1)
    var alphas = [Lanes](repeating: .zero, count: included.count)
    let signs = included.map { Self.signs(members[$0]) }
    let lengths = included.map { row in
      rows.entries(of: row).reduce(Float(1)) { $0 + rows.values[$1] * rows.values[$1] }
    }
    let slack = 0.5 / cost
    var order = Array(included.indices)
    var random = SplitMix(seed: 1)
    let rowColumns = rows.columns.span
    let values = rows.values.span
    for _ in 0..<rounds {
      random.shuffle(&order)
      var missed = Lanes.zero
      for index in order {
        let entries = rows.entries(of: included[index])
        var score = weights[columns]
        for entry in entries { score += weights[Int(rowColumns[entry])] * values[entry] }
        let alpha = alphas[index]
        let gradient = signs[index] * score - 1 + slack * alpha
        let next = pointwiseMax(alpha - gradient / (slack + lengths[index]), .zero)
        let miss = pointwiseMax(gradient, -gradient).replacing(with: 0, where: (alpha .== 0) .& (gradient .> 0))
        missed = pointwiseMax(missed, miss)
        guard next != alpha else { continue }
        let change = (next - alpha) * signs[index]
        alphas[index] = next
        for entry in entries { weights[Int(rowColumns[entry])] += change * values[entry] }
        weights[columns] += change
      }
      if missed.max() < Self.precision { break }
    }
    return weights
  }

  private static func signs(_ members: UInt16) -> Lanes {
    var signs = Lanes(repeating: -1)
    for lane in 0..<lanes where members >> UInt16(lane) & 1 == 1 { signs[lane] = 1 }
    return signs
  }
}

/// Random numbers that are the same each time.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func shuffle(_ items: inout [Int]) {
    for index in stride(from: items.count - 1, to: 0, by: -1) {
      items.swapAt(index, Int(next() % UInt64(index + 1)))
    }
  }
}
