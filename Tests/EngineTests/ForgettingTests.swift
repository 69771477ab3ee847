import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Engine

/// People who are forgotten while their mails are on their way.
@Suite struct ForgettingTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  @Test func aMailThatWaitsIsErasedForGood() async throws {
    let appliance = try await fixture.start()
    let orders = fixture.path("orders.csv")
    try FileManager.default.moveItem(atPath: orders, toPath: orders + ".away")
    try fixture.deliver("a")
    try await appliance.round()
    let reply = await appliance.answer(.forget(address: "claire@client.example"), by: "paul")
    #expect(reply.forgotten?.messages == 1)
    try FileManager.default.moveItem(atPath: orders + ".away", toPath: orders)
    for _ in 0..<3 {
      fixture.clock.advance(seconds: 86_400)
      try await appliance.round()
    }
    #expect(try fixture.answers().isEmpty)
    #expect(await !fixture.alarms(appliance).contains(.messageStuck))
    #expect(try await appliance.store.entries().map(\.state) == [.done])
  }

  @Test func whatADeadProcessKeptAndDidNotJournalGoesAtTheStart() async throws {
    let file = "data/mail/aa/" + String(repeating: "a", count: 64)
    try fixture.write("Bonjour", to: file)
    _ = try await fixture.start()
    #expect(!FileManager.default.fileExists(atPath: fixture.path(file)))
  }

  @Test func aMailThatIsErasedInHandIsDroppedQuietly() async throws {
    let appliance = try await fixture.start()
    let store = appliance.store
    try fixture.deliver("a")
    let round = try await fixture.mailboxRound(appliance) { mailbox in
      mailbox.moving = { for entry in try await store.entries() { try await store.erase(entry.id) } }
    }
    _ = try await round.work { true }
    #expect(await fixture.alarms(appliance).isEmpty)
    let entry = try #require(try await store.entries().first)
    #expect(entry.isErased && entry.state == .done)
    let steps = try await store.journal(of: entry.id).map(\.step)
    #expect(!steps.contains("postponed"))
  }

  @Test func aMailThatWasNotReadYetIsErased() async throws {
    let appliance = try await fixture.start()
    let (mailbox, _, _) = try await appliance.parts()
    try fixture.deliver("a", from: "Claire <Claire@Client.example>")
    try fixture.deliver("b", from: "Paul <paul@client.example>")
    _ = try await Arrivals(
      mailbox: mailbox, store: appliance.store, world: fixture.clock.world, listener: { _ in }
    ).collect(limit: .max) { true }
    let reply = await appliance.answer(.forget(address: "claire@client.example"), by: "paul")
    #expect(reply.forgotten?.messages == 1)
    #expect(try await appliance.store.entries().map(\.isErased) == [true, false])
  }
}
