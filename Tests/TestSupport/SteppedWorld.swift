// What several test targets need: a world whose clock stands still until told otherwise, and folders that vanish.

public import Domain
import Synchronization

/// A world for tests: the clock moves only when told, the random bits come from a seed.
public final class SteppedWorld: Sendable {
  private struct State {
    var now: Instant
    var random: SeededRandom
  }

  private let state: Mutex<State>

  public init(at now: Instant = Instant(seconds: 1_795_000_000), seed: UInt64 = 1) {
    state = Mutex(State(now: now, random: SeededRandom(seed: seed)))
  }

  public var now: Instant { state.withLock { $0.now } }

  public func advance(seconds: Int64) {
    state.withLock { $0.now = $0.now.adding(seconds: seconds) }
  }

  public var world: World {
    World(now: { self.now }, random: { self.nextRandom() })
  }

  private func nextRandom() -> UInt64 { state.withLock { $0.random.next() } }
}
