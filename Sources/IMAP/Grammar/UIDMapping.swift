/// Which UID each copied message has got: the two lists of COPYUID (RFC 4315 §3), which pair by position.
public struct UIDMapping: Hashable, Sendable {
  /// The messages of `from`, in order, are now those from `to` on.
  private struct Run: Hashable {
    var from: ClosedRange<UInt32>
    var to: UInt32
  }

  private var runs: [Run] = []

  /// Nil when the lists do not have the same length.
  init?(from sources: [ClosedRange<UInt32>], to destinations: [ClosedRange<UInt32>]) {
    var sources = sources.makeIterator()
    var destinations = destinations.makeIterator()
    var source = sources.next()
    var destination = destinations.next()
    while let from = source, let to = destination {
      let more = Swift.min(from.upperBound - from.lowerBound, to.upperBound - to.lowerBound)
      runs.append(Run(from: from.lowerBound...(from.lowerBound + more), to: to.lowerBound))
      source = from.rest(after: more) ?? sources.next()
      destination = to.rest(after: more) ?? destinations.next()
    }
    guard source == nil, destination == nil else { return nil }
  }

  /// The message's UID where it was copied to; nil when it was not copied.
  public subscript(uid: UID) -> UID? {
    guard let run = runs.first(where: { $0.from.contains(uid.number) }) else { return nil }
    return UID(run.to + (uid.number - run.from.lowerBound))
  }

  /// Adds the messages of another copy to the same mailbox.
  mutating func add(_ other: UIDMapping) { runs += other.runs }
}

extension ClosedRange<UInt32> {
  /// What is left without the first number and `more` after it.
  fileprivate func rest(after more: UInt32) -> ClosedRange<UInt32>? {
    upperBound - lowerBound > more ? (lowerBound + more + 1)...upperBound : nil
  }
}
