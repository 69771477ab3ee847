import Foundation
import TLS

extension SMTPSession {
  /// Says who we are (RFC 4954), by PLAIN where a password and PLAIN are there, else LOGIN; a token by XOAUTH2. On a plain
  /// connection only to this very machine.
  public func authenticate(_ credentials: SMTPCredentials) async throws(SMTPError) {
    guard tls != nil || stream.endpoint.isThisMachine else { throw SMTPError(.authentication, .unprotected) }
    try occupy(for: .authentication)
    defer { isBusy = false }
    guard extensions.offers(.authentication) else { throw SMTPError(.authentication, .notOffered(.authentication)) }
    let offered = extensions.mechanisms
    let last: Reply
    switch credentials {
    case .password(let user, let password) where offered.contains("PLAIN"):
      // RFC 4616 §2: no other identity, then the user, then the password.
      last = try await authenticate("PLAIN", [0] + Array(user.utf8) + [0] + password())
    case .password(let user, let password) where offered.contains("LOGIN"):
      last = try await login(user, password)
    case .token(let user, let token) where offered.contains("XOAUTH2"):
      last = try await bearToken(user, token)
    default: throw SMTPError(.authentication, .noCommonMechanism)
    }
    try demand(.completed, of: last, in: .authentication)
  }

  /// Sends what the mechanism says first; in the command itself when the line does not become too long for that
  /// (RFC 4954 §4).
  private func authenticate(_ mechanism: String, _ response: [UInt8]) async throws(SMTPError) -> Reply {
    let line = "AUTH \(mechanism) \(base64(response))"
    if line.utf8.count + 2 <= 512 { return try await say(line) }
    let challenge = try await say("AUTH \(mechanism)")
    return challenge.verdict == .goOn ? try await say(base64(response)) : challenge
  }

  /// Two questions, for the user and the password, whose wording no standard fixes (draft-murchison-sasl-login).
  private func login(_ user: String, _ password: @Sendable () -> [UInt8]) async throws(SMTPError) -> Reply {
    let first = try await say("AUTH LOGIN")
    guard first.verdict == .goOn else { return first }
    let second = try await say(base64(Array(user.utf8)))
    guard second.verdict == .goOn else { return second }
    return try await say(base64(password()))
  }

  private func bearToken(_ user: String, _ token: @Sendable () -> [UInt8]) async throws(SMTPError) -> Reply {
    let response = Array("user=\(user)\u{1}auth=Bearer ".utf8) + token() + [1, 1]
    let reply = try await authenticate("XOAUTH2", response)
    // A refused token is explained in a challenge; the refusal itself comes once that has been answered. An empty line
    // is the answer here, where OAUTHBEARER has a 0x01 (RFC 7628 §3.2.3).
    return reply.verdict == .goOn ? try await say("") : reply
  }

  private func say(_ line: String) async throws(SMTPError) -> Reply {
    try await ask(Command(phase: .authentication, line: line))
  }

  private func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
