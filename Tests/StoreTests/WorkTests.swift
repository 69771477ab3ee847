import Domain
import Store
import TestSupport
import Testing

@Suite struct WorkTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  @Test func everyStageIsKeptAndJournaled() async throws {
    var entry = try await fixture.understand("a", uid: 1, bodyHash: "b", messageID: "m1")
    #expect(entry.state == .understood)
    let lookups = [
      LookupResult(
        connector: "boutique", kind: .order, key: "EJSBLZFYO",
        records: [
          Record(
            connector: "boutique", kind: .order, key: "EJSBLZFYO",
            fields: ["state": .text("shipped"), "total": .amount("12.50", currency: "EUR")],
            fetchedAt: fixture.clock.now)
        ])
    ]
    entry = try await fixture.lookUp(entry, lookups)
    #expect(entry.state == .lookedUp)
    entry = try await fixture.decide(entry, [.reply(TemplateName("tracking")), .file(folder: "02")])
    #expect(entry.state == .decided)
    entry = try await fixture.store.takeSteps { [entry] in try $0.beginActing(entry) }
    entry = try await fixture.finish(entry)
    #expect(entry.state == .done)
    #expect(try await fixture.store.stage(.lookups, of: entry.id, as: [LookupResult].self) == lookups)
    #expect(try await fixture.store.stage(.message, of: entry.id, as: Message.self).id == entry.id)
    #expect(
      try await fixture.store.journal(of: entry.id).map(\.step)
        == ["received", "understood", "looked_up", "decided", "acting", "done"])
  }

  @Test func aMissingStageIsSaid() async throws {
    let entry = try await fixture.receive("a", uid: 1)
    await #expect(throws: StoreError.missingStage(entry.id, "decision")) {
      try await fixture.store.stage(.decision, of: entry.id, as: Decision.self)
    }
  }

  @Test func aClaimedMessageIsNobodyElsesUntilTheLeaseEnds() async throws {
    let entry = try await fixture.receive("a", uid: 1)
    let store = fixture.store
    #expect(try await fixture.claimed(by: "one") == entry.id)
    #expect(try await fixture.claimed(by: "two") == nil)
    #expect(try await fixture.claimed(by: "one") == entry.id)
    fixture.clock.advance(seconds: 61)
    #expect(try await fixture.claimed(by: "two") == entry.id)
    try await store.releaseClaims()
    #expect(try await fixture.claimed(by: "three") == entry.id)
  }

  @Test func aPostponedMessageWaitsAndCountsItsAttempts() async throws {
    let entry = try await fixture.receive("a", uid: 1)
    let store = fixture.store
    try await store.postpone(entry.id, until: fixture.clock.now.adding(seconds: 300), cause: "connector")
    #expect(try await fixture.claimed(by: "one") == nil)
    #expect(try await store.nextRetry() == fixture.clock.now.adding(seconds: 300))
    fixture.clock.advance(seconds: 300)
    #expect(try await fixture.claimedEntry(by: "one")?.attempts == 1)
  }

  @Test func theOldestMessageComesFirst() async throws {
    let first = try await fixture.receive("a", uid: 2)
    fixture.clock.advance(seconds: 5)
    _ = try await fixture.receive("b", uid: 1)
    #expect(
      try await fixture.claimed(by: "one") == first.id)
  }

  @Test(
    arguments: [
      // same Message-ID, same sender and body, another road: the same mail
      ("b", "m1", true), ("other", "m1", false), ("b", "m2", false), ("b", nil, false),
    ] as [(String, String?, Bool)])
  func theSameMailByAnotherRoadIsADuplicate(bodyHash: String, messageID: String?, isDuplicate: Bool) async throws {
    let first = try await fixture.understand("Received: one", uid: 1, bodyHash: "b", messageID: "m1")
    let second = try await fixture.understand(
      "Received: two", uid: 1, mailbox: "service", bodyHash: bodyHash, messageID: messageID)
    #expect(second.duplicateOf == (isDuplicate ? first.id : nil))
  }

  @Test func aCopyThatNobodyHandlesMakesNoDuplicate() async throws {
    let first = try await fixture.understand("Received: one", uid: 1, bodyHash: "b", messageID: "m1")
    try await fixture.store.open(mailbox: MailboxName("contact"), mode: .observe)
    let second = try await fixture.understand(
      "Received: two", uid: 1, mailbox: "service", bodyHash: "b", messageID: "m1")
    #expect(second.duplicateOf == nil)
    // Decided before the mailbox was only observed.
    _ = try await fixture.decide(first, [])
    let third = try await fixture.understand(
      "Received: three", uid: 2, mailbox: "service", bodyHash: "b", messageID: "m1")
    #expect(third.duplicateOf == first.id)
  }

  @Test func theDraftOfADecisionTakenBackIsNotThatOfTheNext() async throws {
    let draft = Draft(template: TemplateName("tracking"), language: .french, text: "Bonjour")
    let entry = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    let decided = try await fixture.decide(entry, [.draft(draft.template)], draft: draft)
    #expect(try await fixture.store.stage(.draft, of: entry.id) == draft)
    let back = try await fixture.store.takeSteps { try $0.decideAgain(decided, cause: "outdated") }
    _ = try await fixture.decide(back, [.flag])
    await #expect(throws: StoreError.missingStage(entry.id, "draft")) {
      try await fixture.store.stage(.draft, of: entry.id, as: Draft.self)
    }
  }

  @Test(arguments: [
    "+1234567-89ab-7def-8123-456789abcdef", "01234567-89ab-7def-+123-456789abcdef",
    "-1234567-89ab-7def-8123-456789abcdef",
    "01234567-89ab-7def-8123-456789abcde", "01234567x89ab-7def-8123-456789abcdef", "",
  ])
  func whatIsNoIdentifierIsNotReadAsOne(text: String) {
    #expect(Identifier<Message>(text) == nil)
  }

  @Test func theSameBytesWithoutMessageIDAreADuplicate() async throws {
    let first = try await fixture.understand("same", uid: 1, bodyHash: "b", messageID: nil)
    let second = try await fixture.understand("same", uid: 2, bodyHash: "b", messageID: nil)
    #expect(first.duplicateOf == nil)
    #expect(second.duplicateOf == first.id)
  }

  @Test func aReferenceJoinsOnlyAKnownSender() async throws {
    let first = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    let answer = try await fixture.understand("b", uid: 2, bodyHash: "2", messageID: "m2", inReplyTo: ["m1"])
    let stranger = try await fixture.understand(
      "c", uid: 3, bodyHash: "3", messageID: "m3", inReplyTo: ["m1"], from: "intrus@ailleurs.example")
    #expect(answer.conversation == first.conversation)
    #expect(stranger.conversation != first.conversation)
    #expect(try await fixture.conversation(of: answer)?.earlierMessages == 1)
  }

  @Test func anAnswerToOurAnswerJoinsItsConversation() async throws {
    let first = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    _ = try await fixture.store.queue(
      answerTo: first.id, messageID: "ours@boutique.example", sender: "contact@boutique.example",
      recipient: "claire@client.example", bytes: [1])
    try await fixture.store.mark(.sent, answerTo: first.id)
    let next = try await fixture.understand(
      "b", uid: 2, bodyHash: "2", messageID: "m2", inReplyTo: ["ours@boutique.example"])
    #expect(next.conversation == first.conversation)
    #expect(try await fixture.conversation(of: next)?.earlierAnswers == 1)
  }
}
