public import Cryptography
public import Domain
import Foundation
public import HTTPClient

/// The one time that a person consents: the authorization code grant with PKCE (RFC 6749 §4.1, RFC 7636).
///
/// The person opens `url` in a browser, wherever that runs, and consents. The provider then leads the browser to an
/// address on which nobody listens; the person copies it from the address bar and pastes it here. So it works on a
/// server without a browser.
public struct AuthorisationFlow: Sendable {
  /// Must be registered with the provider as it stands. Microsoft does not look at the port of `http://localhost`
  /// (https://learn.microsoft.com/entra/identity-platform/reply-url), Google takes any for a desktop application.
  public static let redirectURL = "http://localhost:8765"

  private let settings: OAuthSettings
  /// 43 characters that prove, when the code is exchanged, that it was asked for here (RFC 7636 §4.1).
  private let verifier: String
  private let state: String

  /// - Parameters:
  ///   - verifier: 32 strong random bytes.
  ///   - state: 16 others.
  init(settings: OAuthSettings, verifier: [UInt8], state: [UInt8]) {
    precondition(verifier.count == 32 && state.count == 16, "a proof that can be guessed proves nothing")
    self.settings = settings
    self.verifier = base64URL(verifier)
    self.state = base64URL(state)
  }

  /// With a proof of strong random bytes.
  public init(settings: OAuthSettings) throws {
    self.init(settings: settings, verifier: try randomBytes(32), state: try randomBytes(16))
  }

  /// The page on which to consent.
  public var url: String {
    let fields =
      [
        FormField("response_type", "code"), FormField("client_id", settings.clientID),
        FormField("redirect_uri", Self.redirectURL),
        FormField("scope", settings.provider.scopes.joined(separator: " ")), FormField("state", state),
        FormField("code_challenge", base64URL(SHA256Digest(of: verifier.utf8).bytes)),
        FormField("code_challenge_method", "S256"),
      ] + settings.provider.consentParameters
    let page = settings.provider.authorizationURL
    return page + (page.contains("?") ? "&" : "?") + String(decoding: fields.encoded, as: UTF8.self)
  }

  /// Exchanges what the person pasted, the whole address or the code alone, for a refresh token, to be saved.
  public func refreshToken(
    pasted: String, mailbox: MailboxName, clientSecret: WipedBytes?, client: WebClient
  ) async throws(AuthorisationError) -> [UInt8] {
    let code = try code(in: pasted)
    let endpoint = TokenEndpoint(
      mailbox: mailbox.text, settings: settings, clientSecret: clientSecret, client: client)
    let grant: TokenEndpoint.Grant
    do throws(TokenError) {
      grant = try await endpoint.ask([
        FormField("grant_type", "authorization_code"), FormField("code", code),
        FormField("redirect_uri", Self.redirectURL), FormField("code_verifier", verifier),
      ])
    } catch {
      // Here the grant is the code.
      if case .revoked = error { throw .codeRefused }
      throw .noToken(error)
    }
    guard let token = grant.refreshToken else { throw .noRefreshToken }
    return token
  }

  /// A code that stands alone has no state beside it; the verifier protects it as well (RFC 9700 §2.1.1).
  func code(in pasted: String) throws(AuthorisationError) -> String {
    let text = pasted.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.contains("=") || text.contains("://") else {
      guard let code = text.removingPercentEncoding, !code.isEmpty else { throw .noCode }
      return code
    }
    // Also takes the query alone.
    let items = URLComponents(string: text.contains("?") ? text : "?" + text)?.queryItems ?? []
    func value(_ name: String) -> String? { items.first { $0.name == name }?.value }
    guard value("state") == state else { throw value("state") == nil ? .noCode : .otherState }
    if value("error") != nil { throw .denied }
    guard let code = value("code"), !code.isEmpty else { throw .noCode }
    return code
  }
}

/// Why consenting gave no refresh token.
public enum AuthorisationError: Error, Hashable, Sendable {
  /// The pasted text holds no code.
  case noCode
  /// The pasted address belongs to another attempt.
  case otherState
  /// The person, or a rule of the organisation, said no.
  case denied
  /// The code was used before or has grown old.
  case codeRefused
  /// Access was granted for an hour only.
  case noRefreshToken
  case noToken(TokenError)
}

extension AuthorisationError: CustomStringConvertible {
  /// For the operator: what is the matter, and what to do.
  public var text: Localized {
    switch self {
    case .noCode:
      Localized(
        fr: "ce texte ne contient pas de code ; copiez l’adresse entière où le navigateur a été conduit, même s’il dit "
          + "ne pouvoir l’ouvrir",
        en: "this text holds no code; copy the whole address to which the browser was led, even if it says that it "
          + "cannot open it")
    case .otherState:
      Localized(
        fr: "cette adresse est celle d’un autre essai ; ouvrez le lien donné ici et recommencez",
        en: "this address is that of another attempt; open the link given here and begin again")
    case .denied:
      Localized(
        fr: "l’accord n’a pas été donné ; recommencez, ou demandez-le à l’administrateur de l’organisation",
        en: "consent was not given; begin again, or ask the organisation's administrator for it")
    case .codeRefused:
      Localized(
        fr: "le code a expiré ou a déjà servi ; relancez la commande et collez l’adresse sans attendre",
        en: "the code has expired or was used before; run the command again and paste the address without delay")
    case .noRefreshToken:
      Localized(
        fr: "le fournisseur n’a accordé qu’un accès passager ; donnez à l’application le droit « offline_access »",
        en: "the provider granted passing access only; give the application the right “offline_access”")
    case .noToken(let error): error.text
    }
  }

  /// For the log.
  public var description: String { text.en }
}

/// RFC 4648 §5 without padding, as RFC 7636 appendix A has it.
private func base64URL(_ bytes: [UInt8]) -> String {
  Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}
