import Cryptography
import Domain
import HTTPClient
import Mailboxes
import TestSupport
import Testing

/// A mailbox's tokens against a scripted provider.
@Suite struct AccessTokensTests {
  let clock = SteppedWorld()
  let vault = TokenVault("r1")

  private func tokens(
    _ server: ScriptedHTTPServer, flow: OAuthSettings.Flow = .authorizationCode, time: Duration = .seconds(10)
  ) throws -> AccessTokens {
    var limits = WebLimits()
    limits.time = time
    return AccessTokens(
      mailbox: MailboxName("contact"), settings: try .custom(at: server.url, flow: flow),
      clientSecret: WipedBytes(Array("s&cret".utf8)), client: WebClient(version: "9.9", limits: limits),
      world: clock.world, load: vault.load, save: vault.save)
  }

  /// The token's text, or the error.
  private func text(_ tokens: AccessTokens) async -> Result<String, TokenError> {
    do throws(TokenError) {
      return .success(try await tokens.token().withBytes { String(decoding: copy $0, as: UTF8.self) })
    } catch {
      return .failure(error)
    }
  }

  @Test func refreshTokenIsShownAndTheTokenKept() async throws {
    let server = try ScriptedHTTPServer([grant("a1")])
    let tokens = try tokens(server)
    #expect(await text(tokens) == .success("a1"))
    #expect(await text(tokens) == .success("a1"))
    let request = try #require(server.requests.first)
    #expect(server.requests.count == 1)
    #expect(request.line == "POST /token HTTP/1.1")
    #expect(request.headers.contains("Content-Type: application/x-www-form-urlencoded"))
    #expect(
      request.form == [
        "grant_type": "refresh_token", "refresh_token": "r1", "client_id": "app 1", "client_secret": "s&cret",
      ])
    #expect(vault.saved == [])
  }

  @Test func clientCredentials() async throws {
    let server = try ScriptedHTTPServer([grant("a1")])
    #expect(await text(try tokens(server, flow: .clientCredentials)) == .success("a1"))
    #expect(
      server.requests.first?.form == [
        "grant_type": "client_credentials", "scope": "mail", "client_id": "app 1", "client_secret": "s&cret",
      ])
    #expect(vault.loads == 0)
  }

  @Test(
    arguments: [
      // Life of the token, then when it is renewed.
      (3600, 3540), (120, 60), (60, 30), (nil, 240), (0, 0), (-5, 0),
    ] as [(Int?, Int64)])
  func renewedAheadOfItsEnd(seconds: Int?, renewal: Int64) async throws {
    let server = try ScriptedHTTPServer([grant("a1", seconds: seconds), grant("a2")])
    let tokens = try tokens(server)
    let start = clock.now
    #expect(try await tokens.token().expiresAt == start.adding(seconds: Int64(max(0, seconds ?? 300))))
    if renewal > 0 {
      clock.advance(seconds: renewal - 1)
      #expect(await text(tokens) == .success("a1"))
      clock.advance(seconds: 1)
    }
    #expect(await text(tokens) == .success("a2"))
  }

  @Test func refusedTokenIsReplacedOnce() async throws {
    let server = try ScriptedHTTPServer([grant("a1"), grant("a2")])
    let tokens = try tokens(server)
    let first = try await tokens.token()
    await tokens.invalidate(first)
    #expect(await text(tokens) == .success("a2"))
    // Another connection that held the old one says so late.
    await tokens.invalidate(first)
    #expect(await text(tokens) == .success("a2"))
  }

  @Test func callersAtOnceShareOneRequest() async throws {
    let server = try ScriptedHTTPServer([grant("a1", refresh: "r2"), grant("a2", refresh: "r3")])
    let tokens = try tokens(server)
    let texts = await withTaskGroup { group in
      for _ in 1...20 { group.addTask { await text(tokens) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(texts == Array(repeating: .success("a1"), count: 20))
    #expect(server.requests.count == 1 && vault.loads == 1)
    #expect(vault.saved == ["r2"])
  }

  @Test func cancelledCallerDoesNotLoseTheAnswer() async throws {
    let server = try ScriptedHTTPServer([grant("a1", refresh: "r2")])
    let tokens = try tokens(server)
    let caller = Task { await text(tokens) }
    caller.cancel()
    #expect(await caller.value == .success("a1"))
    #expect(vault.saved == ["r2"])
  }

  @Test func rotatedTokenIsSavedBeforeTheNewTokenIsHandedOut() async throws {
    let server = try ScriptedHTTPServer([
      grant("a1", refresh: "r2"), grant("a2", refresh: "r2", seconds: 0), grant("a3", refresh: "r3"),
    ])
    let tokens = try tokens(server)
    for (access, saved) in [("a1", ["r2"]), ("a2", ["r2"]), ("a3", ["r2", "r3"])] {
      #expect(await text(tokens) == .success(access))
      #expect(vault.saved == saved)
      clock.advance(seconds: 3600)
    }
    #expect(server.requests.map { $0.form["refresh_token"] } == ["r1", "r2", "r2"])
  }

  @Test func tokenIsNotHandedOutWhenTheRotatedOneIsNotSaved() async throws {
    let server = try ScriptedHTTPServer([grant("a1", refresh: "r2"), grant("a2"), grant("a3")])
    let tokens = try tokens(server)
    vault.set(isFull: true)
    #expect(await text(tokens) == .failure(.notSaved))
    #expect(await text(tokens) == .failure(.notSaved))
    vault.set(isFull: false)
    #expect(await text(tokens) == .success("a3"))
    #expect(vault.saved == ["r2"])
    // What could not be saved is not lost: it may be the only one still good.
    #expect(server.requests.map { $0.form["refresh_token"] } == ["r1", "r2", "r2"])
  }

  @Test func newConsentCountsAfterARevocation() async throws {
    let server = try ScriptedHTTPServer([
      grant("a1", refresh: "r2"), .json(400, #"{"error":"invalid_grant"}"#), grant("a2"),
    ])
    let tokens = try tokens(server)
    vault.set(isFull: true)
    #expect(await text(tokens) == .failure(.notSaved))
    vault.put("consented")
    #expect(await text(tokens) == .failure(.revoked(mailbox: "contact", .init(code: "invalid_grant"))))
    #expect(await text(tokens) == .success("a2"))
    #expect(server.requests.map { $0.form["refresh_token"] } == ["r1", "r2", "consented"])
  }

  @Test func withoutConsentNothingIsAsked() async throws {
    let server = try ScriptedHTTPServer([grant("a1")])
    let tokens = AccessTokens(
      mailbox: MailboxName("contact"), settings: try .custom(at: server.url), clientSecret: nil,
      client: WebClient(version: "9.9"), world: clock.world, load: { nil }, save: vault.save)
    #expect(await text(tokens) == .failure(.notAuthorised(mailbox: "contact")))
    #expect(server.requests.isEmpty)
  }

  @Test func unreadableStoreIsTold() async throws {
    let server = try ScriptedHTTPServer([grant("a1")])
    let tokens = AccessTokens(
      mailbox: MailboxName("contact"), settings: try .custom(at: server.url), clientSecret: nil,
      client: WebClient(version: "9.9"), world: clock.world, load: { throw TokenVault.Full() }, save: vault.save)
    #expect(await text(tokens) == .failure(.notLoaded))
  }

  @Test(
    arguments: [
      (.json(500, "{}"), .temporary(.status(500))),
      (.answer(503, "<html>"), .temporary(.status(503))),
      (.json(429, #"{"error":"invalid_grant"}"#), .temporary(.status(429))),
      (.json(400, #"{"error":"temporarily_unavailable"}"#), .temporary(.status(503))),
      (
        .json(400, #"{"error":"invalid_grant","error_codes":[700082],"error_description":"hidden"}"#),
        .revoked(mailbox: "contact", .init(code: "invalid_grant", number: 700082))
      ),
      (
        .json(400, #"{"error":"interaction_required"}"#),
        .revoked(mailbox: "contact", .init(code: "interaction_required"))
      ),
      (.json(401, #"{"error":"invalid_client"}"#), .wrongClient(.init(code: "invalid_client"))),
      (.json(400, #"{"error":"unauthorized_client"}"#), .wrongClient(.init(code: "unauthorized_client"))),
      (.json(400, #"{"error":"invalid_scope"}"#), .refused(.init(code: "invalid_scope"))),
      (.json(400, #"{"error":"hidden r1"}"#), .refused(.init(code: "other"))),
      (
        .json(200, #"{"error":"invalid_grant","access_token":"a"}"#),
        .revoked(mailbox: "contact", .init(code: "invalid_grant"))
      ),
      (.answer(404, "hidden"), .unreadable(status: 404)),
      (.answer(302, headers: ["Location: /hidden"]), .unreadable(status: 302)),
      (.json(200, ""), .unreadable(status: 200)),
      (.json(200, #"["a1"]"#), .unreadable(status: 200)),
      (.json(200, #"{"access_token":""}"#), .unreadable(status: 200)),
      (.json(200, #"{"access_token":"a\u0001b"}"#), .unreadable(status: 200)),
      (.json(200, #"{"access_token":"a","token_type":"mac"}"#), .unreadable(status: 200)),
      (.json(201, #"{"access_token":"a"}"#), .unreadable(status: 201)),
    ] as [(ScriptedHTTPServer.Answer, TokenError)])
  func failures(answer: ScriptedHTTPServer.Answer, error: TokenError) async throws {
    let server = try ScriptedHTTPServer([answer, grant("a2")])
    let tokens = try tokens(server)
    #expect(await text(tokens) == .failure(error))
    #expect(!error.text.fr.contains("hidden") && !error.text.en.contains("s&cret"))
    // Nothing of a failure stays: the next call asks anew.
    #expect(await text(tokens) == .success("a2"))
  }

  @Test(
    arguments: [
      (.silence(), .timedOut), (.hangUp(), .receive),
    ] as [(ScriptedHTTPServer.Answer, HTTPError.Phase)])
  func slowOrGone(answer: ScriptedHTTPServer.Answer, phase: HTTPError.Phase) async throws {
    let server = try ScriptedHTTPServer([answer])
    let result = await text(try tokens(server, time: phase == .timedOut ? .milliseconds(100) : .seconds(10)))
    guard case .failure(.temporary(.transport(let error))) = result else {
      Issue.record("\(result)")
      return
    }
    #expect(error.phase == phase)
    // The same refresh token may be shown again, but not by itself.
    #expect(server.requests.count == 1)
  }

  @Test func nothingSecretIsPrinted() async throws {
    let token = AccessToken(Array("hidden".utf8), expiresAt: clock.now)
    var dumped = ""
    dump(token, to: &dumped)
    #expect(!"\(token) \(String(reflecting: token)) \(dumped)".contains("hidden"))
  }

  @Test(arguments: [
    (TokenError.notAuthorised(mailbox: "contact"), "run “vaguemestre mailbox authorise contact”", false),
    (.revoked(mailbox: "contact", .init(code: "invalid_grant", number: 50173)), "(invalid_grant, AADSTS50173)", false),
    (.wrongClient(.init(code: "invalid_client")), "check “client_id” and “client_secret”", false),
    (.temporary(.status(503)), "HTTP 503", true),
    (.connection(HTTPError(.tls, mayBeTriedAgain: false, "expired")), "(tls: expired)", false),
    (.notSaved, "could not be saved", true),
  ])
  func words(error: TokenError, part: String, isTemporary: Bool) {
    #expect(error.text.en.contains(part))
    #expect(error.isTemporary == isTemporary)
  }
}
