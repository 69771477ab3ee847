import IMAP
import Synchronization
import TLS
import Testing

struct FetchingTests {
  /// The events in words: `[5 ab cde ]` is a body announced with five octets, `7` a message.
  private static func fetch(
    _ session: IMAPSession, _ items: [FetchItem]
  ) async throws -> String {
    let found = Told()
    try await session.fetch(UIDSet([UID(7)!, UID(8)!]), items) { found.add($0) }
    return found.text.withLock { $0 }
  }

  private final class Told: Sendable {
    let text = Mutex("")

    func add(_ event: FetchEvent) {
      text.withLock { text in
        switch event {
        case .bodyBegan(let size): text += "[\(size) "
        case .bodyBytes(let bytes): text += String(decoding: bytes, as: UTF8.self)
        case .bodyEnded: text += "]"
        case .message(let message):
          let flags = message.flags.map { $0.map(\.name).sorted().joined(separator: ",") } ?? "-"
          text += " \(message.uid) \(flags);"
        }
      }
    }
  }

  private static let whole = "C: A1 UID FETCH 7:8 (UID FLAGS BODY.PEEK[])"

  /// The last server line is added.
  @Test(arguments: [
    (["S: * 1 FETCH (UID 7 FLAGS () BODY[] {5}", "S= abcde)\r\n"], "[5 abcde] 7 ;"),
    (["S: * 1 FETCH (BODY[] {5}", "S= abc", "S= de FLAGS (\\Seen) UID 7)\r\n"], "[5 abcde] 7 \\Seen;"),
    (["S: * 1 FETCH (UID 7 FLAGS () BODY[] \"ab\")"], "[2 ab] 7 ;"),
    // `nstring` of RFC 9051 §9.
    (["S: * 1 FETCH (UID 7 FLAGS () BODY[] NIL)"], " 7 ;"),
    (["S: * 1 FETCH (FLAGS NIL UID 7 BODY[] {0}", "S: )"], "[0 ] 7 ;"),
    // EXPUNGE may not come during FETCH, but may during UID FETCH (RFC 9051 §7.5.1).
    (
      ["S: * 1 EXPUNGE", "S: * 4 EXISTS", "S: * 1 FETCH (UID 8 FLAGS () BODY[] {1}", "S: a)", "S: * VANISHED 7"],
      "[1 a] 8 ;"
    ),
    // Flags that somebody else has changed are no answer, nor is another message.
    (
      [
        "S: * 1 FETCH (UID 7 FLAGS (\\Seen))", "S: * 9 FETCH (FLAGS (\\Seen))", "S: * 9 FETCH (UID 99 FLAGS ())",
        "S: * 1 FETCH (UID 7 FLAGS () BODY[] {1}", "S: a)",
      ], "[1 a] 7 ;"
    ),
    // A body that is nobody's: no message comes after it.
    (["S: * 9 FETCH (UID 99 FLAGS () BODY[] {1}", "S: a)"], "[1 a]"),
    // Another section than the one asked for.
    (["S: * 1 FETCH (UID 7 FLAGS () BODY[TEXT] {1}", "S: a)"], " 7 ;"),
    (
      ["S: * 1 FETCH (UID 7 FLAGS () BODY[] {1}", "S: a MODSEQ (5) X (((\"y\"))) ENVELOPE (NIL {1}", "S: z))"],
      "[1 a] 7 ;"
    ),
    // Gmail, after developers.google.com/gmail/imap/imap-extensions; not seen live.
    (["S: * 1 FETCH (X-GM-LABELS (\"\\\\Inbox\" \\Sent [a]) UID 7 FLAGS () BODY[] {1}", "S: a)"], "[1 a] 7 ;"),
    // A literal larger than announced: what is left over makes its response senseless, the next is understood.
    (
      ["S: * 1 FETCH (UID 7 FLAGS () BODY[] {1}", "S: ab)", "S: * 2 FETCH (UID 8 FLAGS () BODY[] {1}", "S: c)"],
      "[1 a][1 c] 8 ;"
    ),
    ([], ""),
  ])
  func whole(lines: [String], told: String) async throws {
    let found = try await converse([Self.whole] + lines + ["S: A1 OK done"]) {
      try await Self.fetch($0, [.flags, .wholeBody])
    }
    #expect(found == told)
  }

  @Test func flagsAlone() async throws {
    let found = try await converse([
      "C: A1 UID FETCH 7:8 (UID FLAGS)", "S: * 1 FETCH (UID 7 FLAGS (a) MODSEQ (3))",
      "S: * 1 FETCH (UID 8 MODSEQ (3))", "S: * 1 FETCH (UID 8 BODY[] {1}", "S: a FLAGS ())", "S: A1 OK",
    ]) { try await Self.fetch($0, [.flags]) }
    #expect(found == " 7 a; 8 ;")
  }

  @Test(
    arguments: [
      (["S: * 1 FETCH (UID 7 BODY[] {5}", "S= ab", "close"], .stream(.closed)),
      (["S: * 1 FETCH (UID 7 BODY[] {5}", "S= abcde)\r\n* BYE going down\r\n"], .bye(text: "going down")),
      (["S: * 1 FETCH (UID 7 BODY[] {999999999999}"], .tooLarge),
      (["S: * 1 FETCH (UID 7 BODY[] {99999999999999999999}"], .protocolViolation("a literal without a valid length")),
      (["S: A1 NO [SERVERBUG] x"], .refused(command: "UID FETCH", .no, code: .serverBug, text: "x")),
    ] as [([String], IMAPError)])
  func broken(lines: [String], error: IMAPError) async {
    await #expect(throws: error) {
      try await converse([Self.whole] + lines) { try await Self.fetch($0, [.flags, .wholeBody]) }
    }
  }

  @Test func receiverThatFailsEndsTheSession() async throws {
    struct DiskFull: Error {}
    try await converse([Self.whole, "S: * 1 FETCH (UID 7 BODY[] {5}", "S= ab"]) { session in
      await #expect(throws: DiskFull.self) {
        try await session.fetch(UIDSet([UID(7)!, UID(8)!]), [.flags, .wholeBody]) { _ in throw DiskFull() }
      }
      await #expect(throws: IMAPError.stream(.closed)) { try await session.create(.inbox) }
    }
  }

  /// A large message may take its time as long as it comes.
  @Test func bodyRenewsTheTime() async throws {
    var limits = shortLimits()
    limits.answer = .milliseconds(1_500)
    let pieces = (1...20).flatMap { _ in ["S= a", "wait"] }
    let found = try await converse(
      limits: limits, [Self.whole, "S: * 1 FETCH (UID 7 FLAGS () BODY[] {20}"] + pieces + ["S: )", "S: A1 OK"]
    ) { try await Self.fetch($0, [.flags, .wholeBody]) }
    #expect(found == "[20 \(String(repeating: "a", count: 20))] 7 ;")
  }

  @Test func floodHasItsLimit() async throws {
    var limits = shortLimits()
    limits.responses = 100
    let flood = [String](repeating: "S: * 9 FETCH (UID 99 FLAGS ())", count: 100)
    let all = UIDSet((1...200).compactMap { UID($0) })
    let answers = (1...200).map { "S: * \($0) FETCH (UID \($0) FLAGS ())" }
    let repeated = [String](repeating: "S: * 1 FETCH (UID 7 FLAGS ())", count: 102)
    let end = ["S: A1 OK"]
    let command = ["C: A1 UID FETCH 7:8 (UID FLAGS)"]
    try await converse(limits: limits, ["C: A1 UID FETCH 1:200 (UID FLAGS)"] + answers + end) {
      try await $0.fetch(all, [.flags]) { _ in }
    }
    for lines in [flood, repeated] {
      await #expect(throws: IMAPError.tooLarge) {
        try await converse(limits: limits, command + lines + end) { try await Self.fetch($0, [.flags]) }
      }
    }
  }
}
