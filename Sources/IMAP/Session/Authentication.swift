import Foundation
import TLS

/// How an account is opened. Secrets are asked for when they are needed, and not kept.
public enum Credentials: Sendable {
  case password(user: String, password: @Sendable () -> [UInt8])
  /// An OAuth 2.0 access token.
  case token(user: String, token: @Sendable () -> [UInt8])
}

extension IMAPSession {
  /// Proves who we are; then asks again what the server offers, unless it tells by itself.
  ///
  /// A password goes by AUTHENTICATE PLAIN (RFC 4616), or by LOGIN where PLAIN is not offered; a token by OAUTHBEARER
  /// (RFC 7628), or by XOAUTH2, its forerunner at Google and Microsoft. On a plain connection only to this very machine.
  public func authenticate(_ credentials: Credentials) async throws(IMAPError) {
    guard tls != nil || stream.endpoint.isThisMachine else { throw .unprotected }
    hasToldCapabilities = false
    do throws(IMAPError) {
      switch credentials {
      case .password(let user, let password): try await authenticate(user: user, password: password())
      case .token(let user, let token): try await authenticate(user: user, token: token())
      }
    } catch .refused(_, .no, let code, let text) {
      throw .authenticationFailed(code: code, text: text)
    } catch {
      throw error
    }
    if !hasToldCapabilities { try await run(.capability) }
  }

  private func authenticate(user: String, password: [UInt8]) async throws(IMAPError) {
    if capabilities.contains(.authentication("PLAIN")) {
      // NUL is what parts the three fields.
      guard !user.utf8.contains(0), !password.contains(0) else { throw .unsendable(command: "AUTHENTICATE") }
      try await authenticate("PLAIN", response: [0] + Array(user.utf8) + [0] + password, answerToError: "*")
    } else if !capabilities.contains(.loginDisabled) {
      try await run(.login(user: user, password: password))
    } else {
      throw .notOffered(.authentication("PLAIN"))
    }
  }

  private func authenticate(user: String, token: [UInt8]) async throws(IMAPError) {
    let bearer = Array("auth=Bearer ".utf8) + token + [1, 1]
    if capabilities.contains(.authentication("OAUTHBEARER")) {
      // `saslname` of RFC 5801 §4.
      let name = user.replacing("=", with: "=3D").replacing(",", with: "=2C")
      let place = "n,a=\(name),\u{1}host=\(stream.endpoint.host)\u{1}port=\(stream.endpoint.port)\u{1}"
      // After an error the server waits for one octet of 1, and then says NO (RFC 7628 §3.2.3).
      try await authenticate("OAUTHBEARER", response: Array(place.utf8) + bearer, answerToError: "AQ==")
    } else if capabilities.contains(.authentication("XOAUTH2")) {
      let response = Array("user=\(user)\u{1}".utf8) + bearer
      // Google: "Send an empty response to the challenge" (XOAUTH2 protocol, "Error response").
      try await authenticate("XOAUTH2", response: response, answerToError: "")
    } else {
      throw .notOffered(.authentication("OAUTHBEARER"))
    }
  }

  /// One exchange of SASL: our only message, then an answer to any challenge that follows, which can but be an error.
  private func authenticate(
    _ mechanism: String, response: [UInt8], answerToError: String
  ) async throws(IMAPError) {
    let response = base64(response)
    let isInitial = capabilities.offers(.saslInitialResponse)
    let running = try await send(.authenticate(mechanism, initialResponse: isInitial ? response : nil))
    var answers = isInitial ? [] : [response]
    answers.append(Array(answerToError.utf8))
    while true {
      switch try await step(of: running) {
      case .continuation:
        guard !answers.isEmpty else { throw failed(.protocolViolation("challenges without end")) }
        try await write(answers.removeFirst() + [Octet.carriageReturn, Octet.lineFeed])
      case .end: return
      case .data, .body: break
      }
    }
  }
}

/// RFC 4648 §4.
func base64(_ octets: [UInt8]) -> [UInt8] { Array(Data(octets).base64EncodedData()) }
