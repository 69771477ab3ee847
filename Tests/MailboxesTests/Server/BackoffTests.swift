import Domain
import Testing

@testable import Mailboxes

@Suite struct BackoffTests {
  let start = Instant(seconds: 1_000_000)

  @Test func theFirstAttemptIsAllowed() {
    #expect(Backoff().allowsAttempt(at: start))
    #expect(Backoff().wait(at: start) == 0)
  }

  /// Random bits all zero give the shortest delay, half of what is due; all ones the longest.
  @Test(arguments: [(1, 5), (2, 10), (3, 20), (5, 80), (9, 1280), (10, 1800), (60, 1800)] as [(Int, Int64)])
  func delaysDoubleUpToHalfAnHour(failures: Int, due: Int64) {
    for (random, delay) in [(UInt64(0), due * 500), (UInt64(due * 500), due * 1000)] {
      var backoff = Backoff()
      for _ in 0..<failures { backoff.noteFailure(at: start, random: random) }
      #expect(backoff.wait(at: start) == delay)
      #expect(!backoff.allowsAttempt(at: Instant(milliseconds: start.milliseconds + delay - 1)))
      #expect(backoff.allowsAttempt(at: Instant(milliseconds: start.milliseconds + delay)))
    }
  }

  @Test func aSuccessBeginsAnew() {
    var backoff = Backoff()
    for _ in 0..<8 { backoff.noteFailure(at: start, random: 0) }
    backoff.reset()
    #expect(backoff.allowsAttempt(at: start))
    backoff.noteFailure(at: start, random: 0)
    #expect(backoff.wait(at: start) == 2500)
  }
}
