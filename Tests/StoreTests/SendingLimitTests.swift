import Domain
import Store
import TestSupport
import Testing

/// What keeps an answer from leaving at the last moment, whichever mailbox it comes from.
@Suite struct SendingLimitTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  /// A message that is understood and whose answer is queued.
  private func queued(
    _ text: String, uid: UInt32, mailbox: String = "contact", messageID: String, to recipient: String
  ) async throws -> MessageEntry {
    let entry = try await fixture.understand(
      text, uid: uid, mailbox: mailbox, bodyHash: "b \(text)", messageID: messageID, from: recipient)
    _ = try await fixture.store.queue(
      answerTo: entry.id, messageID: "answer-\(entry.id)", sender: "contact@boutique.example", recipient: recipient,
      bytes: Array(text.utf8))
    return entry
  }

  private func begin(_ entry: MessageEntry, _ limits: SendingLimits? = nil) async throws -> Obstacle? {
    try await fixture.store.beginSending(answerTo: entry.id, within: limits ?? fixture.limits)
  }

  @Test func theSameMailInTwoMailboxesGetsOneAnswer() async throws {
    let store = fixture.store
    // Read side by side, so that neither knew the other as its twin.
    let one = try await queued(
      "mail", uid: 1, mailbox: "contact", messageID: "m@c.example", to: "claire@client.example")
    let two = try await queued("mail", uid: 1, mailbox: "ventes", messageID: "m@c.example", to: "claire@client.example")
    #expect(try await begin(two) == nil)
    #expect(try await begin(one) == .duplicate)
    #expect(try await store.entry(one.id).duplicateOf == two.id)
    // An answer that certainly did not leave stands in nobody's way.
    try await store.mark(.failed, answerTo: two.id)
    #expect(try await begin(one) == nil)
  }

  @Test func limitsCountWhatWasHandedOverAnywhere() async throws {
    let limits = SendingLimits(perSenderPerDay: 2, perHour: 3)
    var entries: [MessageEntry] = []
    for number in 0..<5 {
      entries.append(
        try await queued(
          "mail \(number)", uid: UInt32(number + 1), mailbox: number % 2 == 0 ? "contact" : "ventes",
          messageID: "\(number)@c.example", to: number < 3 ? "claire@client.example" : "paul@client.example"))
    }
    #expect(try await begin(entries[0], limits) == nil)
    #expect(try await begin(entries[1], limits) == nil)
    #expect(try await begin(entries[2], limits) == .limit)
    #expect(try await begin(entries[3], limits) == nil)
    // The hour is full for everybody.
    #expect(try await begin(entries[4], limits) == .limit)
    fixture.clock.advance(seconds: 3601)
    #expect(try await begin(entries[4], limits) == nil)
    #expect(try await begin(entries[2], limits) == .limit)
    fixture.clock.advance(seconds: 86_400)
    #expect(try await begin(entries[2], limits) == nil)
  }

  /// Answers that an outage held back leave at once: the hour is that of the sending.
  @Test func whatWaitedCountsWhenItLeaves() async throws {
    let one = try await queued("one", uid: 1, messageID: "1@c.example", to: "claire@client.example")
    let two = try await queued("two", uid: 2, messageID: "2@c.example", to: "paul@client.example")
    fixture.clock.advance(seconds: 7200)
    let limits = SendingLimits(perSenderPerDay: 10, perHour: 1)
    #expect(try await begin(one, limits) == nil)
    #expect(try await begin(two, limits) == .limit)
  }

  @Test func anExchangeThatIsAPersonsIsLeftToThem() async throws {
    let entry = try await queued("mail", uid: 1, messageID: "m@c.example", to: "claire@client.example")
    try await fixture.store.answeredByPerson(messageID: "m@c.example", in: entry.mailbox)
    #expect(try await begin(entry) == .paused)
    #expect(try await fixture.store.answer(to: entry.id)?.state == .queued)
  }
}
