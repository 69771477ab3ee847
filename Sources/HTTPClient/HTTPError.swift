import CCurl

/// Why there is no answer from a web server: how far the call came, what libcurl said, and whether to try again.
///
/// Holds neither the URL nor anything of headers or bodies; libcurl's words may name the host.
public struct HTTPError: Error, Hashable, Sendable {
  public enum Phase: String, Hashable, Sendable {
    /// The call was not understood and nothing was sent: URL or headers are not well written.
    case request
    /// The name of the host was not resolved.
    case resolve
    case connect
    /// Handshake or certificate.
    case tls
    case send
    case receive
    /// The answer is longer than the client accepts.
    case tooLarge
    /// No complete answer within the client's time.
    case timedOut
    /// The task that waited was cancelled.
    case cancelled
  }

  public let phase: Phase
  /// The same call may succeed later without anybody changing anything.
  public let mayBeTriedAgain: Bool
  /// In libcurl's words.
  public let words: String

  public init(_ phase: Phase, mayBeTriedAgain: Bool, _ words: String) {
    self.phase = phase
    self.mayBeTriedAgain = mayBeTriedAgain
    self.words = words
  }

  static let cancelled = HTTPError(.cancelled, mayBeTriedAgain: true, "the task was cancelled")
}

extension HTTPError: CustomStringConvertible {
  public var description: String { "\(phase.rawValue): \(words)" }
}

extension HTTPError {
  /// From libcurl's code and what it wrote beside it.
  init(_ code: CURLcode, _ written: String, wasSent: Bool) {
    // An answer that is not HTTP is “unsupported” to libcurl, as a wrong URL is.
    let code = code == CURLE_UNSUPPORTED_PROTOCOL && wasSent ? CURLE_WEIRD_SERVER_REPLY : code
    let (phase, mayBeTriedAgain) = Self.meaning(of: code)
    // Words about a URL that is badly written may quote it with its password.
    let words = written.isEmpty || phase == .request ? String(cString: curl_easy_strerror(code)) : written
    self.init(phase, mayBeTriedAgain: mayBeTriedAgain, words)
  }

  private static func meaning(of code: CURLcode) -> (Phase, mayBeTriedAgain: Bool) {
    switch code {
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_LOGIN_DENIED, CURLE_BAD_FUNCTION_ARGUMENT:
      (.request, false)
    case CURLE_COULDNT_RESOLVE_HOST: (.resolve, true)
    case CURLE_COULDNT_CONNECT: (.connect, true)
    // A server or a firewall that hangs up in mid-handshake.
    case CURLE_SSL_CONNECT_ERROR: (.tls, true)
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_ENGINE_INITFAILED:
      (.tls, false)
    case CURLE_SEND_ERROR: (.send, true)
    // Our own receivers refuse what goes beyond the bound.
    case CURLE_WRITE_ERROR: (.tooLarge, false)
    case CURLE_OPERATION_TIMEDOUT: (.timedOut, true)
    case CURLE_ABORTED_BY_CALLBACK: (.cancelled, true)
    // Hung up, cut short, or not HTTP.
    default: (.receive, true)
    }
  }
}
