import Cryptography
import Domain
import HTTPClient
import Mailboxes
import Settings
import Store

/// Where the secrets of mail servers come from: passwords from the settings, at each login; tokens from the consent that
/// the store keeps sealed.
struct ServerLogins {
  private let secrets: SecretReader
  private let seal: StoreSeal
  private let store: ApplianceStore?
  private let world: World

  /// - Parameter store: Nil where there is none yet: then no consent was ever given.
  init(_ configuration: Configuration, store: ApplianceStore?, world: World) {
    secrets = configuration.secrets
    seal = configuration.seal
    self.store = store
    self.world = world
  }

  /// For a command beside the service. A token that is renewed must be kept, so that the store is opened for writing where
  /// it is there already.
  init(besideService configuration: Configuration, world: World) throws {
    let existing = try ApplianceStore(existing: configuration.dataFolder, world: world)
    let store = try existing.map { _ in
      try ApplianceStore(directory: configuration.dataFolder, retention: configuration.retention, world: world)
    }
    self.init(configuration, store: store, world: world)
  }

  /// Nil where no login is wanted.
  func login(to server: ServerSettings, _ tokens: AccessTokens?) -> ServerLogin? {
    if let tokens { return .tokens(tokens) }
    guard let node = server.password else { return nil }
    let secrets = secrets
    return .password { () throws(PasswordProblem) in
      do throws(SettingProblem) {
        return try secrets.secret(at: node).withBytes { copy $0 }
      } catch {
        throw PasswordProblem(error.sentence)
      }
    }
  }

  /// The tokens of a mailbox that logs in by them. Nil for one that does not.
  func tokens(of mailbox: MailboxSettings) -> AccessTokens? {
    guard let oauth = mailbox.oauth else { return nil }
    let consent = StoredConsent(store: store, seal: seal, mailbox: mailbox.name)
    return AccessTokens(
      mailbox: mailbox.name, settings: oauth, clientSecret: clientSecret(oauth),
      client: WebClient(version: Installation.version), world: world, load: { try await consent.load() },
      save: { try await consent.save($0) })
  }

  /// One that cannot be had now is told by `vaguemestre check`; the provider then refuses the client.
  private func clientSecret(_ oauth: OAuthSettings) -> WipedBytes? {
    oauth.clientSecret.flatMap { try? secrets.secret(at: $0) }?.wiped
  }
}

/// The refresh token that a person's consent gave for a mailbox, sealed in the store.
struct StoredConsent: Sendable {
  let store: ApplianceStore?
  let seal: StoreSeal
  let mailbox: MailboxName

  /// A sealed token of one mailbox does not open for another one.
  private var purpose: String { "vaguemestre refresh token 1 \(mailbox)" }

  func load() async throws -> [UInt8]? {
    guard let sealed = try await store?.refreshToken(of: mailbox) else { return nil }
    return try seal.open(sealed, for: purpose)
  }

  func save(_ token: [UInt8]) async throws {
    try await store?.setRefreshToken(try seal.seal(token, for: purpose), of: mailbox)
  }
}
