import Domain
import Store
import TestSupport
import Testing

@Suite struct ExampleTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  private func example(
    _ hash: String, from: String = "claire@client.example", _ intents: [String] = ["order_tracking"]
  ) -> ConfirmedMessage {
    ConfirmedMessage(
      message: .sample(
        id: fixture.clock.world.identifier(), mailbox: "contact", contentHash: hash, bodyHash: hash, messageID: hash,
        inReplyTo: [], from: from, receivedAt: fixture.clock.now), intents: intents.map { Intent($0) },
      confirmedAt: fixture.clock.now)
  }

  @Test func aMailIsOneExampleWithWhatWasConfirmedLast() async throws {
    let store = fixture.store
    #expect(try await store.keep([example("a"), example("b")], profile: "ecommerce", by: "claire") == 2)
    let again = example("a", ["return_request", "other"])
    #expect(try await store.keep([again], profile: "ecommerce", by: "claire") == 0)
    #expect(try await store.examples(profile: "ecommerce").map(\.intents.count).sorted() == [1, 2])
    #expect(try await store.examples(profile: "suppliers").isEmpty)
  }

  @Test func examplesAreErasedOnTheirDate() async throws {
    _ = try await fixture.store.keep([example("a")], profile: "ecommerce", by: "claire")
    fixture.clock.advance(seconds: Retention.default.corrections)
    try await fixture.store.eraseExpired()
    #expect(try await fixture.store.examples(profile: "ecommerce").isEmpty)
  }

  @Test func aCorrectionComesWithItsMessageWhileThatIsKept() async throws {
    let entry = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    let correction = Correction(
      id: fixture.clock.world.identifier(), message: entry.id, kind: .folder, before: "02", after: "03",
      author: "contact", at: fixture.clock.now)
    try await fixture.store.save(correction)
    let corrected = try await fixture.store.correctedMessages(in: MailboxName("contact"))
    #expect(corrected.map(\.correction) == [correction])
    #expect(corrected.first?.message.id == entry.id)
    try await fixture.store.erase(entry.id)
    #expect(try await fixture.store.correctedMessages(in: MailboxName("contact")).isEmpty)
  }
}
