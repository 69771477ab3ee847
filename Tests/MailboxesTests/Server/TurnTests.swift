import Synchronization
import Testing

@testable import Mailboxes

@Suite struct TurnTests {
  /// How many are inside now, and how many were at most.
  private final class Room: Sendable {
    private let inside = Mutex((now: 0, most: 0))

    var most: Int { inside.withLock { $0.most } }

    func enter() {
      inside.withLock { state in
        state.now += 1
        state.most = max(state.most, state.now)
      }
    }

    func leave() { inside.withLock { $0.now -= 1 } }
  }

  @Test func oneAfterTheOther() async {
    let turn = Turn()
    let room = Room()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await turn.take()
          room.enter()
          await Task.yield()
          room.leave()
          turn.give()
        }
      }
    }
    #expect(room.most == 1)
  }
}
