import Foundation

/// What a count of right and wrong tells about the share that is right in the long run: one-sided bounds by Clopper and
/// Pearson (Biometrika 1934). They are exact, so never too bold, however few were counted.
enum BinomialBound {
  /// The share that is reached at least, but for `doubt`.
  ///
  /// - Parameter doubt: the probability of counting this many, or more, were the share any lower; 0.05 for 95 %.
  static func lower(right: Int, of count: Int, doubt: Double) -> Double {
    guard right > 0 else { return 0 }
    return quantile(doubt, Double(right), Double(count - right + 1))
  }

  /// Whether the share that is reached at least is a target or more: `lower(…) >= target`, by one look.
  static func reaches(_ target: Double, right: Int, of count: Int, doubt: Double) -> Bool {
    right > 0 && share(target, Double(right), Double(count - right + 1)) <= doubt
  }

  /// Whether the share that is not exceeded, but for `doubt`, is less than a target.
  static func staysBelow(_ target: Double, right: Int, of count: Int, doubt: Double) -> Bool {
    right < count && share(target, Double(right + 1), Double(count - right)) > 1 - doubt
  }

  /// How probable it is that of `count` tosses of a coin `heads` or more show heads.
  static func sign(heads: Int, of count: Int) -> Double {
    guard heads > 0 else { return 1 }
    return share(0.5, Double(heads), Double(count - heads + 1))
  }

  /// Where the regularised incomplete beta function reaches a value. The function rises, so halving finds it; 60 halvings
  /// are as precise as the function.
  private static func quantile(_ value: Double, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if share(middle, a, b) < value { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The regularised incomplete beta function: the probability of `a` or more successes in `a + b - 1` trials that each
  /// succeed with probability `x`.
  static func share(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    // The fraction converges quickly on one side of the mean only; on the other its mirror image does.
    if x > (a + 1) / (a + b + 2) { return 1 - share(1 - x, b, a) }
    let front = a * log(x) + b * log1p(-x) + lgamma(a + b) - lgamma(a) - lgamma(b)
    return exp(front) / (a * continuedFraction(x, a, b))
  }

  /// DLMF 8.17.22, from its front to its end by Lentz's way.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let least = 1e-300
    var value = 1.0
    var numerator = 1.0
    var denominator = 0.0
    for term in 1...10_000 {
      let m = Double(term / 2)
      let part =
        term % 2 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 + part * denominator
      if abs(denominator) < least { denominator = least }
      denominator = 1 / denominator
      numerator = 1 + part / numerator
      if abs(numerator) < least { numerator = least }
      let change = numerator * denominator
      value *= change
      if abs(change - 1) < 1e-15 { break }
    }
    return value
  }
}
