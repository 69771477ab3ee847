public import Domain
import Foundation

/// The section `oauth` of a mailbox: how it gets the tokens that its servers take in place of a password (RFC 6749).
public struct OAuthSettings: Hashable, Sendable {
  public enum Flow: String, CaseIterable, Sendable {
    /// A person consents once, in a browser; the refresh token does the rest (RFC 6749 §4.1 and §6).
    case authorizationCode = "authorization_code"
    /// The program speaks for itself (RFC 6749 §4.4).
    case clientCredentials = "client_credentials"
  }

  public let flow: Flow
  public let clientID: String
  /// Where the client's secret is written; nil for a client that has none. Whoever needs it opens it.
  public let clientSecret: SettingNode?
  let provider: OAuthProvider

  private enum ProviderName: String, CaseIterable {
    case microsoft, google, custom
  }

  public static let declaration = SettingDeclaration(
    "oauth", .section(settings),
    Localized(
      fr: "L’accès par jetons (OAuth), qui remplace le mot de passe chez Microsoft 365 et Google.",
      en: "Access by tokens (OAuth), in place of a password, at Microsoft 365 and Google."))

  private static let settings: [SettingDeclaration] = [
    SettingDeclaration(
      "provider", .choice(ProviderName.allCases.map(\.rawValue)), isRequired: true, example: "microsoft",
      Localized(
        fr: "Qui donne les jetons : « microsoft » (Microsoft 365), « google », ou « custom » pour un autre.",
        en: "Who gives the tokens: “microsoft” (Microsoft 365), “google”, or “custom” for another.")),
    SettingDeclaration(
      "tenant", .text, example: "example.onmicrosoft.com",
      Localized(
        fr: "Microsoft 365 : l’identifiant ou le domaine de votre organisation. Obligatoire pour « microsoft ».",
        en: "Microsoft 365: your organisation's id or domain. Required for “microsoft”.")),
    SettingDeclaration(
      "client_id", .text, isRequired: true, example: "00000000-0000-0000-0000-000000000000",
      Localized(
        fr: "L’identifiant de l’application que vous avez déclarée chez le fournisseur.",
        en: "The id of the application that you registered with the provider.")),
    SettingDeclaration(
      "client_secret", .secret, example: "${OAUTH_SECRET}",
      Localized(
        fr: "Le secret de cette application ; à omettre si elle est publique.",
        en: "The secret of that application; leave it out if the application is public.")),
    SettingDeclaration(
      "flow", .choice(Flow.allCases.map(\.rawValue)), default: Flow.authorizationCode.rawValue,
      Localized(
        fr: """
          « authorization_code » : une personne donne son accord une fois, par « vaguemestre mailbox authorise » ; \
          « client_credentials » : l’application agit seule (Microsoft 365, avec l’accord d’un administrateur).
          """,
        en: """
          “authorization_code”: a person consents once, by “vaguemestre mailbox authorise”; “client_credentials”: the \
          application acts by itself (Microsoft 365, with an administrator's consent).
          """)),
    SettingDeclaration(
      "token_url", .text, example: "https://login.example.fr/token",
      Localized(fr: "« custom » : l’adresse qui donne les jetons.", en: "“custom”: the address that gives tokens.")),
    SettingDeclaration(
      "authorization_url", .text, example: "https://login.example.fr/authorize",
      Localized(
        fr: "« custom » : l’adresse de la page où une personne donne son accord.",
        en: "“custom”: the address of the page on which a person consents.")),
    SettingDeclaration(
      "scopes", .list(.text), example: "[imap, smtp, offline_access]",
      Localized(fr: "« custom » : les droits à demander.", en: "“custom”: the rights to ask for.")),
  ]

  /// Reads the section. Throws a problem where settings are missing, do not go together, or an address is not safe.
  public init(reading node: SettingNode) throws(SettingProblem) {
    let name: ProviderName = try Self.choice("provider", in: node)
    flow = node["flow"] == nil ? .authorizationCode : try Self.choice("flow", in: node)
    clientID = try node.requiredText("client_id")
    clientSecret = node["client_secret"].flatMap { $0.isNull ? nil : $0 }
    switch name {
    case .microsoft: provider = .microsoft(tenant: try Self.tenant(in: node), flow: flow)
    case .google: provider = .google
    case .custom:
      provider = OAuthProvider(
        tokenURL: try Self.address("token_url", in: node),
        authorizationURL: flow == .authorizationCode ? try Self.address("authorization_url", in: node) : "",
        scopes: node["scopes"]?.texts ?? [])
    }
    if name != .custom { try Self.refuse(["token_url", "authorization_url", "scopes"], in: node, name.rawValue) }
    if name != .microsoft { try Self.refuse(["tenant"], in: node, name.rawValue) }
    guard flow == .clientCredentials else { return }
    if name == .google {
      throw SettingProblem(
        node.place,
        .notReadable(
          Localized(
            fr: "Google ne connaît pas « flow: client_credentials » pour une boîte mail ; ôtez cette ligne.",
            en: "Google does not know “flow: client_credentials” for a mailbox; take this line away.")))
    }
    if clientSecret == nil { throw SettingProblem(node.place, .missing(name: "client_secret")) }
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, in node: SettingNode
  ) throws(SettingProblem) -> Choice {
    let written = try node.required(key)
    if let choice = written.scalar.flatMap(Choice.init(rawValue:)) { return choice }
    let choices = Choice.allCases.map(\.rawValue)
    throw SettingProblem(
      written.place,
      .notOneOf(
        value: written.scalar ?? "", choices: choices, suggestion: closest(to: written.scalar ?? "", in: choices)))
  }

  /// It becomes a part of an address, so that nothing but a domain or an id may stand there.
  private static func tenant(in node: SettingNode) throws(SettingProblem) -> String {
    let tenant = try node.requiredText("tenant")
    let isFit = tenant.utf8.allSatisfy { byte in
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
    if isFit && !tenant.isEmpty { return tenant }
    throw SettingProblem(
      try node.required("tenant").place,
      .notOfKind(
        value: tenant,
        expected: Localized(
          fr: "l’identifiant ou le domaine d’une organisation", en: "the id or the domain of an organisation")))
  }

  /// Tokens and secrets go there: in clear only within this machine.
  private static func address(_ key: String, in node: SettingNode) throws(SettingProblem) -> String {
    let text = try node.requiredText(key)
    if let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty, parts.user == nil,
      parts.fragment == nil,
      parts.scheme == "https" || parts.scheme == "http" && ["localhost", "127.0.0.1", "[::1]"].contains(host)
    {
      return text
    }
    throw SettingProblem(
      try node.required(key).place,
      .notOfKind(
        value: text,
        expected: Localized(
          fr: "une adresse en https://, sans nom d’utilisateur", en: "an address in https://, without a user name")))
  }

  private static func refuse(_ keys: [String], in node: SettingNode, _ provider: String) throws(SettingProblem) {
    for key in keys {
      guard let written = node[key], !written.isNull else { continue }
      throw SettingProblem(
        written.place,
        .notReadable(
          Localized(
            fr: "« \(key) » n’a pas de sens avec « provider: \(provider) » ; ôtez cette ligne.",
            en: "“\(key)” means nothing with “provider: \(provider)”; take this line away.")))
    }
  }
}
