public import Domain
import HTTPClient
import IMAP
import SMTP
public import TLS

/// Why a mail server cannot be used now, and what to do about it.
public struct ConnectionProblem: Error, Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    case stream(StreamError)
    /// It does not accept who we say we are. Its words, for a person only.
    case login(String?)
    /// There is no token to log in with.
    case token(TokenError)
    /// The password cannot be had from where the settings say it is.
    case password(Localized)
    /// It refused a command, by the command's name. Its words, for a person only.
    case refused(command: String, String?)
    /// What the settings ask for is not there; the extension's name.
    case notOffered(String)
    /// What it says makes no sense.
    case garbled(String)
    /// It does not take this message, whatever others it takes.
    case message(Localized)
    /// It ended the conversation. Its words, for a person only.
    case farewell(String?)
  }

  public let endpoint: Endpoint
  public let cause: Cause

  public init(_ endpoint: Endpoint, _ cause: Cause) {
    self.endpoint = endpoint
    self.cause = cause
  }

  fileprivate static let authentication = "AUTHENTICATE"

  /// Whether another message may fare better.
  public var isOfOneMessage: Bool {
    switch cause {
    case .refused(let command, _): command != Self.authentication
    case .message: true
    case .stream, .login, .token, .password, .notOffered, .garbled, .farewell: false
    }
  }

  /// A person has to see to the authorisation: consent, or what the settings say of the application.
  public var needsConsent: Bool {
    switch cause {
    case .token(.notAuthorised), .token(.revoked), .token(.wrongClient), .token(.refused): true
    default: false
    }
  }

  /// For the operator.
  public var text: Localized {
    let sentence = sentence
    return Localized(fr: "\(endpoint) : \(sentence.fr)", en: "\(endpoint): \(sentence.en)")
  }

  /// For the log: without the server's words, which may name people.
  public var description: String {
    switch cause {
    case .login, .refused, .farewell: "\(endpoint): \(withoutWords.sentence.en)"
    default: text.en
    }
  }

  private var withoutWords: ConnectionProblem {
    switch cause {
    case .login: ConnectionProblem(endpoint, .login(nil))
    case .refused(let command, _): ConnectionProblem(endpoint, .refused(command: command, nil))
    case .farewell: ConnectionProblem(endpoint, .farewell(nil))
    default: self
    }
  }

  private var sentence: Localized {
    switch cause {
    case .stream(let error): error.advice
    case .login(let words):
      Localized(
        fr: "le serveur refuse la connexion : vérifiez « user » et « password »\(Self.quoted(words).fr)",
        en: "the server refuses the login: check “user” and “password”\(Self.quoted(words).en)")
    case .token(let error): error.text
    case .password(let text): text
    case .refused(let command, let words):
      Localized(
        fr: "le serveur refuse la commande \(command)\(Self.quoted(words).fr)",
        en: "the server refuses the command \(command)\(Self.quoted(words).en)")
    case .notOffered(let name):
      Localized(
        fr: "le serveur ne propose pas \(name), que ces réglages demandent ; vérifiez « security » et « port »",
        en: "the server does not offer \(name), which these settings ask for; check “security” and “port”")
    case .garbled(let what):
      Localized(
        fr: "le serveur répond de façon incompréhensible (\(what)) ; vérifiez que « port » est le bon",
        en: "the server's answer cannot be understood (\(what)); check that “port” is right")
    case .message(let text): text
    case .farewell(let words):
      Localized(
        fr: "le serveur a mis fin à la connexion\(Self.quoted(words).fr)",
        en: "the server ended the connection\(Self.quoted(words).en)")
    }
  }

  /// What a server said, on one line and not too long.
  private static func quoted(_ words: String?) -> Localized {
    guard let words, !words.isEmpty else { return Localized(fr: "", en: "") }
    let line = String(
      String.UnicodeScalarView(
        words.unicodeScalars.prefix(200).map { $0.properties.generalCategory == .control ? " " : $0 }))
    return Localized(fr: " ; il dit : « \(line) »", en: "; it says: “\(line)”")
  }
}

extension ConnectionProblem {
  init(_ endpoint: Endpoint, _ error: IMAPError) {
    self.init(endpoint, Cause(error))
  }

  init(_ endpoint: Endpoint, _ error: SMTPError) {
    self.init(endpoint, Cause(error))
  }
}

extension ConnectionProblem: CustomStringConvertible {}

extension ConnectionProblem.Cause {
  fileprivate init(_ error: SMTPError) {
    // Code and enhanced code first: they are what one looks up (RFC 3463).
    let words = error.reply.map { "\($0) \(error.serverWords ?? "")" }
    switch error.cause {
    case .stream(let error): self = .stream(error)
    case .refused where error.phase == .authentication && error.kind == .permanent: self = .login(words)
    case .refused, .unexpected: self = .refused(command: error.phase.rawValue, words)
    case .noCommonMechanism: self = .notOffered("AUTH PLAIN, LOGIN, XOAUTH2")
    case .notOffered(.eightBits), .notOffered(.unicodeAddresses), .unwritable:
      self = .message(
        Localized(
          fr: "le serveur ne peut transmettre ce mail à cause de ses caractères (\(error.cause))",
          en: "the server cannot transmit this mail because of its characters (\(error.cause))"))
    case .notOffered(let feature): self = .notOffered(feature.rawValue)
    case .tooLarge(let limit):
      self = .message(
        Localized(
          fr: "le mail dépasse la taille que le serveur accepte (\(limit) octets)",
          en: "the mail is larger than the server accepts (\(limit) octets)"))
    case .unprotected: self = .notOffered("TLS")
    case .garbled, .busy: self = .garbled("\(error.cause)")
    }
  }

  fileprivate init(_ error: IMAPError) {
    switch error {
    case .stream(let error): self = .stream(error)
    case .bye(let text): self = .farewell(text)
    case .authenticationFailed(_, let text) where error.isPermanent: self = .login(text)
    case .authenticationFailed(_, let text): self = .refused(command: ConnectionProblem.authentication, text)
    case .refused(let command, _, _, let text): self = .refused(command: command, text)
    case .notOffered(let capability): self = .notOffered(capability.name)
    case .protocolViolation(let what): self = .garbled(what)
    case .tooLarge: self = .garbled("too large")
    case .unsendable(let command): self = .refused(command: command, nil)
    case .busy: self = .garbled("busy")
    case .unprotected: self = .notOffered("TLS")
    }
  }
}

extension StreamError {
  /// What is wrong and what to do, after the server's name.
  fileprivate var advice: Localized {
    switch self {
    case .unknownHost:
      Localized(
        fr: "ce nom de serveur est inconnu ; vérifiez « host » et le DNS de cette machine",
        en: "this server name is unknown; check “host” and this machine's DNS")
    case .unreachable(let words):
      Localized(
        fr: "le serveur ne prend pas la connexion (\(words)) ; vérifiez « host », « port » et le pare-feu",
        en: "the server does not take the connection (\(words)); check “host”, “port” and the firewall")
    case .timedOut:
      Localized(
        fr: "le serveur n’a pas répondu à temps ; s’il ne répond jamais, vérifiez « port » et « security »",
        en: "the server did not answer in time; if it never does, check “port” and “security”")
    case .closed: Localized(fr: "le serveur a coupé la connexion", en: "the server cut the connection")
    case .tls(let error): error.advice
    case .failed(let words): Localized(fr: "la connexion a échoué (\(words))", en: "the connection failed (\(words))")
    }
  }
}

extension TLSError {
  /// What is wrong and what to do, after the server's name.
  fileprivate var advice: Localized {
    switch self {
    case .expired(let moment):
      Localized(
        fr: "son certificat a expiré le \(Self.day(moment)) ; demandez à qui tient ce serveur de le renouveler",
        en: "its certificate expired on \(Self.day(moment)); ask whoever runs this server to renew it")
    case .notYetValid(let moment):
      Localized(
        fr: "son certificat ne vaut qu’à partir du \(Self.day(moment)) ; vérifiez l’horloge de cette machine",
        en: "its certificate is only valid from \(Self.day(moment)); check this machine's clock")
    case .wrongHost([]):
      Localized(
        fr: "son certificat ne dit pour quel nom il vaut ; donnez son empreinte dans « fingerprint »",
        en: "its certificate does not say for which name it is; give its fingerprint in “fingerprint”")
    case .wrongHost(let names):
      Localized(
        fr: "son certificat est pour \(Self.list(names)) et non pour ce nom ; écrivez l’un de ces noms dans « host »",
        en: "its certificate is for \(Self.list(names)) and not for this name; write one of these names in “host”")
    case .unknownIssuer(let issuer, let isSelfSigned):
      isSelfSigned
        ? Localized(
          fr: "son certificat est autosigné ; donnez-le dans « authorities », ou son empreinte dans « fingerprint »",
          en: "its certificate is self-signed; give it in “authorities”, or its fingerprint in “fingerprint”")
        : Localized(
          fr:
            "son certificat vient d’une autorité inconnue (\(issuer)) ; si c’est la vôtre, donnez-la dans « authorities »",
          en: "its certificate comes from an unknown authority (\(issuer)); if it is yours, give it in “authorities”")
    case .pinMismatch(let found):
      Localized(
        fr:
          "son certificat n’est pas celui de « fingerprint » mais \(Self.hex(found)) ; s’il a été renouvelé, corrigez",
        en: "its certificate is not that of “fingerprint” but \(Self.hex(found)); if it was renewed, correct it")
    case .weakKey(let words), .verification(_, let words):
      Localized(
        fr: "son certificat est refusé (\(words)) ; signalez-le à qui tient ce serveur",
        en: "its certificate is refused (\(words)); tell whoever runs this server")
    case .protocolTooOld:
      Localized(
        fr: "il ne parle que des versions de TLS dépassées (avant 1.2) ; il faut mettre ce serveur à jour",
        en: "it only speaks outdated versions of TLS (before 1.2); this server must be upgraded")
    case .notTLS:
      Localized(
        fr: "ce port ne parle pas TLS d’emblée ; essayez « security: starttls », ou un autre « port »",
        en: "this port does not speak TLS from the start; try “security: starttls”, or another “port”")
    case .refusedByPeer(let alert):
      Localized(
        fr: "le serveur refuse le chiffrement proposé (\(alert))", en: "the server refuses our encryption (\(alert))")
    case .interrupted:
      Localized(
        fr: "le serveur a raccroché avant la fin de la poignée de main TLS",
        en: "the server hung up before the TLS handshake ended")
    case .badAuthorities(let file, let reason), .badCertificate(let file, let reason):
      Localized(fr: "le fichier \(file) ne convient pas (\(reason))", en: "the file \(file) does not fit (\(reason))")
    case .failed(let words): Localized(fr: "le chiffrement a échoué (\(words))", en: "encryption failed (\(words))")
    }
  }

  private static func day(_ moment: Int64) -> String { CivilTime(Instant(seconds: moment)).isoDate }

  private static func list(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ") + (names.count > 5 ? "…" : "")
  }

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: ":")
  }
}
