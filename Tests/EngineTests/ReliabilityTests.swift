import Domain
import Foundation
import Reading
import Store
import TestSupport
import Testing

@testable import Engine

/// An intent is answered without a person only while audits show that enough of its answers are right.
@Suite struct ReliabilityTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  private static let drawAll = "reliability: {audited: 1}"

  /// Audits of answers to `order_tracking` that nobody needs to have read here.
  private func audit(_ appliance: Appliance, right: Int, wrong: Int = 0, rules: String? = nil) async throws {
    let present = try #require(await appliance.current.trades["ecommerce"]).versions
    let versions = AnswerVersions(
      model: present.model, threshold: present.threshold, rules: rules.map(ContentHash.init(hex:)) ?? present.rules)
    let verdicts = Array(repeating: true, count: right) + Array(repeating: false, count: wrong)
    try await appliance.store.keep(
      verdicts.map { isRight in
        let answer = WouldBeAnswer(
          message: fixture.clock.world.identifier(), profile: "ecommerce", intents: [Intent("order_tracking")],
          versions: versions)
        return (answer, isRight)
      }, by: "claire")
  }

  private func waiting(_ appliance: Appliance) async throws -> [Identifier<Message>] {
    try await AuditList(appliance.current, world: fixture.clock.world).items.map(\.message)
  }

  @Test func theFiftyNinthRightAuditLetsAnIntentBeAnswered() async throws {
    let appliance = try await fixture.start(extra: Self.drawAll, isAudited: false)
    try await audit(appliance, right: 58)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(try fixture.files("contact/.Drafts").count == 1)
    let decision = try #require(try await appliance.latestExplanation()).decision
    #expect(decision.reasons.contains(Reason(.gateClosed, ["intent": "order_tracking"])))

    let drawn = try await waiting(appliance)
    #expect(drawn.count == 1)
    #expect(await appliance.answer(.audit(drawn[0], isRight: true), by: "claire").error == nil)
    #expect(try await waiting(appliance).isEmpty)
    try fixture.deliver("b", from: "Paul <paul@client.example>", text: "Où en est ma commande KZBMRTAQF ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
  }

  @Test func aWrongAuditClosesItAgain() async throws {
    let appliance = try await fixture.start(extra: Self.drawAll)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
    // What left is audited as well.
    _ = await appliance.answer(.audit(try await waiting(appliance)[0], isRight: false), by: "claire")
    try fixture.deliver("b", from: "Paul <paul@client.example>", text: "Où en est ma commande KZBMRTAQF ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
  }

  @Test func aVerdictGivenByMistakeIsPutRight() async throws {
    let appliance = try await fixture.start(extra: Self.drawAll)
    try fixture.deliver("a")
    try await appliance.round()
    let message = try await waiting(appliance)[0]
    _ = await appliance.answer(.audit(message, isRight: false), by: "claire")
    #expect(await appliance.answer(.audit(message, isRight: true), by: "claire").error == nil)
    try fixture.deliver("b", from: "Paul <paul@client.example>", text: "Où en est ma commande KZBMRTAQF ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 2)
  }

  /// One mail that comes many times would be so many audits of one answer.
  @Test func copiesOfAMailAreAuditedOnce() async throws {
    let appliance = try await fixture.start(mode: .observe, extra: Self.drawAll, isAudited: false)
    for name in ["a", "b", "c"] { try fixture.deliver(name, messageID: "same@client.example") }
    try await appliance.round()
    #expect(try await waiting(appliance).count == 1)
  }

  /// An answer that waits for its server is not sent once audits have closed the gate.
  @Test func aQueuedAnswerIsHeldBackWhenItsGateCloses() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    let (mailbox, reader, policy) = try await appliance.parts()
    let flow = MessageFlow(
      mailbox: mailbox, reader: reader, store: appliance.store, listener: { _ in }, world: fixture.clock.world,
      policy: policy)
    _ = try await Arrivals(
      mailbox: mailbox, store: appliance.store, world: fixture.clock.world, listener: { _ in }
    ).collect(limit: .max) { true }
    let entry = try #require(try await appliance.store.entries().first)
    _ = try await flow.think([try await flow.read(entry, recognises: true)])
    try await audit(appliance, right: 0, wrong: 1)
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(try fixture.files("contact/.Drafts").count == 1)
  }

  @Test func auditsOfOtherRulesProveNothing() async throws {
    let appliance = try await fixture.start(isAudited: false)
    try await audit(appliance, right: 200, rules: "another")
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
  }

  @Test func onlyWhatWasDrawnIsAudited() async throws {
    let appliance = try await fixture.start(extra: "reliability: {audited: 0}")
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try await waiting(appliance).isEmpty)
    let message = try #require(try await appliance.store.entries().first).id
    #expect(await appliance.answer(.audit(message, isRight: true), by: "claire").error?.contains("contrôle") == true)
  }

  /// A bounce, or a mail whose record is somebody else's, is never answered: there is nothing to audit.
  @Test func whatWouldNotBeAnsweredAnywayIsNotDrawn() async throws {
    let appliance = try await fixture.start(extra: Self.drawAll)
    try fixture.deliver("a", from: "Intrus <intrus@ailleurs.example>")
    try await appliance.round()
    #expect(try await waiting(appliance).isEmpty)
  }

  /// What would have been answered is audited before anything is ever sent.
  @Test(arguments: [Mode.observe, .draft])
  func auditsAreDrawnInEveryMode(mode: Mode) async throws {
    let appliance = try await fixture.start(mode: mode, extra: Self.drawAll, isAudited: false)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try await waiting(appliance).count == 1)
  }

  @Test func aSurgeReturnsAnIntentToDraftsWhileItLasts() async throws {
    let appliance = try await fixture.start(extra: "reliability: {surge: 2}")
    func ask(_ name: String, _ sender: String, _ order: String) async throws -> Int {
      try fixture.deliver(name, from: "<\(sender)@client.example>", text: "Où en est ma commande \(order) ?")
      try await appliance.round()
      return try fixture.answers().count
    }
    #expect(try await ask("a", "claire", "KZBMRTAQE") == 1)
    #expect(try await ask("b", "paul", "KZBMRTAQF") == 2)
    #expect(try await ask("c", "ines", "KZBMRTAQG") == 2)
    let reasons = try #require(try await appliance.latestExplanation()).decision.reasons
    #expect(reasons.contains(Reason(.volumeSurge, ["intent": "order_tracking"])))
    #expect(await fixture.alarms(appliance) == [.answersSurging])
    // Two in an hour have been seen now: three are no surge any more.
    fixture.clock.advance(seconds: 7200)
    for (number, name) in ["d", "e", "f"].enumerated() {
      let people = [("claire", "KZBMRTAQE"), ("paul", "KZBMRTAQF"), ("ines", "KZBMRTAQG")]
      #expect(try await ask(name, people[number].0, people[number].1) == 3 + number)
    }
    #expect(await fixture.alarms(appliance).isEmpty)
  }

  @Test func anAuditThatClosesAGateRaisesAnAlarm() async throws {
    let appliance = try await fixture.start(extra: Self.drawAll)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
    let message = try #require(try await appliance.store.entries().first).id
    #expect(await appliance.answer(.audit(message, isRight: false), by: "claire").error == nil)
    #expect(await fixture.alarms(appliance) == [.reliabilityFallen])
    // A person who thinks again.
    #expect(await appliance.answer(.audit(message, isRight: true), by: "claire").error == nil)
    #expect(await fixture.alarms(appliance).isEmpty)
  }

  @Test func theReportTellsWhatWouldOpenAnIntent() async throws {
    let appliance = try await fixture.start(isAudited: false)
    try await audit(appliance, right: 40, wrong: 1)
    try fixture.deliver("a")
    try await appliance.round()
    let report = try await ReliabilityReport(appliance.current, world: fixture.clock.world)
    let line = try #require(report.lines.first { $0.intent == Intent("order_tracking") })
    #expect(line.seen == 1 && line.automated == 0 && line.audited == 41 && line.right == 40)
    #expect(!line.isOpen && line.lowerBound > 0.88 && line.lowerBound < 0.9)
    // One wrong of 93 is enough (Clopper–Pearson).
    #expect(line.rightToOpen == 52)
    let words = try Words(.french, resources: fixture.resources).adding(await appliance.current)
    let text = report.text(words)
    #expect(text.contains("Suivi de commande"))
    #expect(text.contains("52 contrôles justes de plus"))
  }
}
