import Testing

@testable import Learning

/// The values are those of `scipy.stats.beta.ppf(0.05, k, n - k + 1)`, `beta.ppf(0.95, k + 1, n - k)` and
/// `binom.sf(k - 1, n, 0.5)`, SciPy 1.17.
@Suite struct BinomialBoundTests {
  @Test(arguments: [
    (59, 59, 0.950492390111773, 1), (58, 58, 0.9496606616695799, 1), (0, 10, 0, 0.2588655508930522),
    (1, 1, 0.05, 1), (1, 20, 0.0025613787765302806, 0.2161061642068473), (0, 0, 0, 1),
    (92, 93, 0.9500060216120116, 0.9994486112708019), (150, 153, 0.9501049696210366, 0.9946348018861482),
    (480, 500, 0.9424044378844489, 0.9733361469448867), (9700, 10_000, 0.967040564101922, 0.9727540685269075),
    (999_999, 1_000_000, 0.9999952561443618, 0.9999999487067069),
  ])
  func bounds(right: Int, count: Int, lower: Double, upper: Double) {
    #expect(abs(BinomialBound.lower(right: right, of: count, doubt: 0.05) - lower) < 1e-9)
    for (target, reaches) in [(lower - 1e-9, true), (lower + 1e-9, false)] where right > 0 {
      #expect(BinomialBound.reaches(target, right: right, of: count, doubt: 0.05) == reaches)
    }
    for (target, isBelow) in [(upper - 1e-9, false), (upper + 1e-9, true)] where right < count {
      #expect(BinomialBound.staysBelow(target, right: right, of: count, doubt: 0.05) == isBelow)
    }
  }

  @Test(arguments: [
    (0, 0, 1), (4, 4, 0.0625), (5, 5, 0.03125), (8, 9, 0.01953125), (7, 9, 0.08984375),
    (60, 100, 0.028443966820490444), (550, 1000, 0.0008652680424882),
  ])
  func coins(heads: Int, count: Int, probability: Double) {
    #expect(abs(BinomialBound.sign(heads: heads, of: count) - probability) < 1e-10)
  }
}
