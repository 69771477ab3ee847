/// Who we are to the server. Secrets are asked for when they are sent, and not kept.
public enum SMTPCredentials: Sendable {
  /// By PLAIN (RFC 4616), or LOGIN where that is missing.
  case password(user: String, password: @Sendable () -> [UInt8])
  /// An OAuth 2 access token, by XOAUTH2.
  case token(user: String, token: @Sendable () -> [UInt8])
}
