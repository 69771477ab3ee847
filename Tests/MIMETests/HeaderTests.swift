import MIME
import Testing

struct HeaderTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var source: String
    var fields: [String]
    var body: String

    init(_ description: String, _ source: String, _ fields: [String], body: String = "") {
      testDescription = description
      self.source = source
      self.fields = fields
      self.body = body
    }
  }

  static let splitting: [Case] = [
    Case("CRLF", "A: 1\r\nB: 2\r\n\r\nbody", ["A=1", "B=2"], body: "body"),
    Case("LF", "A: 1\nB: 2\n\nbody\n", ["A=1", "B=2"], body: "body\n"),
    Case("CR", "A: 1\rB: 2\r\rbody\r", ["A=1", "B=2"], body: "body\r"),
    Case("mixed line ends", "A: 1\r\nB: 2\nC: 3\rD: 4\r\n\r\nbody", ["A=1", "B=2", "C=3", "D=4"], body: "body"),
    Case("CR CR LF", "A: 1\r\r\nB: 2\r\n\r\nbody", ["A=1", "B=2"], body: "body"),
    Case("a stray CR in a value", "A: one\rtwo\r\nB: 2\r\n\r\n", ["A=one two", "B=2"]),
    Case("folds", "A: 1\r\n 2\r\n\t3\r\nB: 4\r\n\r\n", ["A=1 2\t3", "B=4"]),
    Case("a fold of blanks", "A: 1\r\n  \r\n 2\r\n\r\nbody", ["A=1   2"], body: "body"),
    Case("an indented empty line", "A: 1\r\n \r\nHello you\r\n", ["A=1"], body: "Hello you\r\n"),
    Case("no body", "A: 1\r\n", ["A=1"]),
    Case("no line end", "A: 1", ["A=1"]),
    Case("an empty value", "A:\r\nB: 2\r\n\r\n", ["A=", "B=2"]),
    Case("blanks before the colon", "A \t: 1\r\n\r\n", ["A=1"]),
    Case("no blank behind the colon", "A:1\r\n\r\n", ["A=1"]),
    Case(
      "a line without a colon", "A: 1\r\nrubbish here\r\nB: 2\r\n\r\nbody", ["A=1", "=rubbish here", "B=2"],
      body: "body"),
    Case("a fold first", " folded\r\nA: 1\r\n\r\nbody", ["A=1"], body: "body"),
    Case("the empty line forgotten", "A: 1\r\nDear Sir,\r\nhello\r\n", ["A=1"], body: "Dear Sir,\r\nhello\r\n"),
    Case("an mbox separator", "From a@b Tue Mar  3 14:05:00 2026\nA: 1\n\nbody", ["A=1"], body: "body"),
    Case("a quoted mbox separator", ">From a@b Tue Mar  3 14:05:00 2026\nA: 1\n\nbody", ["A=1"], body: "body"),
    Case("From with a blank is a field", "From : a@b\r\n\r\n", ["From=a@b"]),
    Case("empty lines first", "\r\n\r\nA: 1\r\n\r\nbody", ["A=1"], body: "body"),
    Case("a byte order mark", "\u{FEFF}A: 1\r\n\r\nbody", ["A=1"], body: "body"),
    Case("no header", "Hello you,\r\nhow are you?\r\n", [], body: "Hello you,\r\nhow are you?\r\n"),
    Case("nothing", "", []),
    Case("line ends alone", "\r\n\r\n", [], body: "\r\n"),
    Case("a colon alone", ": x\r\nA: 1\r\n\r\n", ["=: x", "A=1"]),
  ]

  @Test(arguments: splitting)
  func splitsHeaderAndBody(_ test: Case) {
    let message = InternetMessage(parsing: Array(test.source.utf8))
    #expect(
      message.header.map {
        $0.name + "=" + ($0.rawName.isEmpty ? String(decoding: $0.rawValue, as: UTF8.self) : $0.value)
      } == test.fields)
    #expect(String(decoding: message.root.rawBody, as: UTF8.self) == test.body)
  }

  @Test func findsFieldsByNameInOrder() {
    let header = message("Received: one", "SUBJECT: s", "received: two", "", "").header
    #expect(header.first("subject")?.value == "s")
    #expect(header.all("Received").map(\.value) == ["one", "two"])
    #expect(header.first("To") == nil)
    #expect(header[1].name == "SUBJECT")
  }

  @Test func keepsEveryOctetOfTheHeader() {
    let source = "A: 1\r\n\tx\r\njunk\r\nB: \u{E9}\r\n"
    let message = message(latin1: source + "\r\nbody")
    #expect(Array(message.header.raw) == octets(latin1: source))
  }

  @Test func keepsTheFirstOfTwoAuthorsAndBothFields() {
    let message = message("From: a@x.fr", "From: b@x.fr", "", "")
    #expect(message.from == [Address(address: "a@x.fr")])
    #expect(message.header.all("from").count == 2)
  }

  @Test func passesOverAnEmptyAuthor() {
    #expect(message("From:", "From: <>", "From: b@x.fr", "", "").from == [Address(address: "b@x.fr")])
  }

  @Test func boundsTheFieldsAndKeepsTheirOctets() {
    let lines = String(repeating: "X: y\r\n", count: 500)
    let message = InternetMessage(
      parsing: Array((lines + "Subject: s\r\n\r\nbody").utf8), limits: ParseLimits(headerFields: 100))
    #expect(message.header.count == 100)
    #expect(message.header.raw.count == lines.utf8.count + 12)
    #expect(message.root.content == "body")
  }

  @Test(arguments: [
    ("Subject: ", ""), ("Subject: a", "a"), ("X: y", ""), ("Subject: =?utf-8?Q?=0D=0ABcc:_x?=", "  Bcc: x"),
    ("Subject: a\u{0}b", "a b"),
  ])
  func readsSubjects(line: String, subject: String) {
    #expect(message(line, "", "").subject == subject)
  }
}
