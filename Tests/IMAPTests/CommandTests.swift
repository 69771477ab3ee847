import Testing

@testable import IMAP

struct CommandTests {
  private static let plain = StringForms([], isUTF8: false)
  private static let plus = StringForms([.literalPlus], isUTF8: false)
  private static let minus = StringForms([.literalMinus], isUTF8: false)
  private static let utf8 = StringForms([.imap4rev2], isUTF8: true)

  /// `|` stands where the server must say `+` first.
  @Test(
    arguments: [
      (.namespace, plain, "A1 NAMESPACE"),
      (.login(user: "a", password: Array("b\"\\".utf8)), plain, "A1 LOGIN \"a\" \"b\\\"\\\\\""),
      (.login(user: "a", password: Array("é".utf8)), plain, "A1 LOGIN \"a\" {2}\r\n|é"),
      (.login(user: "a", password: Array("é".utf8)), plus, "A1 LOGIN \"a\" {2+}\r\né"),
      (.login(user: "a", password: Array("é".utf8)), utf8, "A1 LOGIN \"a\" \"é\""),
      (.login(user: "a", password: [0xFF]), utf8, "A1 LOGIN \"a\" {1+}\r\n\u{FFFD}"),
      (.login(user: "a\r\nb", password: []), plain, "A1 LOGIN {4}\r\n|a\r\nb \"\""),
      (.authenticate("PLAIN", initialResponse: nil), plain, "A1 AUTHENTICATE PLAIN"),
      (.authenticate("PLAIN", initialResponse: []), plain, "A1 AUTHENTICATE PLAIN ="),
      (.identify([]), plain, "A1 ID NIL"),
      (.identify([("name", "V"), ("version", "1")]), plain, "A1 ID (\"name\" \"V\" \"version\" \"1\")"),
      (.enable([.qresync, .utf8Accept]), plain, "A1 ENABLE QRESYNC UTF8=ACCEPT"),
      (.list(pattern: "*", withSpecialUse: true), plain, "A1 LIST \"\" \"*\" RETURN (SPECIAL-USE)"),
      (.select(.inbox, readOnly: false, parameters: nil), plain, "A1 SELECT \"INBOX\""),
      (.select(.inbox, readOnly: true, parameters: "CONDSTORE"), plain, "A1 EXAMINE \"INBOX\" (CONDSTORE)"),
      (.select(WireName(octets: Array("é".utf8)), readOnly: false, parameters: nil), plain, "A1 SELECT {2}\r\n|é"),
      (
        .fetch(uids(1, 2, 3), [.flags, .internalDate, .wholeBody]), plain,
        "A1 UID FETCH 1:3 (UID FLAGS INTERNALDATE BODY.PEEK[])"
      ),
      (.store(uids(4), adding: [.deleted, Flag("$A")]), plain, "A1 UID STORE 4 +FLAGS.SILENT (\\Deleted $A)"),
      (.move(uids(4), to: .inbox), plain, "A1 UID MOVE 4 \"INBOX\""),
      (.search([.all], extended: false, utf8: false), plain, "A1 UID SEARCH ALL"),
      (
        .search([.header(name: "Message-ID", value: "<a>"), .uid(uids(1, 5))], extended: true, utf8: false), plain,
        "A1 UID SEARCH RETURN (ALL) HEADER \"Message-ID\" \"<a>\" UID 1,5"
      ),
      (
        .search([.header(name: "Subject", value: "é")], extended: false, utf8: false), plain,
        "A1 UID SEARCH CHARSET UTF-8 HEADER \"Subject\" {2}\r\n|é"
      ),
      (
        .search([.header(name: "Subject", value: "é")], extended: false, utf8: true), utf8,
        "A1 UID SEARCH HEADER \"Subject\" \"é\""
      ),
      (
        .append([0x61, 0x0D, 0x0A], to: .inbox, flags: [.draft], isUTF8: false),
        plain, "A1 APPEND \"INBOX\" (\\Draft) {3}\r\n|a\r\n"
      ),
      (
        .append(Array("é".utf8), to: .inbox, flags: [], isUTF8: true), utf8,
        "A1 APPEND \"INBOX\" UTF8 (~{2+}\r\né)"
      ),
      (
        .append([], to: .inbox, flags: [], isUTF8: false), minus, "A1 APPEND \"INBOX\" {0+}\r\n"
      ),
    ] as [(Command, StringForms, String)])
  func isEncoded(command: Command, forms: StringForms, expected: String) throws {
    let chunks = try command.encoded(tag: "A1", forms)
    #expect(chunks.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "|") == expected + "\r\n")
  }

  @Test func freeLiteralsHaveTheirLimit() throws {
    for (size, chunks) in [(4_096, 1), (4_097, 2)] {
      let name = WireName(octets: [UInt8](repeating: 0xE9, count: size))
      #expect(try Command.create(name).encoded(tag: "A1", Self.minus).count == chunks)
      #expect(try Command.create(name).encoded(tag: "A1", Self.plus).count == 1)
    }
  }

  @Test(
    arguments: [
      .create(WireName(octets: [0x61, 0])), .login(user: "a\0", password: []),
      .store(uids(1), adding: [Flag("a\r\nA2 LOGOUT")]), .enable([Capability("A\nB")]),
    ] as [Command])
  func nothingEndsTheLine(command: Command) {
    #expect(throws: UnsendableArgument.self) { try command.encoded(tag: "A1", Self.plus) }
  }
}
