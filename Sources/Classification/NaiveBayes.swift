import Foundation

/// What naive Bayes makes of counted features. All three forms give a number for each feature and class, or each
/// feature, so that they can stand where the weights of a linear model stand.
struct NaiveBayes {
  /// For each class, how much of each feature its texts hold.
  let mass: [[Float]]
  private let classMass: [Float]
  private let featureMass: [Float]
  /// Of the smoothed masses of the features.
  private let logarithms: [Float]
  private let total: Float
  private let texts: [Int]

  static let smoothing: Float = 0.1
  /// No class is expected before reading more than this often as the average class, so that a frequent class does not
  /// swallow whatever says little.
  static let mostExpected: Float = 2

  /// - Parameter labels: for each row the numbers of its classes.
  init(_ rows: SparseRows, labels: [[Int]], included: [Int], classes: Int, columns: Int) {
    var members = [[Int]](repeating: [], count: classes)
    for row in included { for label in labels[row] { members[label].append(row) } }
    texts = members.map(\.count)
    let mass = members.map { members in
      var mass = [Float](repeating: 0, count: columns)
      for row in members {
        for entry in rows.entries(of: row) { mass[Int(rows.columns[entry])] += rows.values[entry] }
      }
      return mass
    }
    self.mass = mass
    classMass = mass.map { $0.reduce(0, +) }
    var featureMass = [Float](repeating: 0, count: columns)
    for one in mass { for column in 0..<columns { featureMass[column] += one[column] } }
    self.featureMass = featureMass
    logarithms = featureMass.map { log($0 + Self.smoothing) }
    total = classMass.reduce(0, +)
  }

  /// The weights of multinomial naive Bayes for one class, the constant last.
  func multinomial(_ label: Int) -> [Float] {
    let whole = classMass[label] + Self.smoothing * Float(featureMass.count)
    let share = Float(texts[label]) / Float(max(1, texts.reduce(0, +)))
    let expected = min(max(share, 1e-6), Self.mostExpected / Float(mass.count))
    let none = log(Self.smoothing / whole)
    return mass[label].map { $0 == 0 ? none : log(($0 + Self.smoothing) / whole) } + [log(expected)]
  }

  /// The weights of complement naive Bayes (Rennie et al., ICML 2003): how little the other classes have of a feature.
  func complement(_ label: Int) -> [Float] {
    let own = mass[label]
    let whole = log(total - classMass[label] + Self.smoothing * Float(featureMass.count))
    var weights = logarithms.map { whole - $0 }
    for column in own.indices where own[column] > 0 {
      weights[column] = whole - log(max(featureMass[column] - own[column], 0) + Self.smoothing)
    }
    return weights + [0]
  }

  /// How far each feature tells some class from the rest: the greatest log-count ratio, in either direction, raised to
  /// `power`.
  func telling(power: Float) -> [Float] {
    let others = Self.smoothing * Float(max(1, mass.count - 1))
    let bases = classMass.map { log((total - $0 + others) / ($0 + Self.smoothing)) }
    var telling = [Float](repeating: 0, count: featureMass.count)
    var classes = [Int](repeating: 0, count: featureMass.count)
    for (own, base) in zip(mass, bases) {
      for column in own.indices where own[column] > 0 {
        classes[column] += 1
        let rest = max(featureMass[column] - own[column], 0)
        telling[column] = max(telling[column], abs(log((own[column] + Self.smoothing) / (rest + others)) + base))
      }
    }
    // That a class never has a frequent feature tells something too.
    let (least, most) = (bases.min() ?? 0, bases.max() ?? 0)
    for column in telling.indices where classes[column] < mass.count {
      let absence = log(Self.smoothing / (featureMass[column] + others))
      telling[column] = max(telling[column], abs(absence + least), abs(absence + most))
    }
    return telling.map { pow($0, power) }
  }
}
