import Domain
import Mailboxes
import Settings
import TLS
import Testing

@testable import Engine

/// The settings of mail servers: what is taken for what, and what is refused with which words.
@Suite struct ServerSettingsTests {
  let fixture: EngineFixture
  init() throws { fixture = try EngineFixture() }

  /// A mailbox whose settings end with these lines.
  private func load(_ lines: String, mode: String = "automatic") throws -> MailboxSettings {
    let indented = lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    let configuration = try fixture.configuration(
      """
      mailboxes:
        contact:
          profile: ecommerce
          mode: \(mode)
          addresses: [contact@boutique.example]
      \(indented)

      """)
    return try #require(configuration.mailboxes.first)
  }

  private func problem(_ lines: String, mode: String = "automatic") -> String? {
    do {
      _ = try load(lines, mode: mode)
      return nil
    } catch let problems as ConfigurationProblems {
      return problems.text(.english)
    } catch {
      return "\(error)"
    }
  }

  private static let imap = "imap: {host: mail.boutique.example, password: \"file:/etc/p\"}"
  private static let smtp = "smtp: {host: mail.boutique.example}"

  @Test(arguments: [
    ("", "", 993, 465), ("security: starttls, ", "security: starttls, ", 143, 587),
    ("port: 1993, ", "port: 2525, ", 1993, 2525),
  ])
  func portsFollowTheSecurity(imap: String, smtp: String, imapPort: Int, smtpPort: Int) throws {
    let mailbox = try load(
      "imap: {\(imap)host: a.example, password: \"file:/etc/p\"}\nsmtp: {\(smtp)host: b.example}")
    guard case .imap(let fetching) = mailbox.place, case .smtp(let sending, _) = mailbox.outgoing else {
      Issue.record("not servers")
      return
    }
    #expect(fetching.endpoint == Endpoint(host: "a.example", port: imapPort))
    #expect(sending.endpoint == Endpoint(host: "b.example", port: smtpPort))
  }

  @Test func whoWeAreIsSaidOnce() throws {
    let mailbox = try load("\(Self.imap)\n\(Self.smtp)")
    guard case .imap(let fetching) = mailbox.place, case .smtp(let sending, let copies) = mailbox.outgoing else {
      Issue.record("not servers")
      return
    }
    #expect(fetching.user == "contact@boutique.example")
    #expect(sending.user == fetching.user)
    #expect(sending.password == fetching.password)
    #expect(fetching.trust == .system)
    #expect(copies == .auto)
  }

  @Test func aRelayWantsNoLogin() throws {
    let mailbox = try load("\(Self.imap)\nsmtp: {host: relay.example, user: \"\"}")
    guard case .smtp(let sending, _) = mailbox.outgoing else {
      Issue.record("no server")
      return
    }
    #expect(sending.user == nil)
    #expect(sending.password == nil)
  }

  @Test func aFingerprintIsReadWithAndWithoutColons() throws {
    let digits = String(repeating: "9F", count: 32)
    let colons = Array(repeating: "9f", count: 32).joined(separator: ":")
    for written in [digits, colons] {
      let mailbox = try load(
        "imap: {host: a.example, password: \"file:/etc/p\", fingerprint: \"\(written)\"}\n\(Self.smtp)")
      guard case .imap(let server) = mailbox.place else { continue }
      #expect(server.trust == .pinned(sha256: [UInt8](repeating: 0x9F, count: 32)))
    }
  }

  @Test(arguments: [
    (smtp, "“imap” is missing"), (imap, "“smtp” is missing"),
    ("\(imap)\nmaildir: /var/mail/x\n\(smtp)", "do not go together"),
    ("\(imap)\n\(smtp)\noutgoing: /var/mail/x", "do not go together"),
    ("imap: {host: a.example}\n\(smtp)", "“password” is missing"),
    ("imap: {password: \"file:/etc/p\"}\n\(smtp)", "“host” is missing"),
    ("imap: {host: a.example, password: secret}\n\(smtp)", "vaguemestre seal"),
    ("imap: {host: a.example, security: none, password: \"file:/etc/p\"}\n\(smtp)", "in clear"),
    ("imap: {host: a.example, security: ssl, password: \"file:/etc/p\"}\n\(smtp)", "tls, starttls, none"),
    ("imap: {host: a.example, password: \"file:/etc/p\", fingerprint: \"9F:86\"}\n\(smtp)", "64 digits"),
    ("imap: {host: a.example, password: \"file:/etc/p\", prot: 993}\n\(smtp)", "did you mean “port”"),
    ("maildir: /var/mail/x\nsmtp: {host: a.example, user: me}", "“password” is missing"),
    ("\(imap)\n\(smtp)\ndrafts: inbox", "cannot be the inbox"),
    ("\(imap)\n\(smtp)\nfolders: {\"02\": INBOX}", "cannot be the inbox"),
    ("\(imap)\n\(smtp)\nsent: 01 – SPAM", "stands twice"),
    ("imap: {host: \"imaps://a.example\", password: \"file:/etc/p\"}\n\(smtp)", "server's name alone"),
    (
      "imap: {host: a.example, password: \"file:/etc/p\", authorities: /a.pem, fingerprint: \"9F\"}\n\(smtp)",
      "do not go together"
    ),
  ])
  func whatIsWrongIsTold(lines: String, words: String) throws {
    let text = try #require(problem(lines))
    #expect(text.contains(words), "\(text)")
  }

  @Test(arguments: [
    "imap: {host: localhost, security: none, password: \"file:/etc/p\"}",
    "imap: {host: 127.0.0.1, security: none, password: \"file:/etc/p\"}",
  ])
  func onThisMachineAPlainConnectionIsAllowed(lines: String) {
    #expect(problem(lines, mode: "observe") == nil)
  }

  /// Nothing is sent, so nothing that sends is wanted.
  @Test(arguments: ["observe", "draft"]) func otherModesNeedNoServerThatSends(mode: String) {
    #expect(problem(Self.imap, mode: mode) == nil)
  }

  @Test func aTokenTakesThePlaceOfThePassword() throws {
    let mailbox = try load(
      """
      imap: {host: outlook.office365.com}
      smtp: {host: smtp.office365.com, security: starttls}
      oauth: {provider: microsoft, tenant: boutique.example, client_id: abc}
      """)
    #expect(mailbox.oauth != nil)
    guard case .imap(let server) = mailbox.place else { return }
    #expect(server.password == nil)
  }

  @Test func twoSettingsOfOneMailboxAreRefused() throws {
    func mailbox(_ host: String) -> String {
      """
          profile: ecommerce
          addresses: [contact@boutique.example]
          imap: {host: \(host), password: "file:/etc/p"}

      """
    }
    #expect {
      try fixture.configuration("mailboxes:\n  one:\n\(mailbox("a.example"))  two:\n\(mailbox("A.Example"))")
    } throws: { error in
      (error as? ConfigurationProblems)?.text(.english).contains("already that of “one”") == true
    }
  }
}
