import Cryptography
public import Domain
public import TLS

/// What the settings file says of a mail server: where it is, how the way to it is protected, who we are there.
public struct ServerSettings: Sendable, Hashable {
  public enum Security: String, Sendable, CaseIterable {
    case tls, starttls
    /// To a server on this very machine only.
    case none
  }

  public let endpoint: Endpoint
  public let security: Security
  /// Nil where no login is wanted.
  public let user: String?
  /// Where the password is to be had; nil with OAuth.
  public let password: SettingNode?
  public let trust: TLSTrust

  /// Which server the section is of: their ports and words differ.
  enum Kind {
    case imap, smtp

    func port(_ security: Security) -> Int {
      switch (self, security) {
      case (.imap, .tls): 993
      case (.imap, _): 143
      case (.smtp, .tls): 465
      case (.smtp, _): 587
      }
    }
  }

  static func declarations(_ kind: Kind) -> [SettingDeclaration] {
    [
      SettingDeclaration(
        "host", .text, isRequired: true, example: kind == .imap ? "imap.example.fr" : "smtp.example.fr",
        Localized(fr: "Le nom du serveur.", en: "The server's name.")),
      SettingDeclaration(
        "port", .integer(1...65_535), example: String(kind.port(.tls)),
        Localized(
          fr: "Son port ; sans lui, \(kind.port(.tls)) avec « tls », sinon \(kind.port(.starttls)).",
          en: "Its port; without one, \(kind.port(.tls)) with “tls”, else \(kind.port(.starttls)).")),
      SettingDeclaration(
        "security", .choice(Security.allCases.map(\.rawValue)), default: "tls",
        Localized(
          fr:
            "« tls » chiffre dès le début, « starttls » après l’accueil ; « none » jamais, pour un serveur de cette machine seulement.",
          en:
            "“tls” encrypts from the start, “starttls” after the greeting; “none” never, for a server on this machine only."
        )),
      SettingDeclaration(
        "user", .text, example: "contact@example.fr",
        kind == .imap
          ? Localized(
            fr: "Le nom de connexion ; sans lui, la première adresse de la boîte.",
            en: "The login name; without one, the mailbox's first address.")
          : Localized(
            fr:
              "Le nom de connexion ; sans lui, celui de « imap ». Vide (\"\") : sans connexion, pour un relais interne.",
            en: "The login name; without one, that of “imap”. Empty (\"\"): no login, for an internal relay.")),
      SettingDeclaration(
        "password", .secret, isUsual: kind == .imap, example: "file:/etc/vaguemestre/contact.password",
        kind == .imap
          ? Localized(
            fr: "Le mot de passe ; inutile avec « oauth ».", en: "The password; not needed with “oauth”.")
          : Localized(
            fr: "Le mot de passe ; sans lui, celui de « imap ».", en: "The password; without one, that of “imap”.")
      ),
      SettingDeclaration(
        "authorities", .path, example: "/etc/vaguemestre/ca.pem",
        Localized(
          fr:
            "Fichier PEM des autorités à croire à la place de celles du système : autorité interne, certificat autosigné.",
          en:
            "PEM file of the authorities to trust in place of the system's: an internal one, a self-signed certificate."
        )),
      SettingDeclaration(
        "fingerprint", .text, example: "9F:86:D0:81:…",
        Localized(
          fr:
            "L’empreinte SHA-256 du seul certificat accepté, quel que soit son nom (« openssl x509 -fingerprint -sha256 »).",
          en:
            "The SHA-256 fingerprint of the only certificate accepted, whatever its name (“openssl x509 -fingerprint -sha256”)."
        )),
    ]
  }

  /// - Parameters:
  ///   - user: Who we are if the section does not say.
  ///   - password: The password if the section does not say.
  init(
    reading node: SettingNode, _ kind: Kind, user: String?, password: SettingNode?
  ) throws(SettingProblem) {
    let security = Security(rawValue: node["security"]?.scalar ?? "") ?? .tls
    let host = try node.requiredText("host")
    if host.contains("/") || host.contains(where: \.isWhitespace) {
      throw SettingProblem(
        node["host"]?.place ?? node.place,
        .notOfKind(
          value: host,
          expected: Localized(
            fr: "le nom du serveur seul, comme imap.example.fr", en: "the server's name alone, such as imap.example.fr")
        ))
    }
    endpoint = Endpoint(host: host.lowercased(), port: node["port"]?.integer ?? kind.port(security))
    self.security = security
    if security == .none && !endpoint.isThisMachine {
      throw SettingProblem(
        node["security"]?.place ?? node.place,
        .notReadable(
          Localized(
            fr:
              "Sans chiffrement, le mot de passe et les mails passeraient en clair sur le réseau : écrivez « tls » ou "
              + "« starttls ». « none » ne vaut que pour un serveur de cette machine (localhost).",
            en: "Without encryption, password and mails would cross the network in clear: write “tls” or “starttls”. "
              + "“none” is only for a server on this machine (localhost).")))
    }
    let written = node["user"]?.scalar
    self.user = written == "" ? nil : written ?? user
    self.password = written == "" ? nil : node["password"].flatMap { $0.isNull ? nil : $0 } ?? password
    trust = try Self.trust(node)
  }

  private static func trust(_ node: SettingNode) throws(SettingProblem) -> TLSTrust {
    if let fingerprint = node["fingerprint"], let text = fingerprint.scalar {
      if let authorities = node["authorities"], !authorities.isNull {
        throw MailboxSettings.either(authorities, "authorities", "fingerprint")
      }
      guard let digest = SHA256Digest(hex: text.filter { $0 != ":" && $0 != " " }) else {
        throw SettingProblem(
          fingerprint.place,
          .notOfKind(
            value: text,
            expected: Localized(
              fr: "l’empreinte SHA-256 d’un certificat : 64 chiffres de 0 à F",
              en: "a certificate's SHA-256 fingerprint: 64 digits from 0 to F")))
      }
      return .pinned(sha256: digest.bytes)
    }
    return node["authorities"]?.scalar.map { .authorities(file: $0) } ?? .system
  }
}
