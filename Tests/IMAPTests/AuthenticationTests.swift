import Foundation
import IMAP
import TLS
import Testing

struct AuthenticationTests {
  static let password = Credentials.password(user: "jean", password: { Array("se\"cret".utf8) })
  static let token = Credentials.token(user: "j,=n", token: { Array("tok".utf8) })
  /// `\0jean\0se"cret`
  private static let plain = "AGplYW4Ac2UiY3JldA=="
  /// `user=j,=n^Aauth=Bearer tok^A^A`
  private static let xoauth2 = "dXNlcj1qLD1uAWF1dGg9QmVhcmVyIHRvawEB"

  @Test(
    arguments: [
      (
        "SASL-IR AUTH=PLAIN", password,
        ["C: A1 AUTHENTICATE PLAIN \(plain)", "S: A1 OK [CAPABILITY IMAP4rev1 MOVE] in"]
      ),
      (
        "AUTH=PLAIN", password,
        ["C: A1 AUTHENTICATE PLAIN", "S: +", "C: \(plain)", "S: * CAPABILITY IMAP4rev1 MOVE", "S: A1 OK in"]
      ),
      (
        "", password,
        [
          "C: A1 LOGIN \"jean\" \"se\\\"cret\"", "S: A1 OK", "C: A2 CAPABILITY", "S: * CAPABILITY IMAP4rev1 MOVE",
          "S: A2 OK",
        ]
      ),
      (
        "", .password(user: "jéan", password: { Array("é".utf8) }),
        ["C: A1 LOGIN {5}", "S: + go", "C: jéan {2}", "S: +", "C: é", "S: A1 OK [CAPABILITY IMAP4rev1 MOVE] in"]
      ),
      (
        "SASL-IR AUTH=XOAUTH2", token,
        ["C: A1 AUTHENTICATE XOAUTH2 \(xoauth2)", "S: A1 OK [CAPABILITY IMAP4rev1 MOVE] in"]
      ),
    ] as [(String, Credentials, [String])])
  func ways(offered: String, credentials: Credentials, script: [String]) async throws {
    try await converse(offered, script) { session in
      try await session.authenticate(credentials)
      #expect(await session.capabilities == [Capability("IMAP4rev1"), .move])
    }
  }

  @Test(arguments: [password, token])
  func secretsDoNotTravelInTheOpen(credentials: Credentials) async throws {
    let server = try ScriptedServer(["S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2] ready"])
    // An address of this machine that is not written as one.
    let elsewhere = Endpoint(host: "0.0.0.0", port: server.endpoint.port)
    let session = try await IMAPSession.open(elsewhere, security: .plain, limits: shortLimits())
    await #expect(throws: IMAPError.unprotected) { try await session.authenticate(credentials) }
    session.close()
    #expect(await server.problem() == nil)
  }

  @Test func bearerTokenIsPreferred() async throws {
    let server = try ScriptedServer { port in
      // The message of RFC 7628 §3.1.
      let message = "n,a=j=2C=3Dn,\u{1}host=127.0.0.1\u{1}port=\(port)\u{1}auth=Bearer tok\u{1}\u{1}"
      return [
        "S: * OK [CAPABILITY SASL-IR AUTH=XOAUTH2 AUTH=OAUTHBEARER] ready",
        "C: A1 AUTHENTICATE OAUTHBEARER \(Data(message.utf8).base64EncodedString())", "S: A1 OK [CAPABILITY MOVE] in",
      ]
    }
    let session = try await IMAPSession.open(server.endpoint, security: .plain, limits: shortLimits())
    try await session.authenticate(Self.token)
    session.close()
    #expect(await server.problem() == nil)
  }

  /// RFC 7628 §3.2.3 and Google's "XOAUTH2 protocol": the error comes as a challenge, and NO only after an answer to it.
  @Test(arguments: [
    ("AUTH=OAUTHBEARER", "AQ=="), ("AUTH=XOAUTH2", ""),
  ])
  func errorChallengeIsAnswered(offered: String, answer: String) async {
    await #expect(throws: IMAPError.authenticationFailed(code: .authenticationFailed, text: "invalid token")) {
      try await converse(
        offered,
        [
          "C: A1 AUTHENTICATE \(offered.dropFirst(5))", "S: + ", "C*", "S: + eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=",
          "C: \(answer)", "S: A1 NO [AUTHENTICATIONFAILED] invalid token",
        ]
      ) { session in
        try await session.authenticate(Self.token)
      }
    }
  }

  @Test(
    arguments: [
      ("LOGINDISABLED", password, [], .notOffered(.authentication("PLAIN"))),
      ("AUTH=PLAIN", token, [], .notOffered(.authentication("OAUTHBEARER"))),
      ("AUTH=PLAIN", .password(user: "a", password: { [0] }), [], .unsendable(command: "AUTHENTICATE")),
      (
        "SASL-IR AUTH=PLAIN", password,
        ["C: A1 AUTHENTICATE PLAIN \(plain)", "S: A1 NO [UNAVAILABLE] later"],
        .authenticationFailed(code: .unavailable, text: "later")
      ),
      (
        "SASL-IR AUTH=PLAIN", password,
        ["C: A1 AUTHENTICATE PLAIN \(plain)", "S: + x", "C: *", "S: + x"],
        .protocolViolation("challenges without end")
      ),
      (
        "", password, ["C: A1 LOGIN \"jean\" \"se\\\"cret\"", "S: * BYE going down"], .bye(text: "going down")
      ),
    ] as [(String, Credentials, [String], IMAPError)])
  func refusals(offered: String, credentials: Credentials, script: [String], error: IMAPError) async {
    await #expect(throws: error) {
      try await converse(offered, script) { try await $0.authenticate(credentials) }
    }
  }
}
