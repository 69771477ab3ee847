import Domain
import Foundation
import Mailboxes
import Store
import TestSupport
import Testing

@testable import Engine

/// What people do in a mailbox with their own mail program, told from what we do.
@Suite struct PersonWatchTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  private static let tracking = ".02 &IBM- Suivi de commande"
  private static let returns = ".03 &IBM- Demande de retour"

  /// Moves a delivered mail as a mail program does: the same file in another folder.
  private func move(_ name: String, to folder: String) throws {
    let place = try #require(try fixture.place(name))
    let file = (place as NSString).lastPathComponent
    try FileManager.default.moveItem(
      atPath: fixture.path("contact/\(place)"), toPath: fixture.path("contact/\(folder)/cur/\(file)"))
  }

  /// A mail in the folder of sent mails.
  private func send(_ name: String, messageID: String, inReplyTo: String) throws {
    for subfolder in ["tmp", "new", "cur"] {
      try FileManager.default.createDirectory(
        atPath: fixture.path("contact/.Sent/\(subfolder)"), withIntermediateDirectories: true)
    }
    try fixture.write(
      "From: contact@boutique.example\r\nTo: claire@client.example\r\nSubject: Re\r\n"
        + "Message-ID: <\(messageID)>\r\nIn-Reply-To: <\(inReplyTo)>\r\n\r\nBonjour.\r\n",
      to: "contact/.Sent/cur/\(name):2,S")
  }

  private func corrections(_ appliance: Appliance) async throws -> [String] {
    try await appliance.store.corrections().map { "\($0.kind.rawValue) \($0.before) → \($0.after), \($0.author)" }
  }

  @Test func aMoveToAnotherFolderIsACorrection() async throws {
    let appliance = try await fixture.start(mode: .draft)
    try fixture.deliver("a")
    try await appliance.round()
    let entry = try #require(try await appliance.store.entries().first)
    #expect(try fixture.place("a")?.hasPrefix(Self.tracking) == true)
    #expect(entry.needsPerson)
    try move("a", to: Self.returns)
    try await appliance.round()
    #expect(try await corrections(appliance) == ["folder 02 → 03, contact"])
    let after = try await appliance.store.entry(entry.id)
    #expect(after.location.folder == FolderName("03 – Demande de retour"))
    #expect(!after.needsPerson)
    #expect(try await appliance.store.isPaused(try #require(after.conversation)))
    // Seen once only.
    try await appliance.round()
    #expect(try await corrections(appliance).count == 1)
  }

  @Test func ourOwnFilingIsNoCorrection() async throws {
    let appliance = try await fixture.start(mode: .draft)
    try fixture.deliver("a")
    try fixture.deliver("b", text: "Je voudrais renvoyer ma commande KZBMRTAQE et être remboursée.")
    try await appliance.round()
    try await appliance.round()
    #expect(try await corrections(appliance).isEmpty)
    for entry in try await appliance.store.entries() {
      #expect(try await !appliance.store.isPaused(try #require(entry.conversation)))
    }
  }

  @Test func inObservationAMoveToldWhatWeWouldHaveDone() async throws {
    let appliance = try await fixture.start(mode: .observe)
    try fixture.deliver("a")
    try await appliance.round()
    #expect(try fixture.place("a") == "new/1795000000.a")
    for subfolder in ["tmp", "new", "cur"] {
      try FileManager.default.createDirectory(
        atPath: fixture.path("contact/\(Self.returns)/\(subfolder)"), withIntermediateDirectories: true)
    }
    try move("a", to: Self.returns)
    try await appliance.round()
    // In automatic mode it would have been answered and filed among the answered ones.
    #expect(try await corrections(appliance) == ["folder answered → 03, contact"])
  }

  @Test func aCopySaysNothing() async throws {
    let appliance = try await fixture.start(mode: .draft)
    try fixture.deliver("a")
    try await appliance.round()
    let place = try #require(try fixture.place("a"))
    try FileManager.default.copyItem(
      atPath: fixture.path("contact/\(place)"), toPath: fixture.path("contact/\(Self.returns)/cur/copy:2,S"))
    try await appliance.round()
    #expect(try await corrections(appliance).isEmpty)
    #expect(try fixture.place("a") == place)
  }

  @Test func whatLayInAFolderBeforeIsNobodysDeed() async throws {
    let appliance = try await fixture.start(mode: .draft)
    try fixture.deliver("a")
    try await appliance.round()
    // A second appliance that begins on a copy of the mailbox knows nothing of who filed what.
    try FileManager.default.copyItem(atPath: fixture.path("contact"), toPath: fixture.path("contact2"))
    let text = fixture.settings(mode: .draft).replacing(fixture.path("data"), with: fixture.path("data2"))
      .replacing("maildir: \(fixture.path("contact"))", with: "maildir: \(fixture.path("contact2"))")
    let other = try await Appliance(
      try fixture.configuration(text), extractor: fixture.extractor, world: fixture.clock.world, listener: { _ in })
    try await other.round()
    #expect(try await corrections(other).isEmpty)
    #expect(try await other.store.entries().isEmpty)
  }

  /// R11: whoever writes again in an exchange that a person has taken over gets a draft at most.
  @Test func anAnswerByHandTakesTheExchangeOver() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a", subject: "Question", text: "Bonjour, que pensez-vous du temps qu'il fait ?")
    try await appliance.round()
    let entry = try #require(try await appliance.store.entries().first)
    #expect(entry.needsPerson)
    try send("1", messageID: "person@boutique.example", inReplyTo: "a@client.example")
    try await appliance.round()
    #expect(try await !appliance.store.entry(entry.id).needsPerson)
    fixture.clock.advance(seconds: 60)
    try fixture.deliver("b", fields: ["In-Reply-To: <a@client.example>"])
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    let second = try #require(try await appliance.store.entries().last)
    let decision = try await appliance.store.stage(.decision, of: second.id, as: Decision.self)
    #expect(decision.reasons.map(\.code).contains(.conversationPaused))
    #expect(decision.needsPerson)
  }

  /// A person was quicker than our first look: the mail and their answer are found together.
  @Test func aMailAnsweredByHandBeforeWeReadItGetsNoAnswer() async throws {
    let appliance = try await fixture.start()
    try send("0", messageID: "before@boutique.example", inReplyTo: "other@client.example")
    try await appliance.round()
    try fixture.deliver("a")
    try send("1", messageID: "person@boutique.example", inReplyTo: "a@client.example")
    try await appliance.round()
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(try fixture.files("contact/.Drafts").isEmpty)
    let entry = try #require(try await appliance.store.entries().first)
    let decision = try await appliance.store.stage(.decision, of: entry.id, as: Decision.self)
    #expect(decision.reasons.map(\.code).contains(.answeredByPerson))
    #expect(!entry.needsPerson)
  }

  /// The flag that a mail program sets when a person answers.
  @Test func aMailMarkedAsAnsweredGetsNoAnswer() async throws {
    let appliance = try await fixture.start()
    let file = try fixture.deliver("a")
    try FileManager.default.moveItem(
      atPath: file, toPath: file.replacing("/new/", with: "/cur/") + ":2,RS")
    try await appliance.round()
    #expect(try fixture.answers().isEmpty)
    #expect(try await appliance.store.entries().first?.needsPerson == false)
  }

  @Test func aMoveBackToTheInboxIsACorrection() async throws {
    let appliance = try await fixture.start(mode: .draft)
    try fixture.deliver("a")
    try await appliance.round()
    let place = try #require(try fixture.place("a"))
    try FileManager.default.moveItem(
      atPath: fixture.path("contact/\(place)"), toPath: fixture.path("contact/cur/back.a:2,"))
    try await appliance.round()
    #expect(try await corrections(appliance) == ["folder 02 → INBOX, contact"])
    #expect(try await appliance.store.entries().count == 1)
    #expect(try fixture.place("a") == "cur/back.a:2,")
  }

  @Test func ourOwnAnswerAmongTheSentMailsIsNoPersons() async throws {
    let appliance = try await fixture.start()
    try fixture.deliver("a")
    try await appliance.round()
    let entry = try #require(try await appliance.store.entries().first)
    let answer = try #require(try await appliance.store.answer(to: entry.id))
    try send("1", messageID: answer.messageID, inReplyTo: "a@client.example")
    try await appliance.round()
    #expect(try await !appliance.store.isPaused(try #require(entry.conversation)))
  }

  /// A decision that waits when a person steps in is taken anew.
  @Test func aPersonWhoStepsInBeforeTheAnswerLeavesIsHeard() async throws {
    let appliance = try await fixture.start()
    _ = await appliance.answer(.sendingStop, by: "claire")
    try fixture.deliver("a")
    try await appliance.round()
    let entry = try #require(try await appliance.store.entries().first)
    _ = try await appliance.store.queue(
      answerTo: entry.id, messageID: "ours@boutique.example", sender: "contact@boutique.example",
      recipient: "claire@client.example", bytes: [1])
    _ = await appliance.answer(.sendingStart, by: "claire")
    try await appliance.store.answeredByPerson(messageID: "a@client.example", in: entry.mailbox)
    #expect(
      try await appliance.store.beginSending(
        answerTo: entry.id, within: SendingLimits(perSenderPerDay: 10, perHour: 10)) == .paused)
  }
}
