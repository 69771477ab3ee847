import IMAP
import TLS
import Testing

struct IdlingTests {
  private static let begin = ["C: A1 IDLE", "S: + idling"]
  private static let end = ["C: DONE", "S: A1 OK done"]

  @Test(arguments: [
    "S: * 4 EXISTS", "S: * 1 EXPUNGE", "S: * VANISHED 5", "S: * 1 FETCH (FLAGS (\\Seen))",
  ])
  func newsEndIt(news: String) async throws {
    let end = try await converse("IDLE", Self.begin + ["S: * OK still here", news] + Self.end) {
      try await $0.idle(atMost: .seconds(20))
    }
    #expect(end == .news)
  }

  @Test func newsBeforeTheLeaveEndIt() async throws {
    let end = try await converse("IDLE", ["C: A1 IDLE", "S: * 4 EXISTS", "S: + idling"] + Self.end) {
      try await $0.idle(atMost: .seconds(20))
    }
    #expect(end == .news)
  }

  /// Many times: DONE and its answer race with the clock that says it.
  @Test func timeEndsIt() async throws {
    let script = (1...50).flatMap { number in
      ["C: A\(number) IDLE", "S: +", "S: * OK still here", "S: * 0 RECENT", "C: DONE", "S: A\(number) OK done"]
    }
    try await converse("IDLE", script) { session in
      for _ in 1...50 {
        let end = try await session.idle(atMost: .milliseconds(5))
        #expect(end == .timeLimit)
      }
    }
  }

  /// News that came while something else was done are not waited for again.
  @Test func newsSinceTheLastSearchEndItAtOnce() async throws {
    try await converse(
      "IDLE",
      [
        "C: A1 SELECT \"INBOX\"", "S: * 3 EXISTS", "S: A1 OK", "C: A2 CREATE \"INBOX\"", "S: * 3 EXISTS", "S: A2 OK",
        "C: A3 CREATE \"INBOX\"", "S: * 4 EXISTS", "S: A3 OK", "C: A4 UID SEARCH ALL", "S: * SEARCH 1", "S: A4 OK",
      ]
    ) { session in
      _ = try await session.select(.inbox, readOnly: false)
      try await session.create(.inbox)
      #expect(await !session.hasNews)
      try await session.create(.inbox)
      #expect(try await session.idle(atMost: .seconds(20)) == .news)
      _ = try await session.search([.all])
      #expect(await !session.hasNews)
    }
  }

  @Test(
    arguments: [
      (["C: A1 IDLE", "S: A1 BAD what"], .refused(command: "IDLE", .bad, code: nil, text: "what")),
      (begin + ["S: * BYE inactive"], .bye(text: "inactive")),
      (begin + ["close"], .stream(.closed)),
    ] as [([String], IMAPError)])
  func failures(script: [String], error: IMAPError) async {
    await #expect(throws: error) {
      try await converse("IDLE", script) { try await $0.idle(atMost: .seconds(20)) }
    }
  }

  /// A dead connection: nothing comes, and DONE is not answered.
  @Test(arguments: [begin + ["C: DONE"], begin + ["S: * 4 EXISTS", "C: DONE"], ["C: A1 IDLE"]])
  func silenceIsADeadConnection(script: [String]) async {
    await #expect(throws: IMAPError.stream(.timedOut)) {
      try await converse("IDLE", limits: shortLimits(command: .seconds(1)), script) {
        try await $0.idle(atMost: .milliseconds(20))
      }
    }
  }

  @Test func notOffered() async {
    await #expect(throws: IMAPError.notOffered(.idle)) {
      try await converse([]) { try await $0.idle(atMost: .seconds(1)) }
    }
  }
}
