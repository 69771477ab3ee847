import SMTP
import Testing

struct TransactionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var envelope: Envelope
    var script: [String]
    var outcome: String

    init(_ description: String, to envelope: Envelope = .toOne, _ outcome: String, _ script: [String]) {
      testDescription = description
      self.envelope = envelope
      self.script = script
      self.outcome = outcome
    }
  }

  static let sender = "C: MAIL FROM:<bot@example.fr>"
  static let jeanne = "C: RCPT TO:<jeanne@example.com>"
  static let paul = "C: RCPT TO:<paul@example.com>"
  /// A whole sending that follows, to see that the session is still in order.
  static let another = [sender, "S: 250 ok", jeanne, "S: 250 ok", "C: DATA", "S: 354 go", "C. Bonjour", "S: 250 ok"]
  static let reset = ["C: RSET", "S: 250 ok"]
  /// One after the other.
  static let plain = opening("8BITMIME")
  static let pipelined = opening("PIPELINING")

  static let cases = [
    Case(
      "one recipient of two refused", to: .toTwo, "recipient: permanent, refused 550",
      plain + [sender, "S: 250 ok", jeanne, "S: 250 ok", paul, "S: 550 no"] + reset + another),
    Case(
      "the first of two refused", to: .toTwo, "recipient: temporary, refused 450",
      plain + [sender, "S: 250 ok", jeanne, "S: 450 later", paul, "S: 250 ok"] + reset + another),
    Case(
      "never decides over later", to: .toTwo, "recipient: permanent, refused 551",
      plain + [sender, "S: 250 ok", jeanne, "S: 450 later", paul, "S: 551 no"] + reset + another),
    Case(
      "the first never stands", to: .toTwo, "recipient: permanent, refused 550",
      plain + [sender, "S: 250 ok", jeanne, "S: 550 no", paul, "S: 551 no"] + reset + another),
    Case(
      "forwarded is taken", "done",
      plain + [sender, "S: 250 ok", jeanne, "S: 251 will forward", "C: DATA", "S: 354 go", "C. Bonjour", "S: 250 ok"]
        + another),
    Case(
      "nobody to send to, at DATA", "data: permanent, refused 554",
      plain + [sender, "S: 250 ok", jeanne, "S: 250 ok", "C: DATA", "S: 554 no valid recipients"] + reset + another),
    Case(
      "refused at the end", "finalReply: permanent, refused 554 5.7.1",
      plain + another.dropLast() + ["S: 554 5.7.1 spam"] + another),
    Case(
      "put off at the end", "finalReply: temporary, refused 452 4.3.1",
      plain + another.dropLast() + ["S: 452 4.3.1 full"] + another),
    Case(
      "RSET refused, too", "sender: permanent, refused 550", plain + [sender, "S: 550 no", "C: RSET", "S: 500 what"]),
    Case("cut at RSET", "sender: permanent, refused 550", plain + [sender, "S: 550 no", "C: RSET", "S! close"]),

    // Told all at once. The server below reads lines one by one, as they may come in one piece.
    Case(
      "pipelined", "done",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n250 ok\r\n354 go\r\n", "C. Bonjour", "S: 250 ok"]),
    Case(
      "pipelined, the sender refused", "sender: permanent, refused 550",
      pipelined + [sender, jeanne, "C: DATA", "S= 550 no\r\n503 first MAIL\r\n503 first MAIL\r\n"] + reset),
    Case(
      "pipelined, the recipient refused", "recipient: permanent, refused 550 5.1.1",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n550 5.1.1 no\r\n554 no valid recipients\r\n"] + reset),
    Case(
      "pipelined, all refused and DATA taken", "recipient: temporary, refused 450",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n450 later\r\n354 go\r\n", "C: .", "S: 554 nobody"]),
    Case(
      "pipelined, DATA taken, the dot even believed", "recipient: temporary, refused 450",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n450 later\r\n354 go\r\n", "C: .", "S: 250 ok"]),
    Case(
      "pipelined, sender refused, but recipient and DATA taken", "sender: permanent, refused 550",
      pipelined + [sender, jeanne, "C: DATA", "S= 550 no\r\n250 ok\r\n354 go\r\n"]),
    Case(
      "pipelined, goodbye in the mid", "recipient: temporary, refused 421",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n421 bye\r\n"]),
    Case(
      "pipelined, DATA refused", "data: temporary, refused 451",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n250 ok\r\n451 later\r\n"] + reset),
    Case(
      "pipelined, two recipients: DATA waits", to: .toTwo, "done",
      pipelined + [
        sender, jeanne, paul, "S= 250 ok\r\n250 ok\r\n250 ok\r\n", "C: DATA", "S: 354 go", "C. Bonjour", "S: 250 ok",
      ]
    ),
    Case(
      "pipelined, one recipient of two refused", to: .toTwo, "recipient: permanent, refused 550",
      pipelined + [sender, jeanne, paul, "S= 250 ok\r\n550 no\r\n250 ok\r\n"] + reset),
    Case(
      "pipelined, too few answers", "data: temporary, closed",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n250 ok\r\n", "S! close"]),
    Case(
      "pipelined, an answer that is none of ours", "data: temporary, unexpected 250",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n250 ok\r\n250 ok\r\n354 go\r\n"]),
    Case(
      "an answer before the message", "message: temporary, garbled reply (unasked)",
      pipelined + [sender, jeanne, "C: DATA", "S= 250 ok\r\n250 ok\r\n354 go\r\n250 queued\r\n"]),
    Case(
      "a refusal before the message", "message: permanent, refused 552",
      plain + another.dropLast(3) + ["S= 354 go\r\n552 too much\r\n"]),
  ]

  @Test(arguments: cases)
  func transaction(_ test: Case) async throws {
    let isFollowed = test.script.suffix(Self.another.count).elementsEqual(Self.another)
    let outcome = try await outcome(test.script) { session throws(SMTPError) in
      var first: SMTPError?
      do throws(SMTPError) { try await session.send(test.envelope, bonjour) } catch { first = error }
      if isFollowed { try await session.send(.toOne, bonjour) }
      if let first { throw first }
    }
    #expect(outcome == test.outcome)
  }

  @Test func refusalBeforeAnythingIsSaidLeavesTheSessionAlone() async throws {
    let script = opening("SIZE 20") + [Self.sender + " SIZE=9"] + Self.another.dropFirst()
    let outcome = try await outcome(script) { session throws(SMTPError) in
      for message in ["éééé", String(repeating: "a", count: 19)] {
        do throws(SMTPError) {
          try await session.send(.toOne, Array(message.utf8))
          Issue.record("sent \(message)")
        } catch {
          #expect(error.kind == .permanent)
        }
      }
      try await session.send(.toOne, bonjour)
    }
    #expect(outcome == "done")
  }

  @Test func announcedMessageIsDropped() async throws {
    #expect(
      try await outcome(Self.plain + Self.reset) { session throws(SMTPError) in try await session.reset() } == "done")
    let refused = try await outcome(Self.plain + ["C: RSET", "S: 503 no"]) { session throws(SMTPError) in
      try await session.reset()
    }
    #expect(refused == "reset: permanent, refused 503")
  }

  @Test func nothingIsSaidOnAClosedSession() async throws {
    let outcome = try await outcome(Self.plain) { session throws(SMTPError) in
      session.close()
      try await session.send(.toOne, bonjour)
    }
    #expect(outcome == "sender: temporary, closed")
  }

  @Test func goodbyeEndsTheSession() async throws {
    let outcome = try await outcome(Self.plain + [Self.sender, "S: 421 4.3.2 bye"]) { session throws(SMTPError) in
      try? await session.send(.toOne, bonjour)
      try await session.send(.toOne, bonjour)
    }
    #expect(outcome == "sender: temporary, closed")
  }

  @Test func serverThatWentAwayMeanwhileIsUnderstood() async throws {
    let outcome = try await outcome(Self.plain + ["C: RSET", "S= 250 ok\r\n421 4.4.2 idle\r\n", "S! close"]) {
      session throws(SMTPError) in
      try await session.reset()
      try await session.send(.toOne, bonjour)
    }
    #expect(outcome == "sender: temporary, refused 421 4.4.2")
  }
}
