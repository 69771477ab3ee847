import Domain

/// What files were read as, by their bytes, so that the same logo or the same terms of sale are read once.
///
/// It lives as long as the process and is bounded; nothing of it is written to the disk, so that what is erased there is
/// not kept here for long.
actor DocumentMemory {
  private struct Known {
    let readings: [DocumentReading]
    var lastUse: UInt64
  }

  private let most: Int
  private var known: [ContentHash: Known] = [:]
  private var sightings: [ContentHash: Int] = [:]
  private var clock: UInt64 = 0

  /// - Parameter most: files remembered; the one that was not asked for longest is forgotten for a new one.
  init(most: Int = 500) {
    self.most = most
  }

  /// What the file was read as, and what is in it; names are relative to it.
  func readings(of hash: ContentHash) -> [DocumentReading]? {
    clock += 1
    known[hash]?.lastUse = clock
    return known[hash]?.readings
  }

  func keep(_ readings: [DocumentReading], of hash: ContentHash) {
    clock += 1
    if known.count >= most, let oldest = known.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      known[oldest.key] = nil
    }
    known[hash] = Known(readings: readings, lastUse: clock)
  }

  /// Counts a mail that shows this picture. Returns how many have shown it.
  func see(_ hash: ContentHash) -> Int {
    if sightings.count >= 20 * most { sightings = [:] }
    sightings[hash, default: 0] += 1
    return sightings[hash, default: 0]
  }
}
