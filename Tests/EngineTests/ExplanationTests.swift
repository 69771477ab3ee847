import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Engine

@Suite struct ExplanationTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  /// A decision is a pure function of what is stored: taken again months later it is the same.
  @Test func theStoredInputGivesTheStoredDecisionAgain() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    try fixture.deliver("b", from: "Intrus <intrus@ailleurs.example>")
    try await appliance.round()
    fixture.clock.advance(seconds: 200 * 86_400)
    let (mailbox, _, policy) = try await appliance.parts()
    let step = DecisionStep(mailbox: mailbox, policy: policy)
    for entry in try await appliance.store.entries() {
      let input = try await appliance.store.stage(.decisionInput, of: entry.id, as: DecisionInput.self)
      let stored = try await appliance.store.stage(.decision, of: entry.id, as: Decision.self)
      #expect(step.decide(input).0 == stored)
      #expect(try await appliance.store.content(input.configurationHash) != nil)
      #expect(try await appliance.store.content(input.modelHash) != nil)
    }
  }

  @Test func anExplanationTellsTheWholeWay() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    try await appliance.round()
    let explanation = try #require(try await appliance.latestExplanation())
    let words = try Words(.french, resources: fixture.resources).adding(await appliance.current)
    let text = explanation.text(words)
    for part in [
      "Suivi de commande", "KZBMRTAQE", "tracking-in-preparation", "répondre", "Traités automatiquement",
      "Bonjour Claire",
    ] {
      #expect(text.contains(part), "\(part) is missing in:\n\(text)")
    }
    #expect(!text.contains("explain."))
  }

  /// What would be done with a mail is shown without touching anything.
  @Test func aTrialTouchesNothing() async throws {
    _ = try await fixture.start()
    let before = try FileManager.default.subpathsOfDirectory(atPath: fixture.path("contact"))
    let mail = """
      From: Claire Martin <claire@client.example>\r
      To: contact@boutique.example\r
      Subject: Suivi de commande\r
      Message-ID: <t@client.example>\r
      Content-Type: text/plain; charset=utf-8\r
      \r
      Bonjour, où en est ma commande KZBMRTAQE ?\r

      """
    let explanation = try await Trial.explanation(
      of: Array(mail.utf8), arrivingIn: MailboxName("contact"),
      try fixture.configuration(fixture.settings(mode: .automatic)), extractor: fixture.extractor,
      world: fixture.clock.world)
    #expect(explanation.decision.actions.contains { if case .reply = $0 { true } else { false } })
    #expect(try FileManager.default.subpathsOfDirectory(atPath: fixture.path("contact")) == before)
    #expect(try fixture.answers().isEmpty)
  }

  @Test func theControlSocketAnswersAndIsForItsGroupOnly() async throws {
    let appliance = try await fixture.start()
    let path = fixture.path("control.sock")
    #expect(try ControlSocket.ask(.status, at: path) == nil)
    let socket = try ControlSocket(path) { await appliance.answer($0, by: $1) }
    #expect(throws: ControlSocketError.alreadyRunning(path)) {
      try ControlSocket(path) { await appliance.answer($0, by: $1) }
    }
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o660)
    let stopped = try await asked(.sendingStop, at: path)
    #expect(stopped?.status?.isSendingAllowed == false)
    let started = try await asked(.sendingStart, at: path)
    #expect(started?.status?.isSendingAllowed == true)
    withExtendedLifetime(socket) {}
  }

  @Test func aFileInTheSocketsPlaceIsLeftAlone() throws {
    try fixture.write("precious", to: "precious")
    let path = fixture.path("precious")
    #expect(throws: ControlSocketError.notASocket(path)) { try ControlSocket(path) { _, _ in ControlReply() } }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
  }

  /// Somebody who connects and says nothing keeps nobody waiting, and the handler learns who asked.
  @Test func aSilentClientHoldsUpNobody() async throws {
    let path = fixture.path("control.sock")
    let socket = try ControlSocket(path) { _, author in ControlReply(error: author) }
    guard case .connected(let silent) = ControlConnection.connect(path) else {
      Issue.record("not connected")
      return
    }
    defer { close(silent) }
    let began = ContinuousClock.now
    let reply = try await asked(.status, at: path)
    #expect(reply?.error == OperatorAccount.own)
    #expect(ContinuousClock.now - began < .seconds(4))
    withExtendedLifetime(socket) {}
  }

  @Test func aSecondApplianceOnTheSameDataIsRefused() async throws {
    let appliance = try await fixture.start()
    let configuration = await appliance.current
    await #expect(throws: (any Error).self) {
      try await Appliance(
        configuration, extractor: fixture.extractor, world: fixture.clock.world, listener: { _ in })
    }
    await #expect(throws: (any Error).self) {
      try await Appliance.answerAlone(.sendingStop, configuration, world: fixture.clock.world)
    }
    let reply = try await Appliance.answerAlone(.status, configuration, world: fixture.clock.world)
    #expect(reply.status?.isSendingAllowed == true)
  }

  /// Asks from a thread of its own: waiting must not take one from the appliance that answers.
  private func asked(_ request: ControlRequest, at path: String) async throws -> ControlReply? {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try ControlSocket.ask(request, at: path) }) }
    }
  }
}
