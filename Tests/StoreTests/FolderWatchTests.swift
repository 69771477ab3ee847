import Domain
import Store
import TestSupport
import Testing

@Suite struct FolderWatchTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  @Test func aMarkIsKeptForEachFolder() async throws {
    let store = fixture.store
    let contact = MailboxName("contact")
    let folder = FolderName("02")
    #expect(try await store.mark(of: folder, in: contact) == nil)
    try await store.setMark(FolderMark(uidValidity: 1, nextUID: 7), of: folder, in: contact)
    try await store.setMark(FolderMark(uidValidity: 2, nextUID: 9), of: folder, in: contact)
    #expect(try await fixture.reopened().mark(of: folder, in: contact) == FolderMark(uidValidity: 2, nextUID: 9))
    #expect(try await store.mark(of: FolderName("03"), in: contact) == nil)
    #expect(try await store.mark(of: folder, in: MailboxName("ventes")) == nil)
  }

  @Test func aMoveByAPersonLeavesTheExchangeToThem() async throws {
    let store = fixture.store
    let entry = try await fixture.understand("a", uid: 1, bodyHash: "b", messageID: "m@c.example")
    let place = MessageLocation(folder: FolderName("03"), uidValidity: 4, uid: 1)
    let correction = Correction(
      id: fixture.clock.world.identifier(), message: entry.id, kind: .folder, before: "02", after: "03",
      author: "contact", at: fixture.clock.now)
    try await store.movedByPerson(entry.id, to: place, correction)
    #expect(try await store.entry(entry.id).location == place)
    #expect(try await store.corrections() == [correction])
    #expect(try await store.isPaused(try #require(entry.conversation)))
    #expect(try await fixture.conversation(of: entry)?.isPaused == true)
    #expect(try await store.journal(of: entry.id).last?.step == "moved_by_person")
  }

  @Test func messagesAreFoundByTheirMessageID() async throws {
    let store = fixture.store
    let entry = try await fixture.understand("a", uid: 1, bodyHash: "b", messageID: "m@c.example")
    let contact = MailboxName("contact")
    #expect(try await store.messages(withMessageID: "m@c.example", in: contact).map(\.id) == [entry.id])
    #expect(try await store.messages(withMessageID: "m@c.example", in: MailboxName("ventes")).isEmpty)
    #expect(try await !store.isOurs(messageID: "m@c.example"))
    _ = try await store.queue(
      answerTo: entry.id, messageID: "ours@b.example", sender: "contact@b.example", recipient: "claire@client.example",
      bytes: [1])
    #expect(try await store.isOurs(messageID: "ours@b.example"))
  }

  @Test func aRefreshTokenTakesThePlaceOfTheOneBefore() async throws {
    let contact = MailboxName("contact")
    #expect(try await fixture.store.refreshToken(of: contact) == nil)
    try await fixture.store.setRefreshToken([1, 2], of: contact)
    try await fixture.store.setRefreshToken([3], of: contact)
    #expect(try await fixture.reopened().refreshToken(of: contact) == [3])
  }

  @Test func aStateThatChangesItsCauseIsOneAlarmSinceItBegan() async throws {
    let store = fixture.store
    let contact = MailboxName("contact")
    let begin = fixture.clock.now
    try await store.raise(.mailboxUnavailable, mailbox: contact, ["fr": "a", "en": "a"])
    fixture.clock.advance(seconds: 60)
    try await store.raise(.mailboxUnavailable, mailbox: contact, ["fr": "b", "en": "b"])
    #expect(try await store.alarms().map(\.parameters["en"]) == ["b"])
    #expect(try await store.alarms().map(\.since) == [begin])
    // Several messages may be unreadable at once.
    try await store.raise(.messageUnreadable, mailbox: contact, ["uid": "1"])
    try await store.raise(.messageUnreadable, mailbox: contact, ["uid": "2"])
    #expect(try await store.alarms().count == 3)
  }

  /// A large mail comes as a file, and is moved to its place.
  @Test func aFileIsKeptUnderTheHashOfItsBytes() async throws {
    let path = try fixture.folder.write("un mail", to: "spool/x")
    let hash = try fixture.store.keep([.file(path)])[0]
    #expect(try hash == ApplianceStore.hash(.bytes(Array("un mail".utf8))))
    #expect(try fixture.store.bytes(hash) == Array("un mail".utf8))
    let again = try fixture.folder.write("un mail", to: "spool/y")
    #expect(try fixture.store.keep([.file(again)])[0] == hash)
    #expect(try ApplianceStore.hash(.bytes(Array("un mail".utf8))) == hash)
  }
}
