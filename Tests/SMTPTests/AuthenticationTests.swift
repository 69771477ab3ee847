import SMTP
import TLS
import Testing

struct AuthenticationTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var credentials: SMTPCredentials
    var mechanisms: String
    var script: [String]
    var outcome: String

    init(
      _ description: String, _ credentials: SMTPCredentials, _ mechanisms: String, _ outcome: String, _ script: [String]
    ) {
      testDescription = description
      self.credentials = credentials
      self.mechanisms = mechanisms
      self.script = script
      self.outcome = outcome
    }
  }

  static let password = SMTPCredentials.password(user: "bot", password: { Array("pâsse".utf8) })
  static let longPassword = SMTPCredentials.password(user: "bot", password: { [UInt8](repeating: 0x61, count: 400) })
  static let token = SMTPCredentials.token(user: "bot@example.fr", token: { Array("ya29.x".utf8) })
  static let longToken = SMTPCredentials.token(user: "b", token: { [UInt8](repeating: 0x61, count: 400) })

  // `printf '\0bot\0pâsse' | base64`, and the like.
  static let plain = "C: AUTH PLAIN AGJvdABww6Jzc2U="
  static let xoauth2 = "C: AUTH XOAUTH2 dXNlcj1ib3RAZXhhbXBsZS5mcgFhdXRoPUJlYXJlciB5YTI5LngBAQ=="

  static let cases = [
    Case("PLAIN", password, "LOGIN PLAIN", "done", [plain, "S: 235 2.7.0 ok"]),
    Case(
      "PLAIN, wrong", password, "PLAIN", "authentication: permanent, refused 535 5.7.8", [plain, "S: 535 5.7.8 no"]),
    Case(
      "PLAIN, too weak", password, "PLAIN", "authentication: permanent, refused 534 5.7.9", [plain, "S: 534 5.7.9 no"]),
    Case(
      "PLAIN, later", password, "PLAIN", "authentication: temporary, refused 454 4.7.0", [plain, "S: 454 4.7.0 later"]),
    Case("PLAIN, goodbye", password, "PLAIN", "authentication: temporary, refused 421", [plain, "S: 421 bye"]),
    Case(
      "PLAIN, asked for more", password, "PLAIN", "authentication: temporary, unexpected 334", [plain, "S: 334 eA=="]),
    Case("PLAIN, cut", password, "PLAIN", "authentication: temporary, closed", [plain, "S! close"]),
    Case(
      "PLAIN too long for one line", longPassword, "PLAIN", "done",
      ["C: AUTH PLAIN", "S: 334 ", "C: AGJvdABh" + String(repeating: "YWFh", count: 133), "S: 235 ok"]),
    Case(
      "PLAIN too long for one line, refused before", longPassword, "PLAIN", "authentication: permanent, refused 504",
      ["C: AUTH PLAIN", "S: 504 no"]),
    Case(
      "LOGIN", password, "LOGIN CRAM-MD5", "done",
      ["C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: Ym90", "S: 334 UGFzc3dvcmQ6", "C: cMOic3Nl", "S: 235 ok"]),
    Case(
      "LOGIN, user refused", password, "LOGIN", "authentication: permanent, refused 535",
      ["C: AUTH LOGIN", "S: 334 VXNlcm5hbWU6", "C: Ym90", "S: 535 no"]),
    Case(
      "LOGIN, wrong", password, "LOGIN", "authentication: permanent, refused 535",
      ["C: AUTH LOGIN", "S: 334 ", "C: Ym90", "S: 334", "C: cMOic3Nl", "S: 535 no"]),
    Case(
      "LOGIN, switched off", password, "LOGIN", "authentication: permanent, refused 504",
      ["C: AUTH LOGIN", "S: 504 no"]),
    Case(
      "LOGIN, a third question", password, "LOGIN", "authentication: temporary, unexpected 334",
      ["C: AUTH LOGIN", "S: 334 ", "C: Ym90", "S: 334", "C: cMOic3Nl", "S: 334 eA=="]),
    Case("XOAUTH2", token, "PLAIN XOAUTH2", "done", [xoauth2, "S: 235 2.7.0 ok"]),
    Case(
      "XOAUTH2, token stale", token, "XOAUTH2", "authentication: permanent, refused 535 5.7.8",
      [xoauth2, "S: 334 eyJzdGF0dXMiOiI0MDEifQ==", "C: ", "S: 535 5.7.8 no"]),
    Case(
      "XOAUTH2, refused at once", token, "XOAUTH2", "authentication: permanent, refused 535", [xoauth2, "S: 535 no"]),
    Case(
      "XOAUTH2, questions without end", token, "XOAUTH2", "authentication: temporary, unexpected 334",
      [xoauth2, "S: 334 eA==", "C: ", "S: 334 eA=="]),
    Case(
      "XOAUTH2 too long for one line", longToken, "XOAUTH2", "authentication: permanent, refused 535",
      [
        "C: AUTH XOAUTH2", "S: 334 ",
        "C: dXNlcj1iAWF1dGg9QmVhcmVyIGFh" + String(repeating: "YWFh", count: 132) + "YWEBAQ==", "S: 334 eA==", "C: ",
        "S: 535 no",
      ]),
    Case("no way of ours", password, "XOAUTH2 CRAM-MD5", "authentication: permanent, no common AUTH mechanism", []),
    Case(
      "no way for a token", token, "PLAIN OAUTHBEARER", "authentication: permanent, no common AUTH mechanism", []),
  ]

  @Test(arguments: cases)
  func authenticates(_ test: Case) async throws {
    let outcome = try await outcome(opening("AUTH \(test.mechanisms)") + test.script) { session throws(SMTPError) in
      try await session.authenticate(test.credentials)
    }
    #expect(outcome == test.outcome)
  }

  @Test(arguments: [password, token])
  func secretsDoNotTravelInTheOpen(credentials: SMTPCredentials) async throws {
    let server = try ScriptedServer(opening("AUTH PLAIN XOAUTH2"))
    // An address of this machine that is not written as one.
    let elsewhere = Endpoint(host: "0.0.0.0", port: server.endpoint.port)
    let session = try await SMTPSession.open(elsewhere, security: .plain, greetAs: "bot.example.fr")
    let error = await #expect(throws: SMTPError.self) { try await session.authenticate(credentials) }
    #expect(error?.description == "authentication: permanent, credentials would travel unprotected")
    session.close()
    #expect(await server.finish() == [])
  }

  @Test func notOffered() async throws {
    let outcome = try await outcome(opening("PIPELINING")) { session throws(SMTPError) in
      try await session.authenticate(Self.password)
    }
    #expect(outcome == "authentication: permanent, AUTH not offered")
  }
}
