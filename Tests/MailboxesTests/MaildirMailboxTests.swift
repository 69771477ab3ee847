import Domain
import Foundation
import Mailboxes
import TestSupport
import Testing

@Suite struct MaildirMailboxTests {
  let folder: TemporaryFolder
  let clock = SteppedWorld()
  let mailbox: MaildirMailbox
  var root: String { folder.path + "/Maildir" }

  init() throws {
    folder = try TemporaryFolder()
    mailbox = try MaildirMailbox(
      root: folder.path + "/Maildir", state: folder.path + "/state", spool: folder.path + "/spool", creating: true,
      world: clock.world)
  }

  private func deliver(_ text: String, as name: String) throws {
    _ = try folder.write(text, to: "Maildir/" + name)
  }

  private func names(_ subfolder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + "/" + subfolder).sorted()
  }

  private func location(_ uid: UInt32) async throws -> MessageLocation {
    MessageLocation(
      folder: .inbox, uidValidity: try await mailbox.contents(of: .inbox).uidValidity, uid: uid)
  }

  @Test func messagesAreNumberedOnceAndForEver() async throws {
    try deliver("a", as: "new/1.a")
    try deliver("b", as: "new/2.b")
    #expect(try await mailbox.contents(of: .inbox).uids == [1, 2])
    try deliver("c", as: "cur/0.c:2,S")
    #expect(try await mailbox.contents(of: .inbox).uids == [1, 2, 3])
    try FileManager.default.removeItem(atPath: root + "/new/2.b")
    #expect(try await mailbox.contents(of: .inbox).uids == [1, 3])
    try deliver("d", as: "new/2.d")
    #expect(try await mailbox.contents(of: .inbox).uids == [1, 3, 4])
  }

  @Test func numbersSurviveARestartAndALostListChangesTheValidity() async throws {
    try deliver("a", as: "new/1.a")
    let before = try await mailbox.contents(of: .inbox)
    let other = try TemporaryFolder()
    // A second value on the same lists, as after a restart; the lock is the first one's, so on a copy of the mail.
    try FileManager.default.copyItem(atPath: root, toPath: other.path + "/Maildir")
    try FileManager.default.copyItem(atPath: folder.path + "/state", toPath: other.path + "/state")
    let list = other.path + "/state/INBOX.uids"
    // A line that a crash cut short.
    try (String(contentsOfFile: list, encoding: .utf8) + "2 1.zz").write(
      toFile: list, atomically: true, encoding: .utf8)
    clock.advance(seconds: 60)
    do {
      let restarted = try MaildirMailbox(
        root: other.path + "/Maildir", state: other.path + "/state", spool: other.path + "/spool", creating: false,
        world: clock.world)
      #expect(try await restarted.contents(of: .inbox) == before)
    }
    try FileManager.default.removeItem(atPath: list)
    let anew = try MaildirMailbox(
      root: other.path + "/Maildir", state: other.path + "/state", spool: other.path + "/spool", creating: false,
      world: clock.world)
    #expect(try await anew.contents(of: .inbox).uidValidity > before.uidValidity)
  }

  @Test func readingChangesNothingInTheMaildir() async throws {
    try deliver("a", as: "new/1.a")
    try deliver("b", as: "cur/2.b:2,FS")
    let before = try FileManager.default.subpathsOfDirectory(atPath: root).sorted()
    let fetched = try await mailbox.fetch(try await location(2))
    #expect(fetched.bytes == Array("b".utf8))
    #expect(fetched.flags == [.flagged, .seen])
    #expect(try FileManager.default.subpathsOfDirectory(atPath: root).sorted() == before)
  }

  /// Whoever takes a large message moves its file away.
  @Test func aLargeMessageIsGivenAsACopy() async throws {
    let text = String(repeating: "0123456789abcde\n", count: 40_000)
    try deliver(text, as: "new/1.a")
    guard case .file(let copy) = try await mailbox.fetch(try await location(1)).content else {
      Issue.record("640 kB are held in memory")
      return
    }
    #expect(copy.hasPrefix(folder.path + "/spool/"))
    #expect(try String(contentsOfFile: copy, encoding: .utf8) == text)
    try FileManager.default.removeItem(atPath: copy)
    #expect(try String(contentsOfFile: root + "/new/1.a", encoding: .utf8) == text)
    #expect(try await mailbox.find(Array(text.utf8), messageID: nil, in: .inbox) == location(1))
    #expect(try await mailbox.find(Array(text.dropLast().utf8) + [0], messageID: nil, in: .inbox) == nil)
  }

  @Test func arrivalIsTheFilesTime() async throws {
    try deliver("a", as: "new/1.a")
    let arrival = Date(timeIntervalSince1970: 1_790_000_000)
    try FileManager.default.setAttributes([.modificationDate: arrival], ofItemAtPath: root + "/new/1.a")
    #expect(try await mailbox.fetch(try await location(1)).receivedAt == Instant(seconds: 1_790_000_000))
    let moved = try await mailbox.move(try await location(1), to: FolderName("08 – Autres"))
    #expect(try await mailbox.fetch(moved).receivedAt == Instant(seconds: 1_790_000_000))
  }

  @Test func movingKeepsFlagsAndSeen() async throws {
    try deliver("a", as: "new/1.a")
    try deliver("b", as: "cur/2.b:2,S")
    let target = FolderName("02 – Suivi de commande")
    let first = try await mailbox.move(try await location(1), to: target)
    let second = try await mailbox.move(try await location(2), to: target)
    #expect(first.folder == target)
    #expect(try names(".02 &IBM- Suivi de commande/new") == ["1.a"])
    #expect(try names(".02 &IBM- Suivi de commande/cur") == ["2.b:2,S"])
    #expect(try await mailbox.contents(of: .inbox).uids == [])
    #expect(try await mailbox.contents(of: target).uids == [first.uid, second.uid])
    #expect(try await mailbox.contains(first))
    #expect(try await mailbox.contains(try await location(1)) == false)
  }

  @Test(arguments: [
    ("07 – Question produit / stock", ".07 &IBM- Question produit - stock"), ("R&D", ".R&-D"), ("v1.2", ".v1-2"),
    ("📦", ".&2D3c5g-"), ("../../etc", ".------etc"),
  ])
  func folderNamesAreSpelledForMaildir(name: String, spelled: String) async throws {
    try deliver("a", as: "new/1.a")
    let moved = try await mailbox.move(try await location(1), to: FolderName(name))
    #expect(moved.folder == FolderName(name))
    #expect(try names(spelled + "/new") == ["1.a"])
    #expect(try await mailbox.fetch(moved).bytes == Array("a".utf8))
  }

  @Test func namesThatWouldMeetStayApart() async throws {
    try await mailbox.createFolders([FolderName("a/b"), FolderName("a.b")])
    #expect(FileManager.default.fileExists(atPath: root + "/.a-b/cur"))
    #expect(FileManager.default.fileExists(atPath: root + "/.a-b (2)/cur"))
  }

  @Test func flaggingKeepsOtherFlagsAndUnknownLetters() async throws {
    try deliver("a", as: "cur/1.a:2,Sab")
    try deliver("b", as: "new/2.b")
    try await mailbox.set(.flagged, on: try await location(1))
    try await mailbox.set(.flagged, on: try await location(2))
    try await mailbox.set(.flagged, on: try await location(2))
    #expect(try names("cur") == ["1.a:2,FSab", "2.b:2,F"])
  }

  @Test func anotherProgramMayRenameMeanwhile() async throws {
    try deliver("a", as: "new/1.a")
    let place = try await location(1)
    try FileManager.default.moveItem(atPath: root + "/new/1.a", toPath: root + "/cur/1.a:2,S")
    #expect(try await mailbox.fetch(place).flags == [.seen])
    try FileManager.default.moveItem(atPath: root + "/cur/1.a:2,S", toPath: root + "/cur/1.a:2,RS")
    let moved = try await mailbox.move(place, to: FolderName("02"))
    #expect(try names(".02/cur") == ["1.a:2,RS"])
    await #expect(throws: MailboxError.gone(place)) { try await mailbox.set(.flagged, on: place) }
    await #expect(throws: MailboxError.gone(place)) { try await mailbox.move(place, to: FolderName("03")) }
    await #expect(throws: MailboxError.gone(place)) { try await mailbox.fetch(place) }
    #expect(try await mailbox.contains(moved))
  }

  @Test func draftsAreAppendedAndFoundByTheirBytes() async throws {
    let drafts = FolderName("Drafts")
    let draft = OwnMessage(messageID: "1@b.example", bytes: Array("brouillon".utf8))
    let other = OwnMessage(messageID: "2@b.example", bytes: Array("bROUILLON".utf8))
    #expect(try await !mailbox.holds(draft, in: drafts))
    try await mailbox.append(draft, to: drafts, flags: [.draft])
    try await mailbox.append(other, to: drafts, flags: [.draft])
    #expect(try await mailbox.holds(draft, in: drafts))
    let place = try #require(try await mailbox.find(draft.bytes, messageID: nil, in: drafts))
    #expect(try await mailbox.fetch(place).bytes == draft.bytes)
    #expect(try await mailbox.fetch(place).flags == [.draft])
    #expect(try names(".Drafts/tmp").isEmpty)
  }

  @Test func oneMaildirOneAppliance() async throws {
    #expect(throws: MailboxError.locked(root)) {
      try MaildirMailbox(
        root: root, state: folder.path + "/other", spool: folder.path + "/spool", creating: false,
        world: clock.world)
    }
  }

  @Test func aFolderThatIsNoMaildirIsRefused() throws {
    #expect(throws: MailboxError.unavailable("\(folder.path)/nothing is no Maildir (it has no folder “cur”)")) {
      try MaildirMailbox(
        root: folder.path + "/nothing", state: folder.path + "/s", spool: folder.path + "/spool", creating: false,
        world: clock.world)
    }
  }

  @Test func aVanishedMaildirIsNotAnEmptyOne() async throws {
    try FileManager.default.moveItem(atPath: root, toPath: folder.path + "/away")
    await #expect(throws: MailboxError.unavailable("the Maildir \(root) has vanished")) {
      try await mailbox.contents(of: .inbox)
    }
  }
}
