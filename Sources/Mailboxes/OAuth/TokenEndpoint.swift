import Cryptography
import Foundation
import HTTPClient

/// A provider's token endpoint (RFC 6749 §3.2): a form goes out, a grant or a refusal comes back.
struct TokenEndpoint: Sendable {
  let mailbox: String
  let settings: OAuthSettings
  /// Goes in the form and not in a header: Microsoft and Google both document it so (RFC 6749 §2.3.1 allows either).
  let clientSecret: WipedBytes?
  let client: WebClient

  struct Grant {
    let accessToken: [UInt8]
    let seconds: Int
    let refreshToken: [UInt8]?
  }

  /// Asks once. The caller tries again when the error is temporary.
  func ask(_ fields: [FormField]) async throws(TokenError) -> Grant {
    var fields = fields + [FormField("client_id", settings.clientID)]
    if let clientSecret { fields.append(FormField("client_secret", clientSecret.withBytes { copy $0 })) }
    let request = HTTPRequest(
      .post, settings.provider.tokenURL,
      headers: [
        HTTPHeader("Content-Type", "application/x-www-form-urlencoded"), HTTPHeader("Accept", "application/json"),
      ], body: fields.encoded)
    let response: HTTPResponse
    do throws(HTTPError) {
      response = try await client.send(request)
    } catch {
      throw error.mayBeTriedAgain ? .temporary(.transport(error)) : .connection(error)
    }
    if response.mayBeTriedAgain { throw .temporary(.status(response.status)) }
    guard let answer = try? JSONSerialization.jsonObject(with: Data(response.body)) as? [String: Any] else {
      throw .unreadable(status: response.status)
    }
    if let error = refusal(answer) { throw error }
    guard response.status == 200, let grant = Self.grant(answer) else { throw .unreadable(status: response.status) }
    return grant
  }

  /// RFC 6749 §5.1. A lifetime that is not told is taken to be short.
  private static func grant(_ answer: [String: Any]) -> Grant? {
    guard let token = token(answer["access_token"]) else { return nil }
    // A token of another type would have to be used in another way (RFC 6749 §7.1).
    if let type = answer["token_type"] as? String, type.lowercased() != "bearer" { return nil }
    return Grant(
      accessToken: token, seconds: max(0, answer["expires_in"] as? Int ?? 300),
      refreshToken: self.token(answer["refresh_token"]))
  }

  /// Nil for anything but printable ASCII (RFC 6749 appendix A.12 and A.17), which could break out of the command of
  /// another protocol.
  private static func token(_ value: Any?) -> [UInt8]? {
    guard let text = value as? String, !text.isEmpty, text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) else { return nil }
    return Array(text.utf8)
  }

  private func refusal(_ answer: [String: Any]) -> TokenError? {
    guard let code = answer["error"] as? String else { return nil }
    let number = (answer["error_codes"] as? [Int])?.first
    switch code {
    // The last two are Microsoft's, when a new rule of the organisation wants the person in front of the screen again.
    case "invalid_grant", "interaction_required", "consent_required":
      return .revoked(mailbox: mailbox, .init(code: code, number: number))
    case "invalid_client", "unauthorized_client": return .wrongClient(.init(code: code, number: number))
    // Microsoft's way of asking for patience.
    case "temporarily_unavailable": return .temporary(.status(503))
    case "invalid_request", "unsupported_grant_type", "invalid_scope", "access_denied", "invalid_resource":
      return .refused(.init(code: code, number: number))
    default: return .refused(.init(code: "other", number: number))
    }
  }
}
