import Foundation
import TestSupport
import Testing

@testable import Mailboxes

@Suite struct DurableFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> EntryPath { EntryPath(folder.path, Array(name.utf8)) }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  @Test(arguments: [false, true])
  func aMoveKeepsWhatHasTheNewName(withinAFolder: Bool) throws {
    let move = withinAFolder ? DurableFile.renameUnlessTaken : DurableFile.move
    #expect(try move(path("a"), path("b")) == .absent)
    _ = try folder.write("1", to: "a")
    #expect(try move(path("a"), path("b")) == .done)
    _ = try folder.write("2", to: "a")
    #expect(try move(path("a"), path("b")) == .taken)
    #expect(try text("a") == "2")
    #expect(try text("b") == "1")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a", "b"])
  }

  @Test func aRenameOfAFileThatIsGoneIsToldApart() throws {
    #expect(try DurableFile.rename(folder.path + "/a", to: folder.path + "/b") == false)
  }

  @Test(arguments: ["a", "a/b/c", "a/b/c/"])
  func foldersAreCreatedWithThoseAbove(name: String) throws {
    for _ in 0..<2 { try DurableFile.createFolder(folder.path + "/" + name) }
    var status = stat()
    #expect(stat(folder.path + "/" + name, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o770)
  }

  @Test(arguments: [("/a", "/"), ("/a/b", "/a"), ("a", "."), ("/", "/")])
  func theFolderOfAPath(path: String, folder: String) {
    #expect(DurableFile.folder(of: path) == folder)
  }
}
