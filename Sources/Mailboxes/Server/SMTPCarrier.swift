public import Domain
import SMTP
import TLS

/// Sends by a mail server (RFC 6409), and finds the proof of a sending among the sent mails.
///
/// The connection is kept between two answers that follow each other. A copy in the folder of sent mails proves that an
/// answer left, since it is put there after the server has taken it, by the server or by us; that there is none proves
/// nothing.
public actor SMTPCarrier: Carrier {
  private let account: ServerAccount
  private let access: any MailboxAccess
  private let sent: FolderName
  private let keepsCopies: Bool
  private let world: World
  private var session: SMTPSession?
  private var current: ConnectionHealth
  private var backoff = Backoff()
  private var problem: ConnectionProblem?

  /// - Parameters:
  ///   - access: The mailbox in which sent mails are kept.
  ///   - sent: The folder for them.
  ///   - copies: Who puts them there.
  public init(
    _ account: ServerAccount, access: any MailboxAccess, sent: FolderName, copies: MailboxSettings.SavesCopies,
    world: World
  ) {
    self.account = account
    self.access = access
    self.sent = sent
    self.world = world
    keepsCopies =
      switch copies {
      case .us: true
      case .server: false
      case .auto: !ServerQuirks(host: account.server.endpoint.host).keepsSentCopies
      }
    current = ConnectionHealth(purpose: .sending, state: .closed, since: world.now())
  }

  /// A connection kept since the answer before is tried, as the server may have ended it meanwhile.
  public func prepare() async throws(SendingError) {
    if let session, (try? await session.reset()) == nil { drop() }
    _ = try await ready()
  }

  private func ready() async throws(SendingError) -> SMTPSession {
    do throws(ConnectionProblem) {
      let session = try await connected()
      set(.connected)
      return session
    } catch {
      // The message plays no part in it.
      set(.down, error.text)
      throw SendingError(.temporary, error.text)
    }
  }

  public func send(_ message: MailObject) async throws(SendingError) {
    let session = try await ready()
    do throws(SMTPError) {
      try await session.send(Envelope(sender: message.sender, recipients: message.recipients), message.bytes)
    } catch {
      let problem = ConnectionProblem(account.server.endpoint, error)
      drop()
      if error.stream != nil || error.reply?.code == 421 { set(.down, problem.text) }
      throw SendingError(SendingError.Kind(error.kind), problem.text)
    }
  }

  public func keepCopy(of message: MailObject) async throws {
    guard keepsCopies else { return }
    let own = OwnMessage(messageID: message.messageID, bytes: message.bytes)
    if try await access.holds(own, in: sent) { return }
    try await access.append(own, to: sent, flags: [.seen])
  }

  public func evidence(ofSending message: MailObject) async throws -> SendingEvidence {
    try await access.holds(OwnMessage(messageID: message.messageID, bytes: message.bytes), in: sent) ? .sent : .unknown
  }

  // MARK: - The connection

  private func connected() async throws(ConnectionProblem) -> SMTPSession {
    if let session { return session }
    if let problem, !backoff.allowsAttempt(at: world.now()) { throw problem }
    do {
      let opened = try await account.openSMTP()
      session = opened
      backoff.reset()
      return opened
    } catch {
      backoff.noteFailure(at: world.now(), random: world.random())
      problem = error
      throw error
    }
  }

  private func drop() {
    session?.close()
    session = nil
    set(.closed)
  }

  private func set(_ state: ConnectionHealth.State, _ problem: Localized? = nil) {
    current.change(to: state, at: world.now(), problem)
  }

  public func health() -> [ConnectionHealth] { [current] }

  public func close() async {
    await session?.quit()
    drop()
  }
}

extension SendingError.Kind {
  fileprivate init(_ kind: SMTPError.Kind) {
    self =
      switch kind {
      case .temporary: .temporary
      case .permanent: .permanent
      case .uncertain: .uncertain
      }
  }
}
