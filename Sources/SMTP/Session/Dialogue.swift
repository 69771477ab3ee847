import NIOCore
import TLS

/// Saying something and hearing the answer. Whoever throws here for another reason than a refusal has closed.
extension SMTPSession {
  func ask(_ command: Command) async throws(SMTPError) -> Reply {
    let limit = command.phase == .data ? limits.data : limits.command
    try await write([command], within: limit)
    return try await reply(in: command.phase, within: limit)
  }

  /// More than one at once only when the server offers PIPELINING.
  func write(_ commands: [Command], within limit: Duration) async throws(SMTPError) {
    guard let phase = commands.first?.phase else { return }
    try await write(Array(commands.map { $0.line + "\r\n" }.joined().utf8), in: phase, within: limit)
  }

  func write(_ bytes: [UInt8], in phase: SMTPError.Phase, within limit: Duration) async throws(SMTPError) {
    do throws(StreamError) {
      try await stream.write(ByteBuffer(bytes: bytes), timeout: limit)
    } catch {
      throw await broken(by: .stream(error), in: phase)
    }
  }

  /// Closes. A server that has had enough says why before it cuts: the refusal that had come by then is the reason.
  func broken(by cause: SMTPError.Cause, in phase: SMTPError.Phase) async -> SMTPError {
    close()
    while let bytes = try? await stream.read(timeout: .zero) { replies.append(bytes.readableBytesView) }
    guard let reply = try? replies.next(), [.temporary, .permanent].contains(reply.verdict) else {
      return SMTPError(phase, cause)
    }
    return SMTPError(phase, .refused(reply))
  }

  /// The next reply, the whole of it before the time is over.
  func reply(in phase: SMTPError.Phase, within limit: Duration) async throws(SMTPError) -> Reply {
    let deadline = ContinuousClock.now + limit
    while true {
      if let reply = try nextReply(in: phase) {
        if reply.isGoodbye { close() }
        return reply
      }
      do throws(StreamError) {
        replies.append(try await stream.read(timeout: deadline - .now).readableBytesView)
      } catch {
        close()
        throw SMTPError(phase, .stream(error))
      }
    }
  }

  private func nextReply(in phase: SMTPError.Phase) throws(SMTPError) -> Reply? {
    do throws(ReplyFlaw) {
      return try replies.next()
    } catch {
      close()
      throw SMTPError(phase, .garbled(error))
    }
  }

  /// Throws unless the reply is what the command is meant to bring about.
  func demand(_ verdict: Reply.Verdict, of reply: Reply, in phase: SMTPError.Phase) throws(SMTPError) {
    switch reply.verdict {
    case verdict: return
    case .temporary, .permanent: throw SMTPError(phase, .refused(reply))
    case .completed, .goOn:
      close()
      throw SMTPError(phase, .unexpected(reply))
    }
  }
}
