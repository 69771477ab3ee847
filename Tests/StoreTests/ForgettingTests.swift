import Domain
import Foundation
import Store
import TestSupport
import Testing

@Suite struct ForgettingTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  private func example(_ hash: String, from: String = "claire@client.example") -> ConfirmedMessage {
    ConfirmedMessage(
      message: .sample(
        id: fixture.clock.world.identifier(), mailbox: "contact", contentHash: hash, bodyHash: hash, messageID: hash,
        inReplyTo: [], from: from, receivedAt: fixture.clock.now), intents: [Intent("order_tracking")],
      confirmedAt: fixture.clock.now)
  }

  /// The files below the store's folder that hold a text.
  private func files(holding text: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: fixture.folder.path).filter { name in
      FileManager.default.contents(atPath: fixture.folder.path + "/" + name)?.range(of: Data(text.utf8)) != nil
    }
  }

  @Test func aPersonIsForgotten() async throws {
    let store = fixture.store
    let theirs = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    let other = try await fixture.understand("b", uid: 2, bodyHash: "2", messageID: "m2", from: "paul@client.example")
    _ = try await fixture.decide(try await fixture.lookUp(theirs), [])
    let examples = [example("x"), example("y", from: "paul@client.example")]
    _ = try await store.keep(examples, profile: "ecommerce", by: "claire")
    let model = try ApplianceStore.hash(.bytes(Array("model".utf8)))
    #expect(try await store.content(model) != nil)

    let forgotten = try await store.forget(address: "Claire@Client.example", unread: [])
    #expect(forgotten == Forgotten(messages: 1, examples: 1))
    #expect(try await store.entry(theirs.id).isErased)
    #expect(throws: StoreError.missingBytes(theirs.contentHash)) { try store.bytes(theirs.contentHash) }
    #expect(try await !store.entry(other.id).isErased)
    #expect(try await store.examples(profile: "ecommerce").map(\.message.sender?.value) == ["paul@client.example"])
    // The decision stays, and what it learned from is gone.
    #expect(try await store.content(model) == nil)
    // One at work is kept again under its name.
    try await fixture.keep("model", kind: "model")
    #expect(try await store.content(model) != nil)
    #expect(try await store.forget(address: "claire@client.example", unread: []) == Forgotten(messages: 0, examples: 0))
  }

  @Test func nothingOfAnExampleStaysOnTheDisk() async throws {
    _ = try await fixture.store.keep([example("x")], profile: "ecommerce", by: "paul")
    _ = try await fixture.store.forget(address: "claire@client.example", unread: [])
    #expect(try files(holding: "claire@client.example").isEmpty)
  }

  @Test func mailsThatWereNotReadYetAreErasedAsWell() async throws {
    let theirs = try await fixture.receive("From: claire@client.example", uid: 1)
    let other = try await fixture.receive("From: paul@client.example", uid: 2)
    try await fixture.store.answeredByPerson(messageID: "claire.1@client.example", in: MailboxName("contact"))
    let unread = try await fixture.store.unread()
    #expect(unread.map(\.id) == [theirs.id, other.id])
    let forgotten = try await fixture.store.forget(
      address: "claire@client.example",
      unread: [
        UnreadMessage(id: theirs.id, messageID: "claire.1@client.example", people: ["claire@client.example"]),
        UnreadMessage(id: other.id, messageID: nil, people: ["paul@client.example"]),
      ])
    #expect(forgotten.messages == 1)
    #expect(try await !fixture.store.entry(other.id).isErased)
    #expect(try files(holding: "claire").isEmpty)
  }

  @Test func thatAPersonAnsweredAMailIsErasedWithIt() async throws {
    _ = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "secret.1@client.example")
    try await fixture.store.answeredByPerson(messageID: "secret.1@client.example", in: MailboxName("contact"))
    _ = try await fixture.store.forget(address: "claire@client.example", unread: [])
    #expect(try files(holding: "secret.1").isEmpty)
  }
}
