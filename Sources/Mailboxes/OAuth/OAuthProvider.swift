/// Where a provider gives tokens, and what has to be asked of it.
struct OAuthProvider: Hashable, Sendable {
  let tokenURL: String
  let authorizationURL: String
  let scopes: [String]
  /// What the consent page wants beside the parameters of the standard.
  var consentParameters: [FormField] = []

  /// Microsoft 365. The scopes are those of Exchange Online, in full:
  /// https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth
  ///
  /// Old refresh tokens stay good when a new one is given out:
  /// https://learn.microsoft.com/entra/identity-platform/refresh-tokens
  static func microsoft(tenant: String, flow: OAuthSettings.Flow) -> OAuthProvider {
    let root = "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/"
    let scopes =
      switch flow {
      case .authorizationCode:
        [
          "https://outlook.office.com/IMAP.AccessAsUser.All", "https://outlook.office.com/SMTP.Send",
          // Without it there is no refresh token.
          "offline_access",
        ]
      case .clientCredentials: ["https://outlook.office365.com/.default"]
      }
    return OAuthProvider(
      tokenURL: root + "token", authorizationURL: root + "authorize", scopes: scopes,
      consentParameters: [FormField("response_mode", "query")])
  }

  /// Google. https://developers.google.com/identity/protocols/oauth2/native-app for the addresses,
  /// https://developers.google.com/gmail/imap/xoauth2-protocol for the scope.
  ///
  /// A refresh token is given for `access_type=offline` and, after the first time, only with `prompt=consent`:
  /// https://developers.google.com/identity/protocols/oauth2/web-server
  static let google = OAuthProvider(
    tokenURL: "https://oauth2.googleapis.com/token", authorizationURL: "https://accounts.google.com/o/oauth2/v2/auth",
    scopes: ["https://mail.google.com/"],
    consentParameters: [FormField("access_type", "offline"), FormField("prompt", "consent")])
}

/// A field of a form or of a URL's query.
struct FormField: Hashable, Sendable {
  let name: String
  let value: [UInt8]

  init(_ name: String, _ value: [UInt8]) {
    self.name = name
    self.value = value
  }

  init(_ name: String, _ value: String) { self.init(name, Array(value.utf8)) }
}

extension [FormField] {
  /// As `application/x-www-form-urlencoded` (RFC 6749 appendix B): all but unreserved characters as percent and digits,
  /// the space too, so that the text is right in a query as well (RFC 3986 §2.3).
  var encoded: [UInt8] {
    [[UInt8]](map { Self.encoded([UInt8]($0.name.utf8)) + [UInt8(ascii: "=")] + Self.encoded($0.value) })
      .joined(separator: [UInt8(ascii: "&")]).map { $0 }
  }

  private static func encoded(_ bytes: [UInt8]) -> [UInt8] {
    let digits = [UInt8]("0123456789ABCDEF".utf8)
    return bytes.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        [byte]
      default: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
  }
}
