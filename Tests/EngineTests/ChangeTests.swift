import Domain
import Foundation
import Mailboxes
import Reading
import Store
import TestSupport
import Testing

@testable import Engine

/// What changes between a decision and its deeds, or between one look and the next.
@Suite struct ChangeTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  /// A message decided upon, nothing done.
  private func decided(_ appliance: Appliance) async throws -> MessageEntry {
    let (mailbox, reader, policy) = try await appliance.parts()
    let flow = MessageFlow(
      mailbox: mailbox, reader: reader, store: appliance.store, listener: { _ in },
      world: fixture.clock.world, policy: policy)
    _ = try await Arrivals(
      mailbox: mailbox, store: appliance.store, world: fixture.clock.world, listener: { _ in }
    ).collect(limit: .max) { true }
    let entry = try #require(try await appliance.store.entries().first)
    return try await flow.think([try await flow.read(entry, recognises: true)])[0]
  }

  @Test func aDecisionOfAnotherModeIsTakenAnew() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    _ = try await decided(appliance)
    try await appliance.replace(try fixture.configuration(fixture.settings(mode: .observe)))
    let before = try fixture.files("contact")
    try await appliance.round()
    #expect(try fixture.files("contact") == before)
    #expect(try fixture.answers().isEmpty)
    #expect(try await appliance.latestExplanation()?.decision.actions.isEmpty == true)
  }

  @Test func whatWasBegunIsLeftToAPersonInAMailboxThatIsOnlyObserved() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    // In a function, as the access holds the mailbox's lock while it lives.
    func answerWithoutFiling() async throws {
      let round = try await fixture.mailboxRound(appliance) { mailbox in
        mailbox.moving = { throw MailboxError.unavailable("for now") }
      }
      _ = try await round.work { true }
    }
    try await answerWithoutFiling()
    #expect(try fixture.answers().count == 1)
    try await appliance.replace(try fixture.configuration(fixture.settings(mode: .observe)))
    let before = try fixture.files("contact")
    fixture.clock.advance(seconds: 3600)
    #expect(try await appliance.round() == 1)
    #expect(try fixture.files("contact") == before)
    let waiting = await appliance.answer(.status, by: "claire").status?.waiting
    #expect(waiting?.map(\.reasons) == [[Reason(.observeMode)]])
  }

  /// A sending that was under way has left or not; the mailbox is left alone either way.
  @Test(arguments: [OutboxState.sending, .sent, .queued])
  func anAnswerThatWasBegunIsOnlySettledInAMailboxThatIsOnlyObserved(state: OutboxState) async throws {
    let appliance = try await fixture.start()
    let store = appliance.store
    try fixture.deliver("a")
    let entry = try await decided(appliance)
    let actions = try await store.actions(of: entry.id)
    #expect(actions.map(\.action.isReply) == [true, false])
    _ = try await store.queue(
      answerTo: entry.id, messageID: "ours@boutique.example", sender: "contact@boutique.example",
      recipient: "claire@client.example", bytes: [1])
    for action in actions { try await store.begin(action, of: entry.id) }
    try await store.mark(state, answerTo: entry.id)
    try await appliance.replace(try fixture.configuration(fixture.settings(mode: .observe)))
    let before = try fixture.files("contact")
    try await appliance.round()
    #expect(try fixture.files("contact") == before)
    #expect(try fixture.answers().isEmpty)
    let expected: [OutboxState: OutboxState] = [.sending: .uncertain, .sent: .sent]
    #expect(try await store.answer(to: entry.id)?.state == expected[state])
    let done = try await store.entry(entry.id)
    #expect(done.state == .done && done.needsPerson)
  }

  @Test func anAnswerThatHasBecomeTooLateIsOnlyDrafted() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    _ = try await decided(appliance)
    fixture.clock.advance(seconds: 4 * 86_400)
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(try fixture.files("contact/.Drafts").count == 1)
  }

  @Test func anExchangeGetsOneAutomaticAnswer() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    try await appliance.round()
    let answer = try #require(try fixture.answers().first)
    let id = try #require(answer.split(separator: "\r\n").first { $0.hasPrefix("Message-ID: ") }).dropFirst(12)
    try fixture.deliver(
      "b", subject: "Re: Suivi de commande", fields: ["In-Reply-To: \(id)"],
      text: "conseiller\n\nOù en est ma commande KZBMRTAQE ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
    #expect(await appliance.answer(.status, by: "claire").status?.waiting.count == 1)
  }

  @Test func oneOfOurMailboxesNeverAnswersAnother() async throws {
    let appliance = try await fixture.start(mailboxes: ["contact", "service"])
    try fixture.deliver("a", from: "<service@boutique.example>")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
  }

  /// What a death between the end of a failed answer and what follows it leaves behind: one transaction, nothing.
  @Test func aFailedAnswerIsStillAPersonsAfterARestart() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    let entry = try await decided(appliance)
    let reply = try await appliance.store.actions(of: entry.id)[0]
    try await appliance.store.begin(reply, of: entry.id)
    try await appliance.store.end(
      reply, of: entry.id, .failed, reason: Reason(.stepFailed, ["step": "sending"]),
      insteadOfTheRest: [.flag, .file(folder: "00")])
    try await appliance.round()
    #expect(try fixture.place("a") == ".00 &IBM- &AMA- analyser/cur/1795000000.a:2,F")
    #expect(await appliance.answer(.status, by: "claire").status?.waiting.count == 1)
  }

  @Test func aMailThatAPersonTakesFromItsFolderNoLongerWaits() async throws {
    let appliance = try await fixture.start(mode: .draft)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(await appliance.answer(.status, by: "claire").status?.waiting.count == 1)
    let place = try #require(try fixture.place("a"))
    try FileManager.default.removeItem(atPath: fixture.path("contact/" + place))
    try await appliance.round()
    #expect(await appliance.answer(.status, by: "claire").status?.waiting.isEmpty == true)
  }

  @Test func whatNeedsARestartIsRefusedWhole() async throws {
    let appliance = try await fixture.start()
    let text = fixture.settings(mode: .observe).replacing(fixture.path("data"), with: fixture.path("elsewhere"))
    let configuration = try fixture.configuration(text)
    await #expect(throws: RestartNeeded(settings: ["data"])) { try await appliance.replace(configuration) }
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
  }

  @Test func aRenamedMailboxIsOpenedUnderItsNewName() async throws {
    let appliance = try await fixture.start()
    let text = fixture.settings(mode: .automatic).replacing("  contact:\n", with: "  accueil:\n")
    try await appliance.replace(try fixture.configuration(text))
    try await appliance.round()
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.isEmpty == true)
  }

  @Test func aCopyThatWasOnlyObservedDoesNotCountAsHandled() async throws {
    let appliance = try await fixture.start(mailboxes: ["contact", "service"])
    let text = fixture.settings(mode: .automatic, mailboxes: ["contact", "service"])
    let observed = text.replacing(
      "  contact:\n    profile: ecommerce\n    mode: automatic",
      with: "  contact:\n    profile: ecommerce\n    mode: observe")
    try await appliance.replace(try fixture.configuration(observed))
    try fixture.deliver("a", messageID: "same@client.example")
    try await appliance.round()
    try fixture.deliver("b", mailbox: "service", fields: ["Received: two"], messageID: "same@client.example")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
  }

  @Test func aCopyThatWillOnlyBeObservedDoesNotCountAsHandled() async throws {
    let appliance = try await fixture.start(mailboxes: ["contact", "service"])
    let text = fixture.settings(mode: .automatic, mailboxes: ["contact", "service"])
    let observed = text.replacing(
      "  contact:\n    profile: ecommerce\n    mode: automatic",
      with: "  contact:\n    profile: ecommerce\n    mode: observe")
    try await appliance.replace(try fixture.configuration(observed))
    let orders = fixture.path("orders.csv")
    try FileManager.default.moveItem(atPath: orders, toPath: orders + ".away")
    try fixture.deliver("a", messageID: "same@client.example")
    try await appliance.round()
    // The first one waits to be decided.
    try FileManager.default.moveItem(atPath: orders + ".away", toPath: orders)
    try fixture.deliver("b", mailbox: "service", fields: ["Received: two"], messageID: "same@client.example")
    try await appliance.round()
    #expect(try await appliance.store.entries().map(\.state) == [.understood, .done])
    #expect(try fixture.answers().count == 1)
  }

  @Test func aBacklogIsTakenInInTurns() async throws {
    let appliance = try await fixture.start(mode: .observe)
    for number in 0..<450 { try fixture.deliver("m\(number)", text: "Bonjour \(number)") }
    #expect(try await appliance.round() == 450)
    let arrived = fixture.events.firstIndex { if case .reached(_, .done) = $0 { true } else { false } }
    #expect(arrived.map { $0 < 1500 } == true)
  }
}
