import SMTP
import TLS
import Testing

/// Whether a message was perhaps sent: only once its end was given to the system.
struct CertaintyTests {
  /// More than the buffers of both sides hold.
  static let large = [UInt8](repeating: UInt8(ascii: "a"), count: 8 << 20)
  static let toData = opening() + TransactionTests.another.dropLast(2)

  private func expect(_ outcome: String, _ message: [UInt8], _ steps: String..., limits: SMTPLimits = SMTPLimits())
    async throws
  {
    let found = try await SMTPTests.outcome(Self.toData + steps, limits: limits) { session throws(SMTPError) in
      try await session.send(.toOne, message)
    }
    #expect(found == outcome, "\(steps)")
  }

  @Test func cutInTheMidIsCertain() async throws {
    try await expect("message: temporary, closed", Self.large, "C~", "S! cut")
  }

  @Test func stallInTheMidIsCertain() async throws {
    var limits = SMTPLimits()
    limits.piece = .milliseconds(300)
    try await expect("message: temporary, timedOut", Self.large, "S! stall", limits: limits)
  }

  @Test func refusalInTheMidIsHeard() async throws {
    try await expect(
      "message: permanent, refused 552 5.3.4", Self.large, "C~", "S: 552 5.3.4 too big", "S! say no more")
    try await expect("message: temporary, refused 421 4.3.2", Self.large, "C~", "S: 421 4.3.2 bye", "S! say no more")
    // A yes to half a message is none.
    try await expect("message: temporary, closed", Self.large, "C~", "S: 250 ok", "S! say no more")
  }

  @Test func behindTheEndOnlyAnAnswerIsCertain() async throws {
    try await expect("finalReply: uncertain, closed", bonjour, "C. Bonjour", "S! close")
    try await expect("done", bonjour, "C. Bonjour", "S: 250 ok", "S! cut")
    try await expect("finalReply: permanent, refused 554", bonjour, "C. Bonjour", "S: 554 no", "S! cut")
    try await expect("done", Self.large, "C…", "S: 250 ok")
    try await expect("finalReply: uncertain, closed", Self.large, "C…", "S! cut")
  }

  /// Not even a yes, which would be taken for the answer to the message.
  @Test func whatIsSaidDuringTheMessageIsNoAnswerToIt() async throws {
    try await expect(
      "message: temporary, garbled reply (unasked)", Self.large, "C~", "S: 250 2.0.0 queued", "S! listen")
    try await expect(
      "message: permanent, refused 552 5.3.4", Self.large, "C~", "S: 552 5.3.4 too big", "S! listen")
  }

  /// An empty message is nothing but its end, which here most often cannot even be written.
  @Test func failureInWritingTheEndIsUncertain() async throws {
    let script = opening() + TransactionTests.another.dropLast(2) + ["S! say no more"]
    for _ in 1...10 {
      let outcome = try await outcome(script) { session throws(SMTPError) in try await session.send(.toOne, []) }
      #expect(outcome == "finalReply: uncertain, closed")
    }
  }

  @Test func givingUpBehindTheEndIsUncertain() async throws {
    let server = try ScriptedServer(Self.toData + ["C. Bonjour"])
    let session = try await SMTPSession.open(server.endpoint, security: .plain, greetAs: "bot.example.fr")
    let sending = Task {
      await #expect(throws: SMTPError.self) { try await session.send(.toOne, bonjour) }?.description
    }
    await server.playedAll()
    sending.cancel()
    #expect(await sending.value == "finalReply: uncertain, closed")
    #expect(await server.finish() == [])
  }

  /// Quitting while another task sends says nothing into the mail, and closes.
  @Test func quittingBehindTheEndIsUncertain() async throws {
    let server = try ScriptedServer(Self.toData + ["C. Bonjour"])
    let session = try await SMTPSession.open(server.endpoint, security: .plain, greetAs: "bot.example.fr")
    let sending = Task {
      await #expect(throws: SMTPError.self) { try await session.send(.toOne, bonjour) }?.description
    }
    await server.playedAll()
    let other = await #expect(throws: SMTPError.self) { try await session.send(.toOne, bonjour) }
    #expect(other?.description == "sender: temporary, busy")
    await #expect(throws: SMTPError.self) { try await session.reset() }
    await session.quit()
    #expect(await sending.value == "finalReply: uncertain, closed")
    #expect(await server.finish() == [])
  }

  @Test func nobodyListens() async throws {
    // Port 1 of this machine.
    await #expect {
      _ = try await SMTPSession.open(.init(host: "127.0.0.1", port: 1), security: .plain, greetAs: "x")
    } throws: {
      ($0 as? SMTPError)?.phase == .connect && ($0 as? SMTPError)?.kind == .temporary
    }
  }
}

struct SMTPErrorTests {
  @Test func descriptionHoldsNothingPersonal() async throws {
    let server = try ScriptedServer(
      opening() + [
        TransactionTests.sender, "S: 550-5.1.8 <bot@example.fr>:", "S: 550 5.1.8 unknown", "C: RSET", "S: 250 ok",
      ])
    let session = try await SMTPSession.open(server.endpoint, security: .plain, greetAs: "bot.example.fr")
    let thrown = await #expect(throws: SMTPError.self) { try await session.send(.toOne, bonjour) }
    let error = try #require(thrown)
    #expect(error.serverWords == "<bot@example.fr>: unknown")
    #expect(error.reply?.enhancedCode == EnhancedCode(5, 1, 8))
    #expect("\(error)" == "sender: permanent, refused 550 5.1.8")
    #expect(!String(reflecting: error).contains("@"))
    #expect(
      !"\(String(describing: error.cause))\(String(reflecting: error.cause))\(error.reply as Any)".contains("@"))
    session.close()
    #expect(await server.finish() == [])
  }
}
