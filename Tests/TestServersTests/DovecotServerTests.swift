import Foundation
import TestServers
import Testing

@Suite struct DovecotServerTests {
  @Test func mailsAreDeliveredAndFoundOnTheDisk() async throws {
    let server = try await runningDovecot()
    let mails = (1...50).map { Array("Subject: \($0)\r\n\r\nUn\r\n.deux\r\n..\r\n".utf8) }
    try await server.deliver(mails, to: "bob")
    var client = try PlainClient(port: server.ports.imap, user: "bob")
    #expect(try client.command("SELECT INBOX").contains("* 50 EXISTS"))
    #expect(try client.command(#"STORE 7 +FLAGS (\Seen \Flagged Relu)"#).contains(" OK "))
    #expect(try client.command("MOVE 1:3 Archive").contains(" OK "))

    let contents = try server.contents(of: "bob")
    #expect(contents.mapValues(\.count) == ["INBOX": 47, "Archive": 3])
    let flagged = try #require(contents["INBOX"]?.filter { !$0.flags.isEmpty })
    #expect(flagged.map(\.flags) == [["\\Seen", "\\Flagged", "Relu"]])
    let text = String(decoding: flagged[0].bytes, as: UTF8.self)
    #expect(text.contains("\nSubject: 7\n\nUn\n.deux\n..\n"))
  }

  @Test(
    arguments: [("/", "Factures/2026", "S.A.R.L."), (".", "Factures.2026", "Avoir/Retour")]
      as [(Character, String, String)])
  func foldersHaveTheNamesOfIMAP(separator: Character, nested: String, odd: String) async throws {
    let server = try await runningDovecot(separator: separator)
    var client = try PlainClient(port: server.ports.imap, user: "bob")
    let names = [nested, odd, "R&-D", "&2D3eAA-"]
    for name in names { #expect(try client.command("CREATE \"\(name)\"").contains(" OK ")) }
    _ = try client.command("SELECT Sent")
    let found = try Set(server.contents(of: "bob").keys)
    #expect(found.isSuperset(of: names), "\(found)")
  }

  @Test func aCapabilityCanBeHidden() async throws {
    let server = try await runningDovecot(hiding: ["MOVE", "UIDPLUS"])
    var client = try PlainClient(port: server.ports.imap, user: "bob")
    let offered = try client.command("CAPABILITY").split(whereSeparator: \.isWhitespace)
    #expect(offered.contains("IDLE"))
    #expect(!offered.contains("MOVE") && !offered.contains("UIDPLUS"))
  }

  /// When this fails, the list in `DovecotConfiguration` is not the one of this Dovecot any more.
  @Test func hidingLeavesTheRestAsItIs() async throws {
    var offered: [Set<Substring>] = []
    for hidden in [[], ["MOVE"]] as [Set<String>] {
      let server = try await runningDovecot(hiding: hidden)
      var client = try PlainClient(port: server.ports.imap, user: "bob")
      offered.append(try Set(client.command("CAPABILITY").split(whereSeparator: \.isWhitespace)))
    }
    #expect(offered[0].symmetricDifference(offered[1]) == ["MOVE"])
  }

  @Test func aRestartKeepsPortsAndMails() async throws {
    let server = try await runningDovecot()
    let ports = server.ports
    try await server.deliver([Array("Subject: 1\r\n\r\n".utf8)], to: "bob")
    var client = try PlainClient(port: ports.imap, user: "bob")
    try await server.stop()
    #expect(throws: LoopbackError.self) { try LoopbackSocket.connect(to: ports.imap) }
    #expect(try client.line() == nil)
    try await server.restart()
    #expect(server.ports == ports)
    client = try PlainClient(port: ports.imap, user: "bob")
    #expect(try client.command("SELECT INBOX").contains("* 1 EXISTS"))
  }

  @Test(arguments: [(600, "bob", true), (-600, "bob", false), (600, "eve", false)])
  func tokensAreChecked(lifetime: Int, owner: String, isAccepted: Bool) async throws {
    let server = try await runningDovecot()
    let token = try server.token(for: owner, lifetime: lifetime)
    let words = Data("user=bob\u{1}auth=Bearer \(token)\u{1}\u{1}".utf8).base64EncodedString()
    var client = try PlainClient(port: server.ports.imap)
    try client.send("a AUTHENTICATE XOAUTH2 \(words)\r\n")
    let answer = try #require(try client.line())
    // A refusal comes as a challenge that tells why.
    #expect(answer.hasPrefix(isAccepted ? "a OK " : "+ "), "\(answer)")
  }

  @Test func aWrongPasswordIsRefusedAtOnce() async throws {
    let server = try await runningDovecot()
    var client = try PlainClient(port: server.ports.imap)
    let start = ContinuousClock.now
    for _ in 0..<3 { #expect(try client.command("LOGIN bob wrong").contains("AUTHENTICATIONFAILED")) }
    #expect(start.duration(to: .now) < .seconds(2))
  }

  @Test func manyMailsArePutInPlaceAtOnce() async throws {
    let server = try await runningDovecot()
    let mails = (0..<2000).map { Array("Subject: \($0)\n\n".utf8) }
    try server.fill("bob", with: mails, arrivedAt: Date(timeIntervalSince1970: 1_795_000_000))
    var client = try PlainClient(port: server.ports.imap, user: "bob")
    #expect(try client.command("SELECT INBOX").contains("* 2000 EXISTS"))
    #expect(try client.command("FETCH 2000 (INTERNALDATE RFC822.SIZE)").contains("18-Nov-2026 11:39:59 +0000"))
    #expect(try client.command("MOVE 1:* Archive").contains(" OK "))
    #expect(try server.contents(of: "bob")["Archive"]?.count == 2000)
  }

  @Test func uidValidityChanges() async throws {
    let server = try await runningDovecot()
    try await server.deliver([Array("Subject: 1\r\n\r\n".utf8)], to: "bob")
    try await server.changeUIDValidity(of: "INBOX", user: "bob", to: 4242)
    var client = try PlainClient(port: server.ports.imap, user: "bob")
    #expect(try client.command("SELECT INBOX").contains("[UIDVALIDITY 4242]"))
  }

  @Test func anAdministratorEndsASession() async throws {
    let server = try await runningDovecot()
    var client = try PlainClient(port: server.ports.imap, user: "bob")
    try await server.kick("bob")
    #expect(try client.line()?.hasPrefix("* BYE") == true)
    #expect(try client.line() == nil)
  }
}

private func runningDovecot(hiding hidden: Set<String> = [], separator: Character = "/") async throws -> DovecotServer {
  let server = try DovecotServer(certificate: TestCertificates().good, hiding: hidden, separator: separator)
  try await server.start()
  return server
}
