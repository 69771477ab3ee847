import Domain
import Foundation
import Mailboxes
import Reading
import Store
import TestSupport
import Testing

@testable import Engine

@Suite struct RecoveryTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  @Test func aConnectorThatIsDownMakesTheMailWait() async throws {
    let appliance = try await fixture.start()
    let orders = fixture.path("orders.csv")
    try FileManager.default.moveItem(atPath: orders, toPath: orders + ".away")
    try fixture.deliver("a")
    #expect(try await appliance.round() == 0)
    #expect(try fixture.place("a") == "new/1795000000.a")
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.map(\.code) == [.connectorUnavailable])
    try FileManager.default.moveItem(atPath: orders + ".away", toPath: orders)
    fixture.clock.advance(seconds: 61)
    #expect(try await appliance.round() == 1)
    #expect(try fixture.answers().count == 1)
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.isEmpty == true)
  }

  /// Mails that are only observed are decided together.
  @Test func aMailThatMustWaitHoldsUpNoneThatIsDecidedWithIt() async throws {
    let appliance = try await fixture.start(mode: .observe)
    let orders = fixture.path("orders.csv")
    try FileManager.default.moveItem(atPath: orders, toPath: orders + ".away")
    try fixture.deliver("a", subject: "Bonjour", text: "Bonjour, vendez-vous des lampes ?")
    try fixture.deliver("b")
    try fixture.deliver("c", subject: "Bonsoir", text: "Bonsoir, vendez-vous des tapis ?")
    #expect(try await appliance.round() == 2)
    let states = try await appliance.store.entries().map(\.state)
    #expect(states.sorted { $0.rawValue < $1.rawValue } == [.done, .done, .understood])
    for entry in try await appliance.store.entries() where entry.state == .understood {
      #expect(try await appliance.store.journal(of: entry.id).map(\.step) == ["received", "understood", "postponed"])
    }
    try FileManager.default.moveItem(atPath: orders + ".away", toPath: orders)
    fixture.clock.advance(seconds: 61)
    #expect(try await appliance.round() == 1)
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.isEmpty == true)
  }

  @Test func aMailWhoseBytesAreLostHoldsUpNobody() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    let (mailbox, _, _) = try await appliance.parts()
    _ = try await Arrivals(
      mailbox: mailbox, store: appliance.store, world: fixture.clock.world, listener: { _ in }
    ).collect(limit: .max) { true }
    let hash = try #require(try await appliance.store.entries().first).contentHash.hex
    try FileManager.default.removeItem(atPath: fixture.path("data/mail/\(hash.prefix(2))/\(hash)"))
    try fixture.deliver("b", from: "Paul <paul@client.example>", text: "Où en est ma commande KZBMRTAQF ?")
    #expect(try await appliance.round() == 1)
    #expect(try fixture.answers().count == 1)
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.map(\.code) == [.messageStuck])
  }

  @Test func aMailThatCanBeReadAgainIsNoLongerStuck() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    let (mailbox, _, _) = try await appliance.parts()
    _ = try await Arrivals(
      mailbox: mailbox, store: appliance.store, world: fixture.clock.world, listener: { _ in }
    ).collect(limit: .max) { true }
    let hash = try #require(try await appliance.store.entries().first).contentHash.hex
    let path = fixture.path("data/mail/\(hash.prefix(2))/\(hash)")
    try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
    try await appliance.round()
    #expect(await fixture.alarms(appliance) == [.messageStuck])
    try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
    fixture.clock.advance(seconds: 61)
    #expect(try await appliance.round() == 1)
    #expect(await fixture.alarms(appliance).isEmpty)
  }

  @Test func anAlarmIsNotEndedByAMailThatWasDoneBefore() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    fixture.clock.advance(seconds: 1)
    try fixture.deliver("b", from: "Paul <paul@client.example>", text: "Où en est ma commande KZBMRTAQF ?")
    let orders = fixture.path("orders.csv")
    let round = try await fixture.mailboxRound(
      appliance,
      listener: { event in
        if case .reached(_, .done) = event { try? FileManager.default.removeItem(atPath: orders) }
      })
    #expect(try await round.work { true } == 1)
    #expect(await fixture.alarms(appliance) == [.connectorUnavailable])
  }

  /// What it asked for was answered before the connector was away.
  @Test func anAlarmIsNotEndedByEarlierLookups() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    let refusing = try await fixture.mailboxRound(appliance) { mailbox in
      mailbox.moving = { throw MailboxError.unavailable("for now") }
    }
    #expect(try await refusing.work { true } == 0)
    try await appliance.store.raise(
      .connectorUnavailable, mailbox: MailboxName("contact"), ["connector": "boutique"])
    fixture.clock.advance(seconds: 61)
    #expect(try await appliance.round() == 1)
    #expect(await fixture.alarms(appliance) == [.connectorUnavailable])
  }

  @Test func aConnectorThatAnswersTellsNothingOfAnother() async throws {
    let appliance = try await fixture.start()
    try await appliance.store.raise(
      .connectorUnavailable, mailbox: MailboxName("contact"), ["connector": "another"])
    try fixture.deliver("a")
    #expect(try await appliance.round() == 1)
    #expect(await fixture.alarms(appliance) == [.connectorUnavailable])
  }

  @Test func aConnectorThatStaysDownLeadsToAPerson() async throws {
    let appliance = try await fixture.start()
    try FileManager.default.removeItem(atPath: fixture.path("orders.csv"))
    try fixture.deliver("a")
    for _ in 0..<20 {
      try await appliance.round()
      fixture.clock.advance(seconds: 4 * 3600)
    }
    #expect(try fixture.answers().isEmpty)
    let explanation = try #require(try await appliance.latestExplanation())
    #expect(
      explanation.findings == [Finding(.noNumber), Finding(.lookupUnavailable, ["connector": "boutique"])]
        || explanation.findings.contains(Finding(.lookupUnavailable, ["connector": "boutique"])))
    #expect(explanation.decision.needsPerson)
  }

  @Test func aMailboxThatVanishesRaisesAnAlarmAndComesBack() async throws {
    let appliance = try await fixture.start()
    try FileManager.default.moveItem(atPath: fixture.path("contact"), toPath: fixture.path("away"))
    try await appliance.round()
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.map(\.code) == [.mailboxUnavailable])
    try FileManager.default.moveItem(atPath: fixture.path("away"), toPath: fixture.path("contact"))
    try fixture.deliver("a")
    try await appliance.round()
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.isEmpty == true)
    #expect(try fixture.answers().count == 1)
  }

  @Test func aLostListOfUIDsAnswersNothingAgain() async throws {
    let appliance = try await fixture.start(mode: .observe)
    try fixture.deliver("a")
    try await appliance.round()
    try FileManager.default.removeItem(atPath: fixture.path("data/mailboxes"))
    fixture.clock.advance(seconds: 60)
    let before = fixture.events.count
    // The list is read once; a second appliance on a copy of the data stands for the restart.
    try FileManager.default.copyItem(atPath: fixture.path("data"), toPath: fixture.path("data2"))
    try FileManager.default.copyItem(atPath: fixture.path("contact"), toPath: fixture.path("contact2"))
    let text = fixture.settings(mode: .automatic).replacing(fixture.path("data"), with: fixture.path("data2"))
      .replacing("maildir: \(fixture.path("contact"))", with: "maildir: \(fixture.path("contact2"))")
    let restarted = try await Appliance(
      try fixture.configuration(text), extractor: fixture.extractor, world: fixture.clock.world, listener: { _ in })
    #expect(try await restarted.round() == 0)
    #expect(try fixture.answers().isEmpty)
    #expect(fixture.events.count == before)
  }

  @Test func aMailThatAPersonMovesBackStaysWhereTheyPutIt() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    try await appliance.round()
    let filed = try #require(try fixture.place("a"))
    try FileManager.default.moveItem(
      atPath: fixture.path("contact/\(filed)"), toPath: fixture.path("contact/cur/1795000000.a:2,S"))
    #expect(try await appliance.round() == 0)
    #expect(try fixture.place("a") == "cur/1795000000.a:2,S")
    #expect(try fixture.answers().count == 1)
  }

  @Test func anUnreadableFileHoldsUpNobody() async throws {
    guard getuid() != 0 else {
      // Root reads everything: a folder in the place of a file cannot be read by anybody.
      let appliance = try await fixture.start()
      try FileManager.default.createDirectory(
        atPath: fixture.path("contact/new/1.folder"), withIntermediateDirectories: true)
      try fixture.deliver("a")
      #expect(try await appliance.round() == 1)
      #expect(await appliance.answer(.status, by: "claire").status?.alarms.map(\.code) == [.messageUnreadable])
      return
    }
    let appliance = try await fixture.start()
    let file = try fixture.deliver("bad")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: file)
    try fixture.deliver("a")
    #expect(try await appliance.round() == 1)
    #expect(await appliance.answer(.status, by: "claire").status?.alarms.map(\.code) == [.messageUnreadable])
  }

  /// A carrier whose behaviour is written down.
  struct ScriptedCarrier: Carrier {
    let error: SendingError?
    let evidence: SendingEvidence

    func prepare() async throws(SendingError) {}

    func send(_ message: MailObject) async throws(SendingError) {
      if let error { throw error }
    }

    func keepCopy(of message: MailObject) async throws {}

    func evidence(ofSending message: MailObject) async throws -> SendingEvidence { evidence }

    func health() async -> [ConnectionHealth] { [] }

    func close() async {}
  }

  /// What is left behind by a death in the middle of a sending, and what becomes of it.
  @Test(arguments: [
    (SendingEvidence.sent, "sent", false), (.notSent, "sent", false), (.unknown, "uncertain", true),
  ])
  func aSendingCutShortIsDecidedByProof(evidence: SendingEvidence, end: String, needsPerson: Bool) async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    // The first attempt dies after `sending` was journaled: its carrier fails in a way that leaves the state as it is.
    let flow = try await flow(appliance, ScriptedCarrier(error: nil, evidence: evidence))
    let entry = try await decided(appliance, flow)
    _ = try await appliance.store.queue(
      answerTo: entry.id, messageID: "ours@boutique.example", sender: "contact@boutique.example",
      recipient: "claire@client.example", bytes: [1])
    try await appliance.store.begin(try await appliance.store.actions(of: entry.id)[0], of: entry.id)
    try await appliance.store.mark(.sending, answerTo: entry.id)
    let done = try await flow.advance(try await flow.read(try await appliance.store.entry(entry.id), recognises: true))
    #expect(try await appliance.store.answer(to: entry.id)?.state.rawValue == end)
    #expect(done.needsPerson == needsPerson)
    if needsPerson {
      #expect(try fixture.place("a") == ".00 &IBM- &AMA- analyser/cur/1795000000.a:2,F")
      #expect(
        await appliance.answer(.status, by: "claire").status?.waiting.first?.reasons == [Reason(.uncertainSending)])
    }
  }

  @Test(arguments: [
    (SendingError(.permanent, Localized(fr: "550", en: "550")), "failed", true),
    (SendingError(.uncertain, Localized(fr: "lost", en: "lost")), "uncertain", true),
  ])
  func aSendingThatFailsGoesToAPerson(error: SendingError, end: String, needsPerson: Bool) async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    let flow = try await flow(appliance, ScriptedCarrier(error: error, evidence: .unknown))
    let done = try await flow.advance(try await flow.read(try await decided(appliance, flow), recognises: true))
    #expect(try await appliance.store.answer(to: done.id)?.state.rawValue == end)
    #expect(done.needsPerson == needsPerson)
    // A text that certainly did not leave is put before the person; one that may have left is not, lest it leave twice.
    #expect(try fixture.files("contact/.Drafts").count == (error.kind == .permanent ? 1 : 0))
  }

  @Test func aSendingRefusedForATimeIsTriedAgain() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    let refusing = try await flow(
      appliance, ScriptedCarrier(error: SendingError(.temporary, Localized(fr: "451", en: "451")), evidence: .unknown))
    let entry = try await decided(appliance, refusing)
    let mail = try await refusing.read(entry, recognises: true)
    await #expect(throws: SendingError.self) { try await refusing.advance(mail) }
    #expect(try await appliance.store.answer(to: entry.id)?.state == .queued)
    let accepting = try await flow(appliance, ScriptedCarrier(error: nil, evidence: .unknown))
    _ = try await accepting.advance(
      try await accepting.read(try await appliance.store.entry(entry.id), recognises: true))
    #expect(try await appliance.store.answer(to: entry.id)?.state == .sent)
  }

  @Test func aMailThatAPersonTookIsNotAnswered() async throws {
    let appliance = try await fixture.start()
    let file = try fixture.deliver("a")
    let flow = try await flow(appliance, ScriptedCarrier(error: nil, evidence: .unknown))
    let mail = try await flow.read(try await decided(appliance, flow), recognises: true)
    try FileManager.default.removeItem(atPath: file)
    let done = try await flow.advance(mail)
    #expect(try await appliance.store.answer(to: done.id) == nil)
    #expect(!done.needsPerson)
    #expect(
      try await appliance.store.actions(of: done.id).compactMap(\.reason?.code).allSatisfy { $0 == .takenByPerson })
  }

  /// The flow of one mail with a carrier of the test's own.
  private func flow(_ appliance: Appliance, _ carrier: ScriptedCarrier) async throws -> MessageFlow {
    let (mailbox, reader, policy) = try await appliance.parts()
    return MessageFlow(
      mailbox: WatchedMailbox(
        settings: mailbox.settings, access: mailbox.access, carrier: carrier, trade: mailbox.trade,
        connectors: mailbox.connectors, drafts: mailbox.drafts, sent: mailbox.sent), reader: reader,
      store: appliance.store, listener: { _ in },
      world: fixture.clock.world, policy: policy)
  }

  /// Takes the delivered mail in, as far as decided.
  private func decided(_ appliance: Appliance, _ flow: MessageFlow) async throws -> MessageEntry {
    _ = try await Arrivals(
      mailbox: flow.mailbox, store: appliance.store, world: fixture.clock.world, listener: { _ in }
    ).collect(limit: .max) { true }
    let entry = try #require(try await appliance.store.entries().first)
    return try await flow.think([try await flow.read(entry, recognises: true)])[0]
  }
}
