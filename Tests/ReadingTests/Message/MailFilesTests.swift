import Foundation
import MIME
import Testing

@testable import Reading

@Suite struct MailFilesTests {
  /// A folder of the test's own, removed with it.
  private final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/mails-\(UUID().uuidString)"

    init(_ files: [String] = []) throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      for file in files { try write(file) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ content: String = "Subject: s\n\nx\n") throws {
      let file = URL(filePath: "\(path)/\(name)")
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(content.utf8).write(to: file)
    }

    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: "\(path)/\(name)", withDestinationPath: target)
    }
  }

  private final class Told {
    var mails: [MailFiles.Mail] = []
    var unreadable: [MailFiles.Unreadable] = []
  }

  private static func read(_ path: String, longestMail: Int = MailFiles.longestMail) async throws -> Told {
    let told = Told()
    func unreadable(_ file: MailFiles.Unreadable) { told.unreadable.append(file) }
    try await MailFiles.forEach(path, longestMail: longestMail, unreadable: unreadable) {
      told.mails.append($0)
    }
    return told
  }

  @Test(arguments: [
    (["b.eml", "a.eml", "deep/c.eml", ".hidden", ".git/d"], ["a.eml", "b.eml", "deep/c.eml"]),
    (
      [
        "cur/1:2,S", "new/2", "tmp/3", "dovecot-uidlist", "maildirfolder", ".Sent/cur/4", ".Sent/new/5", ".Sent/tmp/6",
        ".Sent/maildirfolder", ".other/7", "Archive/cur/8", "Archive/new/9", "sieve/10",
      ],
      [".Sent/cur/4", ".Sent/new/5", "Archive/cur/8", "Archive/new/9", "cur/1:2,S", "new/2"]
    ),
    (["boxes/m/cur/1", "boxes/m/new/2", "boxes/m/tmp/3"], ["boxes/m/cur/1", "boxes/m/new/2"]),
    (["cur/1"], ["cur/1"]), ([], []),
  ])
  func readsFolders(files: [String], read: [String]) async throws {
    let folder = try Folder(files)
    for end in ["", "/", "//"] {
      let told = try await Self.read(folder.path + end)
      #expect(told.mails.map(\.file) == read.map { "\(folder.path)/\($0)" })
      #expect(told.unreadable.isEmpty)
    }
  }

  @Test func followsLinksAndEndsTheirLoops() async throws {
    let folder = try Folder(["there/a.eml", "mails/b.eml"])
    try folder.link("mails/c.eml", to: "../there/a.eml")
    try folder.link("mails/deep", to: "../there")
    try folder.link("mails/loop", to: ".")
    try folder.link("mails/gone", to: "nowhere")
    try folder.link("link", to: "mails")
    let told = try await Self.read(folder.path + "/link")
    #expect(told.mails.map(\.file) == ["b.eml", "c.eml", "deep/a.eml"].map { "\(folder.path)/link/\($0)" })
    #expect(told.unreadable.map(\.path) == [folder.path + "/link/gone"])
  }

  @Test func readsNamesThatAreNotUTF8() async throws {
    let folder = try Folder()
    let name = Array("\(folder.path)/".utf8) + [0xE9, 0x2E, 0x65]
    let descriptor = (name + [0]).map(CChar.init(bitPattern:)).withUnsafeBufferPointer {
      $0.baseAddress.map { open($0, O_WRONLY | O_CREAT, 0o600) } ?? -1
    }
    try #require(descriptor >= 0)
    close(descriptor)
    #expect(try await Self.read(folder.path).mails.map(\.file) == ["\(folder.path)/\u{FFFD}.e"])
  }

  @Test func boundsTheDepth() async throws {
    let folder = try Folder(["a", String(repeating: "d/", count: 70) + "b"])
    let told = try await Self.read(folder.path)
    #expect(told.mails.map(\.file) == [folder.path + "/a"])
    #expect(told.unreadable.count == 1)
  }

  /// The administrator may read everything, so that only a removed folder fails for certain.
  @Test(arguments: ["absent", "absent/"]) func tellsWhatIsNotThere(name: String) async throws {
    let folder = try Folder()
    let told = try await Self.read("\(folder.path)/\(name)")
    #expect(told.mails.isEmpty)
    #expect(told.unreadable == [.init(path: "\(folder.path)/\(name)", reason: "No such file or directory")])
  }

  @Test(.enabled(if: geteuid() != 0)) func tellsFoldersThatCannotBeRead() async throws {
    let folder = try Folder(["a", "closed/b"])
    chmod(folder.path + "/closed", 0)
    defer { chmod(folder.path + "/closed", 0o700) }
    let told = try await Self.read(folder.path)
    #expect(told.mails.count == 1)
    #expect(told.unreadable.map(\.path) == [folder.path + "/closed"])
  }

  @Test func readsTheBeginningOfALongMailAndTells() async throws {
    let folder = try Folder()
    let mail = "Subject: s\n\n" + String(repeating: "x", count: 300_000) + "\n"
    try folder.write("a.eml", mail)
    let line = "From a@x.fr Tue Mar  3 14:05:00 2026\n"
    try folder.write("b.mbox", line + mail + "\n" + line + "Subject: t\n\ny\n")
    let told = try await Self.read(folder.path, longestMail: 1_000)
    #expect(told.mails.map(\.message.subject) == ["s", "s", "t"])
    #expect(told.mails.map(\.message.root.rawBody.count) == [988, 988, 2])
    #expect(told.unreadable.map(\.path) == ["\(folder.path)/a.eml", "\(folder.path)/b.mbox#1"])
    #expect(told.unreadable.allSatisfy { $0.reason.contains("1000 octets") })
  }

  @Test func anEmptyFileIsAnEmptyMail() async throws {
    let folder = try Folder()
    try folder.write("a.eml", "")
    let told = try await Self.read(folder.path + "/a.eml")
    #expect(told.mails.map(\.message.leafParts.count) == [1])
    #expect(told.unreadable.isEmpty)
  }

  @Test func summaryKeysAreInSnakeCase() throws {
    var summary = ParseSummary()
    summary.count(InternetMessage(parsing: Array("Auto-Submitted: auto-replied\n\nun\n".utf8)))
    let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Int]
    #expect(
      json == [
        "messages": 1, "parts": 1, "attachments": 0, "octets": 3, "text_octets": 3, "automatic": 1,
        "without_message_id": 1, "without_date": 1,
      ])
  }
}
