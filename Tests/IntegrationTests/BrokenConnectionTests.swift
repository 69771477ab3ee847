import Domain
import Store
import Testing

@testable import Engine
@testable import TestServers

extension IntegrationTests {
  /// Connections that break at the worst moments, through a wire of ours.
  @Suite struct BrokenConnectionTests {
    /// What breaks on the way to the mailbox: nothing is lost, and what was to be done is done once.
    @Test(arguments: [
      ("mid-FETCH", CuttingProxy.Moment.received(bytes: 3000)), ("before MOVE", .before("UID MOVE")),
      ("after MOVE", .reply(to: "UID MOVE")), ("before STORE", .before("UID STORE")),
      ("after STORE", .reply(to: "UID STORE")), ("mid-APPEND", .after("APPEND")),
      ("after APPEND", .reply(to: "\r\n\r\nBonjour")),
    ])
    func aCutOnTheWayToTheMailboxLosesNothing(name: String, moment: CuttingProxy.Moment) async throws {
      let site = try await Site()
      var box = try await site.box()
      let proxy = try CuttingProxy(to: box.host.port)
      box.imap = .plain(proxy.port)
      let appliance = try await site.start([box])
      let letters = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      proxy.arm(.cut, moment)
      try await site.workOff(appliance, times: 3)
      #expect(proxy.firings == 1)
      try await site.expectWorkedOff(letters, in: box)
      #expect(await appliance.alarms.isEmpty)
    }

    /// Before the server was asked to take the mail, it certainly did not: the answer leaves later.
    @Test(arguments: [CuttingProxy.Moment.before("MAIL FROM"), .after("RCPT TO"), .reply(to: "DATA\r\n")])
    func aCutBeforeTheTextIsNoReasonNotToAnswer(moment: CuttingProxy.Moment) async throws {
      let site = try await Site()
      var box = try await site.box()
      let proxy = try CuttingProxy(to: site.servers.postfix.ports.plain)
      box.smtp = .plain(proxy.port)
      let appliance = try await site.start([box])
      let letters = [Letter.shop(0, site.domain)]
      try await site.deliver(letters, to: box)
      proxy.arm(.cut, moment)
      try await site.workOff(appliance, times: 2)
      #expect(proxy.firings == 1)
      try await site.expectWorkedOff(letters, in: box)
    }

    /// The text is on its way, and no word comes back: nobody knows, so a person does what is left to do.
    @Test(arguments: [(CuttingProxy.Moment.before("\r\n.\r\n"), 0), (.reply(to: "\r\n.\r\n"), 1)])
    func aCutAfterTheTextGoesToAPerson(moment: CuttingProxy.Moment, arrived: Int) async throws {
      let site = try await Site()
      var box = try await site.box()
      let proxy = try CuttingProxy(to: site.servers.postfix.ports.plain)
      box.smtp = .plain(proxy.port)
      let appliance = try await site.start([box])
      let letters = [Letter.shop(0, site.domain), .shop(5, site.domain)]
      try await site.deliver(letters, to: box)
      proxy.arm(.cut, moment)
      try await site.workOff(appliance, times: 3)
      let contents = try await site.contents(of: box)
      let uncertain = try #require(letters.first { site.places(of: $0, in: contents) == ["00 – À analyser"] })
      #expect(contents["00 – À analyser"]?.first?.flags.contains("\\Flagged") == true)
      #expect(contents["Sent"]?.contains { $0.answers == uncertain.id } == false)
      #expect(await appliance.status?.waiting.map(\.reasons) == [[Reason(.uncertainSending)]])
      #expect(site.mails(to: uncertain.from).count == arrived)
      // The work went on.
      try await site.expectWorkedOff(letters.filter { $0.id != uncertain.id }, in: box)
    }

    /// The server kept a copy before the connection broke: the answer has left, and no person need look.
    @Test func aCopyAmongTheSentMailsProvesIt() async throws {
      let site = try await Site()
      var box = try await site.box()
      let proxy = try CuttingProxy(to: site.servers.postfix.ports.plain)
      box.smtp = .plain(proxy.port)
      let appliance = try await site.start([box])
      let letter = Letter.shop(0, site.domain)
      try await site.deliver([letter], to: box)
      proxy.arm(.stall, .reply(to: "\r\n.\r\n"))
      async let round: Void = appliance.workOff()
      #expect(try await proxy.waitForFirings())
      #expect(try await eventually { !site.mails(to: letter.from).isEmpty })
      let copy = try #require(site.mails(to: letter.from).first)
      try await site.person(in: box) { try $0.append(copy.bytes, to: "Sent", flags: "\\Seen") }
      proxy.cutAll()
      try await round
      try await site.expectWorkedOff([letter], in: box)
      #expect(await appliance.status?.waitingCount == 0)
    }

    /// One server says nothing any more: the other mailbox goes on meanwhile.
    @Test(.onDovecot) func aStalledServerHoldsUpItsOwnMailboxOnly() async throws {
      let site = try await Site()
      var stalled = try await site.box(name: "stalled")
      let box = try await site.box(.accounts, name: "comptes")
      let proxy = try CuttingProxy(to: stalled.host.port)
      stalled.imap = .plain(proxy.port)
      let appliance = try await site.start([stalled, box])
      let letters = (0..<5).map { Letter.accounts($0, site.domain) }
      let late = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      try await site.deliver(late, to: stalled)
      try site.writeRecords(of: letters + late)
      proxy.stall()
      async let round = appliance.round()
      #expect(
        try await eventually {
          try await site.contents(of: box, bodies: false)["INBOX"]?.isEmpty == true
            && letters.filter { $0.end == .answered }.allSatisfy { !site.mails(to: $0.from).isEmpty }
        })
      #expect(try await site.contents(of: stalled)["INBOX"]?.count == 5)
      try proxy.pass()
      proxy.cutAll()
      _ = try await round
      try await site.expectWorkedOff(letters, in: box)
      site.clock.advance(seconds: 3600)
      try await appliance.workOff()
      try await site.expectWorkedOff(late, in: stalled)
    }
  }
}
