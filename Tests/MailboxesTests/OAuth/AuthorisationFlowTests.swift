import Cryptography
import Domain
import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import Mailboxes

/// The first consent: the page to open, what may be pasted, and the exchange.
@Suite struct AuthorisationFlowTests {
  /// The octets of RFC 7636 appendix B.
  static let octets: [UInt8] = [
    116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214, 191, 240,
    91, 88, 5, 88, 83, 132, 141, 121,
  ]
  static let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  static let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
  static let state = "AAECAwQFBgcICQoLDA0ODw"

  private func flow(_ settings: OAuthSettings) -> AuthorisationFlow {
    AuthorisationFlow(settings: settings, verifier: Self.octets, state: Array(0..<16))
  }

  private func query(_ flow: AuthorisationFlow) throws -> [String: String] {
    let items = try #require(URLComponents(string: flow.url)?.queryItems)
    return Dictionary(items.map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { _, _ in "twice" })
  }

  @Test func microsoftsPage() throws {
    let settings = try OAuthSettings(
      reading: section([("provider", "microsoft"), ("tenant", "example.fr"), ("client_id", "app")]))
    let flow = flow(settings)
    #expect(
      flow.url.hasPrefix("https://login.microsoftonline.com/example.fr/oauth2/v2.0/authorize?response_type=code&"))
    #expect(
      try query(flow) == [
        "response_type": "code", "client_id": "app", "redirect_uri": "http://localhost:8765", "state": Self.state,
        "scope": "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
        "code_challenge": Self.challenge, "code_challenge_method": "S256", "response_mode": "query",
      ])
  }

  @Test func googlesPage() throws {
    let flow = flow(try OAuthSettings(reading: section([("provider", "google"), ("client_id", "app")])))
    #expect(flow.url.hasPrefix("https://accounts.google.com/o/oauth2/v2/auth?"))
    let query = try query(flow)
    #expect(query["scope"] == "https://mail.google.com/")
    #expect(query["access_type"] == "offline" && query["prompt"] == "consent")
  }

  @Test(
    arguments: [
      ("http://localhost:8765/?code=4/0A-b_c&state=STATE&scope=x", .success("4/0A-b_c")),
      ("  http://localhost:8765/?state=STATE&code=4%2F0A&session_state=y#\n", .success("4/0A")),
      ("localhost:8765/?state=STATE&code=M.C5%2ab", .success("M.C5*b")),
      ("code=abc&state=STATE", .success("abc")),
      ("4%2F0A", .success("4/0A")),
      ("M.C507_BL2.2.U.x", .success("M.C507_BL2.2.U.x")),
      ("http://localhost:8765/?code=abc&state=other", .failure(.otherState)),
      ("http://localhost:8765/?code=abc", .failure(.noCode)),
      ("http://localhost:8765/?state=STATE", .failure(.noCode)),
      ("http://localhost:8765/?state=STATE&code=", .failure(.noCode)),
      ("http://localhost:8765/?error=access_denied&state=STATE", .failure(.denied)),
      ("http://localhost:8765/", .failure(.noCode)),
      ("", .failure(.noCode)),
    ] as [(String, Result<String, AuthorisationError>)])
  func pasted(text: String, code: Result<String, AuthorisationError>) throws {
    let flow = flow(try .custom(at: "https://login.example"))
    let pasted = text.replacing("STATE", with: Self.state)
    #expect(Result { () throws(AuthorisationError) in try flow.code(in: pasted) } == code)
  }

  private func exchange(_ server: ScriptedHTTPServer) async throws -> Result<String, AuthorisationError> {
    let flow = flow(try .custom(at: server.url))
    do throws(AuthorisationError) {
      let token = try await flow.refreshToken(
        pasted: "http://localhost:8765/?code=c%2F1&state=\(Self.state)", mailbox: MailboxName("contact"),
        clientSecret: nil, client: WebClient(version: "9.9"))
      return .success(String(decoding: token, as: UTF8.self))
    } catch {
      return .failure(error)
    }
  }

  @Test func codeIsExchanged() async throws {
    let server = try ScriptedHTTPServer([grant("a1", refresh: "r1")])
    #expect(try await exchange(server) == .success("r1"))
    #expect(
      server.requests.map(\.form) == [
        [
          "grant_type": "authorization_code", "code": "c/1", "redirect_uri": "http://localhost:8765",
          "client_id": "app 1", "code_verifier": Self.verifier,
        ]
      ])
  }

  @Test(
    arguments: [
      (grant("a1"), .noRefreshToken),
      (.json(400, #"{"error":"invalid_grant"}"#), .codeRefused),
      (.json(401, #"{"error":"invalid_client"}"#), .noToken(.wrongClient(.init(code: "invalid_client")))),
      (.answer(502), .noToken(.temporary(.status(502)))),
    ] as [(ScriptedHTTPServer.Answer, AuthorisationError)])
  func exchangeFails(answer: ScriptedHTTPServer.Answer, error: AuthorisationError) async throws {
    let server = try ScriptedHTTPServer([answer, grant("a2", refresh: "r2")])
    #expect(try await exchange(server) == .failure(error))
    #expect(server.requests.count == 1)
    #expect(!error.text.fr.isEmpty && !error.description.isEmpty)
  }
}
