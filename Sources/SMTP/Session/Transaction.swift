import NIOCore
import TLS

extension SMTPSession {
  /// Octets of a message that are handed to the system at once.
  private static let piece = 1 << 16

  /// Hands a message over for all recipients; when one is refused, for none. Returns once the server has taken it.
  ///
  /// Line ends of any kind are sent as CRLF. Fails before anything is said when the server lacks what is needed.
  public func send(_ envelope: Envelope, _ message: [UInt8]) async throws(SMTPError) {
    let mail = try Command.mail(envelope, MessageShape(message), extensions)
    let recipients = try Command.recipients(envelope, extensions)
    try occupy(for: .sender)
    defer { isBusy = false }
    try await announce([mail] + recipients)
    try await transmit(message)
  }

  /// From MAIL to the go-ahead for the message.
  private func announce(_ commands: [Command]) async throws(SMTPError) {
    let isPipelined = extensions.offers(.pipelining)
    // DATA may only travel along where its going through cannot hurt: were one recipient of two refused, the other
    // could not be told any more that nothing comes.
    let includesData = isPipelined && commands.count == 2
    if isPipelined { try await write(commands + (includesData ? [.data] : []), within: limits.command) }

    var refusal: SMTPError?
    for command in commands {
      let reply = isPipelined ? try await reply(in: command.phase, within: limits.command) : try await ask(command)
      do throws(SMTPError) {
        try demand(.completed, of: reply, in: command.phase)
      } catch {
        guard case .refused = error.cause, !reply.isGoodbye else { throw error }
        // One recipient who never will get it decides for all.
        if refusal == nil || refusal?.kind == .temporary && error.kind == .permanent { refusal = error }
        if command.phase == .sender && !isPipelined { break }
      }
    }
    if let refusal {
      await abandon(refusal, includesData: includesData)
      throw refusal
    }
    try await beginData(isAsked: includesData)
  }

  private func beginData(isAsked: Bool) async throws(SMTPError) {
    let reply = isAsked ? try await reply(in: .data, within: limits.data) : try await ask(.data)
    do throws(SMTPError) {
      try demand(.goOn, of: reply, in: .data)
    } catch {
      if !reply.isGoodbye { try? await startOver() }
      throw error
    }
  }

  /// Ends a transaction that came to nothing, so that another may begin.
  private func abandon(_ refusal: SMTPError, includesData: Bool) async {
    guard includesData else {
      try? await startOver()
      return
    }
    guard let reply = try? await reply(in: .data, within: limits.data) else { return }
    if reply.verdict != .goOn {
      try? await startOver()
    } else if refusal.phase == .recipient {
      // The server waits for a message to nobody (RFC 2920 §3.1).
      try? await write(Array(".\r\n".utf8), in: .data, within: limits.data)
      _ = try? await self.reply(in: .data, within: limits.finalReply)
    } else {
      // Refused the sender, took the recipient: an end now might be taken for an empty message.
      close()
    }
  }

  private func transmit(_ message: [UInt8]) async throws(SMTPError) {
    try await demandSilence()
    var stuffing = DotStuffing()
    for start in stride(from: 0, to: message.count, by: Self.piece) {
      let piece = message[start..<min(start + Self.piece, message.count)]
      try await write(stuffing.encode(piece), in: .message, within: limits.piece)
    }
    try await demandSilence()
    // The end is written alone: until here the message is certainly not sent, from here on perhaps.
    try await write(stuffing.end(), in: .finalReply, within: limits.piece)
    let reply = try await reply(in: .finalReply, within: limits.finalReply)
    try demand(.completed, of: reply, in: .finalReply)
  }

  /// Throws when the server has spoken before the message ended: were that taken for the answer to the message, the message
  /// might pass for sent.
  private func demandSilence() async throws(SMTPError) {
    replies.append(await stream.arrived().readableBytesView)
    guard replies.isEmpty else { throw await broken(by: .garbled(.unasked), in: .message) }
  }
}
