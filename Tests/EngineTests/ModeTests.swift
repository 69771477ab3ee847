import Domain
import Foundation
import TestSupport
import Testing

@testable import Engine

@Suite struct ModeTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  @Test func automaticAnswersAndFiles() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    #expect(try await appliance.round() == 1)
    let answer = try #require(try fixture.answers().first)
    #expect(try fixture.answers().count == 1)
    #expect(answer.contains("To: Claire Martin <claire@client.example>"))
    #expect(answer.contains("In-Reply-To: <a@client.example>"))
    #expect(answer.contains("Auto-Submitted: auto-replied"))
    #expect(answer.contains("KZBMRTAQE"))
    #expect(answer.contains("automatiquement"))
    #expect(try fixture.place("a") == ".Trait&AOk-s automatiquement/cur/1795000000.a:2,R")
    #expect(try await appliance.round() == 0)
    #expect(try fixture.answers().count == 1)
  }

  @Test func observeChangesNothingAndShowsWhatItWouldHaveDone() async throws {
    let appliance = try await fixture.start(mode: .observe)
    try fixture.deliver("a")
    let before = try fixture.files("contact")
    #expect(try await appliance.round() == 1)
    #expect(try fixture.files("contact") == before)
    #expect(try FileManager.default.subpathsOfDirectory(atPath: fixture.path("contact")).count == 4)
    #expect(try fixture.answers().isEmpty)
    let explanation = try #require(try await appliance.latestExplanation())
    #expect(explanation.decision.actions.isEmpty)
    #expect(explanation.decision.withheld.contains { if case .reply = $0 { true } else { false } })
    #expect(explanation.draft?.text.contains("KZBMRTAQE") == true)
  }

  @Test func draftFilesAndDraftsAndNeverSends() async throws {
    let appliance = try await fixture.start(mode: .draft)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    let drafts = try fixture.files("contact/.Drafts")
    #expect(drafts.count == 1)
    let draft = try String(contentsOfFile: fixture.path("contact/.Drafts/\(drafts[0])"), encoding: .utf8)
    #expect(draft.contains("To: Claire Martin <claire@client.example>"))
    #expect(!draft.contains("Auto-Submitted"))
    #expect(!draft.contains("automatiquement"))
    #expect(drafts[0].hasSuffix(":2,D"))
    #expect(try fixture.place("a") == ".02 &IBM- Suivi de commande/cur/1795000000.a:2,F")
    let status = try #require(await appliance.answer(.status, by: "claire").status)
    #expect(status.waiting.count == 1)
  }

  @Test func mailsFromBeforeTheMailboxTurnedAutomaticAreAtMostDrafted() async throws {
    _ = try await fixture.start(mode: .draft)
    try fixture.deliver("early")
    fixture.clock.advance(seconds: 60)
    let configuration = try fixture.configuration(fixture.settings(mode: .automatic))
    let appliance = try await restarted(configuration)
    try fixture.deliver("late", from: "Paul Lopez <paul@client.example>", text: "Où en est ma commande KZBMRTAQF ?")
    try await appliance.round()
    #expect(try fixture.answers().count == 1)
    #expect(try fixture.answers()[0].contains("paul@client.example"))
    #expect(try fixture.files("contact/.Drafts").count == 1)
  }

  /// A new appliance on the same folders, once the one before has let go of its locks.
  private func restarted(_ configuration: Configuration) async throws -> Appliance {
    for _ in 0..<1000 {
      do {
        return try await Appliance(
          configuration, extractor: fixture.extractor, world: fixture.clock.world, listener: { _ in })
      } catch {
        await Task.yield()
      }
    }
    return try await Appliance(
      configuration, extractor: fixture.extractor, world: fixture.clock.world, listener: { _ in })
  }

  @Test(arguments: [(Int64(3 * 86_400 - 60), 1), (Int64(3 * 86_400 + 60), 0)])
  func mailsOlderThanAnswerWithinAreAtMostDrafted(age: Int64, answers: Int) async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a", sentSecondsAgo: age)
    try await appliance.round()
    #expect(try fixture.answers().count == answers)
    #expect(try fixture.files("contact/.Drafts").count == 1 - answers)
  }
}
