import Domain
import Foundation
import TestSupport
import Testing

@testable import Mailboxes

@Suite struct SpoolTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func aSmallMailStaysInMemory() throws {
    var spool = try Spool(in: folder.path + "/spool", expecting: 5, name: "a")
    try spool.append([1, 2])
    try spool.append([3, 4, 5][1...])
    #expect(try spool.finish() == .bytes([1, 2, 4, 5]))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/spool"))
  }

  @Test func aLargeMailIsAFile() throws {
    let piece = [UInt8](repeating: 7, count: Spool.memoryLimit / 2 + 1)
    var spool = try Spool(in: folder.path + "/spool", expecting: 2 * piece.count, name: "a")
    try spool.append(piece[...])
    try spool.append(piece[...])
    let content = try spool.finish()
    #expect(content == .file(folder.path + "/spool/a"))
    #expect(content.isExactly(piece + piece))
    #expect(!content.isExactly(piece))
    content.discard()
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/spool/a"))
  }

  @Test func whatIsNotWantedIsRemoved() throws {
    var spool = try Spool(in: folder.path + "/spool", expecting: Spool.memoryLimit + 1, name: "a")
    try spool.append([1, 2])
    spool.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/spool").isEmpty)
  }
}
