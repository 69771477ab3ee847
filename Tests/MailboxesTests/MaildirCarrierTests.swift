import Domain
import Foundation
import Mailboxes
import TestSupport
import Testing

@Suite struct MaildirCarrierTests {
  let folder: TemporaryFolder
  let carrier: MaildirCarrier

  init() throws {
    folder = try TemporaryFolder()
    carrier = try MaildirCarrier(root: folder.path)
  }

  private let message = MailObject(
    messageID: "0190-abc@boutique.example", sender: "contact@boutique.example",
    recipients: ["claire@client.example"], bytes: Array("réponse".utf8))

  @Test func aSentMessageLiesInNewUnderItsMessageID() async throws {
    try await carrier.send(message)
    #expect(
      FileManager.default.contents(atPath: folder.path + "/new/0190-abc@boutique.example").map([UInt8].init)
        == message.bytes)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/tmp").isEmpty)
  }

  @Test(
    arguments: [
      (nil, SendingEvidence.unknown), ("new/0190-abc@boutique.example", .sent),
      ("cur/0190-abc@boutique.example:2,S", .sent), ("tmp/0190-abc@boutique.example", .notSent),
      ("new/0190-abc@boutique.example2", .unknown),
    ] as [(String?, SendingEvidence)])
  func evidenceIsWhereTheFileLies(file: String?, evidence: SendingEvidence) async throws {
    if let file { _ = try folder.write("x", to: file) }
    #expect(try await carrier.evidence(ofSending: message) == evidence)
  }

  @Test func aFolderThatCannotBeWrittenIsATemporaryFailure() async throws {
    try FileManager.default.removeItem(atPath: folder.path + "/tmp")
    await #expect {
      try await carrier.send(message)
    } throws: { error in
      (error as? SendingError)?.kind == .temporary
    }
  }

  @Test func aMessageThatLiesInTmpAloneIsSentOnceMore() async throws {
    _ = try folder.write("half", to: "tmp/0190-abc@boutique.example")
    try await carrier.send(message)
    #expect(try await carrier.evidence(ofSending: message) == .sent)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/tmp").isEmpty)
  }
}
