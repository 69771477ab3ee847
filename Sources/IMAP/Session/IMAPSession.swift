// IMAP speaks the protocol of mail servers (RFC 9051 and the older RFC 3501), ignorant of the appliance. `Grammar` has its
// words as values, `Parser` reads what servers send, however odd, `Command` writes what we send, and `Session` is one
// conversation, a command after the other. Maildir folders share the spelling of mailbox names (`ModifiedUTF7`).

public import TLS

/// A conversation with a mail server. One task uses it at a time.
///
/// Messages are known by UID only, so that a message that goes away meanwhile changes nothing for the others. After an
/// error that is `isConnectionLost` the session is closed; otherwise it goes on.
public actor IMAPSession {
  nonisolated let stream: TCPStream
  let limits: SessionLimits
  var parser: ResponseParser
  var isBusy = false
  /// Responses to the present command.
  var responsesHeard = 0
  /// Octets that came since the present command began, bodies aside.
  var octetsHeard = 0
  /// When the present answer has to be complete.
  var deadline = ContinuousClock.now
  /// How much longer than usual the server may be silent: it waits with us in IDLE.
  var patience = Duration.zero
  var idling = Idling.no
  private var lastTag = 0

  /// What the server offers, as it said last.
  public internal(set) var capabilities: Set<Capability> = []
  /// What `enable` has changed.
  public internal(set) var enabled: Set<Capability> = []
  /// How many messages the selected mailbox has, as the server said last.
  public internal(set) var exists: UInt32?
  /// Whether the selected mailbox has changed since the last `select` or `search` began: messages came or went.
  public internal(set) var hasNews = false
  /// Whether the server has told its capabilities since this was last set to false.
  var hasToldCapabilities = false

  init(_ stream: TCPStream, _ limits: SessionLimits) {
    self.stream = stream
    self.limits = limits
    parser = ResponseParser(limits: limits.parser)
  }

  /// What was agreed with the server; nil on a plain connection.
  public nonisolated var tls: TLSSession? { stream.session }

  /// Connects, waits for the greeting, protects the connection as asked, and learns what the server offers.
  public static func open(
    _ endpoint: Endpoint, security: ConnectionSecurity, limits: SessionLimits = SessionLimits()
  ) async throws(IMAPError) -> IMAPSession {
    let stream: TCPStream
    do throws(StreamError) {
      stream = try await TCPStream.connect(to: endpoint, security: security, timeout: limits.connect)
    } catch {
      throw .stream(error)
    }
    let session = IMAPSession(stream, limits)
    do throws(IMAPError) {
      try await session.begin(security)
    } catch {
      session.close()
      throw error
    }
    return session
  }

  private func begin(_ security: ConnectionSecurity) async throws(IMAPError) {
    let isPreauthenticated = try await greeting()
    if !hasToldCapabilities { try await run(.capability) }
    guard case .startTLS(let context) = security else { return }
    // Whoever sits in between could send PREAUTH to prevent STARTTLS (RFC 9051 §11.1).
    guard !isPreauthenticated else { throw .protocolViolation("PREAUTH before STARTTLS") }
    guard capabilities.contains(.startTLS) else { throw .notOffered(.startTLS) }
    try await run(.startTLS)
    // What was said unprotected may have been said by anybody (RFC 9051 §6.2.1).
    parser = ResponseParser(limits: limits.parser)
    capabilities = []
    do throws(StreamError) {
      _ = try await stream.startTLS(context, timeout: limits.connect)
    } catch {
      throw .stream(error)
    }
    try await run(.capability)
  }

  /// Returns whether the server takes us for authenticated.
  private func greeting() async throws(IMAPError) -> Bool {
    deadline = .now + limits.answer
    guard case .response(let response) = try await event(), case .untagged(.status(let status)) = response,
      [.ok, .preauthenticated, .bye].contains(status.condition)
    else { throw .protocolViolation("no greeting") }
    try note(.status(status))
    return status.condition == .preauthenticated
  }

  func nextTag() -> String {
    lastTag += 1
    return "A\(lastTag)"
  }

  var hasModSequences: Bool { capabilities.offers(.condstore) || capabilities.offers(.qresync) }

  /// Whether names are UTF-8 as they are, and no modified UTF-7 (`WireName`).
  public var isUTF8: Bool { enabled.contains(.utf8Accept) || capabilities.isRevision2Only }

  /// Says good-bye and closes.
  public func logout() async {
    // The server says BYE, which elsewhere is an error, and nothing of interest after it.
    _ = try? await run(.logout)
    close()
  }

  /// Closes at once; whatever waits for the server fails.
  public nonisolated func close() { stream.close() }
}
