// SMTP hands a message to a server that sends it on: a submission client (RFC 5321, RFC 6409). A session is opened,
// says who we are, sends messages and quits, one thing after the other. What it promises is exactness about failure:
// every error says how far it had come, and whether the message was certainly not sent or perhaps was. The room knows
// nothing of the appliance; `Grammar` holds what is written and read, `Parser` cuts replies out of bytes.

public import TLS

/// A conversation with a submission server. One task uses it at a time.
///
/// After an error the session goes on when the server said no; in all other cases, 421 among them, it is closed.
public actor SMTPSession {
  nonisolated let stream: TCPStream
  let limits: SMTPLimits
  var replies = ReplyParser()
  /// Whether a task is in the middle of something: what another one said now would become a part of it, of a mail's text
  /// even.
  var isBusy = false

  /// What the server offers, as it said last: after TLS began, if it did.
  public private(set) var extensions = Extensions()
  /// How the connection is protected; nil when it is plain.
  public nonisolated var tls: TLSSession? { stream.session }

  private init(_ stream: TCPStream, _ limits: SMTPLimits) {
    self.stream = stream
    self.limits = limits
  }

  /// Connects, waits for the greeting, presents us and protects the connection as asked.
  ///
  /// - Parameter greetAs: Our name: a domain, or an address in brackets.
  public static func open(
    _ endpoint: Endpoint, security: ConnectionSecurity, greetAs name: String, limits: SMTPLimits = SMTPLimits()
  ) async throws(SMTPError) -> SMTPSession {
    let stream: TCPStream
    do throws(StreamError) {
      stream = try await TCPStream.connect(to: endpoint, security: security, timeout: limits.connect)
    } catch {
      let phase: SMTPError.Phase = if case .tls = error { .tls } else { .connect }
      throw SMTPError(phase, .stream(error))
    }
    let session = SMTPSession(stream, limits)
    do throws(SMTPError) {
      try await session.begin(security, name)
    } catch {
      stream.close()
      throw error
    }
    return session
  }

  private func begin(_ security: ConnectionSecurity, _ name: String) async throws(SMTPError) {
    try demand(.completed, of: try await reply(in: .greeting, within: limits.greeting), in: .greeting)
    try await presentOurselves(name, mayFallBack: isPlain(security))
    guard case .startTLS(let context) = security else { return }

    guard extensions.offers(.startTLS) else { throw SMTPError(.tls, .notOffered(.startTLS)) }
    try demand(.completed, of: try await ask(Command(phase: .tls, line: "STARTTLS")), in: .tls)
    // What was said unprotected may have been said by anybody (RFC 3207 §4.2, §6).
    replies.reset()
    do throws(StreamError) {
      _ = try await stream.startTLS(context, timeout: limits.connect)
    } catch {
      throw SMTPError(.tls, .stream(error))
    }
    try await presentOurselves(name, mayFallBack: false)
  }

  private func isPlain(_ security: ConnectionSecurity) -> Bool {
    if case .plain = security { true } else { false }
  }

  /// EHLO; HELO to a server of before 1995, which can neither encrypt nor authenticate (RFC 5321 §4.1.4).
  private func presentOurselves(_ name: String, mayFallBack: Bool) async throws(SMTPError) {
    let reply = try await ask(try .hello("EHLO", name))
    if mayFallBack, [500, 502].contains(reply.code) {
      try demand(.completed, of: try await ask(try .hello("HELO", name)), in: .hello)
    } else {
      try demand(.completed, of: reply, in: .hello)
      extensions = Extensions(reply)
    }
  }

  func occupy(for phase: SMTPError.Phase) throws(SMTPError) {
    guard !isBusy else { throw SMTPError(phase, .busy) }
    isBusy = true
  }

  /// Drops a message that was announced and not sent.
  public func reset() async throws(SMTPError) {
    try occupy(for: .reset)
    defer { isBusy = false }
    try await startOver()
  }

  func startOver() async throws(SMTPError) {
    try demand(.completed, of: try await ask(Command(phase: .reset, line: "RSET")), in: .reset)
  }

  /// Says good-bye and closes; in the middle of something it closes at once.
  public func quit() async {
    guard !isBusy else { return close() }
    isBusy = true
    defer { isBusy = false }
    let goodbye = Command(phase: .reset, line: "QUIT")
    try? await write([goodbye], within: limits.quit)
    _ = try? await reply(in: goodbye.phase, within: limits.quit)
    close()
  }

  /// Closes at once; whatever waits for the server fails.
  public nonisolated func close() { stream.close() }
}
