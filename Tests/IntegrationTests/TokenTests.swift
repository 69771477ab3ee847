import Domain
import Foundation
import Mailboxes
import Store
import TestSupport
import Testing

@testable import Engine
@testable import TestServers

extension IntegrationTests {
  /// Logins by tokens: Dovecot and Postfix check them, a scripted endpoint gives them out.
  @Suite(.onDovecot) struct TokenTests {
    private func box(_ site: Site, _ endpoint: ScriptedHTTPServer) async throws -> Box {
      var box = try await site.box()
      box.more = [
        "oauth: {provider: custom, client_id: vaguemestre, token_url: \"\(endpoint.url)/token\", "
          + "authorization_url: \"\(endpoint.url)/authorize\", scopes: [mail]}"
      ]
      return box
    }

    /// An answer with a token that Dovecot takes, and by which the appliance goes for `seconds`.
    private func grant(
      _ site: Site, refresh: String?, seconds: Int = 300, valid: Int = 3600
    ) throws -> ScriptedHTTPServer.Answer {
      let token = try site.servers.dovecot.token(for: "contact@\(site.domain)", lifetime: valid)
      let next = refresh.map { ", \"refresh_token\": \"\($0)\"" } ?? ""
      return .json(
        200, "{\"access_token\": \"\(token)\", \"token_type\": \"Bearer\", \"expires_in\": \(seconds)\(next)}")
    }

    /// The person's consent: the code that the browser was led back with.
    private func consent(_ site: Site, _ box: Box) async throws {
      let consent = try MailboxConsent(
        to: MailboxName(box.name), try site.configuration([box]), world: site.clock.world)
      let state = try #require(consent.url.firstMatch(of: /[?&]state=([^&]*)/)).1
      try await consent.finish(pasted: "http://localhost:8765/?code=the-code&state=\(state)")
    }

    @Test func tokensAreRenewedAndTheNewestConsentIsKept() async throws {
      let site = try await Site()
      let endpoint = try ScriptedHTTPServer([
        grant(site, refresh: "refresh-first"), grant(site, refresh: "refresh-second", seconds: 120),
        grant(site, refresh: nil, seconds: 120), grant(site, refresh: "refresh-third"), grant(site, refresh: nil),
      ])
      let box = try await box(site, endpoint)
      try await consent(site, box)
      #expect(endpoint.requests.map(\.form["code"]) == ["the-code"])
      #expect(endpoint.requests[0].form["code_verifier"]?.count == 43)
      let appliance = try await site.start([box])
      let letters = (0..<5).map { Letter.shop($0, site.domain) }
      try await site.deliver(letters, to: box)
      try await appliance.workOff()
      try await site.expectWorkedOff(letters, in: box)
      // IMAP and SMTP share the token while it is good.
      #expect(endpoint.requests.map(\.form["refresh_token"]) == [nil, "refresh-first"])
      // It ends, and so does the connection.
      for _ in 0..<2 {
        site.clock.advance(seconds: 121)
        try await site.servers.dovecot.kick(box.user)
        try await appliance.round()
        #expect(await appliance.alarms.isEmpty)
      }
      #expect(
        endpoint.requests.map(\.form["refresh_token"]) == [nil, "refresh-first", "refresh-second", "refresh-second"])
      // What is kept of it is sealed.
      let database = try Data(contentsOf: URL(fileURLWithPath: site.path("data/vaguemestre.sqlite")))
      let log = try? Data(contentsOf: URL(fileURLWithPath: site.path("data/vaguemestre.sqlite-wal")))
      for secret in ["refresh-first", "refresh-second", "refresh-third"] {
        #expect((database + (log ?? Data())).range(of: Data(secret.utf8)) == nil)
      }
      // Another process goes on from the newest one.
      let sealed = try await appliance.store.refreshToken(of: MailboxName(box.name))
      #expect(sealed != nil)
      let logins = ServerLogins(
        try site.configuration([box]), store: appliance.store, world: site.clock.world)
      _ = try await logins.tokens(of: try site.configuration([box]).mailboxes[0])?.token()
      #expect(endpoint.requests.last?.form["refresh_token"] == "refresh-third")
    }

    /// The server's clock is its own: a token that it no longer takes is renewed at once.
    @Test func aTokenThatTheServerRefusesIsRenewed() async throws {
      let site = try await Site()
      let endpoint = try ScriptedHTTPServer([
        grant(site, refresh: "refresh-first"), grant(site, refresh: nil, valid: -5), grant(site, refresh: nil),
      ])
      let box = try await box(site, endpoint)
      try await consent(site, box)
      let appliance = try await site.start([box])
      #expect(await appliance.alarms.isEmpty)
      #expect(endpoint.requests.count == 3)
    }

    @Test func aWithdrawnConsentIsToldAndANewOneTaken() async throws {
      let site = try await Site()
      let endpoint = try ScriptedHTTPServer([
        grant(site, refresh: "refresh-first"), .json(400, "{\"error\": \"invalid_grant\"}"),
        grant(site, refresh: "refresh-anew"),
        grant(site, refresh: nil), grant(site, refresh: nil),
      ])
      let box = try await box(site, endpoint)
      // Nobody has consented yet.
      let appliance = try await site.start([box])
      #expect(await appliance.alarms.map(\.code) == [.tokenRefused])
      #expect(endpoint.requests.isEmpty)
      try await consent(site, box)
      site.clock.advance(seconds: 3600)
      try await appliance.round()
      let alarms = await appliance.alarms
      #expect(alarms.map(\.code) == [.tokenRefused])
      #expect(alarms.first?.parameters["en"]?.contains("vaguemestre mailbox authorise contact") == true, "\(alarms)")
      try await consent(site, box)
      site.clock.advance(seconds: 3600)
      try await appliance.round()
      #expect(await appliance.alarms.isEmpty)
      #expect(endpoint.requests.last?.form["refresh_token"] == "refresh-anew")
    }

    /// Trouble at the provider passes: the mailbox waits, and needs no person.
    @Test(
      arguments: [
        [.answer(503)], [.hangUp(after: "HTTP/1.1 200 OK\r\n")], [.answer(500, "oops"), .json(429, "{}")],
      ] as [[ScriptedHTTPServer.Answer]])
    func troubleAtTheProviderPasses(trouble: [ScriptedHTTPServer.Answer]) async throws {
      let site = try await Site()
      let endpoint = try ScriptedHTTPServer(
        [grant(site, refresh: "refresh-first")] + trouble + [grant(site, refresh: nil), grant(site, refresh: nil)])
      let box = try await box(site, endpoint)
      try await consent(site, box)
      let appliance = try await site.appliance([box])
      for _ in trouble {
        try await appliance.round()
        #expect(await appliance.alarms.map(\.code) == [.mailboxUnavailable])
        site.clock.advance(seconds: 3600)
      }
      try await appliance.round()
      #expect(await appliance.alarms.isEmpty)
      #expect(endpoint.requests.dropFirst().allSatisfy { $0.form["refresh_token"] == "refresh-first" })
    }

    /// A provider that says nothing holds up its own mailbox only.
    @Test func aSlowProviderHoldsUpItsOwnMailboxOnly() async throws {
      let site = try await Site()
      let endpoint = try ScriptedHTTPServer([
        grant(site, refresh: "refresh-first"), .silence(), grant(site, refresh: nil),
      ])
      let slow = try await box(site, endpoint)
      let other = try await site.box(.accounts, name: "comptes")
      try await consent(site, slow)
      let appliance = try await site.appliance([slow, other])
      let round = Task { try await appliance.round() }
      try await site.deliver((0..<1).map { Letter.accounts($0, site.domain) }, to: other)
      #expect(try await eventually { endpoint.requests.count == 2 })
      #expect(
        try await eventually {
          await appliance.health()[MailboxName(other.name)]?.first?.state == .connected
        })
      round.cancel()
      await appliance.stop()
    }
  }
}
