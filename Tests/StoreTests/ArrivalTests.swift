import Domain
import Foundation
import Store
import TestSupport
import Testing

@Suite struct ArrivalTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  @Test func theSameLocationTwiceIsOneMessage() async throws {
    let first = try await fixture.receive("un mail", uid: 7)
    let again = try await fixture.receive(fixture.raw("un mail", uid: 7))
    #expect(first == again)
    #expect(try await fixture.store.entries().count == 1)
    #expect(try await fixture.store.journal(of: first.id).map(\.step) == ["received"])
  }

  @Test func bytesAreKeptUnderTheirHashAndSurviveReopening() async throws {
    let entry = try await fixture.receive("un mail", uid: 7)
    let store = try fixture.reopened()
    #expect(try store.bytes(entry.contentHash) == Array("un mail".utf8))
    #expect(try await store.entry(entry.id) == entry)
    // SHA-256 of "un mail", by `printf 'un mail' | sha256sum`.
    #expect(
      entry.contentHash.hex == "8b30a3dc178de22581c19b4a345bfef618d1bd85496171de8c47ff4a05ac1b1e")
  }

  @Test func knownUIDsBelongToOneFolderAndValidity() async throws {
    _ = try await fixture.receive("a", uid: 3)
    _ = try await fixture.receive("b", uid: 9)
    let store = fixture.store
    let mailbox = MailboxName("contact")
    #expect(try await store.knownUIDs(mailbox: mailbox, folder: .inbox, uidValidity: 1, from: 0) == [3, 9])
    #expect(try await store.knownUIDs(mailbox: mailbox, folder: .inbox, uidValidity: 1, from: 4) == [9])
    #expect(try await store.knownUIDs(mailbox: mailbox, folder: .inbox, uidValidity: 2, from: 0) == [])
    #expect(try await store.knownUIDs(mailbox: mailbox, folder: FolderName("02"), uidValidity: 1, from: 0) == [])
  }

  @Test func aMovedMessageKeepsItsIdentityAndBothPlacesAreKnown() async throws {
    let entry = try await fixture.receive("a", uid: 3)
    let place = MessageLocation(folder: FolderName("02 – Suivi"), uidValidity: 5, uid: 1)
    try await fixture.store.relocate(entry.id, to: place)
    #expect(try await fixture.store.entry(entry.id).location == place)
    #expect(try await fixture.receive(fixture.raw("a", uid: 3)).id == entry.id)
  }

  @Test func automaticSinceIsTheFirstTimeOnly() async throws {
    let mailbox = MailboxName("contact")
    #expect(try await fixture.store.open(mailbox: mailbox, mode: .draft) == nil)
    fixture.clock.advance(seconds: 60)
    let since = try await fixture.store.open(mailbox: mailbox, mode: .automatic)
    #expect(since == fixture.clock.now)
    fixture.clock.advance(seconds: 60)
    #expect(try await fixture.store.open(mailbox: mailbox, mode: .automatic) == since)
    #expect(try await fixture.store.open(mailbox: mailbox, mode: .observe) == since)
  }

  @Test func aDatabaseThatIsNoDatabaseSaysWhatToDo() throws {
    let path = fixture.folder.path + "/other"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: path + "/vaguemestre.sqlite"))
    #expect(throws: StoreError.damaged(path + "/vaguemestre.sqlite")) {
      try ApplianceStore(directory: path, world: fixture.clock.world)
    }
  }
}
