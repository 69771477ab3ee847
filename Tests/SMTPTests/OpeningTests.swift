import Foundation
import SMTP
import TLS
import TestSupport
import Testing

struct OpeningTests {
  @Test(arguments: [
    (opening(), "done"),
    (["S: 220-mail.example.fr", "S: 220 no spam"] + opening().dropFirst(), "done"),
    (["S: 220", "C: EHLO bot.example.fr", "S: 502 what", "C: HELO bot.example.fr", "S: 250 hello"], "done"),
    (
      ["S: 220", "C: EHLO bot.example.fr", "S: 500 what", "C: HELO bot.example.fr", "S: 550 no"],
      "hello: permanent, refused 550"
    ),
    (["S: 554 5.7.1 not you"], "greeting: permanent, refused 554 5.7.1"),
  ])
  func plain(script: [String], expected: String) async throws {
    #expect(try await outcome(script) == expected)
  }

  static let refused: [([String], String)] = [
    // Stripped on the way, or never there.
    (opening("PIPELINING", "XXXXXXXA"), "tls: permanent, STARTTLS not offered"),
    (["S: 220", "C: EHLO bot.example.fr", "S: 502 what"], "hello: permanent, refused 502"),
    (opening("STARTTLS") + ["C: STARTTLS", "S: 454 4.7.0 later"], "tls: temporary, refused 454 4.7.0"),
    (opening("STARTTLS") + ["C: STARTTLS", "S: 502 5.5.1 no"], "tls: permanent, refused 502 5.5.1"),
    (opening("STARTTLS") + ["C: STARTTLS", "S: 334 what"], "tls: temporary, unexpected 334"),
    (opening("STARTTLS") + ["C: STARTTLS", "S! close"], "tls: temporary, closed"),
  ]

  @Test(arguments: refused)
  func startTLSIsInsistedOn(script: [String], expected: String) async throws {
    let security = ConnectionSecurity.startTLS(try .client(trust: .system))
    #expect(try await outcome(script, security: security) == expected)
  }
}

/// Protected conversations, with a certificate of the tests' own.
struct EncryptionTests {
  private let folder: TemporaryFolder
  private let server: TLSContext
  private let client: TLSContext

  init() throws {
    folder = try TemporaryFolder()
    let certificate = try SelfSignedCertificate.findOrMake(
      "mail", in: folder.path, hosts: ["127.0.0.1"], from: Int64(Date().timeIntervalSince1970) - 3600, days: 1)
    server = try .server(certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
    client = try .client(trust: .authorities(file: certificate.certificateFile))
  }

  @Test func fromTheFirstByte() async throws {
    let script = ["TLS"] + opening("AUTH PLAIN") + [AuthenticationTests.plain, "S: 235 ok"] + TransactionTests.another
    let outcome = try await outcome(script, security: .tls(client), identity: server) { session throws(SMTPError) in
      #expect(session.tls?.version == "TLSv1.3")
      try await session.authenticate(AuthenticationTests.password)
      try await session.send(.toOne, bonjour)
    }
    #expect(outcome == "done")
  }

  /// What a server says before it is encrypted, by itself or through somebody in between, is forgotten.
  @Test(arguments: ["", "250 Bonjour\r\n", "250-mail.example.fr\r\n250 AUTH PLAIN\r\n235 ok\r\n", "garbage", "250-"])
  func startTLS(injected: String) async throws {
    let start =
      opening("STARTTLS", "PIPELINING", "AUTH PLAIN LOGIN") + ["C: STARTTLS", "S= 220 go\r\n\(injected)", "TLS"]
    let script =
      start + opening("SIZE 100").dropFirst()
      + TransactionTests.another.map {
        $0 == TransactionTests.sender ? $0 + " SIZE=9" : $0
      }
    let outcome = try await outcome(script, security: .startTLS(client), identity: server) {
      session throws(SMTPError) in
      #expect(session.tls != nil)
      #expect(await session.extensions.keywords == ["SIZE"])
      #expect(await session.extensions.mechanisms == [])
      try await session.send(.toOne, bonjour)
    }
    #expect(outcome == "done")
  }

  @Test func refusalBehindTheHandshake() async throws {
    let start = opening("STARTTLS") + ["C: STARTTLS", "S: 220 go", "TLS", "C: EHLO bot.example.fr"]
    for (answer, expected) in [
      (["S: 550 no"], "hello: permanent, refused 550"), (["S: 502 no"], "hello: permanent, refused 502"),
      (["S! close"], "hello: temporary, closed"),
    ] {
      #expect(try await outcome(start + answer, security: .startTLS(client), identity: server) == expected)
    }
  }

  @Test func certificateIsVerified() async throws {
    let distrustful = try TLSContext.client(trust: .system)
    let expected =
      "tls: temporary, " + StreamError.tls(.unknownIssuer(issuer: "CN=127.0.0.1", isSelfSigned: true)).words
    #expect(try await outcome(["TLS?"], security: .tls(distrustful), identity: server) == expected)
    let start = opening("STARTTLS") + ["C: STARTTLS", "S: 220 go", "TLS?"]
    #expect(try await outcome(start, security: .startTLS(distrustful), identity: server) == expected)
  }

  @Test func whoDoesNotSpeakTLSIsFoundOut() async throws {
    let script = ["S: 220 mail.example.fr", "C~", "S: 500 what", "S! say no more"]
    let outcome = try await outcome(script, security: .tls(client))
    #expect(outcome == "tls: temporary, " + StreamError.tls(.notTLS).words)
  }
}

extension StreamError {
  fileprivate var words: String { "\(self)" }
}
