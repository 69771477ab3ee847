public import Domain
import IMAP
import SMTP
import TLS

/// How we say who we are to a server. The secret is fetched at each login and not kept.
public enum ServerLogin: Sendable {
  /// Throws the problem that keeps the password from being had, in words for the operator.
  case password(@Sendable () throws(PasswordProblem) -> [UInt8])
  case tokens(AccessTokens)
}

/// Why a password cannot be had from where the settings say it is.
public struct PasswordProblem: Error, Sendable {
  public let text: Localized

  public init(_ text: Localized) { self.text = text }
}

/// A server as we log in to it.
public struct ServerAccount: Sendable {
  let server: ServerSettings
  /// Nil where no login is wanted.
  let login: ServerLogin?

  public init(_ server: ServerSettings, login: ServerLogin?) {
    self.server = server
    self.login = login
  }

  /// The server's authorities are read at each connection, so that a renewed file counts at once.
  func security() throws(ConnectionProblem) -> ConnectionSecurity {
    do throws(TLSError) {
      return switch server.security {
      case .tls: .tls(try TLSContext.client(trust: server.trust))
      case .starttls: .startTLS(try TLSContext.client(trust: server.trust))
      case .none: .plain
      }
    } catch {
      throw ConnectionProblem(server.endpoint, ConnectionProblem.Cause.stream(.tls(error)))
    }
  }

  /// Who we say we are, for the time of a login.
  struct LoginSecret: Sendable, CustomStringConvertible, CustomReflectable {
    let user: String
    let bytes: [UInt8]
    let isToken: Bool

    var description: String { "•••" }

    var customMirror: Mirror { Mirror(self, children: []) }
  }

  /// Opens a session and logs in. A token that the server refuses is fetched anew, once: it may have been withdrawn before
  /// its time; and on a new connection, since a server may end one after a refusal.
  func logIn<Session: Sendable, Failure: Error>(
    open: () async throws(Failure) -> Session, attempt: (Session, LoginSecret) async throws(Failure) -> Void,
    close: (Session) -> Void, problem: (Failure) -> ConnectionProblem
  ) async throws(ConnectionProblem) -> Session {
    func once(_ secret: LoginSecret?) async throws(ConnectionProblem) -> Session {
      do throws(Failure) {
        let session = try await open()
        guard let secret else { return session }
        do throws(Failure) {
          try await attempt(session, secret)
          return session
        } catch {
          close(session)
          throw error
        }
      } catch {
        throw problem(error)
      }
    }
    guard let login, let user = server.user else { return try await once(nil) }
    switch login {
    case .password(let read):
      return try await once(LoginSecret(user: user, bytes: try password(read), isToken: false))
    case .tokens(let tokens):
      let token = try await accessToken(tokens)
      do throws(ConnectionProblem) {
        return try await once(LoginSecret(user: user, bytes: token.withBytes { copy $0 }, isToken: true))
      } catch {
        guard case .login = error.cause else { throw error }
        await tokens.invalidate(token)
        let renewed = try await accessToken(tokens)
        return try await once(LoginSecret(user: user, bytes: renewed.withBytes { copy $0 }, isToken: true))
      }
    }
  }

  private func password(_ read: () throws(PasswordProblem) -> [UInt8]) throws(ConnectionProblem) -> [UInt8] {
    do {
      return try read()
    } catch {
      throw ConnectionProblem(server.endpoint, .password(error.text))
    }
  }

  private func accessToken(_ tokens: AccessTokens) async throws(ConnectionProblem) -> AccessToken {
    do {
      return try await tokens.token()
    } catch {
      throw ConnectionProblem(server.endpoint, .token(error))
    }
  }
}

extension ServerAccount {
  /// An IMAP session, logged in.
  func openIMAP() async throws(ConnectionProblem) -> IMAPSession {
    let security = try security()
    return try await logIn(
      open: { () throws(IMAPError) in
        try await IMAPSession.open(server.endpoint, security: security, limits: SessionLimits())
      },
      attempt: { (session, secret) throws(IMAPError) in
        try await session.authenticate(
          secret.isToken
            ? .token(user: secret.user, token: { secret.bytes })
            : .password(user: secret.user, password: { secret.bytes }))
      },
      close: { $0.close() }, problem: { ConnectionProblem(server.endpoint, $0) })
  }

  /// RFC 5321 §4.1.4 wants a name that resolves, which a machine behind a router has not, or an address; a server that
  /// knows who logged in does not care.
  private static let greeting = "[127.0.0.1]"

  /// An SMTP session, logged in where a login is wanted.
  func openSMTP() async throws(ConnectionProblem) -> SMTPSession {
    let security = try security()
    return try await logIn(
      open: { () throws(SMTPError) in
        try await SMTPSession.open(server.endpoint, security: security, greetAs: Self.greeting)
      },
      attempt: { (session, secret) throws(SMTPError) in
        try await session.authenticate(
          secret.isToken
            ? .token(user: secret.user, token: { secret.bytes })
            : .password(user: secret.user, password: { secret.bytes }))
      },
      close: { $0.close() }, problem: { ConnectionProblem(server.endpoint, $0) })
  }
}
