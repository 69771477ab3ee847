// The whole appliance at work on real mail servers: Debian's Dovecot and Postfix on loopback, or another IMAP server in
// Dovecot's place (`VAGUEMESTRE_TEST_IMAP`, see Tests/Integration/README.md). What it did is told by the servers: a person's
// own session in the mailbox, and the mailboxes of those who wrote.

import Foundation
import Testing

@testable import TestServers

/// All suites here, one test after the other: they share the servers.
@Suite(.serialized) struct IntegrationTests {}

/// The servers that all tests share, started once.
struct Servers: Sendable {
  let certificates: TestCertificates
  /// Holds the mailboxes of those who write to us, and ours where no other server is to be tried.
  let dovecot: DovecotServer
  let postfix: PostfixServer

  static func running() async throws -> Servers { try await starting.value }

  private static let starting = Task {
    let certificates = try TestCertificates()
    let dovecot = try DovecotServer(certificate: certificates.good)
    try await dovecot.start()
    let postfix = try PostfixServer(before: dovecot, certificate: certificates.good)
    try await postfix.start()
    return Servers(certificates: certificates, dovecot: dovecot, postfix: postfix)
  }

  func host(_ dovecot: DovecotServer) -> Host {
    Host(
      port: dovecot.ports.imap, tls: Door(dovecot.ports.imaps, trust: trust(certificates.authority.certificate)),
      lmtp: dovecot.ports.lmtp, user: nil, password: DovecotServer.password)
  }

  /// The way to Postfix.
  var submission: Door {
    Door(postfix.ports.submission, "starttls", trust: trust(certificates.authority.certificate))
  }
}

/// The way to a server, as the settings tell it.
struct Door: Sendable {
  let port: UInt16
  let security: String
  let trust: String

  init(_ port: UInt16, _ security: String = "tls", trust: String) {
    (self.port, self.security, self.trust) = (port, security, trust)
  }

  /// Without TLS, so that a proxy in between sees the words.
  static func plain(_ port: UInt16) -> Door { Door(port, "none", trust: "") }
}

func trust(_ authorities: String) -> String { ", authorities: \(authorities)" }

/// An IMAP server that holds mailboxes of ours.
struct Host: Sendable {
  /// Without TLS.
  let port: UInt16
  let tls: Door
  let lmtp: UInt16
  /// The only user; nil where every user exists.
  let user: String?
  let password: String

  /// The server that the environment names.
  static let foreign: Host? = {
    let environment = ProcessInfo.processInfo.environment
    func value(_ name: String) -> String { environment["VAGUEMESTRE_TEST_\(name)"] ?? "" }
    func port(_ name: String) -> UInt16? { UInt16(value(name).split(separator: ":").last ?? "") }
    guard let imap = port("IMAP"), let lmtp = port("LMTP") else { return nil }
    return Host(
      port: imap, tls: Door(imap, "starttls", trust: trust(value("CA"))), lmtp: lmtp, user: value("USER"),
      password: value("PASSWORD"))
  }()
}

extension Trait where Self == ConditionTrait {
  /// For what only Dovecot can be made to do.
  static var onDovecot: Self { .enabled(if: Host.foreign == nil, "another server is tried") }
}

/// Waits until it is so; false when that takes longer than `seconds`.
func eventually(
  within seconds: Double = 10, _ isSo: @Sendable () async throws -> Bool
) async throws -> Bool {
  let limit = Date(timeIntervalSinceNow: seconds)
  while try await !isSo() {
    guard Date() < limit else { return false }
    try await Task.sleep(for: .milliseconds(20))
  }
  return true
}
