import Testing

@testable import SMTP

struct ReplyParserTests {
  /// All replies as `code|line|line`, and the flaw that ends them.
  private func parse(_ pieces: [[UInt8]]) -> [String] {
    var parser = ReplyParser()
    var found: [String] = []
    do throws(ReplyFlaw) {
      for piece in pieces {
        parser.append(piece)
        while let reply = try parser.next() {
          found.append(([String(reply.code)] + reply.lines).joined(separator: "|"))
        }
      }
      if !parser.isEmpty { found.append("…") }
    } catch {
      found.append("\(error)")
    }
    return found
  }

  static let table: [(String, [String])] = [
    ("250 ok\r\n", ["250|ok"]),
    ("250\r\n", ["250|"]),
    ("250 \r\n", ["250|"]),
    ("250  ok \r\n", ["250| ok "]),
    ("250-a\r\n250-b\r\n250 c\r\n", ["250|a|b|c"]),
    ("250-\r\n250\r\n", ["250||"]),
    ("250 a\r\n354 b\r\n", ["250|a", "354|b"]),
    ("250-a\n250 b\n", ["250|a|b"]),
    ("250 à bientôt\r\n", ["250|à bientôt"]),
    ("250 ok", ["…"]),
    ("250-a\r\n", ["…"]),
    ("250-a\r\n251 b\r\n", ["mixedCodes"]),
    ("250ok\r\n", ["noCode"]),
    ("25 ok\r\n", ["noCode"]),
    ("2500 ok\r\n", ["noCode"]),
    ("\r\n", ["noCode"]),
    (" 250 ok\r\n", ["noCode"]),
    ("+OK\r\n", ["noCode"]),
    ("099 ok\r\n", ["noCode"]),
    ("150 ok\r\n", ["noCode"]),
    ("650 ok\r\n", ["noCode"]),
    ("٢٥٠ ok\r\n", ["noCode"]),
    ("250 ok\r\nHTTP/1.1 400\r\n", ["250|ok", "noCode"]),
  ]

  @Test(arguments: table)
  func parses(source: String, expected: [String]) {
    let bytes = Array(source.utf8)
    #expect(parse([bytes]) == expected)
    #expect(parse(bytes.map { [$0] }) == expected)
    for cut in bytes.indices {
      #expect(parse([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "cut at \(cut)")
    }
  }

  @Test func octetsThatAreNoUTF8AreReplaced() {
    #expect(parse([Array("250 caf".utf8) + [0xE9, 13, 10]]) == ["250|caf\u{FFFD}"])
  }

  @Test(arguments: [(4094, false), (4095, true)])
  func linesAreLimited(length: Int, isTooLong: Bool) {
    let line = Array("250 ".utf8) + [UInt8](repeating: 0x61, count: length - 4) + [13, 10]
    #expect((parse([line]) == ["lineTooLong"]) == isTooLong)
  }

  @Test func lineWithoutEndIsRefusedBeforeItEnds() {
    #expect(parse([Array("250 ".utf8) + [UInt8](repeating: 0x61, count: 5000)]) == ["lineTooLong"])
  }

  @Test(arguments: [(199, true), (200, false)])
  func linesOfOneReplyAreCounted(before: Int, isReply: Bool) {
    let source = String(repeating: "250-a\r\n", count: before) + "250 b\r\n"
    #expect((parse([Array(source.utf8)]) == ["tooManyLines"]) != isReply)
  }
}

struct ReplyTests {
  @Test(arguments: [
    (550, "5.1.1 No such user", "550 5.1.1", "No such user"),
    (250, "2.0.0 ok", "250 2.0.0", "ok"),
    (450, "4.100.255", "450 4.100.255", "4.100.255"),
    (550, "No such user", "550", "No such user"),
    // A code that contradicts the reply's is text.
    (550, "2.1.5 ok", "550", "2.1.5 ok"),
    (550, "5.1 short", "550", "5.1 short"),
    (550, "5.1.1.1 long", "550", "5.1.1.1 long"),
    (550, "5.1.1000 big", "550", "5.1.1000 big"),
    (550, "5..1 empty", "550", "5..1 empty"),
    (550, "5.1.+1 sign", "550", "5.1.+1 sign"),
    (550, "a\u{1B}[2Jb\u{7}\u{9B}", "550", "a [2Jb  "),
  ])
  func describesItself(code: Int, line: String, description: String, words: String) throws {
    let reply = try #require(Reply(code: code, lines: [line]))
    #expect(reply.description == description)
    #expect(reply.words == words)
  }

  @Test func joinsItsLines() throws {
    let reply = try #require(Reply(code: 550, lines: ["5.7.1 Not", "5.7.1 here,", "sorry"]))
    #expect(reply.words == "Not here, sorry")
    #expect(reply.enhancedCode == EnhancedCode(5, 7, 1))
  }
}

struct ExtensionsTests {
  @Test func readsWhatExchangeOffers() throws {
    let lines = [
      "PR1.example.fr Hello [10.0.0.1]", "SIZE 37748736", "PIPELINING", "DSN", "ENHANCEDSTATUSCODES", "STARTTLS",
      "AUTH login PLAIN XOAUTH2", "AUTH=LOGIN CRAM-MD5", "8BITMIME", "BINARYMIME", "CHUNKING", "smtputf8", "",
    ]
    let extensions = Extensions(try #require(Reply(code: 250, lines: lines)))
    #expect(Extensions.Feature.allCases.allSatisfy(extensions.offers))
    #expect(extensions.mechanisms == ["LOGIN", "PLAIN", "XOAUTH2", "CRAM-MD5"])
    #expect(extensions.largestMessage == 37_748_736)
    #expect(extensions.keywords.isSuperset(of: ["CHUNKING", "BINARYMIME", "ENHANCEDSTATUSCODES"]))
  }

  @Test(arguments: [
    ("SIZE", nil), ("SIZE 0", nil), ("SIZE 12", 12), ("size 12 13", 12), ("SIZE x", nil), ("SIZE -1", nil),
    ("SIZE 99999999999999999999", nil),
  ])
  func readsSize(line: String, limit: Int?) throws {
    let extensions = Extensions(try #require(Reply(code: 250, lines: ["mail.example.fr", line])))
    #expect(extensions.offers(.size))
    #expect(extensions.largestMessage == limit)
  }

  @Test func nameOfTheServerIsNoExtension() throws {
    #expect(Extensions(try #require(Reply(code: 250, lines: ["STARTTLS"]))) == Extensions())
  }
}
