import Domain

/// When to try a server again that could not be reached: after a few seconds, twice as long each time, half an hour at
/// most, and never at the same moment as everybody else.
struct Backoff: Sendable {
  private static let first: Int64 = 5
  private static let longest: Int64 = 30 * 60

  private var failures = 0
  private var nextAttempt: Instant?

  func allowsAttempt(at now: Instant) -> Bool { nextAttempt.map { $0 <= now } ?? true }

  /// Milliseconds until the next attempt.
  func wait(at now: Instant) -> Int64 { max(0, (nextAttempt?.milliseconds ?? 0) - now.milliseconds) }

  /// - Parameter random: Any bits: the delay is between half and the whole of what is due.
  mutating func noteFailure(at now: Instant, random: UInt64) {
    let due = min(Self.first << min(Int64(failures), 20), Self.longest) * 1000
    let delay = due / 2 + Int64(random % UInt64(due / 2 + 1))
    failures += 1
    nextAttempt = Instant(milliseconds: now.milliseconds + delay)
  }

  mutating func reset() {
    failures = 0
    nextAttempt = nil
  }
}
