import IMAP
import TLS
import Testing

struct MailboxCommandTests {
  @Test func identification() async throws {
    let fields = try await converse("ID", ["C: A1 ID (\"name\" \"V\")", "S: * ID (\"name\" \"Dovecot\")", "S: A1 OK"]) {
      try await $0.identify([("name", "V")])
    }
    #expect(fields == ["name": "Dovecot"])
    #expect(try await converse([]) { try await $0.identify([]) } == [:])
  }

  @Test func onlyWhatIsOfferedIsEnabled() async throws {
    try await converse(
      "ENABLE QRESYNC UTF8=ACCEPT",
      [
        "C: A1 ENABLE QRESYNC UTF8=ACCEPT", "S: * ENABLED QRESYNC", "S: A1 OK", "C: A2 ENABLE UTF8=ACCEPT",
        "S: * ENABLED UTF8=ACCEPT", "S: A2 OK", "C: A3 CREATE \"é\"", "S: A3 OK",
      ]
    ) { session in
      #expect(try await session.enable([.qresync, .utf8Accept, .condstore]) == [.qresync])
      #expect(try await session.enable([.qresync, .utf8Accept]) == [.qresync, .utf8Accept])
      #expect(try await session.enable([.qresync]) == [.qresync, .utf8Accept])
      try await session.create(WireName(octets: Array("é".utf8)))
    }
  }

  /// RFC 9051 §5.1: names are UTF-8 as they are, and strings in quotes too.
  @Test func newerServerIsSpokenToAsSuch() async throws {
    let server = try ScriptedServer([
      "S: * OK [CAPABILITY IMAP4rev2] ready", "C: A1 LIST \"\" \"é*\" RETURN (SPECIAL-USE)", "S: A1 OK",
    ])
    let session = try await IMAPSession.open(server.endpoint, security: .plain, limits: shortLimits())
    #expect(try await session.list(pattern: "é*").isEmpty)
    session.close()
    #expect(await server.problem() == nil)
  }

  /// RFC 6855 §6: a server that takes nothing but UTF-8 has to be told all the same.
  @Test func onlyUTF8IsEnabledToo() async throws {
    let enabled = try await converse(
      "ENABLE UTF8=ONLY", ["C: A1 ENABLE UTF8=ACCEPT", "S: * ENABLED UTF8=ACCEPT", "S: A1 OK"]
    ) { try await $0.enable([.utf8Accept]) }
    #expect(enabled == [.utf8Accept])
  }

  @Test(arguments: [
    ("SPECIAL-USE LIST-EXTENDED", "C: A1 LIST \"\" \"*\" RETURN (SPECIAL-USE)"),
    ("SPECIAL-USE", "C: A1 LIST \"\" \"*\""), ("", "C: A1 LIST \"\" \"*\""),
  ])
  func listing(offered: String, command: String) async throws {
    let found = try await converse(
      offered,
      [
        command, "S: * LIST (\\HasChildren) \"/\" INBOX", "S: * LIST (\\Sent) \"/\" \"Envoy&AOk-s\"",
        "S: * LIST () \"/\" {7}", "S: &!!bad/", "S: * 3 EXISTS", "S: A1 OK",
      ]
    ) { try await $0.list() }
    #expect(found.map { $0.name.decoded(utf8: false) } == ["INBOX", "Envoyés", nil])
    #expect(found.map(\.specialUse) == [nil, .sent, nil])
  }

  /// A name that makes no sense is sent back as it came.
  @Test func badlySpelledMailboxIsSelected() async throws {
    try await converse(["C: A1 EXAMINE {5}", "S: +", "C= a&", "C*", "S: A1 OK [READ-ONLY] x"]) { session in
      let mailbox = try await session.select(WireName(octets: [0x61, 0x26, 0xE9, 0x21, 0x2D]), readOnly: true)
      #expect(mailbox.isReadOnly)
    }
  }

  @Test func status() async throws {
    let found = try await converse(
      "CONDSTORE",
      [
        "C: A1 STATUS \"a\" (MESSAGES UIDNEXT UIDVALIDITY HIGHESTMODSEQ)",
        "S: * STATUS \"a\" (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7 HIGHESTMODSEQ 12)", "S: A1 OK",
      ]
    ) { try await $0.status(WireName(octets: [0x61])) }
    #expect(found.messages == 3)
    #expect(found.uidNext == UID(9))
    #expect(found.highestModSequence == ModSequence(12))
  }

  @Test func namespaces() async throws {
    let found = try await converse(
      "NAMESPACE", ["C: A1 NAMESPACE", "S: * NAMESPACE ((\"INBOX.\" \".\")) NIL NIL", "S: A1 OK"]
    ) { try await $0.namespaces() }
    #expect(found.personal.first?.separator == UInt8(ascii: "."))
    #expect(try await converse([]) { try await $0.namespaces() } == Namespaces())
  }

  @Test(
    arguments: [
      ("A1 NO [ALREADYEXISTS] there", Status.Condition.no, ResponseCode.alreadyExists, "there", true),
      ("A1 NO [INUSE] later", .no, .inUse, "later", false),
      ("A1 NO what", .no, nil, "what", false),
      ("A1 BAD", .bad, nil, "", true),
    ] as [(String, Status.Condition, ResponseCode?, String, Bool)])
  func refusals(
    line: String, condition: Status.Condition, code: ResponseCode?, text: String, isPermanent: Bool
  ) async throws {
    let refused = IMAPError.refused(command: "CREATE", condition, code: code, text: text)
    #expect(refused.isPermanent == isPermanent)
    #expect(!refused.isConnectionLost)
    try await converse(["C: A1 CREATE \"INBOX\"", "S: \(line)", "C: A2 CREATE \"INBOX\"", "S: A2 OK"]) { session in
      await #expect(throws: refused) { try await session.create(.inbox) }
      try await session.create(.inbox)
    }
  }
}
