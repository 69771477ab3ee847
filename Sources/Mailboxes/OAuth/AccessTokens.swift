// OAuth: how a mailbox comes to the tokens that Microsoft 365 and Google want in place of a password. A person consents
// once (`AuthorisationFlow`) and a refresh token is kept; from it, or from the application's own secret, `AccessTokens`
// gets an access token whenever the last one is about to end.

public import Cryptography
public import Domain
public import HTTPClient

/// The access tokens of one mailbox: one at a time, renewed before it ends, whoever asks.
public actor AccessTokens {
  /// The refresh token as it was last saved; nil when there is none yet.
  public typealias Load = @Sendable () async throws -> [UInt8]?
  /// Returns when the refresh token is safe on disk.
  public typealias Save = @Sendable ([UInt8]) async throws -> Void

  /// A token is renewed so many seconds before its end, or at the half of a short life.
  static let margin = 60

  private let endpoint: TokenEndpoint
  private let world: World
  private let load: Load
  private let save: Save

  private var current: (token: AccessToken, renewal: Instant)?
  private var renewing: Task<Result<AccessToken, TokenError>, Never>?
  /// A refresh token that the provider gave and that could not be saved: it may be the only one still good.
  private var unsaved: WipedBytes?

  /// - Parameters:
  ///   - mailbox: its name, for the words of errors.
  ///   - clientSecret: what `settings.clientSecret` opens to.
  public init(
    mailbox: MailboxName, settings: OAuthSettings, clientSecret: WipedBytes?, client: WebClient, world: World,
    load: @escaping Load, save: @escaping Save
  ) {
    endpoint = TokenEndpoint(
      mailbox: mailbox.text, settings: settings, clientSecret: clientSecret, client: client)
    self.world = world
    self.load = load
    self.save = save
  }

  /// A token that is good now. Callers who come while it is being renewed wait for the same renewal, which a cancelled
  /// caller does not cut short: its answer may hold the only refresh token that is still good. It takes no longer than
  /// the web client's time.
  public func token() async throws(TokenError) -> AccessToken {
    if let current, world.now() < current.renewal { return current.token }
    let renewing = self.renewing ?? Task { await self.renewed() }
    self.renewing = renewing
    return try await renewing.value.get()
  }

  /// A server refused this token: the next call gets another. Nothing happens when another is current already.
  public func invalidate(_ token: AccessToken) {
    if let current, current.token.isSame(as: token) { self.current = nil }
  }

  private func renewed() async -> Result<AccessToken, TokenError> {
    defer { renewing = nil }
    do throws(TokenError) {
      // The life of a token is counted from before it was asked for.
      let start = world.now()
      let grant = try await grant()
      let token = AccessToken(grant.accessToken, expiresAt: start.adding(seconds: Int64(grant.seconds)))
      let life = max(grant.seconds - Self.margin, grant.seconds / 2)
      current = (token, start.adding(seconds: Int64(life)))
      return .success(token)
    } catch {
      return .failure(error)
    }
  }

  private func grant() async throws(TokenError) -> TokenEndpoint.Grant {
    switch endpoint.settings.flow {
    case .authorizationCode: try await refresh()
    case .clientCredentials:
      try await endpoint.ask([
        FormField("grant_type", "client_credentials"),
        FormField("scope", endpoint.settings.provider.scopes.joined(separator: " ")),
      ])
    }
  }

  /// RFC 6749 §6. A new refresh token is saved before anything is done with the access token beside it.
  ///
  /// An answer that was lost may have held a new refresh token. The next call then shows the old one again: Microsoft
  /// keeps it good and Google gives no new one (see `OAuthProvider`). A provider that takes the second showing for theft
  /// (RFC 9700 §4.14.2) answers invalid_grant, and a person has to consent again.
  private func refresh() async throws(TokenError) -> TokenEndpoint.Grant {
    let saved = unsaved == nil ? try await loaded() : nil
    guard let shown = unsaved?.withBytes({ copy $0 }) ?? saved else {
      throw .notAuthorised(mailbox: endpoint.mailbox)
    }
    let grant: TokenEndpoint.Grant
    do throws(TokenError) {
      grant = try await endpoint.ask([
        FormField("grant_type", "refresh_token"), FormField("refresh_token", shown),
      ])
    } catch {
      // Somebody may have consented anew meanwhile: what was saved then counts next time.
      if case .revoked = error { unsaved = nil }
      throw error
    }
    let newest = grant.refreshToken ?? shown
    if newest != saved {
      unsaved = WipedBytes(newest)
      do { try await save(newest) } catch { throw .notSaved }
      unsaved = nil
    }
    return grant
  }

  private func loaded() async throws(TokenError) -> [UInt8]? {
    do { return try await load() } catch { throw .notLoaded }
  }
}
