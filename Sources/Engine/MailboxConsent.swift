import Cryptography
public import Domain
import HTTPClient
import Mailboxes
import Settings
import Store

/// A person's consent that the appliance may use a mailbox at Microsoft 365 or Google, given once.
public struct MailboxConsent: Sendable {
  private let mailbox: MailboxName
  private let flow: AuthorisationFlow
  private let clientSecret: WipedBytes?
  private let consent: StoredConsent

  /// Throws when the mailbox logs in by password, or by the application's own right, which needs no person.
  public init(to name: MailboxName, _ configuration: Configuration, world: World) throws {
    guard let settings = configuration.mailboxes.first(where: { $0.name == name }), let oauth = settings.oauth,
      oauth.flow == .authorizationCode
    else {
      throw ConsentError(
        text: Localized(
          fr: "la boîte « \(name) » ne se connecte pas par l’accord d’une personne : ses réglages n’ont pas de section "
            + "« oauth » avec « flow: authorization_code »",
          en: "the mailbox “\(name)” does not log in by a person's consent: its settings have no section “oauth” with "
            + "“flow: authorization_code”"))
    }
    mailbox = name
    flow = try AuthorisationFlow(settings: oauth)
    let store = try ApplianceStore(
      directory: configuration.dataFolder, retention: configuration.retention, world: world)
    clientSecret = try oauth.clientSecret.map { try configuration.secrets.secret(at: $0).wiped }
    consent = StoredConsent(store: store, seal: configuration.seal, mailbox: name)
  }

  /// The page on which to consent, in any browser.
  public var url: String { flow.url }

  /// Ends it with the address to which the browser was led afterwards: the consent is kept, sealed.
  public func finish(pasted: String) async throws {
    let token = try await flow.refreshToken(
      pasted: pasted, mailbox: mailbox, clientSecret: clientSecret,
      client: WebClient(version: Installation.version))
    try await consent.save(token)
  }
}

/// Why there is nothing to consent to.
public struct ConsentError: Error, Sendable {
  public let text: Localized
}
