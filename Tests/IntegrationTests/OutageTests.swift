import Domain
import Foundation
import Mailboxes
import Store
import Testing

@testable import Engine
@testable import TestServers

extension IntegrationTests {
  /// Servers that go and come back.
  @Suite struct OutageTests {
    @Test func whatCameWhileTheMailboxWasAwayIsWorkedOffAfterwards() async throws {
      let site = try await Site()
      var box = try await site.box()
      let proxy = try CuttingProxy(to: box.host.port)
      box.imap = .plain(proxy.port)
      let appliance = try await site.start([box])
      proxy.refuse()
      proxy.cutAll()
      let letters = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      #expect(try await appliance.round() == 0)
      #expect(await appliance.alarms.map(\.code) == [.mailboxUnavailable])
      #expect(await appliance.status?.mailboxes.first?.connections.first?.state == .down)
      // It is left alone for a while, and comes back without a word from anybody.
      let connections = proxy.connections
      try proxy.pass()
      try await appliance.round()
      #expect(proxy.connections == connections)
      site.clock.advance(seconds: 1800)
      try await appliance.workOff()
      try await site.expectWorkedOff(letters, in: box)
      #expect(await appliance.alarms.isEmpty)
    }

    /// Dovecot itself; meanwhile the mails wait at Postfix, as they do at a provider.
    @Test(.onDovecot) func dovecotIsStoppedAndStarted() async throws {
      let site = try await Site()
      let dovecot = try DovecotServer(certificate: site.servers.certificates.good)
      try await dovecot.start()
      let postfix = try PostfixServer(before: dovecot, certificate: site.servers.certificates.good)
      try await postfix.start()
      var box = try await site.box(at: dovecot)
      box.smtp = Door(postfix.ports.submission, "starttls", trust: box.smtp.trust)
      let appliance = try await site.start([box])
      let before = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(before, to: box)
      try await appliance.workOff()
      try await dovecot.stop()
      #expect(try await appliance.round() == 0)
      #expect(await appliance.alarms.map(\.code) == [.mailboxUnavailable])
      let after = (5..<10).map { Letter.shop($0, site.domain) }
      try dovecot.fill(box.user, with: after.map(\.bytes), arrivedAt: Date())
      try site.writeRecords(of: before + after)
      try await dovecot.restart()
      site.clock.advance(seconds: 1800)
      try await appliance.workOff()
      #expect(await appliance.alarms.isEmpty)
      let contents = try await site.contents(of: box)
      for letter in before + after {
        #expect(site.places(of: letter, in: contents) == [letter.folder])
        let answers = (try? dovecot.contents(of: letter.from))?["INBOX"] ?? []
        if letter.end != .answered { #expect(answers.isEmpty) }
      }
      let answered = (before + after).filter { $0.end == .answered }
      #expect(
        try await eventually {
          answered.allSatisfy { ((try? dovecot.contents(of: $0.from))?["INBOX"] ?? []).count == 1 }
        })
    }

    @Test(.onDovecot) func postfixIsStoppedAndStarted() async throws {
      let site = try await Site()
      let postfix = try PostfixServer(before: site.servers.dovecot, certificate: site.servers.certificates.good)
      try await postfix.start()
      var box = try await site.box()
      box.smtp = Door(postfix.ports.submission, "starttls", trust: box.smtp.trust)
      let appliance = try await site.start([box])
      try await postfix.stop()
      let letters = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      try await appliance.workOff()
      #expect(await appliance.alarms.map(\.code) == [.sendingUnavailable])
      // What needs no sending was done meanwhile; what does waits where it came.
      let contents = try await site.contents(of: box)
      for letter in letters {
        #expect(site.places(of: letter, in: contents) == [letter.end == .answered ? "INBOX" : letter.folder])
      }
      try await postfix.restart()
      site.clock.advance(seconds: 3600)
      try await appliance.workOff()
      try await site.expectWorkedOff(letters, in: box)
      #expect(await appliance.alarms.isEmpty)
    }

    /// The server counts anew: the mails are known by what they hold.
    @Test(.onDovecot) func newNumbersAnswerNothingAgain() async throws {
      let site = try await Site()
      let box = try await site.box()
      let appliance = try await site.start([box])
      let letters = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      try await appliance.workOff()
      // A person takes one back, and all folders get other numbers.
      let taken = letters[0]
      try await site.person(in: box) { person in
        let mail = try person.mails(in: taken.folder).first { $0.messageID == taken.id }
        try person.move(mail?.uid ?? 0, from: taken.folder, to: "INBOX")
      }
      try await appliance.workOff()
      for folder in ["INBOX", "Sent", "Drafts", "01 – SPAM"] {
        try await site.servers.dovecot.changeUIDValidity(of: folder, user: box.user, to: 77_777)
      }
      try await site.servers.dovecot.kick(box.user)
      let ends = site.events.count
      try await appliance.workOff()
      site.clock.advance(seconds: 3600)
      try await appliance.workOff()
      #expect(
        site.events.dropFirst(ends).allSatisfy { $0.isRelocated || $0.isOutage })
      let contents = try await site.contents(of: box)
      #expect(site.places(of: taken, in: contents) == ["INBOX"])
      for letter in letters.dropFirst() { #expect(site.places(of: letter, in: contents) == [letter.folder]) }
      for letter in letters { #expect(site.mails(to: letter.from).count == (letter.end == .answered ? 1 : 0)) }
      // What comes then is new.
      let later = Letter.shop(5, site.domain)
      try site.writeRecords(of: letters + [later])
      try await site.deliver([later.bytes], to: box)
      try await appliance.workOff()
      #expect(try await eventually { !site.mails(to: later.from).isEmpty })
    }

    /// Numbers that change while mails wait: each is worked off once.
    @Test(.onDovecot) func newNumbersBeforeTheWorkAreFollowed() async throws {
      let site = try await Site()
      let box = try await site.box()
      let appliance = try await site.start([box])
      let letters = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters.map(\.bytes), to: box)
      // The shop does not answer: the mails are taken in, and wait.
      try FileManager.default.moveItem(atPath: site.path("orders.csv"), toPath: site.path("away.csv"))
      try await appliance.workOff()
      try await site.servers.dovecot.changeUIDValidity(of: "INBOX", user: box.user, to: 88_888)
      try await site.servers.dovecot.kick(box.user)
      try site.writeRecords(of: letters)
      site.clock.advance(seconds: 3600)
      try await appliance.workOff()
      try await site.expectWorkedOff(letters, in: box)
    }
  }

  @Suite struct IdleTests {
    /// With an hour between two looks, the server's word alone brings the answer.
    @Test func newMailWakesTheAppliance() async throws {
      let site = try await Site()
      var box = try await site.box()
      box.more = ["poll: 1h"]
      let appliance = try await site.start([box])
      let running = Task { await appliance.run() }
      #expect(
        try await eventually {
          await appliance.health()[MailboxName("contact")]?.contains { $0.purpose == .watch && $0.state == .connected }
            == true
        })
      // The second is that of the connection, the third finds the mails told on one that has waited for a while.
      for number in [0, 5, 10] {
        let letter = Letter.shop(number, site.domain)
        try site.writeRecords(of: [letter])
        let known = try await appliance.store.entries().count
        let start = ContinuousClock.now
        try await site.deliver([letter.bytes], to: box)
        #expect(try await eventually { try await appliance.store.entries().count > known })
        #expect(ContinuousClock.now - start < .seconds(2))
        #expect(try await eventually { !site.mails(to: letter.from).isEmpty })
      }
      await appliance.stop()
      await running.value
    }
  }
}
