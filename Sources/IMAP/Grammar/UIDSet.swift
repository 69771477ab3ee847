/// A set of UIDs, held as ranges (`uid-set`, RFC 4315 §4): a server's `1:4294967295` takes no more room than `1`.
public struct UIDSet: Hashable, Sendable {
  /// In ascending order; neither touching nor overlapping.
  public private(set) var ranges: [ClosedRange<UInt32>] = []

  public init() {}

  public init(_ uids: some Sequence<UID>) {
    self.init(merging: uids.map { $0.number...$0.number })
  }

  init(merging unordered: [ClosedRange<UInt32>]) {
    for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, range.lowerBound <= last.upperBound || range.lowerBound == last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...Swift.max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  public var isEmpty: Bool { ranges.isEmpty }

  /// How many UIDs are in the set.
  public var count: Int { ranges.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 } }

  public func contains(_ uid: UID) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < uid.number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(uid.number)
  }

  /// The set in parts that a command line has room for: servers take 8,192 octets at least (RFC 7162 §4), and a range has
  /// 22 at most.
  var parts: [UIDSet] {
    stride(from: 0, to: ranges.count, by: 350).map { start in
      var part = UIDSet()
      part.ranges = Array(ranges[start..<Swift.min(start + 350, ranges.count)])
      return part
    }
  }
}

extension UIDSet: Sequence {
  /// In ascending order. The set may come from a server that claims four thousand million UIDs: compare `count` first.
  public func makeIterator() -> some IteratorProtocol<UID> {
    ranges.lazy.flatMap { range in range.lazy.map(UID.init(known:)) }.makeIterator()
  }
}

extension UIDSet: CustomStringConvertible {
  /// As IMAP writes it: `1:5,9`.
  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound):\($0.upperBound)" }.joined(separator: ",")
  }
}
