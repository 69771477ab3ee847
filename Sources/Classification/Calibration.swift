import Foundation

/// Turns scores into probabilities. All figures were fitted on texts that the scores' weights had not seen.
struct Calibration: Hashable, Sendable {
  /// What scores are multiplied by before they are weighed against each other.
  let sharpness: Float
  /// The same for each label by itself: `1 / (1 + exp(-(slope · score + offset)))`.
  let slope: Float
  let offset: Float

  /// - Parameters:
  ///   - scores: of held-out texts, for each label.
  ///   - labels: the numbers of their labels, the main one first.
  init(_ scores: [[Float]], labels: [[Int]]) {
    sharpness = Self.sharpest { sharpness in
      zip(scores, labels).reduce(0) { sum, text in
        sum - log(max(Double(Self.shares(text.0, sharpness: sharpness)[text.1[0]]), 1e-12))
      }
    }
    (slope, offset) = Self.logistic(scores, labels)
  }

  init(sharpness: Float, slope: Float, offset: Float) {
    self.sharpness = sharpness
    self.slope = slope
    self.offset = offset
  }

  /// The probabilities of the labels when exactly one is right.
  func shares(_ scores: [Float]) -> [Float] { Self.shares(scores, sharpness: sharpness) }

  /// The probability of a label whatever the others are.
  func evidence(_ score: Float) -> Float { 1 / (1 + exp(-(slope * score + offset))) }

  private static func shares(_ scores: [Float], sharpness: Float) -> [Float] {
    let most = scores.max() ?? 0
    let weights = scores.map { exp(sharpness * ($0 - most)) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }

  /// Golden-section search for the sharpness of least loss, on a logarithmic scale.
  private static func sharpest(_ loss: (Float) -> Double) -> Float {
    let golden: Float = 0.618034
    var low = log(Float(0.01))
    var high = log(Float(100))
    var left = high - golden * (high - low)
    var right = low + golden * (high - low)
    var (lossLeft, lossRight) = (loss(exp(left)), loss(exp(right)))
    for _ in 0..<18 {
      if lossLeft < lossRight {
        (high, right, lossRight) = (right, left, lossLeft)
        left = high - golden * (high - low)
        lossLeft = loss(exp(left))
      } else {
        (low, left, lossLeft) = (left, right, lossRight)
        right = low + golden * (high - low)
        lossRight = loss(exp(right))
      }
    }
    return exp((low + high) / 2)
  }

  /// Logistic regression of "has the label" on the score, by Newton's method.
  private static func logistic(_ scores: [[Float]], _ labels: [[Int]]) -> (slope: Float, offset: Float) {
    var points: [(score: Double, has: Double)] = []
    // Enough to fit two numbers, and no more work for a hundred labels than for ten.
    let stride = max(1, scores.count * (scores.first?.count ?? 1) / 200_000)
    var number = 0
    for (row, own) in zip(scores, labels) {
      for (label, score) in row.enumerated() {
        number += 1
        if number % stride == 0 { points.append((Double(score), own.contains(label) ? 1 : 0)) }
      }
    }
    let mean = points.reduce(0) { $0 + $1.score } / Double(max(1, points.count))
    let spread = (points.reduce(0) { $0 + ($1.score - mean) * ($1.score - mean) } / Double(max(1, points.count)))
      .squareRoot()
    guard spread > 0 else { return (0, 0) }
    var (slope, offset) = (0.0, 0.0)
    for _ in 0..<20 {
      // A weak pull to zero keeps classes that never meet from being told apart with certainty.
      var (gradientSlope, gradientOffset) = (-slope * 0.1, -offset * 0.1)
      var (curveSlope, curveBoth, curveOffset) = (0.1, 0.0, 0.1)
      for point in points {
        let value = (point.score - mean) / spread
        let probability = 1 / (1 + exp(-(slope * value + offset)))
        let curve = probability * (1 - probability)
        gradientSlope += (point.has - probability) * value
        gradientOffset += point.has - probability
        curveSlope += curve * value * value
        curveBoth += curve * value
        curveOffset += curve
      }
      let determinant = curveSlope * curveOffset - curveBoth * curveBoth
      guard determinant > 1e-12 else { break }
      let stepSlope = (curveOffset * gradientSlope - curveBoth * gradientOffset) / determinant
      let stepOffset = (curveSlope * gradientOffset - curveBoth * gradientSlope) / determinant
      slope += min(max(stepSlope, -2), 2)
      offset += min(max(stepOffset, -2), 2)
    }
    return (Float(slope / spread), Float(offset - slope * mean / spread))
  }
}
