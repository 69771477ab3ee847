/// What one archive may still unpack to. A bomb is small and unpacks to much, so that besides a total there is a ratio.
struct UnpackBudget {
  private(set) var bytes: Int
  private(set) var entries: Int
  /// Folders and what is left out cost a look each.
  private(set) var looks: Int
  private(set) var isExceeded = false

  /// Unpacked to packed, beyond the first megabyte. Deflate reaches 1,032 on nothing but zeros; sheets reach 50.
  private static let highestRatio = 200
  private static let looksPerEntry = 50

  init(packed: Int, _ limits: WorkerLimits) {
    bytes = min(limits.unpackedBytes, 1 << 20 + Self.highestRatio * packed)
    entries = limits.entries
    looks = limits.entries * Self.looksPerEntry
  }

  /// Called before an entry is looked at.
  mutating func look() -> Bool {
    looks -= 1
    if looks < 0 { isExceeded = true }
    return looks >= 0
  }

  /// Reads one entry and takes it off.
  mutating func take(_ read: (_ most: Int) -> ArchiveDoor.Contents) -> Result<[UInt8], Refusal> {
    guard entries > 0 else {
      isExceeded = true
      return .failure(.exceeded)
    }
    entries -= 1
    switch read(bytes) {
    case .whole(let contents):
      bytes -= contents.count
      return .success(contents)
    case .damaged: return .failure(.damaged)
    case .tooLong:
      isExceeded = true
      return .failure(.exceeded)
    }
  }

  enum Refusal: Error { case exceeded, damaged }
}
