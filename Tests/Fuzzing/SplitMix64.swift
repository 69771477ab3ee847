/// Vigna's SplitMix64: a generator whose whole state is one number, so that any mutated message can be made again from
/// the run's seed and its own number.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  /// The generator of one message of a run.
  init(seed: UInt64, number: UInt64) {
    var first = SplitMix64(state: seed)
    state = first.next() ^ (number &* 0xD1B5_4A32_D192_ED03)
  }

  private init(state: UInt64) { self.state = state }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number in `0..<bound`; 0 when the bound is 0.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(truncatingIfNeeded: next() >> 1) % bound : 0
  }
}
