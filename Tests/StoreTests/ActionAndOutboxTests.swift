import Domain
import Store
import TestSupport
import Testing

@Suite struct ActionAndOutboxTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  private func decided(_ actions: [Action]) async throws -> MessageEntry {
    let entry = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    return try await fixture.decide(try await fixture.lookUp(entry), actions)
  }

  private func queue(_ id: Identifier<Message>, messageID: String = "ours-1") async throws -> OutboxEntry {
    try await fixture.store.queue(
      answerTo: id, messageID: messageID, sender: "contact@boutique.example", recipient: "claire@client.example",
      bytes: Array("answer \(messageID)".utf8))
  }

  @Test func actionsGoFromPlannedToDoneAndTakeTheMessageAlong() async throws {
    let entry = try await decided([.flag, .file(folder: "02")])
    let store = fixture.store
    var actions = try await store.actions(of: entry.id)
    #expect(actions.map(\.state) == [.planned, .planned])
    try await store.begin(actions[1], of: entry.id)
    let place = MessageLocation(folder: FolderName("02 – Suivi"), uidValidity: 2, uid: 4)
    try await store.end(actions[1], of: entry.id, .done, movedTo: place)
    actions = try await store.actions(of: entry.id)
    #expect(actions.map(\.state) == [.planned, .done])
    #expect(actions[1].outcome?.result == .done)
    #expect(actions[0].outcome == nil)
    #expect(try await store.entry(entry.id).location == place)
  }

  @Test func aDecisionTakenBackLeavesNothingPlanned() async throws {
    let entry = try await decided([.reply(TemplateName("t")), .file(folder: "02")])
    let again = try await fixture.store.takeSteps { try $0.decideAgain(entry, cause: "sending_stopped") }
    #expect(again.state == .lookedUp)
    #expect(try await fixture.store.actions(of: entry.id).isEmpty)
  }

  @Test func aMessageHasOneAnswerEver() async throws {
    let entry = try await decided([.reply(TemplateName("t"))])
    let first = try await queue(entry.id)
    let second = try await queue(entry.id, messageID: "ours-2")
    #expect(first == second)
    #expect(try await fixture.store.answers().count == 1)
    #expect(try fixture.store.bytes(second.contentHash) == Array("answer ours-1".utf8))
  }

  @Test func aWithdrawnAnswerLeavesRoomForAnother() async throws {
    let entry = try await decided([.reply(TemplateName("t"))])
    let first = try await queue(entry.id)
    try await fixture.store.withdraw(answerTo: entry.id)
    #expect(try await fixture.store.answer(to: entry.id) == nil)
    #expect(throws: StoreError.missingBytes(first.contentHash)) { try fixture.store.bytes(first.contentHash) }
    _ = try await queue(entry.id, messageID: "ours-2")
    try await fixture.store.mark(.sending, answerTo: entry.id)
    try await fixture.store.withdraw(answerTo: entry.id)
    #expect(try await fixture.store.answer(to: entry.id)?.messageID == "ours-2")
  }

  @Test func anAnswerThatCouldNotBeGivenMakesRoomForAPerson() async throws {
    let entry = try await decided([.reply(TemplateName("t")), .file(folder: "answered")])
    let store = fixture.store
    let reply = try await store.actions(of: entry.id)[0]
    try await store.begin(reply, of: entry.id)
    try await store.end(
      reply, of: entry.id, .uncertain, reason: Reason(.uncertainSending),
      insteadOfTheRest: [.flag, .file(folder: "00")])
    #expect(
      try await store.actions(of: entry.id).map(\.action)
        == [.reply(TemplateName("t")), .flag, .file(folder: "00")])
  }

  @Test(arguments: [
    (OutboxState.queued, 1), (.sending, 1), (.sent, 1), (.uncertain, 1), (.failed, 0),
  ])
  func countersCountWhatLeftOrMayHaveLeft(state: OutboxState, counted: Int) async throws {
    let entry = try await decided([.reply(TemplateName("t"))])
    _ = try await queue(entry.id)
    try await fixture.store.mark(state, answerTo: entry.id)
    let counters = try await fixture.counters(sender: "claire@client.example")
    #expect(counters.answersToSenderInDay == counted)
    #expect(counters.answersInHour == counted)
    let others = try await fixture.counters(sender: "autre@client.example")
    #expect(others.answersToSenderInDay == 0)
  }

  @Test func countersForgetAfterADayAndAnHour() async throws {
    let entry = try await decided([.reply(TemplateName("t"))])
    _ = try await queue(entry.id)
    fixture.clock.advance(seconds: 3_600)
    var counters = try await fixture.counters(sender: "claire@client.example")
    #expect((counters.answersToSenderInDay, counters.answersInHour) == (1, 0))
    fixture.clock.advance(seconds: 82_800)
    counters = try await fixture.counters(sender: "claire@client.example")
    #expect(counters.answersToSenderInDay == 0)
  }

  @Test func nothingIsHandedOverOnceSendingIsStopped() async throws {
    let entry = try await decided([.reply(TemplateName("t"))])
    _ = try await queue(entry.id)
    try await fixture.store.setSending(allowed: false, by: "claire")
    #expect(try await fixture.store.beginSending(answerTo: entry.id, within: fixture.limits) == .stopped)
    #expect(try await fixture.store.answer(to: entry.id)?.state == .queued)
    try await fixture.store.setSending(allowed: true, by: "claire")
    #expect(try await fixture.store.beginSending(answerTo: entry.id, within: fixture.limits) == nil)
    #expect(try await fixture.store.answer(to: entry.id)?.state == .sending)
  }

  @Test func sendingIsAllowedUntilStopped() async throws {
    let store = fixture.store
    #expect(try await store.sendingAllowed())
    try await store.setSending(allowed: false, by: "claire")
    #expect(try await fixture.reopened().sendingAllowed() == false)
    try await store.setSending(allowed: true, by: "claire")
    #expect(try await store.sendingAllowed())
  }
}
