import SMTP
import Testing

/// Every step of a sending, and every way it can go wrong there.
struct PhaseTests {
  /// A step of a sending: what we say, what the server should answer, and the phase it belongs to.
  struct Step: Sendable {
    var phase: SMTPError.Phase
    var said: [String]
    var answer: String

    static let all = [
      Step(phase: .greeting, said: [], answer: "220 mail.example.fr"),
      Step(phase: .hello, said: ["C: EHLO bot.example.fr"], answer: "250 mail.example.fr"),
      Step(phase: .sender, said: ["C: MAIL FROM:<bot@example.fr>"], answer: "250 2.1.0 ok"),
      Step(phase: .recipient, said: ["C: RCPT TO:<jeanne@example.com>"], answer: "250 2.1.5 ok"),
      Step(phase: .data, said: ["C: DATA"], answer: "354 go on"),
      Step(phase: .finalReply, said: ["C. Bonjour"], answer: "250 2.0.0 queued as 1"),
    ]
  }

  /// What the server does instead of answering, and the error's description without the phase; `?` is `temporary`, but
  /// `uncertain` behind the end of the message.
  static let mishaps: [([String], String)] = [
    (["S: 450 4.2.0 later"], "temporary, refused 450 4.2.0"),
    (["S: 451-4.3.0 later", "S: 451 4.3.0 much later"], "temporary, refused 451 4.3.0"),
    (["S: 550 5.7.1 never"], "permanent, refused 550 5.7.1"),
    (["S: 554 never"], "permanent, refused 554"),
    (["S: 421 4.3.2 shutting down"], "temporary, refused 421 4.3.2"),
    (["S: 421 4.3.2 shutting down", "S! close"], "temporary, refused 421 4.3.2"),
    (["S! close"], "?, closed"),
    (["S! cut"], "?, closed"),
    (["S= 250 cut in the mid", "S! close"], "?, closed"),
    (["S= 550-cut\r\n", "S! close"], "?, closed"),
    (["S: Bonjour"], "?, garbled reply (noCode)"),
    (["S= 250-a\r\n550 b\r\n"], "?, garbled reply (mixedCodes)"),
    (["S: 199 what"], "?, garbled reply (noCode)"),
    (["S: 334 what"], "?, unexpected 334"),
    ([], "?, timedOut"),
    (["S= 250 slow"], "?, timedOut"),
  ]

  @Test(arguments: Step.all.indices, mishaps)
  func mishap(position: Int, mishap: (does: [String], error: String)) async throws {
    let step = Step.all[position]
    if step.phase == .data, mishap.does.first == "S: 334 what" { return }
    // A connection reset so early may fail before it counts as made.
    if step.phase == .greeting, mishap.does.first == "S! cut" { return }
    var script = Step.all[..<position].flatMap { $0.said + ["S: \($0.answer)"] } + step.said + mishap.does
    let isRefused = mishap.error.contains("refused") && !mishap.error.contains("421")
    if isRefused, [.sender, .recipient, .data].contains(step.phase) { script += ["C: RSET", "S: 250 ok"] }
    let limits = mishap.error.contains("timedOut") ? Self.impatient(in: step.phase) : SMTPLimits()
    let kind = step.phase == .finalReply ? "uncertain" : "temporary"
    let expected = "\(step.phase): " + mishap.error.replacing("?", with: kind)
    let outcome = try await outcome(script, limits: limits) { session throws(SMTPError) in
      try await session.send(.toOne, bonjour)
    }
    #expect(outcome == expected)
  }

  @Test func withoutMishapItIsSent() async throws {
    let script = Step.all.flatMap { $0.said + ["S: \($0.answer)"] }
    let outcome = try await outcome(script + script.dropFirst(3) + ["C: QUIT", "S: 221 bye"]) {
      session throws(SMTPError) in
      try await session.send(.toOne, bonjour)
      try await session.send(.toOne, bonjour)
      await session.quit()
    }
    #expect(outcome == "done")
  }

  /// Only where silence is the test: elsewhere a busy machine may take its time.
  private static func impatient(in phase: SMTPError.Phase) -> SMTPLimits {
    let short = Duration.milliseconds(400)
    var limits = SMTPLimits()
    switch phase {
    case .greeting: limits.greeting = short
    case .data: limits.data = short
    case .finalReply: limits.finalReply = short
    default: limits.command = short
    }
    return limits
  }
}
