/// Random numbers that are the same each time: SplitMix64.
public struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// The generator of one item of a run, so that it can be made again from the run's seed and its own number.
  public init(seed: UInt64, number: UInt64) {
    var first = SeededRandom(seed: seed)
    state = first.next() ^ (number &* 0xD1B5_4A32_D192_ED03)
  }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in `0..<bound`; 0 when the bound is 0.
  public mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(truncatingIfNeeded: next() >> 1) % bound : 0
  }

  public mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
