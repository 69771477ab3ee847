import Cryptography
import Domain
import Foundation
import Store
import Testing

@testable import Engine
@testable import TestServers

extension IntegrationTests {
  /// Servers that cannot prove who they are: said so, with what to do, and told no secret.
  @Suite(.onDovecot) struct CertificateTests {
    enum Flaw: CaseIterable { case wrongHost, expired, untrusted }

    private func certificate(_ flaw: Flaw, _ certificates: TestCertificates) -> (ServerCertificate, words: [String]) {
      switch flaw {
      case .wrongHost: (certificates.wrongHost, ["is for other.example and not for this name", "“host”"])
      case .expired: (certificates.expired, ["expired on", "renew it"])
      case .untrusted: (certificates.untrusted, ["unknown authority (CN=Test authority strangers", "“authorities”"])
      }
    }

    @Test(arguments: Flaw.allCases) func anIMAPServerWithABadCertificateIsToldNothing(flaw: Flaw) async throws {
      let site = try await Site()
      let (bad, words) = certificate(flaw, site.servers.certificates)
      let dovecot = try DovecotServer(certificate: bad)
      try await dovecot.start()
      var box = try await site.box(at: dovecot)
      box.mode = .draft
      for door in [box.imap, Door(dovecot.ports.imap, "starttls", trust: box.imap.trust)] {
        box.imap = door
        let findings = await SystemCheck(
          try site.configuration([box]), extractor: site.extractor, world: site.clock.world
        ).findings().filter { $0.subject == box.name }
        #expect(findings.first?.isWell == false)
        for word in words { #expect(findings.first?.text.contains(word) == true, "\(findings)") }
      }
      let appliance = try await site.start([box])
      let alarms = await appliance.alarms
      #expect(alarms.map(\.code) == [.mailboxUnavailable])
      for word in words { #expect(alarms.first?.parameters["en"]?.contains(word) == true, "\(alarms)") }
      // The server wrote down the connections, and no login.
      #expect(try await eventually { dovecot.log.contains("imap-login: ") })
      #expect(!dovecot.log.contains("Login:") && !dovecot.log.contains(box.user), "\(dovecot.log)")
    }

    @Test(arguments: Flaw.allCases) func anSMTPServerWithABadCertificateIsToldNothing(flaw: Flaw) async throws {
      let site = try await Site()
      let (bad, words) = certificate(flaw, site.servers.certificates)
      let postfix = try PostfixServer(before: site.servers.dovecot, certificate: bad)
      try await postfix.start()
      var box = try await site.box()
      box.smtp = Door(postfix.ports.submission, "starttls", trust: box.smtp.trust)
      let findings = await SystemCheck(
        try site.configuration([box]), extractor: site.extractor, world: site.clock.world
      ).findings().filter { $0.subject == box.name && !$0.isWell }
      #expect(findings.count == 1)
      for word in words { #expect(findings.first?.text.contains(word) == true, "\(findings)") }
      let appliance = try await site.start([box])
      let letters = [Letter.shop(0, site.domain)]
      try await site.deliver(letters, to: box)
      try await appliance.workOff()
      let alarms = await appliance.alarms
      #expect(alarms.map(\.code) == [.sendingUnavailable])
      for word in words { #expect(alarms.first?.parameters["en"]?.contains(word) == true, "\(alarms)") }
      #expect(try await eventually { postfix.log.contains("disconnect from") })
      #expect(!postfix.log.contains("auth=") && !postfix.log.contains("sasl_username"), "\(postfix.log)")
      // With the right server it leaves.
      box.smtp = site.servers.submission
      try await appliance.replace(try site.configuration([box]))
      site.clock.advance(seconds: 3600)
      try await appliance.workOff()
      try await site.expectWorkedOff(letters, in: box)
    }

    /// A fingerprint takes the place of all that: the very certificate and no other.
    @Test(arguments: [Flaw.wrongHost, .untrusted]) func aPinnedCertificateIsBelieved(flaw: Flaw) async throws {
      let site = try await Site()
      let (bad, _) = certificate(flaw, site.servers.certificates)
      let dovecot = try DovecotServer(certificate: bad)
      try await dovecot.start()
      var box = try await site.box(at: dovecot)
      box.mode = .draft
      box.imap = Door(dovecot.ports.imaps, trust: ", fingerprint: \"\(try fingerprint(bad))\"")
      let appliance = try await site.start([box])
      #expect(await appliance.alarms.isEmpty)
      #expect(dovecot.log.contains("Login: user=<\(box.user)>"))

      let other = try await Site()
      box.imap = Door(
        dovecot.ports.imaps, trust: ", fingerprint: \"\(try fingerprint(site.servers.certificates.good))\"")
      let refusing = try await other.start([box])
      let alarm = try #require(await refusing.alarms.first)
      #expect(alarm.parameters["en"]?.contains("is not that of “fingerprint” but \(try fingerprint(bad))") == true)
    }

    private func fingerprint(_ certificate: ServerCertificate) throws -> String {
      let text = try String(contentsOfFile: certificate.certificate, encoding: .utf8)
      let body = text.split(separator: "-----")[1].filter { !$0.isWhitespace }
      let bytes = try #require(Data(base64Encoded: String(body)))
      return SHA256Digest(of: Array(bytes)).bytes.map {
        ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)
      }.joined(separator: ":")
    }
  }
}
