import Foundation

/// Why a connection could not be encrypted, or whom it would have been with.
public enum TLSError: Error, Hashable, Sendable {
  // What is wrong with the other side's certificate (RFC 5280 §6).

  /// The certificate, or one that vouches for it, was valid until this moment (seconds since 1970).
  case expired(since: Int64)
  /// The certificate, or one that vouches for it, is valid from this moment on (seconds since 1970): one of the two
  /// clocks may be wrong.
  case notYetValid(from: Int64)
  /// The certificate is for these names and addresses, and not for the host that we called (RFC 9525).
  case wrongHost(names: [String])
  /// Nobody whom we trust vouches for the certificate. `issuer` is who does; when `isSelfSigned`, only the server itself.
  case unknownIssuer(issuer: String, isSelfSigned: Bool)
  /// Another certificate than the pinned one; the SHA-256 of the one that was shown.
  case pinMismatch(found: [UInt8])
  /// A key or a signature in the chain is too weak to be believed.
  case weakKey(String)
  /// Any other fault of the certificate; libcrypto's number (`X509_V_ERR_…`) and words.
  case verification(code: Int32, words: String)

  // What went wrong between the two sides.

  /// The other side speaks nothing newer than TLS 1.1 (RFC 8996).
  case protocolTooOld
  /// What answers does not speak TLS: it may want STARTTLS, or listen on another port for TLS.
  case notTLS
  /// The other side ended it by an alert (RFC 8446 §6.2); the alert's name.
  case refusedByPeer(String)
  /// The other side closed the connection before it was encrypted.
  case interrupted

  // What is wrong with our own files.

  /// The file of authorities cannot be used.
  case badAuthorities(file: String, reason: String)
  /// A certificate's file, or its key's, cannot be used.
  case badCertificate(file: String, reason: String)

  /// Anything else, in libssl's words.
  case failed(String)
}

extension TLSError: CustomStringConvertible {
  /// A sentence for the log.
  public var description: String {
    switch self {
    case .expired(let moment): "the certificate has expired, it was valid until \(utc(moment))"
    case .notYetValid(let moment): "the certificate is not valid before \(utc(moment))"
    case .wrongHost(let names):
      "the certificate is not for this host but for " + (names.isEmpty ? "none" : names.joined(separator: ", "))
    case .unknownIssuer(let issuer, let isSelfSigned):
      isSelfSigned
        ? "the certificate is signed by the server itself (\(issuer))"
        : "the certificate's issuer is not trusted (\(issuer))"
    case .pinMismatch(let found): "the certificate is not the pinned one, its SHA-256 is \(hexadecimal(found))"
    case .weakKey(let words): "the certificate is too weak: \(words)"
    case .verification(let code, let words): "the certificate is refused: \(words) (\(code))"
    case .protocolTooOld: "the other side speaks only versions of TLS before 1.2"
    case .notTLS: "the other side does not speak TLS on this port"
    case .refusedByPeer(let alert): "the other side refused: \(alert)"
    case .interrupted: "the other side closed the connection before it was encrypted"
    case .badAuthorities(let file, let reason): "the authorities in \(file) cannot be used: \(reason)"
    case .badCertificate(let file, let reason): "\(file) cannot be used: \(reason)"
    case .failed(let words): "TLS failed: \(words)"
    }
  }
}

/// As RFC 3339 writes it.
private func utc(_ moment: Int64) -> String { Date(timeIntervalSince1970: TimeInterval(moment)).ISO8601Format() }

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
