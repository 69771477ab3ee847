/// The features that a model knows, numbered in the order in which they were met.
struct Vocabulary: Sendable {
  private(set) var hashes: [UInt64]
  /// Open addressing: the upper half of a feature's hash, and below it the number plus one; 0 where nothing is. The lower
  /// half of the hash chooses the slot, so that two features are taken for one once in 2⁴⁸, which is never.
  private var slots: [UInt64]

  init(hashes: [UInt64] = []) {
    var size = 1 << 10
    while size < 2 * hashes.count { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    self.hashes = hashes
    for number in hashes.indices { place(number) }
  }

  func number(of hash: UInt64) -> Int? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == hash >> 32 { return Int(slots[slot] & 0xFFFF_FFFF) - 1 }
      slot = (slot + 1) & mask
    }
    return nil
  }

  mutating func add(_ hash: UInt64) -> Int {
    if let number = number(of: hash) { return number }
    hashes.append(hash)
    if 2 * hashes.count > slots.count {
      self = Vocabulary(hashes: hashes)
    } else {
      place(hashes.count - 1)
    }
    return hashes.count - 1
  }

  private mutating func place(_ number: Int) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hashes[number]) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = hashes[number] & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
  }
}

/// A feature of one text, and how often it occurs there.
struct CountedFeature {
  let hash: UInt64
  let kind: FeatureKind
  var count: UInt32

  /// Counts each feature once, in the order in which they were met.
  static func count(_ occurrences: [FeatureOccurrence]) -> [CountedFeature] {
    var counted: [CountedFeature] = []
    counted.reserveCapacity(occurrences.count)
    var size = 64
    while size < 2 * occurrences.count { size *= 2 }
    var slots = [UInt32](repeating: 0, count: size)
    for occurrence in occurrences {
      var slot = Int(truncatingIfNeeded: occurrence.hash >> 20) & (size - 1)
      while slots[slot] != 0, counted[Int(slots[slot]) - 1].hash != occurrence.hash { slot = (slot + 1) & (size - 1) }
      if slots[slot] != 0 {
        counted[Int(slots[slot]) - 1].count += 1
      } else {
        counted.append(CountedFeature(hash: occurrence.hash, kind: occurrence.kind, count: 1))
        slots[slot] = UInt32(counted.count)
      }
    }
    return counted
  }
}
