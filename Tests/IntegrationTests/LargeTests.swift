import Domain
import Foundation
import Store
import Testing

@testable import Engine
@testable import TestServers

extension IntegrationTests {
  /// A large mail, and a large mailbox.
  @Suite struct LargeTests {
    @Test func aMailOfFiftyMegabytesIsFiledWhole() async throws {
      let site = try await Site()
      let box = try await site.box()
      let appliance = try await site.start([box])
      let letter = Letter.shop(3, site.domain)
      let mail = withAttachment(letter, megabytes: 50)
      try await site.deliver([mail], to: box)
      let others = [Letter.shop(0, site.domain), .shop(4, site.domain)]
      try await site.deliver(others, to: box)
      try await appliance.workOff()
      let entry = try #require(
        try await appliance.store.entries().first { $0.location.folder == FolderName("07 – Question produit / stock") })
      let kept = try appliance.store.bytes(entry.contentHash)
      #expect(kept.count >= mail.count && kept.suffix(mail.count - 200).elementsEqual(mail.suffix(mail.count - 200)))
      #expect(try FileManager.default.contentsOfDirectory(atPath: site.path("data/spool/contact")).isEmpty)
      let found = try await site.person(in: box) { try $0.mails(in: letter.folder, bodies: false) }
      #expect(found.map(\.messageID) == [letter.id])
      try await site.expectWorkedOff(others, in: box)
    }

    private func withAttachment(_ letter: Letter, megabytes: Int) -> [UInt8] {
      let boundary = "a-boundary-that-is-nowhere-else"
      var plain = letter
      plain.fields = []
      let text = String(decoding: plain.bytes, as: UTF8.self)
        .replacing(
          "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit",
          with: "Content-Type: multipart/mixed; boundary=\(boundary)")
      let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
      let line = String(repeating: "QUJD", count: 19) + "\r\n"
      let block = Array(String(repeating: line, count: 1000).utf8)
      var mail = Array(
        (parts[0] + "\r\n\r\n--\(boundary)\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + parts[1]
          + "\r\n--\(boundary)\r\nContent-Type: application/octet-stream; name=film.bin\r\n"
          + "Content-Disposition: attachment; filename=film.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n").utf8)
      mail.reserveCapacity(megabytes << 20 + 1 << 20)
      while mail.count < megabytes << 20 { mail += block }
      return mail + Array("--\(boundary)--\r\n".utf8)
    }

    /// How many mails lie in the inbox at the first start; ten thousand by hand, in about ten times the time.
    private static let inbox =
      ProcessInfo.processInfo.environment["VAGUEMESTRE_LARGE_INBOX"].flatMap(Int.init) ?? 1000

    @Test(.onDovecot) func aFullInboxIsReadOnceAndLeftAsItIs() async throws {
      let site = try await Site()
      var box = try await site.box()
      box.mode = .observe
      let letters = (0..<Self.inbox).map { Letter.shop($0, site.domain) }
      try site.servers.dovecot.fill(
        box.user, with: letters.map(\.bytes), arrivedAt: Date(timeIntervalSinceNow: -Double(Self.inbox) - 60))
      try site.writeRecords(of: letters)
      // Dovecot takes them in at the first look, before which they are `\Recent`.
      let before = try await site.contents(of: box, bodies: false)
      let appliance = try await site.appliance([box])
      try await appliance.workOff()
      try await appliance.round()
      let entries = try await appliance.store.entries()
      #expect(entries.count == Self.inbox && entries.allSatisfy { $0.state == .done })
      #expect(Set(entries.map(\.location.uid)).count == Self.inbox)
      let after = try await site.contents(of: box, bodies: false)
      #expect(after["INBOX"]?.count == Self.inbox)
      #expect(Set(after.keys) == Set(before.keys))
      for (folder, mails) in before {
        #expect(after[folder]?.map(\.uid) == mails.map(\.uid))
        #expect(after[folder]?.map(\.flags) == mails.map(\.flags))
      }
    }
  }
}
