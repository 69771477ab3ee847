import Domain
import Foundation
import Store
import TestSupport
import Testing

@Suite struct ErasureTests {
  let fixture: StoreFixture
  init() throws { fixture = try StoreFixture() }

  private func finished() async throws -> MessageEntry {
    let entry = try await fixture.understand("Claire Secrète écrit", uid: 1, bodyHash: "1", messageID: "m1")
    _ = try await fixture.decide(try await fixture.lookUp(entry), [.file(folder: "02")])
    _ = try await fixture.store.queue(
      answerTo: entry.id, messageID: "ours", sender: "contact@boutique.example", recipient: "claire@client.example",
      bytes: Array("réponse à Claire Secrète".utf8))
    try await fixture.store.mark(.sent, answerTo: entry.id)
    return try await fixture.finish(entry, needsPerson: true)
  }

  /// Every byte below the store's folder.
  private func contains(_ text: String) throws -> Bool {
    let files = FileManager.default.enumerator(atPath: fixture.folder.path)
    while let name = files?.nextObject() as? String {
      let data = FileManager.default.contents(atPath: fixture.folder.path + "/" + name)
      if data?.range(of: Data(text.utf8)) != nil { return true }
    }
    return false
  }

  @Test func whatExpiresIsGoneFromTheDiskAtOnce() async throws {
    _ = try await finished()
    fixture.clock.advance(seconds: Retention.default.messages)
    #expect(try await fixture.store.eraseExpired() == 1)
    #expect(try contains("claire@client.example") == false)
    #expect(try contains("Claire Secrète") == false)
  }

  @Test func anErasureWhoseBytesCannotGoIsNotJournaledAndCanBeAskedAgain() async throws {
    let entry = try await finished()
    let hex = entry.contentHash.hex
    let path = "\(fixture.folder.path)/mail/\(hex.prefix(2))/\(hex)"
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    await #expect(throws: StoreError.self) { try await fixture.store.erase(entry.id) }
    #expect(try await fixture.store.entry(entry.id).isErased == false)
    try FileManager.default.removeItem(atPath: path)
    try await fixture.store.erase(entry.id)
    #expect(try await fixture.store.entry(entry.id).isErased)
  }

  @Test func whatADeadProcessLeftHalfWrittenGoesAtOpeningAndWhatIsBeingWrittenStays() throws {
    let dead = try fixture.folder.write("Claire Secrète", to: "mail/tmp/aa.1")
    let written = try fixture.folder.write("Claire", to: "mail/tmp/bb.2")
    let descriptor = open(written, O_RDONLY)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    _ = try fixture.reopened()
    #expect(FileManager.default.fileExists(atPath: dead) == false)
    #expect(FileManager.default.fileExists(atPath: written))
  }

  @Test func keepingLeavesNothingBesideTheFile() async throws {
    _ = try await fixture.receive("a", uid: 1)
    _ = try await fixture.receive("a", uid: 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path + "/mail/tmp").isEmpty)
  }

  @Test func erasingLeavesJournalAndFiguresAndNothingPersonal() async throws {
    let entry = try await finished()
    #expect(try contains("claire@client.example"))
    #expect(try contains("Claire Secrète"))
    try await fixture.store.erase(entry.id)
    #expect(try contains("claire@client.example") == false)
    #expect(try contains("Claire Secrète") == false)
    #expect(try await fixture.store.entry(entry.id).isErased)
    #expect(try await fixture.store.journal(of: entry.id).map(\.step).suffix(2) == ["done", "erased"])
    #expect(try await fixture.store.figures().first?.answers == ["sent": 1])
  }

  @Test func nothingComesBackOfAMessageErasedWhileItIsWorkedOn() async throws {
    let entry = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    _ = try await fixture.claimed(by: "one")
    try await fixture.store.raise(
      .messageStuck, mailbox: MailboxName("contact"), ["message": entry.id.description])
    try await fixture.store.erase(entry.id)
    await #expect(throws: StoreError.erased(entry.id)) { try await fixture.lookUp(entry) }
    await #expect(throws: StoreError.erased(entry.id)) { try await fixture.decide(entry, []) }
    await #expect(throws: StoreError.erased(entry.id)) {
      try await fixture.store.queue(
        answerTo: entry.id, messageID: "ours", sender: "contact@boutique.example", recipient: "claire@client.example",
        bytes: Array("réponse à Claire Secrète".utf8))
    }
    #expect(try contains("claire@client.example") == false)
    #expect(try contains("Claire Secrète") == false)
    #expect(try await fixture.store.entry(entry.id).state == .done)
    #expect(try await fixture.claimed(by: "one") == nil)
    #expect(try await fixture.store.alarms().isEmpty)
  }

  @Test func theAnswerToAnErasedMessageDoesNotLeave() async throws {
    let entry = try await fixture.understand("a", uid: 1, bodyHash: "1", messageID: "m1")
    let answer = try await fixture.store.queue(
      answerTo: entry.id, messageID: "ours", sender: "contact@boutique.example", recipient: "claire@client.example",
      bytes: Array("réponse".utf8))
    try await fixture.store.erase(entry.id)
    #expect(try await fixture.store.answer(to: entry.id) == nil)
    #expect(throws: StoreError.missingBytes(answer.contentHash)) { try fixture.store.bytes(answer.contentHash) }
    await #expect(throws: StoreError.erased(entry.id)) {
      try await fixture.store.beginSending(answerTo: entry.id, within: fixture.limits)
    }
  }

  @Test func theBytesOfAnErasedMessageDoNotComeBackWithItsMail() async throws {
    let entry = try await fixture.receive("a", uid: 1)
    try await fixture.store.erase(entry.id)
    // Its folder has new numbers: it is fetched again.
    let hash = try fixture.store.keep([.bytes(Array("a".utf8))])[0]
    try await fixture.store.relocate(
      entry.id, to: MessageLocation(folder: .inbox, uidValidity: 2, uid: 1))
    #expect(throws: StoreError.missingBytes(hash)) { try fixture.store.bytes(hash) }
  }

  @Test func filesThatNothingNamesAreRemoved() async throws {
    let entry = try await finished()
    let answer = try #require(try await fixture.store.answer(to: entry.id))
    // A process died before it could journal them.
    let unnamed = try fixture.store.keep([.bytes(Array("b".utf8)), .bytes(Array("c".utf8))])
    try await fixture.store.removeUnnamedFiles()
    for hash in unnamed {
      #expect(throws: StoreError.missingBytes(hash)) { try fixture.store.bytes(hash) }
    }
    #expect(try fixture.store.bytes(entry.contentHash) == Array("Claire Secrète écrit".utf8))
    #expect(try fixture.store.bytes(answer.contentHash) == Array("réponse à Claire Secrète".utf8))
  }

  @Test func bytesSharedWithAnotherMessageStay() async throws {
    let first = try await fixture.receive("same", uid: 1)
    let second = try await fixture.receive("same", uid: 2)
    try await fixture.store.erase(first.id)
    #expect(try fixture.store.bytes(second.contentHash) == Array("same".utf8))
    try await fixture.store.erase(second.id)
    #expect(throws: StoreError.missingBytes(second.contentHash)) { try fixture.store.bytes(second.contentHash) }
  }

  @Test func onlyFinishedMessagesPastTheirDateExpire() async throws {
    let done = try await finished()
    let unfinished = try await fixture.receive("b", uid: 2)
    #expect(try await fixture.store.eraseExpired() == 0)
    fixture.clock.advance(seconds: Retention.default.messages)
    #expect(try await fixture.store.eraseExpired() == 1)
    #expect(try await fixture.store.entry(done.id).isErased)
    #expect(try await fixture.store.entry(unfinished.id).isErased == false)
  }

  /// One mailbox's round has begun with it when another's ends.
  @Test func aConfigurationThatIsInUseAgainIsKept() async throws {
    try await fixture.keep("configuration", kind: "configuration")
    fixture.clock.advance(seconds: 2 * 86_400)
    let hash = try await fixture.keep("configuration", kind: "configuration")
    try await fixture.store.eraseExpired()
    #expect(try await fixture.store.content(hash) == Array("configuration".utf8))
  }

  @Test func aConfigurationIsKeptWhileADecisionNamesIt() async throws {
    _ = try await finished()
    let unused = try await fixture.keep("old settings", kind: "configuration")
    fixture.clock.advance(seconds: 2 * 86_400)
    try await fixture.store.eraseExpired()
    #expect(try await fixture.store.content(unused) == nil)
    let used = try ApplianceStore.hash(.bytes(Array("configuration".utf8)))
    #expect(try await fixture.store.content(used) == Array("configuration".utf8))
  }
}
