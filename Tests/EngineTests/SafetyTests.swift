import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Engine

@Suite struct SafetyTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  /// RFC 3834 §2 and common practice: what must never be answered.
  @Test(arguments: [
    ["Auto-Submitted: auto-replied"], ["Auto-Submitted: auto-generated"], ["Return-Path: <>"], ["Precedence: bulk"],
    ["Precedence: list"], ["List-Id: <annonces.client.example>"], ["List-Unsubscribe: <mailto:x@client.example>"],
    ["X-Auto-Response-Suppress: All"], ["X-Autoreply: yes"], ["Precedence: auto_reply"],
  ])
  func machinesAreNeverAnswered(fields: [String]) async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a", fields: fields)
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(!FileManager.default.fileExists(atPath: fixture.path("contact/new/1795000000.a")))
  }

  @Test(arguments: [
    "no-reply@client.example", "ne-pas-repondre@client.example", "mailer-daemon@client.example",
    "postmaster@client.example", "contact@boutique.example", "CONTACT@Boutique.example",
  ])
  func machinesAndOurselvesAreKnownByTheirAddress(address: String) async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a", from: "Claire <\(address)>")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
  }

  @Test func anAnswerNeverGoesToAReplyToElsewhere() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a", fields: ["Reply-To: intrus@ailleurs.example"])
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
  }

  @Test func somebodyElsesOrderIsNotTold() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a", from: "Intrus <intrus@ailleurs.example>")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(try fixture.files("contact/.Drafts").isEmpty)
    #expect(try await appliance.latestExplanation()?.decision.needsPerson == true)
  }

  @Test func theSameMailInTwoMailboxesIsAnsweredOnce() async throws {
    let appliance = try await fixture.start(mailboxes: ["contact", "service"])
    try fixture.deliver("a", fields: ["Received: one"], messageID: "same@client.example")
    try fixture.deliver("b", mailbox: "service", fields: ["Received: two"], messageID: "same@client.example")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
    #expect(try fixture.files("contact").allSatisfy { !$0.hasPrefix("new/") })
    #expect(try fixture.files("service").allSatisfy { !$0.hasPrefix("new/") })
  }

  @Test func aSenderGetsAtMostThreeAnswersADay() async throws {
    let appliance = try await fixture.start()
    for name in ["a", "b", "c", "d"] {
      try fixture.deliver(name, subject: "Suivi \(name)", text: "Où en est ma commande KZBMRTAQE ? (\(name))")
      try await appliance.round()
    }
    #expect(try fixture.answers().count == 3)
    #expect(try fixture.files("contact/.Drafts").count == 1)
    fixture.clock.advance(seconds: 86_400)
    try fixture.deliver("e", text: "Et ma commande KZBMRTAQE, où en est-elle ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 4)
  }

  @Test func theBreakerStopsAllSendingUntilAPersonAllowsIt() async throws {
    let appliance = try await fixture.start(extra: "sending:\n  per_hour: 2")
    let senders = [("a", "claire", "KZBMRTAQE"), ("b", "paul", "KZBMRTAQF"), ("c", "ines", "KZBMRTAQG")]
    for (name, sender, order) in senders {
      try fixture.deliver(name, from: "<\(sender)@client.example>", text: "Où en est ma commande \(order) ?")
    }
    try await appliance.round()
    #expect(try fixture.answers().count == 2)
    #expect(fixture.events.contains(.breakerTripped))
    let status = try #require(await appliance.answer(.status, by: "claire").status)
    #expect(!status.isSendingAllowed)
    #expect(status.alarms.map(\.code) == [.breakerTripped])
    fixture.clock.advance(seconds: 7200)
    try fixture.deliver("d", text: "Où en est ma commande KZBMRTAQE ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 2)
    #expect(await appliance.answer(.sendingStart, by: "claire").status?.alarms.isEmpty == true)
    try fixture.deliver("e", text: "Toujours rien, où en est ma commande KZBMRTAQE ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 3)
  }

  @Test func sendingStopMakesDrafts() async throws {
    let appliance = try await fixture.start()
    #expect(await appliance.answer(.sendingStop, by: "claire").status?.isSendingAllowed == false)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(try fixture.files("contact/.Drafts").count == 1)
  }
}
