import IMAP
import Testing

struct FetchTests {
  /// What stands in the parentheses → `uid flags date sections`, then the bodies, `-` for what is absent.
  @Test(
    arguments: [
      ("UID 7", "7 - - []", []),
      ("FLAGS (\\Seen a) UID 7", "7 \\Seen,a - []", []),
      ("flags NIL uid 7", "7  - []", []),
      ("UID 0 RFC822.SIZE NIL", "- - - []", []),
      ("RFC822.SIZE 4294967297", "- - - []", []),
      ("RFC822.SIZE -1 UID 3", "3 - - []", []),
      ("RFC822.SIZE 99999999999999999999999 UID 3", "3 - - []", []),
      ("MODSEQ (624140003)", "- - - []", []),
      ("MODSEQ 5", "- - - []", []),
      ("MODSEQ NIL", "- - - []", []),
      ("INTERNALDATE \"17-Jul-1996 02:44:25 -0700\"", "- - 837596665 []", []),
      ("INTERNALDATE \" 1-jan-2026 02:44:25 +0000\"", "- - 1767235465 []", []),
      ("INTERNALDATE \"yesterday\" UID 2", "2 - - []", []),
      // Domino, after MailKit #1236.
      ("INTERNALDATE \"00-Jan-0000 00:00:00 +0000\" UID 2", "2 - - []", []),
      ("INTERNALDATE NIL UID 2", "2 - - []", []),
      ("UID 7 BODY[] {5}\r\nab\r\nc", "7 - - [=5]", ["=ab\r\nc"]),
      ("BODY[] {5}\r\nab\r\nc UID 7", "7 - - [=5]", ["=ab\r\nc"]),
      ("BODY[] {0}\r\n UID 7", "7 - - [=0]", ["="]),
      ("BODY[] \"short\\\"\" UID 7", "7 - - [=6]", ["=short\""]),
      ("BODY[] NIL UID 7", "7 - - []", []),
      ("BODY[]{2}\r\nab UID 7", "7 - - [=2]", ["=ab"]),
      ("BODY[] {2+}\r\nab", "- - - [=2]", ["=ab"]),
      ("BINARY[] ~{2}\r\na\u{0} UID 7", "7 - - [=2]", ["=a\u{0}"]),
      ("RFC822 {2}\r\nab", "- - - [=2]", ["=ab"]),
      ("RFC822.HEADER {2}\r\nab", "- - - [HEADER=2]", ["HEADER=ab"]),
      ("BODY[header]<0> {2}\r\nab", "- - - [HEADER<0>=2]", ["HEADER<0>=ab"]),
      (
        "BODY[HEADER.FIELDS (\"Message-ID\" To)] {2}\r\nab UID 1", "1 - - [HEADER.FIELDS (MESSAGE-ID TO)=2]",
        ["HEADER.FIELDS (MESSAGE-ID TO)=ab"]
      ),
      (
        "BODY[HEADER] {1}\r\na BODY[TEXT] {1}\r\nb", "- - - [HEADER=1 TEXT=1]", ["HEADER=a", "TEXT=b"]
      ),
      // Attributes that nobody asked for.
      ("X-GM-MSGID 1278455344230334866 X-GM-LABELS (\"\\\\Inbox\" \\Sent (a) [b]) UID 5", "5 - - []", []),
      ("X-GM-LABELS (\"\\Inbox\" \"a)b\") UID 5", "5 - - []", []),
      ("ENVELOPE (NIL {6}\r\nBODY[] (({2}\r\n)( NIL)) \"x\" NIL) UID 5", "5 - - []", []),
      ("BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"8bit\" 12 1) UID 5", "5 - - []", []),
      ("BODY (\"text\" \"plain\" NIL NIL NIL \"8bit\" 12 1) UID 5", "5 - - []", []),
      ("X-LAST-ODD NIL EMAILID (M1) THREADID NIL UID 5", "5 - - []", []),
      // A quote that is not escaped, as 163.com does, after go-imap #659.
      ("BODYSTRUCTURE (\"a\" (\"name\" \"b\") NIL \"\"\"\" \"base64\" 5) UID 5", "5 - - []", []),
      ("  UID  5  FLAGS  ( \\Seen  )  ", "5 \\Seen - []", []),
    ] as [(String, String, [String])])
  func attributes(text: String, expected: String, bodies: [String]) {
    var found: [String] = []
    var shown = ""
    for event in events(Array("* 12 FETCH (\(text))\r\n".utf8)) {
      switch event {
      case .bodyBegan(let section, _): found.append(show(section) + "=")
      case .bodyBytes(let bytes): found[found.count - 1] += String(decoding: bytes, as: UTF8.self)
      case .bodyEnded: break
      case .response(.untagged(.fetch(let attributes))): shown = show(attributes)
      case .response(let response): shown = "\(response)"
      }
    }
    #expect(shown == expected)
    #expect(found == bodies)
  }

  private func show(_ section: Section) -> String {
    section.specifier + (section.origin.map { "<\($0)>" } ?? "")
  }

  private func show(_ fetched: FetchedAttributes) -> String {
    let sections = fetched.bodies.map { "\(show($0))=\($1)" }.sorted().joined(separator: " ")
    let words: [String?] = [
      fetched.uid?.description, fetched.flags.map { $0.map(\.name).sorted().joined(separator: ",") },
      fetched.internalDate.map { "\($0.secondsSince1970)" }, "[\(sections)]",
    ]
    return words.map { $0 ?? "-" }.joined(separator: " ")
  }

  @Test(arguments: [
    "UID 7", "(UID 7", "(UID 7 BODY[] {2}\r\nab", "(UID)", "(BODY[ NIL)", "(ENVELOPE (NIL)", "(UID 7 \"\")",
  ])
  func nonsenseIsPassedOver(text: String) {
    let found = events(Array("* 12 FETCH \(text)\r\n* 3 EXISTS\r\n".utf8))
    #expect(found.suffix(2) == [.response(.untagged(.unparsable(name: "FETCH"))), .response(.untagged(.exists(3)))])
  }
}
