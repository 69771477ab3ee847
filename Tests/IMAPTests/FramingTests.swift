import Testing

@testable import IMAP

struct FramingTests {
  private static let dialogue = Array(
    """
    * OK [CAPABILITY IMAP4rev1] ready {3}\r
    * LIST (\\Sent) "/" {5}\r
    a"\\\r\n)\r
    \r
    * 1 FETCH (UID 7 BODY[] {6}\r
    ab\r\n{9 FLAGS (\\Seen))\r
    * 2 FETCH (BODY[HEADER] "x" ENVELOPE (NIL {3}\r
    )]( NIL) BODY[TEXT] ~{0}\r
     UID 8)\r
    + go on\r
    * 4 EXISTS\n\
    A1 OK done\r

    """.utf8)

  @Test func cutAnywhereItReadsTheSame() {
    let whole = joined(events(Self.dialogue))
    #expect(whole.count == 15)
    for piece in 1...Self.dialogue.count { #expect(joined(events(Self.dialogue, piece: piece)) == whole) }
  }

  /// Chunks of one body put together.
  private func joined(_ events: [ParserEvent]) -> [ParserEvent] {
    events.reduce(into: []) { joined, event in
      if case .bodyBytes(let next) = event, case .bodyBytes(let before) = joined.last {
        joined[joined.count - 1] = .bodyBytes(ArraySlice(Array(before + next)))
      } else if case .bodyBytes(let bytes) = event {
        joined.append(.bodyBytes(ArraySlice(Array(bytes))))
      } else {
        joined.append(event)
      }
    }
  }

  @Test(
    arguments: [
      ("* 1 FETCH (BODY[] {99999999999999999999}\r\n", .badLiteral),
      ("* 1 FETCH (BODY[] {1001}\r\n", .bodyTooLarge),
      ("* 1 FETCH (ENVELOPE ({101}\r\n", .literalTooLarge),
      ("* LIST () NIL {101}\r\n", .literalTooLarge),
      ("* 1 FETCH (X {100}\r\n" + String(repeating: "a", count: 100) + " {100}\r\n", .responseTooLarge),
      (String(repeating: "a", count: 201), .responseTooLarge),
    ] as [(String, ParseError)])
  func lostFramingIsAnError(text: String, error: ParseError) {
    var limits = ParserLimits()
    limits.body = 1_000
    limits.literal = 100
    limits.response = 200
    var parser = ResponseParser(limits: limits)
    parser.append(Array(text.utf8))
    // And stays one.
    for _ in 0..<2 { #expect(throws: error) { while try parser.next() != nil {} } }
    parser.append(Array("\r\n* 1 EXISTS\r\n".utf8))
    #expect(throws: error) { try parser.next() }
  }

  @Test(arguments: [
    "* OK {5}", "A1 NO {99999999999999999999}", "+ {5}", "* BYE [ALERT] {1}", "* LIST () NIL {}", "* X {-5}",
  ])
  func bracesThatAreNoLiteral(line: String) {
    #expect(responses(line + "\r\n* 1 EXISTS").last == .untagged(.exists(1)))
    #expect(responses(line + "\r\n* 1 EXISTS").count == 2)
  }

  @Test(arguments: [
    "* 1 FETCH " + String(repeating: "(", count: 101), "* FLAGS (a b c d e f g h i j k)",
    "* 1 FETCH (X (a b c d e f g h i j k))",
  ])
  func otherLimitsCostOneResponse(line: String) {
    var limits = ParserLimits()
    limits.items = 10
    let found = events(Array((line + "\r\n* 1 EXISTS\r\n").utf8), limits: limits)
    #expect(found.count == 2)
    guard case .response(.untagged(.unparsable)) = found.first else {
      Issue.record("read as \(String(describing: found.first))")
      return
    }
  }

  @Test func bodyPassesInThePiecesItComesIn() throws {
    var parser = ResponseParser()
    parser.append(Array("* 1 FETCH (BODY[] {5}\r\nab".utf8))
    #expect(try parser.next() == .bodyBegan(.whole, size: 5))
    #expect(try parser.next() == .bodyBytes(ArraySlice("ab".utf8)))
    #expect(try parser.next() == nil)
    parser.append(Array("cde UID 3)\r\n".utf8))
    #expect(try parser.next() == .bodyBytes(ArraySlice("cde".utf8)))
    #expect(try parser.next() == .bodyEnded)
  }

  /// In a debug build a quadratic parser would take minutes, not a second.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "(", ")", "\"", "\\", "{", "{1}", "[", "]", "{0}\r\n", "BODY[] {0}\r\n", "BODY[", "a ", "UID 1 ", "\"\" ", "1:2,",
      "\r\n", "~",
      "X {1}\r\n(", "] {0}\r\n", "BODY[] NIL ",
    ])
  func longRubbishTakesLinearTime(pattern: String) {
    let filling = String(repeating: pattern, count: (1 << 15) / pattern.utf8.count)
    for start in ["* 1 FETCH (", "* LIST (", "* VANISHED ", "A1 OK [COPYUID 1 ", "* SEARCH ", "* "] {
      _ = events(Array((start + filling + "\r\n").utf8))
    }
    _ = events(Array(("* 1 FETCH (" + filling + "\r\n").utf8), piece: 1)
  }
}
