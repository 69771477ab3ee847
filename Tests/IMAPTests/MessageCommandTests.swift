import TLS
import Testing

@testable import IMAP

struct MessageCommandTests {
  private static let seven = UIDSet([UID(7)!])

  @Test(
    arguments: [
      ("", ["C: A1 UID SEARCH ALL", "S: * SEARCH 9 2 5", "S: A1 OK"], [2, 5, 9]),
      // GreenMail, after imap-proto #34; Yahoo, after imap-proto #108.
      ("", ["C: A1 UID SEARCH ALL", "S: * SEARCH ", "S: A1 OK"], []),
      ("", ["C: A1 UID SEARCH ALL", "S: * SEARCH 2 5 ", "S: A1 OK"], [2, 5]),
      // In several lines.
      ("", ["C: A1 UID SEARCH ALL", "S: * SEARCH 2 5", "S: * SEARCH 9", "S: A1 OK"], [2, 5, 9]),
      ("", ["C: A1 UID SEARCH ALL", "S: A1 OK"], []),
      (
        "ESEARCH", ["C: A1 UID SEARCH RETURN (ALL) ALL", "S: * ESEARCH (TAG \"A1\") UID ALL 2,5:6", "S: A1 OK"],
        [2, 5, 6]
      ),
      ("ESEARCH", ["C: A1 UID SEARCH RETURN (ALL) ALL", "S: * ESEARCH (TAG \"A1\") UID", "S: A1 OK"], []),
    ] as [(String, [String], [UInt32])])
  func search(offered: String, script: [String], found: [UInt32]) async throws {
    let uids = try await converse(offered, script) { try await $0.search([.all]) }
    #expect(uids.map(\.number) == found)
  }

  @Test func searchThatClaimsEverythingIsTooLarge() async throws {
    await #expect(throws: IMAPError.tooLarge) {
      try await converse(
        "ESEARCH", ["C: A1 UID SEARCH RETURN (ALL) ALL", "S: * ESEARCH UID ALL 1:4294967295", "S: A1 OK"]
      ) { try await $0.search([.all]) }
    }
  }

  /// Time that grows with the square of the lines would be minutes here.
  @Test(.timeLimit(.minutes(1))) func searchInManyLines() async throws {
    let lines = [String](repeating: "", count: 40_000).indices.map { "* SEARCH \(2 * $0 + 1)\r\n" }.joined()
    let uids = try await converse(["C: A1 UID SEARCH ALL", "S= " + lines, "S: A1 OK"]) { try await $0.search([.all]) }
    #expect(uids.count == 40_000)
  }

  /// However many lines it comes in, and whatever they are about.
  @Test func octetsHaveTheirLimit() async throws {
    var limits = shortLimits()
    limits.octets = 10_000
    for line in ["* SEARCH 7", "* OK " + String(repeating: "a", count: 90), "* LIST () NIL a"] {
      let lines = [String](repeating: line + "\r\n", count: 10_001 / line.utf8.count + 1).joined()
      await #expect(throws: IMAPError.tooLarge) {
        try await converse(limits: limits, ["C: A1 UID SEARCH ALL", "S= " + lines, "S: A1 OK"]) {
          try await $0.search([.all])
        }
      }
    }
  }

  /// Words that come again and again do not hold a command for ever.
  @Test(.timeLimit(.minutes(1))) func answerHasItsTime() async throws {
    var limits = shortLimits()
    limits.answer = .seconds(1)
    await #expect(throws: IMAPError.stream(.timedOut)) {
      try await converse(limits: limits, ["C: A1 UID SEARCH ALL", "again * OK still at it"]) {
        try await $0.search([.all])
      }
    }
  }

  @Test func store() async throws {
    try await converse([
      "C: A1 UID STORE 7 +FLAGS.SILENT ($A)", "S: A1 OK",
    ]) { session in
      try await session.store(Self.seven, add: [Flag("$A")])
      try await session.store(UIDSet(), add: [Flag("$A")])
      await #expect(throws: IMAPError.unsendable(command: "UID STORE")) {
        try await session.store(Self.seven, add: [Flag("a\r\nA3 LOGOUT")])
      }
    }
  }

  @Test(
    arguments: [
      // COPYUID in an untagged OK, as RFC 6851 §4.3 has it, or in the tagged one.
      ("MOVE", ["C: A1 UID MOVE 7 \"x\"", "S: * OK [COPYUID 5 7 12] m", "S: * 3 EXPUNGE", "S: A1 OK"], 12, true),
      ("MOVE", ["C: A1 UID MOVE 7 \"x\"", "S: A1 OK [COPYUID 5 7 12] m"], 12, true),
      ("MOVE", ["C: A1 UID MOVE 7 \"x\"", "S: A1 OK"], nil, true),
      (
        "UIDPLUS",
        [
          "C: A1 UID COPY 7 \"x\"", "S: A1 OK [COPYUID 5 7 12] m", "C: A2 UID STORE 7 +FLAGS.SILENT (\\Deleted)",
          "S: A2 OK",
          "C: A3 UID EXPUNGE 7", "S: * 3 EXPUNGE", "S: A3 OK",
        ], 12, true
      ),
      (
        "",
        [
          "C: A1 UID COPY 7 \"x\"", "S: A1 OK", "C: A2 UID STORE 7 +FLAGS.SILENT (\\Deleted)", "S: A2 OK",
          "C: A3 UID SEARCH DELETED", "S: * SEARCH 7", "S: A3 OK", "C: A4 EXPUNGE", "S: * 3 EXPUNGE", "S: A4 OK",
        ], nil, true
      ),
      // Somebody else has marked message 9: it stays.
      (
        "",
        [
          "C: A1 UID COPY 7 \"x\"", "S: A1 OK", "C: A2 UID STORE 7 +FLAGS.SILENT (\\Deleted)", "S: A2 OK",
          "C: A3 UID SEARCH DELETED", "S: * SEARCH 7 9", "S: A3 OK",
        ], nil, false
      ),
    ] as [(String, [String], UInt32?, Bool)])
  func move(offered: String, script: [String], uid: UInt32?, isGone: Bool) async throws {
    let result = try await converse(offered, script) { try await $0.move(Self.seven, to: WireName(octets: [0x78])) }
    #expect(result.copied?.mapping[UID(7)!]?.number == uid)
    #expect(result.isGoneFromHere == isGone)
  }

  /// Servers have a longest line: many scattered messages go in several commands.
  @Test func longSetsAreSentInParts() async throws {
    let all = UIDSet((0..<351).compactMap { UID(2 * $0 + 1) })
    let first = UIDSet((0..<350).compactMap { UID(2 * $0 + 1) })
    let result = try await converse(
      "MOVE",
      [
        "C: A1 UID STORE \(first) +FLAGS.SILENT ($A)", "S: A1 OK", "C: A2 UID STORE 701 +FLAGS.SILENT ($A)", "S: A2 OK",
        "C: A3 UID MOVE \(first) \"x\"", "S: * OK [COPYUID 5 \(first) 1:350] x", "S: A3 OK",
        "C: A4 UID MOVE 701 \"x\"", "S: A4 OK [COPYUID 5 701 351] x", "C: A5 UID FETCH \(first) (UID FLAGS)",
        "S: A5 OK",
        "C: A6 UID FETCH 701 (UID FLAGS)", "S: A6 OK",
      ]
    ) { session in
      try await session.store(all, add: [Flag("$A")])
      let result = try await session.move(all, to: WireName(octets: [0x78]))
      try await session.fetch(all, [.flags]) { _ in }
      return result
    }
    #expect(result.copied?.mapping[UID(1)!] == UID(1))
    #expect(result.copied?.mapping[UID(699)!] == UID(350))
    #expect(result.copied?.mapping[UID(701)!] == UID(351))
  }

  @Test func refusedCopyMarksNothing() async throws {
    let refused = IMAPError.refused(command: "UID COPY", .no, code: .tryCreate, text: "no")
    await #expect(throws: refused) {
      try await converse(["C: A1 UID COPY 7 \"x\"", "S: A1 NO [TRYCREATE] no"]) {
        try await $0.move(Self.seven, to: WireName(octets: [0x78]))
      }
    }
  }

  /// Another task that speaks in the middle of a command is told so; the command goes on.
  @Test func oneCommandAtATime() async throws {
    let end = try await converse("IDLE", ["C: A1 IDLE", "S: +", "C: DONE", "S: A1 OK"]) { session in
      async let end = session.idle(atMost: .milliseconds(300))
      while await !session.isBusy { await Task.yield() }
      await #expect(throws: IMAPError.busy) { try await session.create(.inbox) }
      return try await end
    }
    #expect(end == .timeLimit)
  }

  @Test(arguments: [
    ("", ["C: A1 APPEND \"INBOX\" (\\Draft) {6}", "S: + go", "C: a: b\r\n", "S: A1 OK [APPENDUID 5 12] x"]),
    ("LITERAL+", ["C: A1 APPEND \"INBOX\" (\\Draft) {6+}", "C: a: b\r\n", "S: A1 OK [APPENDUID 5 12] x"]),
    // The server speaks of other things before it lets go on.
    (
      "",
      ["C: A1 APPEND \"INBOX\" (\\Draft) {6}", "S: * 4 EXISTS", "S: + ", "C: a: b\r\n", "S: A1 OK [APPENDUID 5 12]"]
    ),
  ])
  func append(offered: String, script: [String]) async throws {
    let result = try await converse(offered, script) { session in
      try await session.append(Array("a: b\r\n".utf8), to: .inbox, flags: [.draft])
    }
    #expect(result?.uid == UID(12))
    #expect(result?.uidValidity == UIDValidity(5))
  }

  @Test func appendRefusedBeforeTheMessage() async throws {
    try await converse(
      ["C: A1 APPEND \"INBOX\" {6}", "S: A1 NO [OVERQUOTA] full", "C: A2 CREATE \"INBOX\"", "S: A2 OK"]
    ) { session in
      await #expect(throws: IMAPError.refused(command: "APPEND", .no, code: .overQuota, text: "full")) {
        try await session.append(Array("a: b\r\n".utf8), to: .inbox)
      }
      try await session.create(.inbox)
    }
  }

  @Test func eightBitHeaderIsAnnounced() async throws {
    try await converse(
      "ENABLE UTF8=ACCEPT",
      [
        "C: A1 ENABLE UTF8=ACCEPT", "S: * ENABLED UTF8=ACCEPT", "S: A1 OK",
        "C: A2 APPEND \"INBOX\" UTF8 (~{9}", "S: +", "C: a: é\r\n\r\n)", "S: A2 OK",
        "C: A3 APPEND \"INBOX\" {12}", "S: +", "C: a: b\r\n\r\né\r\n", "S: A3 OK",
      ]
    ) { session in
      try await session.enable([.utf8Accept])
      try await session.append(Array("a: é\r\n\r\n".utf8), to: .inbox)
      try await session.append(Array("a: b\r\n\r\né\r\n".utf8), to: .inbox)
    }
  }
}
