import COpenSSL
import Glibc

/// libcrypto and libssl leave their errors in a queue of the thread's own. It is emptied before each call whose errors are
/// told, so that an old error is never taken for a new one.
enum ErrorQueue {
  static func clear() { ERR_clear_error() }

  /// Takes what the queue tells first, the cause of what follows it, as an error of a conversation.
  static func conversationError() -> TLSError {
    defer { ERR_clear_error() }
    var code = ERR_get_error()
    while code != 0, ERR_GET_LIB(code) != ERR_LIB_SSL, ERR_peek_error() != 0 { code = ERR_get_error() }
    guard ERR_GET_LIB(code) == ERR_LIB_SSL else { return .failed(words(for: code)) }
    switch ERR_GET_REASON(code) {
    case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_VERSION_TOO_LOW, SSL_R_WRONG_SSL_VERSION, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
      return .protocolTooOld
    case SSL_R_WRONG_VERSION_NUMBER, SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST:
      return .notTLS
    case SSL_R_EE_KEY_TOO_SMALL, SSL_R_CA_KEY_TOO_SMALL, SSL_R_CA_MD_TOO_WEAK, SSL_R_DH_KEY_TOO_SMALL:
      return .weakKey(words(for: code))
    case let reason where reason > SSL_AD_REASON_OFFSET:
      return .refusedByPeer(String(cString: SSL_alert_desc_string_long(reason - SSL_AD_REASON_OFFSET)))
    default:
      return .failed(words(for: code))
    }
  }

  /// Takes the words of what the queue tells last: why a file was not usable.
  static func lastWords() -> String {
    defer { ERR_clear_error() }
    return words(for: ERR_peek_last_error())
  }

  /// Takes the words of what the queue tells first.
  static func firstWords() -> String {
    defer { ERR_clear_error() }
    return words(for: ERR_peek_error())
  }

  private static func words(for code: UInt) -> String {
    if ERR_GET_LIB(code) == ERR_LIB_SYS { return String(cString: strerror(ERR_GET_REASON(code))) }
    guard let words = ERR_reason_error_string(code) else { return "error \(code)" }
    return String(cString: words)
  }
}
