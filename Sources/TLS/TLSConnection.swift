import COpenSSL
import NIOCore

/// One TLS connection in memory: encrypted bytes go in and come out, and so do plain ones. It knows no socket and no
/// event loop, and belongs to one of each.
final class TLSConnection {
  enum Side {
    /// The server's name or address, to be asked for and to be found in its certificate.
    case client(host: String)
    case server
  }

  /// How far reading came.
  enum ReadOutcome {
    /// The rest of a record has not come yet.
    case waiting
    /// The other side has said that nothing more will come (close_notify, RFC 8446 §6.1).
    case closed
    case failed(TLSError)
  }

  /// The plain bytes of one record at most (RFC 8446 §5.1).
  private static let recordSize = 1 << 14

  private let context: TLSContext
  private let ssl: OpaquePointer
  /// What has come from the other side; `ssl` owns both.
  private let incoming: OpaquePointer
  /// What is to go to the other side.
  private let outgoing: OpaquePointer
  /// Why the other side's certificate was refused.
  private var verdict: TLSError?

  init(_ context: TLSContext, _ side: Side) throws(TLSError) {
    ErrorQueue.clear()
    guard let ssl = SSL_new(context.shared.pointer) else { throw ErrorQueue.conversationError() }
    guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
      SSL_free(ssl)
      throw ErrorQueue.conversationError()
    }
    SSL_set_bio(ssl, incoming, outgoing)
    self.context = context
    self.ssl = ssl
    self.incoming = incoming
    self.outgoing = outgoing
    SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque())
    switch side {
    case .client(let host):
      try expect(host)
      SSL_set_connect_state(ssl)
    case .server:
      SSL_set_accept_state(ssl)
    }
  }

  deinit { SSL_free(ssl) }

  /// An address is looked for among the certificate's addresses and not asked for by name (RFC 6066 §3).
  private func expect(_ host: String) throws(TLSError) {
    // `fe80::1%eth0` names an interface of ours, `example.org.` the root of names: neither is in a certificate.
    var host = host.prefix { $0 != "%" }
    if host.hasSuffix(".") { host.removeLast() }
    let name = String(host)
    let wanted = SSL_get0_param(ssl)
    if X509_VERIFY_PARAM_set1_ip_asc(wanted, name) == 1 { return }
    ErrorQueue.clear()
    // The common name is no name of a host, whatever older certificates put there (RFC 9525 §2).
    X509_VERIFY_PARAM_set_hostflags(
      wanted, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
    guard !name.isEmpty, X509_VERIFY_PARAM_set1_host(wanted, name, 0) == 1, tls_set_server_name(ssl, name) == 1
    else { throw .failed("no name to ask for") }
  }

  /// What both sides agreed on, once they have.
  var session: TLSSession {
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(ssl, &name, &count)
    return TLSSession(
      version: String(cString: SSL_get_version(ssl)),
      cipher: String(cString: SSL_CIPHER_get_name(SSL_get_current_cipher(ssl))),
      applicationProtocol: name.map {
        String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self)
      },
      peerFingerprint: SSL_get0_peer_certificate(ssl).map { PeerCertificate($0).fingerprint } ?? [])
  }

  /// Takes encrypted bytes.
  func feed(_ bytes: ByteBuffer) throws(TLSError) {
    guard bytes.readableBytes > 0 else { return }
    let taken = bytes.withUnsafeReadableBytes { BIO_write(incoming, $0.baseAddress, Int32(clamping: $0.count)) }
    guard taken == bytes.readableBytes else { throw .failed("out of memory") }
  }

  /// The encrypted bytes that are due, nil when there are none.
  func takeOutgoing(_ allocator: ByteBufferAllocator) -> ByteBuffer? {
    let count = BIO_ctrl_pending(outgoing)
    guard count > 0 else { return nil }
    var bytes = allocator.buffer(capacity: count)
    bytes.writeWithUnsafeMutableBytes(minimumWritableBytes: count) {
      Int(max(0, BIO_read(outgoing, $0.baseAddress, Int32(clamping: $0.count))))
    }
    return bytes
  }

  /// Goes on with the handshake as far as the bytes that have come allow. Returns whether it is complete.
  func handshake() throws(TLSError) -> Bool {
    ErrorQueue.clear()
    let result = SSL_do_handshake(ssl)
    if result == 1 { return true }
    guard SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ else { throw verdict ?? ErrorQueue.conversationError() }
    return false
  }

  /// Adds all that can be deciphered.
  func read(into plain: inout ByteBuffer) -> ReadOutcome {
    ErrorQueue.clear()
    var result: Int32 = 1
    while result == 1 {
      plain.writeWithUnsafeMutableBytes(minimumWritableBytes: Self.recordSize) {
        var count = 0
        result = SSL_read_ex(ssl, $0.baseAddress, $0.count, &count)
        return count
      }
    }
    switch SSL_get_error(ssl, result) {
    case SSL_ERROR_WANT_READ: return .waiting
    case SSL_ERROR_ZERO_RETURN: return .closed
    default: return .failed(ErrorQueue.conversationError())
    }
  }

  /// Enciphers; afterwards the result is outgoing.
  func write(_ plain: ByteBuffer) throws(TLSError) {
    guard plain.readableBytes > 0 else { return }
    ErrorQueue.clear()
    var count = 0
    let result = plain.withUnsafeReadableBytes { SSL_write_ex(ssl, $0.baseAddress, $0.count, &count) }
    guard result == 1, count == plain.readableBytes else { throw ErrorQueue.conversationError() }
  }

  /// Says that we shall send nothing more; afterwards that is outgoing.
  func shutdown() {
    SSL_shutdown(ssl)
    ErrorQueue.clear()
  }
}

extension TLSConnection {
  /// libssl's question whether to believe the certificates that a server showed.
  static func judge(_ store: OpaquePointer?) -> Bool {
    guard let store,
      let ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()),
      let connection = SSL_get_ex_data(OpaquePointer(ssl), 0)
    else { return false }
    return Unmanaged<TLSConnection>.fromOpaque(connection).takeUnretainedValue().judge(store)
  }

  private func judge(_ store: OpaquePointer) -> Bool {
    guard let shown = X509_STORE_CTX_get0_cert(store) else { return false }
    if let pin = context.shared.pin {
      let found = PeerCertificate(shown).fingerprint
      if found == pin { return true }
      // The alert that the other side gets.
      X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED)
      verdict = .pinMismatch(found: found)
    } else {
      if X509_verify_cert(store) == 1 { return true }
      let culprit = PeerCertificate(X509_STORE_CTX_get_current_cert(store) ?? shown)
      verdict = Self.verdict(X509_STORE_CTX_get_error(store), on: culprit, shown: PeerCertificate(shown))
    }
    return false
  }

  private static func verdict(_ code: Int32, on culprit: PeerCertificate, shown: PeerCertificate) -> TLSError {
    let words = String(cString: X509_verify_cert_error_string(Int(code)))
    switch code {
    case X509_V_ERR_CERT_HAS_EXPIRED: return .expired(since: culprit.validUntil)
    case X509_V_ERR_CERT_NOT_YET_VALID: return .notYetValid(from: culprit.validFrom)
    case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH: return .wrongHost(names: shown.names)
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT: return .unknownIssuer(issuer: shown.issuer, isSelfSigned: true)
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,
      X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,
      X509_V_ERR_CERT_UNTRUSTED:
      return .unknownIssuer(issuer: culprit.issuer, isSelfSigned: false)
    case X509_V_ERR_EE_KEY_TOO_SMALL, X509_V_ERR_CA_KEY_TOO_SMALL, X509_V_ERR_CA_MD_TOO_WEAK:
      return .weakKey(words)
    default: return .verification(code: code, words: words)
    }
  }
}
