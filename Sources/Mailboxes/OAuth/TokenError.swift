public import Domain
public import HTTPClient

/// Why there is no access token. Holds nothing of tokens, codes or secrets.
public enum TokenError: Error, Hashable, Sendable {
  /// Nobody has consented yet.
  case notAuthorised(mailbox: String)
  /// The provider does not take the refresh token any more: consent was withdrawn, a password changed, or it grew old.
  case revoked(mailbox: String, Refusal)
  /// The provider does not take the application: its id or its secret.
  case wrongClient(Refusal)
  /// The provider refused for another reason of its own.
  case refused(Refusal)
  /// The provider was not reached, or has trouble. The next call may succeed.
  case temporary(Trouble)
  /// The provider's address or certificate is wrong.
  case connection(HTTPError)
  /// The answer is none of the standard's (RFC 6749 §5).
  case unreadable(status: Int)
  /// The refresh token could not be read from where it is kept.
  case notLoaded
  /// The new refresh token could not be saved. The access token that came with it was not handed out; the next call
  /// saves first.
  case notSaved

  public enum Trouble: Hashable, Sendable {
    case status(Int)
    case transport(HTTPError)
  }

  /// A refusal as the standard words it (RFC 6749 §5.2).
  public struct Refusal: Hashable, Sendable {
    /// `invalid_grant`; “other” for a word that we do not know, which may hold anything.
    public let code: String
    /// Microsoft's number for the reason, as in `AADSTS700082`:
    /// https://learn.microsoft.com/entra/identity-platform/reference-error-codes
    public let number: Int?

    public init(code: String, number: Int? = nil) {
      self.code = code
      self.number = number
    }
  }

  /// Trying again later may succeed without anybody doing anything.
  public var isTemporary: Bool {
    switch self {
    case .temporary, .notLoaded, .notSaved: true
    case .notAuthorised, .revoked, .wrongClient, .refused, .connection, .unreadable: false
    }
  }
}

extension TokenError: CustomStringConvertible {
  /// For the operator: what is the matter, and what to do.
  public var text: Localized {
    switch self {
    case .notAuthorised(let mailbox):
      Localized(
        fr: "l’accès à la boîte « \(mailbox) » n’a pas encore été accordé ; lancez « vaguemestre mailbox authorise "
          + "\(mailbox) »",
        en: "access to the mailbox “\(mailbox)” was not granted yet; run “vaguemestre mailbox authorise \(mailbox)”")
    case .revoked(let mailbox, let refusal):
      Localized(
        fr: "l’accès à la boîte « \(mailbox) » a été retiré ou a expiré (\(refusal)) ; relancez « vaguemestre mailbox "
          + "authorise \(mailbox) »",
        en: "access to the mailbox “\(mailbox)” was withdrawn or has expired (\(refusal)); run “vaguemestre mailbox "
          + "authorise \(mailbox)” again")
    case .wrongClient(let refusal):
      Localized(
        fr: "le fournisseur ne reconnaît pas l’application (\(refusal)) ; vérifiez « client_id » et « client_secret », "
          + "et que le secret n’a pas expiré",
        en: "the provider does not recognise the application (\(refusal)); check “client_id” and “client_secret”, and "
          + "that the secret has not expired")
    case .refused(let refusal):
      Localized(
        fr: "le fournisseur refuse de donner un jeton (\(refusal)) ; vérifiez la section « oauth » de la boîte et les "
          + "droits de l’application",
        en: "the provider refuses to give a token (\(refusal)); check the mailbox's section “oauth” and the "
          + "application's rights")
    case .temporary(.status(let status)):
      Localized(
        fr: "le fournisseur des jetons est en difficulté (HTTP \(status)) ; un nouvel essai suivra",
        en: "the provider of tokens has trouble (HTTP \(status)); it will be tried again")
    case .temporary(.transport(let error)):
      Localized(
        fr: "le fournisseur des jetons n’a pas été joint (\(error)) ; un nouvel essai suivra",
        en: "the provider of tokens was not reached (\(error)); it will be tried again")
    case .connection(let error):
      Localized(
        fr: "le fournisseur des jetons ne peut être joint ainsi (\(error)) ; vérifiez son adresse, son certificat et "
          + "le mandataire (proxy)",
        en: "the provider of tokens cannot be reached this way (\(error)); check its address, its certificate and the "
          + "proxy")
    case .unreadable(let status):
      Localized(
        fr: "la réponse du fournisseur n’est pas celle d’un serveur de jetons (HTTP \(status)) ; vérifiez "
          + "« token_url » ou « tenant »",
        en: "the provider's answer is not that of a token server (HTTP \(status)); check “token_url” or “tenant”")
    case .notLoaded:
      Localized(
        fr: "le jeton de renouvellement n’a pu être lu ; vérifiez le dossier de données et la clé de scellement",
        en: "the refresh token could not be read; check the data folder and the sealing key")
    case .notSaved:
      Localized(
        fr: "le nouveau jeton de renouvellement n’a pu être enregistré et n’est donc pas employé ; vérifiez la place "
          + "et les droits du dossier de données",
        en: "the new refresh token could not be saved and is therefore not used; check space and rights of the data "
          + "folder")
    }
  }

  /// For the log.
  public var description: String { text.en }
}

extension TokenError.Refusal: CustomStringConvertible {
  public var description: String { number.map { "\(code), AADSTS\($0)" } ?? code }
}
