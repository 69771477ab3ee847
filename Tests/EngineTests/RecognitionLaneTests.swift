import Domain
import Store
import Synchronization
import TestSupport
import Testing

@testable import Engine

/// Where mails wait whose text must be recognised.
@Suite struct RecognitionLaneTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  private struct Unreadable: Error {}

  /// Two entries of a store, the first delivered first.
  private func entries() async throws -> [MessageEntry] {
    let appliance = try await fixture.start(mode: .observe)
    for name in ["a", "b"] { try fixture.deliver(name) }
    try await appliance.round()
    return try await appliance.store.entries()
  }

  @Test func mailsAreReadOneAfterTheOtherAndTakenOnce() async throws {
    let entries = try await entries()
    let told = Mutex(0)
    let lane = RecognitionLane(onReady: { told.withLock { $0 += 1 } })
    let gate = AsyncStream<Void>.makeStream()
    for entry in entries {
      await lane.add(entry) { _ in
        for await _ in gate.stream { break }
        throw Unreadable()
      }
    }
    #expect(Set(await lane.inHand.map(\.id)) == Set(entries.map(\.id)))
    #expect(await lane.takeReady().isEmpty)
    gate.continuation.yield()
    gate.continuation.yield()
    #expect(await lane.settle())
    #expect(await lane.inHand.map(\.id) == entries.map(\.id))
    let ready = await lane.takeReady()
    #expect(ready.map(\.entry.id) == entries.map(\.id))
    #expect(throws: Unreadable.self) { try ready[0].result.get() }
    #expect(await lane.takeReady().isEmpty)
    #expect(await lane.inHand.isEmpty)
    #expect(told.withLock { $0 } == 2)
    #expect(await !lane.settle())
  }

  @Test func whatWaitsIsLetGoAtTheEnd() async throws {
    let entries = try await entries()
    let lane = RecognitionLane(onReady: {})
    let started = AsyncStream<Void>.makeStream()
    for entry in entries {
      await lane.add(entry) { _ in
        started.continuation.yield()
        try await Task.sleep(for: .seconds(3_600))
        throw Unreadable()
      }
    }
    for await _ in started.stream { break }
    await lane.stop()
    #expect(await lane.inHand.isEmpty)
    #expect(await !lane.settle())
  }
}
