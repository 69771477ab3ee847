import Domain
import Testing

@testable import TestServers

extension IntegrationTests {
  /// Whatever a server lacks, and however it spells folders, the outcome is the same.
  @Suite struct ServerKindTests {
    @Test(.onDovecot, arguments: ["/", "."] as [Character])
    func folderNamesMayHoldAnything(separator: Character) async throws {
      let site = try await Site()
      let dovecot = try DovecotServer(certificate: site.servers.certificates.good, separator: separator)
      try await dovecot.start()
      try await tryFolders(site, try await site.box(at: dovecot), separator)
    }

    @Test func folderNamesMayHoldAnythingHere() async throws {
      let site = try await Site()
      try await tryFolders(site, try await site.box(), "/")
    }

    private func tryFolders(_ site: Site, _ plain: Box, _ separator: Character) async throws {
      var box = plain
      // Names of the site's own, with what servers keep for themselves.
      box.more = ["folders: {\"01\": \"Suivi & colis 📦 / été\", \"04\": \"A.B.C\"}"]
      let appliance = try await site.start([box])
      let letters = (0..<10).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      try await appliance.workOff()
      let isSlash = separator == "/"
      try await site.expectWorkedOff(
        letters, in: box,
        renamed: [
          "01 – SPAM": "Suivi & colis 📦 \(isSlash ? "-" : "/") été",
          "04 – Annulation de commande": isSlash ? "A.B.C" : "A-B-C",
          "07 – Question produit - stock": "07 – Question produit \(isSlash ? "-" : "/") stock",
        ])
      // Six of the server's, and the profile's ten.
      let folders = try await site.person(in: box) { Set($0.spelled.keys) }
      #expect(folders.count == 16)
    }

    @Test(
      .onDovecot,
      arguments: [
        ["MOVE"], ["UIDPLUS"], ["MOVE", "UIDPLUS"], ["IDLE"], ["CONDSTORE", "QRESYNC"],
        ["SPECIAL-USE", "LIST-EXTENDED"], ["LITERAL+", "ESEARCH", "ENABLE", "NAMESPACE", "SASL-IR"],
      ])
    func whatAServerLacksMakesNoDifference(hidden: Set<String>) async throws {
      let site = try await Site()
      let dovecot = try DovecotServer(certificate: site.servers.certificates.good, hiding: hidden)
      try await dovecot.start()
      let box = try await site.box(at: dovecot)
      let appliance = try await site.start([box])
      let letters = (0..<10).map { Letter.shop($0, site.domain) }
      try await site.deliver(Array(letters[..<5]), to: box)
      try await appliance.workOff()
      try site.writeRecords(of: letters)
      try await site.deliver(letters[5...].map(\.bytes), to: box)
      try await appliance.workOff()
      try await site.expectWorkedOff(letters, in: box)
      #expect(await appliance.alarms.isEmpty)
    }

    /// Where a mail is moved by copying, a move that was cut short is ended, and leaves no second copy.
    @Test(
      .onDovecot,
      arguments: [["MOVE"], ["MOVE", "UIDPLUS"]] as [Set<String>],
      [
        CuttingProxy.Moment.before("UID COPY"), .reply(to: "UID COPY"), .before("(\\Deleted)"),
        .reply(to: "(\\Deleted)"), .before("EXPUNGE"), .reply(to: "EXPUNGE"),
      ])
    func aCopyThatWasCutShortIsNotMadeAgain(hidden: Set<String>, moment: CuttingProxy.Moment) async throws {
      let site = try await Site()
      let dovecot = try DovecotServer(certificate: site.servers.certificates.good, hiding: hidden)
      try await dovecot.start()
      var box = try await site.box(at: dovecot)
      let proxy = try CuttingProxy(to: dovecot.ports.imap)
      box.imap = .plain(proxy.port)
      let appliance = try await site.start([box])
      let letters = [Letter.shop(0, site.domain), .shop(3, site.domain)]
      try await site.deliver(letters, to: box)
      proxy.arm(.cut, moment)
      try await site.workOff(appliance, times: 3)
      #expect(proxy.firings == 1)
      try await site.expectWorkedOff(letters, in: box)
    }
  }
}
