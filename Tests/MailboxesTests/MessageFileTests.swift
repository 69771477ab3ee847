import Domain
import Foundation
import Mailboxes
import TestSupport
import Testing

/// What lies in a Maildir and is no mail.
@Suite struct MessageFileTests {
  enum Kind: CaseIterable { case link, danglingLink, pipe, folder, huge }

  @Test(arguments: Kind.allCases, ["new", "cur"])
  func whatIsNoPlainFileIsNotRead(kind: Kind, subfolder: String) async throws {
    let folder = try TemporaryFolder()
    let root = folder.path + "/Maildir"
    let mailbox = try MaildirMailbox(
      root: root, state: folder.path + "/state", spool: folder.path + "/spool", creating: true,
      world: SteppedWorld().world)
    let path = "\(root)/\(subfolder)/1.a"
    switch kind {
    case .link:
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: try folder.write("a secret of this machine", to: "secret"))
    case .danglingLink:
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: folder.path + "/nothing")
    case .pipe: try #require(mkfifo(path, 0o600) == 0)
    case .folder: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case .huge:
      _ = try folder.write("", to: "Maildir/\(subfolder)/1.a")
      try #require(truncate(path, (200 << 20) + 1) == 0)
    }
    let contents = try await mailbox.contents(of: .inbox)
    let place = MessageLocation(
      folder: .inbox, uidValidity: contents.uidValidity, uid: try #require(contents.uids.first))
    await #expect {
      try await mailbox.fetch(place)
    } throws: { error in
      if case MailboxError.unavailable(let reason) = error { reason.contains("is not read") } else { false }
    }
    // It is still listed, so that the engine tells of this one file and goes on with the others.
    #expect(try await mailbox.contains(place))
    #expect(try await mailbox.find(Array("a secret of this machine".utf8), messageID: nil, in: .inbox) == nil)
  }
}
