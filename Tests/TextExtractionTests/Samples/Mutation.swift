/// Changes to a valid file, the same for the same seed: some bytes, or an end that is missing.
struct Mutation: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func of(_ valid: [UInt8]) -> [UInt8] {
    var bytes = valid
    for _ in 0..<Int.random(in: 1...8, using: &self) {
      let place = Int.random(in: 0..<bytes.count, using: &self)
      let flipped = bytes[place] ^ 1 << UInt8.random(in: 0..<8, using: &self)
      bytes[place] = Bool.random(using: &self) ? flipped : [0, 0xFF, 0x7F][place % 3]
    }
    if Int.random(in: 0..<4, using: &self) == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &self)) }
    return bytes
  }
}
