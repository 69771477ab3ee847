import Domain
import Foundation
import Mailboxes
import TestSupport
import Testing

/// Names as other programs leave them.
@Suite struct MaildirNamesTests {
  let folder: TemporaryFolder
  let clock = SteppedWorld()
  let mailbox: MaildirMailbox
  let target = FolderName("02")
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

  private func deliver(_ text: String, to subfolder: String, named name: [UInt8]) throws {
    let path = (Array("\(root)/\(subfolder)/".utf8) + name + [0]).map { CChar(truncatingIfNeeded: $0) }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    try #require(descriptor >= 0)
    try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: Data(text.utf8))
  }

  private func names(_ subfolder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root + "/" + subfolder).sorted()
  }

  private func places(_ name: FolderName = .inbox) async throws -> [MessageLocation] {
    let contents = try await mailbox.contents(of: name)
    return contents.uids.map { MessageLocation(folder: name, uidValidity: contents.uidValidity, uid: $0) }
  }

  private func texts(_ name: FolderName) async throws -> [String] {
    var texts: [String] = []
    for place in try await places(name) {
      texts.append(String(decoding: try await mailbox.fetch(place).bytes ?? [], as: UTF8.self))
    }
    return texts.sorted()
  }

  @Test(
    arguments: [
      ("cur/1.a", [], "cur/1.a", "cur/1.a:2,F"),
      ("cur/1.a:2,", [], "cur/1.a:2,", "cur/1.a:2,F"),
      ("new/1.a:2,S", [.seen], "new/1.a:2,S", "cur/1.a:2,FS"),
      ("new/1.a:2,F", [.flagged], "new/1.a:2,F", "cur/1.a:2,F"),
      ("new/1.a:1,x", [], "new/1.a:1,x", "cur/1.a:1,x:2,F"),
      ("cur/:2,S", [], "cur/:2,S", "cur/:2,S:2,F"),
      ("cur/été 100%:2,S", [.seen], "cur/été 100%:2,S", "cur/été 100%:2,FS"),
    ] as [(String, Set<MessageFlag>, String, String)])
  func anyNameIsReadMovedAndFlagged(
    name: String, flags: Set<MessageFlag>, moved: String, flagged: String
  ) async throws {
    try deliver("a", as: name)
    let place = try #require(try await places().first)
    let fetched = try await mailbox.fetch(place)
    #expect(fetched.bytes == Array("a".utf8))
    #expect(fetched.flags == flags)
    let there = try await mailbox.move(place, to: target)
    #expect(FileManager.default.fileExists(atPath: root + "/.02/" + moved))
    try await mailbox.set(.flagged, on: there)
    #expect(try names(".02/new").map { "new/" + $0 } + names(".02/cur").map { "cur/" + $0 } == [flagged])
    #expect(try await mailbox.fetch(there).flags == flags.union([.flagged]))
  }

  @Test(arguments: [[0x65, 0xE9], [0xFF, 0xFE], [0x61, 0x0A, 0x33, 0x20, 0x62]] as [[UInt8]])
  func aNameThatIsNoTextOrHoldsALineBreakIsANameAsWell(name: [UInt8]) async throws {
    try deliver("a", to: "new", named: name)
    try deliver("b", as: "new/2.b")
    try #require(try await places().count == 2)
    #expect(try await texts(.inbox) == ["a", "b"])
    for place in try await places() { _ = try await mailbox.move(place, to: target) }
    #expect(try await texts(target) == ["a", "b"])
    #expect(try await places().isEmpty)
  }

  @Test(arguments: ["new/1.a", "cur/1.a:2,S"])
  func aMoveNeverOverwritesAnotherMailOfTheSameName(there: String) async throws {
    try deliver("theirs", as: ".02/" + there)
    for subfolder in ["new", "cur", "tmp"] {
      try FileManager.default.createDirectory(
        atPath: "\(root)/.02/\(subfolder)", withIntermediateDirectories: true)
    }
    try deliver("ours", as: "new/1.a")
    let moved = try await mailbox.move(try #require(try await places().first), to: target)
    #expect(try await mailbox.fetch(moved).bytes == Array("ours".utf8))
    #expect(try await texts(target) == ["ours", "theirs"])
    #expect(try names("new").isEmpty)
  }

  @Test func aNameTakenAfterTheFolderWasListedIsNotOverwritten() async throws {
    try await mailbox.createFolders([target])
    #expect(try await places(target).isEmpty)
    try deliver("theirs", as: ".02/new/1.a")
    try deliver("ours", as: "new/1.a")
    let moved = try await mailbox.move(try #require(try await places().first), to: target)
    #expect(try await mailbox.fetch(moved).bytes == Array("ours".utf8))
    #expect(try await texts(target) == ["ours", "theirs"])
  }

  @Test func aFlagNeverOverwritesAnotherMail() async throws {
    try deliver("first", as: "cur/1.a:2,S")
    let place = try #require(try await places().first)
    try deliver("second", as: "cur/1.a:2,FS")
    try await mailbox.set(.flagged, on: place)
    #expect(try await mailbox.fetch(place).bytes == Array("first".utf8))
    #expect(try await mailbox.fetch(place).flags == [.flagged, .seen])
    #expect(try await texts(.inbox) == ["first", "second"])
  }

  @Test func aMoveCutShortBetweenItsTwoNamesIsCompleted() async throws {
    try await mailbox.createFolders([target])
    try deliver("a", as: "new/1.a")
    let place = try #require(try await places().first)
    #expect(link(root + "/new/1.a", root + "/.02/new/1.a") == 0)
    let moved = try await mailbox.move(place, to: target)
    #expect(try await places().isEmpty)
    #expect(try await places(target) == [moved])
  }

  @Test func aNewMailUnderTheNameOfOneThatWasMovedIsANewMail() async throws {
    try deliver("a", as: "new/1.a")
    let first = try #require(try await places().first)
    _ = try await mailbox.move(first, to: target)
    try deliver("b", as: "new/1.a")
    let second = try #require(try await places().first)
    #expect(second.uid > first.uid)
    _ = try await mailbox.move(second, to: target)
    #expect(try await texts(target) == ["a", "b"])
  }
}
