/// Learns a weight of every feature for every class, one class against the rest, with squared hinge loss.
///
/// It is dual coordinate descent (Hsieh et al., ICML 2008), with sixteen classes side by side: a text's features are
/// fetched once for all of them, and each class comes to the same weights as if it were alone. So classes may be shared
/// out among threads as one likes.
///
/// Most features of a text stand in no other, and the memory they would go through is most of the work. But what stands
/// in one row alone only ever hears of that row: all of it together adds the row's alpha times its squared length to the
/// row's own score. So it is kept out of the rounds, and gets its weights at the end.
struct LinearTrainer {
  typealias Lanes = SIMD16<Float>
  static let lanes = Lanes.scalarCount
  /// It ends when no condition of the best weights is missed by more than this.
  private static let precision: Float = 0.1

  private let rows: SparseRows
  private let included: [Int]
  /// The included rows, without what stands in one of them alone; columns are numbers among `sharedColumns`.
  private var shared = SparseRows()
  private var sharedColumns: [Int] = []
  /// For each column how many of the included rows have it, 2 for more.
  private var uses: [UInt8]
  /// For each included row the squared length of what it has alone, and of all it has and the constant.
  private var ownLengths: [Float] = []
  private var lengths: [Float] = []

  /// - Parameter included: the rows to learn from.
  init(_ rows: SparseRows, included: [Int], columns: Int) {
    self.rows = rows
    self.included = included
    uses = [UInt8](repeating: 0, count: columns)
    for row in included {
      for entry in rows.entries(of: row) { uses[Int(rows.columns[entry])] = min(2, uses[Int(rows.columns[entry])] + 1) }
    }
    var numbers = [Int](repeating: 0, count: columns)
    for column in 0..<columns where uses[column] == 2 {
      numbers[column] = sharedColumns.count
      sharedColumns.append(column)
    }
    for row in included {
      var (own, length) = (Float(0), Float(1))
      for entry in rows.entries(of: row) {
        let (column, value) = (Int(rows.columns[entry]), rows.values[entry])
        length += value * value
        if uses[column] == 2 { shared.append(column: numbers[column], value: value) } else { own += value * value }
      }
      shared.endRow()
      ownLengths.append(own)
      lengths.append(length)
    }
  }

  /// - Parameters:
  ///   - members: for each row the classes it belongs to, one bit a lane.
  ///   - cost: what a mistake costs; the greater, the closer the weights follow the examples.
  ///   - rounds: how often the texts are gone through at most.
  /// - Returns: for each column the weights, and the constant last.
  func weights(members: [UInt16], cost: Float, rounds: Int) -> [Lanes] {
    let signs = included.map { Self.signs(members[$0]) }
    var weights = [Lanes](repeating: .zero, count: sharedColumns.count + 1)
    var alphas = [Lanes](repeating: .zero, count: included.count)
    let constant = sharedColumns.count
    let slack = 0.5 / cost
    var order = Array(included.indices)
    var random = SplitMix(seed: 1)
    let columns = shared.columns.span
    let values = shared.values.span
    for _ in 0..<rounds {
      random.shuffle(&order)
      var missed = Lanes.zero
      for row in order {
        let entries = shared.entries(of: row)
        let alpha = alphas[row]
        var score = weights[constant] + alpha * signs[row] * ownLengths[row]
        for entry in entries { score += weights[Int(columns[entry])] * values[entry] }
        let gradient = signs[row] * score - 1 + slack * alpha
        let next = pointwiseMax(alpha - gradient / (slack + lengths[row]), .zero)
        let miss = pointwiseMax(gradient, -gradient).replacing(with: 0, where: (alpha .== 0) .& (gradient .> 0))
        missed = pointwiseMax(missed, miss)
        guard next != alpha else { continue }
        let change = (next - alpha) * signs[row]
        alphas[row] = next
        for entry in entries { weights[Int(columns[entry])] += change * values[entry] }
        weights[constant] += change
      }
      if missed.max() < Self.precision { break }
    }
    return whole(weights, zip(alphas, signs).map { $0 * $1 })
  }

  /// Weights by the columns of the rows as they were given.
  ///
  /// - Parameter pulls: for each included row how strongly it pulls the weights of its features.
  private func whole(_ weights: [Lanes], _ pulls: [Lanes]) -> [Lanes] {
    var whole = [Lanes](repeating: .zero, count: uses.count + 1)
    for (number, column) in sharedColumns.enumerated() { whole[column] = weights[number] }
    whole[uses.count] = weights[sharedColumns.count]
    for (row, pull) in zip(included, pulls) {
      for entry in rows.entries(of: row) where uses[Int(rows.columns[entry])] == 1 {
        whole[Int(rows.columns[entry])] = pull * rows.values[entry]
      }
    }
    return whole
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
