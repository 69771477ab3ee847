import Domain
import Store
import TestSupport
import Testing

@testable import Learning

@Suite struct SiteExamplesTests {
  let folder: TemporaryFolder
  let clock = SteppedWorld()
  let store: ApplianceStore

  init() throws {
    folder = try TemporaryFolder()
    store = try ApplianceStore(directory: folder.path, world: clock.world)
  }

  private static let folders = [
    "02": [Intent("order_tracking")], "03": [Intent("return_request")], "10": [Intent("other"), Intent("new_invoice")],
  ]

  private func confirmed() async throws -> [[String]] {
    try await SiteExamples(store).confirmed(
      profile: "ecommerce", mailboxes: [MailboxName("contact")], folders: Self.folders
    ).map { $0.intents.map(\.id) }
  }

  /// A message that was read, and what a person said of it, one after the other.
  private func correct(_ text: String, _ corrections: (kind: Correction.Kind, after: String)...) async throws {
    try await store.open(mailbox: MailboxName("contact"), mode: .automatic)
    let hash = try store.keep([.bytes(Array(text.utf8))])[0]
    let uid = UInt32(try await store.entries().count + 1)
    let arrival = Arrival(
      location: MessageLocation(folder: .inbox, uidValidity: 1, uid: uid), receivedAt: clock.now, contentHash: hash)
    let entry = try await store.receive([arrival], in: MailboxName("contact"))[0]
    let message = Message.sample(id: entry.id, contentHash: hash.hex, receivedAt: clock.now)
    let fresh: Identifier<Conversation> = clock.world.identifier()
    _ = try await store.takeSteps { try $0.understand(entry, message, .sample(), fresh: fresh) }
    for (kind, after) in corrections {
      clock.advance(seconds: 60)
      try await store.save(
        Correction(
          id: clock.world.identifier(), message: entry.id, kind: kind, before: "", after: after, author: "claire",
          at: clock.now))
    }
  }

  @Test func nothingIsConfirmedBySilence() async throws {
    try await correct("a")
    #expect(try await confirmed().isEmpty)
  }

  @Test func aMoveTellsTheIntentOfItsFolder() async throws {
    try await correct("a", (.folder, "03"))
    #expect(try await confirmed() == [["return_request"]])
  }

  @Test(arguments: ["10", "INBOX", "99"])
  func aMoveElsewhereTellsNothing(folder: String) async throws {
    try await correct("a", (.folder, folder))
    #expect(try await confirmed().isEmpty)
  }

  @Test func aMoveBackTakesTheCorrectionBack() async throws {
    try await correct("a", (.folder, "03"), (.folder, "INBOX"))
    #expect(try await confirmed().isEmpty)
  }

  @Test func theLastWordCounts() async throws {
    try await correct("a", (.folder, "03"), (.intent, "order_tracking, other"))
    try await correct("b", (.intent, "other"), (.folder, "02"))
    #expect(try await confirmed() == [["order_tracking", "other"], ["order_tracking"]])
  }

  @Test func examplesCountLikeCorrections() async throws {
    try await correct("a", (.folder, "03"))
    clock.advance(seconds: 60)
    let mail = Message.sample(id: clock.world.identifier(), contentHash: "given", receivedAt: clock.now)
    let example = ConfirmedMessage(message: mail, intents: [Intent("other")], confirmedAt: clock.now)
    _ = try await store.keep([example], profile: "ecommerce", by: "claire")
    #expect(try await confirmed() == [["return_request"], ["other"]])
  }
}
