import COpenSSL
import Glibc

/// Whose certificates are believed.
public enum TLSTrust: Hashable, Sendable {
  /// The authorities that the system trusts (Debian's `ca-certificates`).
  case system
  /// The authorities in a PEM file, instead of the system's.
  case authorities(file: String)
  /// One certificate, by the SHA-256 of its DER form, whoever signed it and whatever names it holds.
  case pinned(sha256: [UInt8])
}

/// What one side of TLS connections is set up with; made once and used for many connections.
public struct TLSContext: Sendable {
  let shared: SharedContext

  /// For connections that we open. TLS 1.2 at least; the server's certificate is verified.
  public static func client(trust: TLSTrust) throws(TLSError) -> TLSContext {
    let context = TLSContext(shared: try SharedContext(TLS_client_method(), []))
    try context.shared.believe(trust)
    return context
  }

  /// For connections that others open to us. TLS 1.2 at least; nothing is asked of the client.
  ///
  /// - Parameters:
  ///   - certificateFile: PEM, ours first, then those that lead to an authority.
  ///   - keyFile: PEM, without a passphrase.
  ///   - protocols: What we speak, the preferred one first. A client that offers only others by ALPN (RFC 7301) is refused.
  public static func server(
    certificateFile: String, keyFile: String, protocols: [String] = []
  ) throws(TLSError) -> TLSContext {
    let context = TLSContext(shared: try SharedContext(TLS_server_method(), protocols))
    try context.shared.present(certificateFile: certificateFile, keyFile: keyFile)
    context.shared.chooseProtocols()
    return context
  }
}

/// What both sides of an encrypted connection agreed on.
public struct TLSSession: Hashable, Sendable {
  /// `TLSv1.2`, `TLSv1.3`.
  public let version: String
  public let cipher: String
  /// By ALPN.
  public let applicationProtocol: String?
  /// SHA-256 of the other side's certificate in DER form; empty when it showed none.
  public let peerFingerprint: [UInt8]
}

/// The `SSL_CTX` and what libssl's callbacks need beside it.
///
/// Unchecked, because Swift cannot see that libssl locks an `SSL_CTX` itself; it is set up before any other thread knows
/// it, and connections only read it.
final class SharedContext: @unchecked Sendable {
  let pointer: OpaquePointer
  /// SHA-256 of the only certificate that is accepted.
  private(set) var pin: [UInt8]?
  /// The protocols as ALPN writes them (RFC 7301 §3.1), where libssl may point into them.
  private let protocols: UnsafeMutableBufferPointer<UInt8>

  init(_ method: OpaquePointer?, _ protocols: [String]) throws(TLSError) {
    ErrorQueue.clear()
    guard let pointer = SSL_CTX_new(method) else { throw ErrorQueue.conversationError() }
    self.pointer = pointer
    let names = protocols.flatMap { [UInt8(clamping: $0.utf8.count)] + $0.utf8.prefix(255) }
    self.protocols = .allocate(capacity: names.count)
    _ = self.protocols.initialize(from: names)
    // The administrator's openssl.cnf may ask for more than this, or for less.
    SSL_CTX_set_security_level(pointer, max(2, SSL_CTX_get_security_level(pointer)))
    SSL_CTX_set_options(pointer, tls_options)
    guard tls_set_minimum_version(pointer, TLS1_2_VERSION) == 1 else { throw ErrorQueue.conversationError() }
  }

  deinit {
    SSL_CTX_free(pointer)
    protocols.deallocate()
  }

  func believe(_ trust: TLSTrust) throws(TLSError) {
    ErrorQueue.clear()
    switch trust {
    case .system:
      guard SSL_CTX_set_default_verify_paths(pointer) == 1 else { throw ErrorQueue.conversationError() }
    case .authorities(let file):
      guard access(file, R_OK) == 0 else {
        throw .badAuthorities(file: file, reason: String(cString: strerror(errno)))
      }
      guard SSL_CTX_load_verify_file(pointer, file) == 1 else {
        throw .badAuthorities(file: file, reason: ErrorQueue.lastWords())
      }
      // A file that names an intermediate authority, and not the root above it, means it.
      X509_STORE_set_flags(SSL_CTX_get_cert_store(pointer), UInt(X509_V_FLAG_PARTIAL_CHAIN))
    case .pinned(let sha256):
      pin = sha256
    }
    SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
    SSL_CTX_set_cert_verify_callback(pointer, { store, _ in TLSConnection.judge(store) ? 1 : 0 }, nil)
  }

  func present(certificateFile: String, keyFile: String) throws(TLSError) {
    ErrorQueue.clear()
    SSL_CTX_set_default_passwd_cb(pointer, noPassphrase)
    guard SSL_CTX_use_certificate_chain_file(pointer, certificateFile) == 1 else {
      throw .badCertificate(file: certificateFile, reason: ErrorQueue.firstWords())
    }
    guard SSL_CTX_use_PrivateKey_file(pointer, keyFile, SSL_FILETYPE_PEM) == 1,
      SSL_CTX_check_private_key(pointer) == 1
    else { throw .badCertificate(file: keyFile, reason: ErrorQueue.firstWords()) }
  }

  func chooseProtocols() {
    guard !protocols.isEmpty else { return }
    SSL_CTX_set_alpn_select_cb(
      pointer,
      { _, chosen, chosenCount, offered, offeredCount, argument in
        guard let argument else { return SSL_TLSEXT_ERR_NOACK }
        let ours = Unmanaged<SharedContext>.fromOpaque(argument).takeUnretainedValue().protocols
        var place: UnsafeMutablePointer<UInt8>?
        let outcome = SSL_select_next_proto(
          &place, chosenCount, ours.baseAddress, UInt32(ours.count), offered, offeredCount)
        chosen?.pointee = UnsafePointer(place)
        return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}

/// libcrypto would otherwise ask for a passphrase on the terminal.
let noPassphrase: @convention(c) (UnsafeMutablePointer<CChar>?, Int32, Int32, UnsafeMutableRawPointer?) -> Int32 = {
  _, _, _, _ in -1
}
