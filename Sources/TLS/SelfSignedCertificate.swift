import COpenSSL
import Glibc

/// A certificate that vouches for itself, for a server that has no other yet: a P-256 key, and the names and addresses
/// under which the server is called.
public struct SelfSignedCertificate: Sendable {
  /// PEM.
  public let certificateFile: String
  /// PEM, readable by its owner only.
  public let keyFile: String
  /// Whether it was made by this call.
  public let isNew: Bool

  /// Finds `NAME.crt` and `NAME.key` in the folder, or makes both. A key without its certificate, left by a start that was
  /// cut short, is replaced.
  ///
  /// - Parameters:
  ///   - hosts: Names and addresses; the first one that is short enough is the subject's common name too.
  ///   - moment: Seconds since 1970, from when the certificate is valid.
  public static func findOrMake(
    _ name: String, in folder: String, hosts: [String], from moment: Int64, days: Int
  ) throws(TLSError) -> SelfSignedCertificate {
    let certificateFile = "\(folder)/\(name).crt"
    let keyFile = "\(folder)/\(name).key"
    if access(certificateFile, F_OK) == 0, access(keyFile, F_OK) == 0 {
      return SelfSignedCertificate(certificateFile: certificateFile, keyFile: keyFile, isNew: false)
    }
    let draft = try CertificateDraft(hosts: hosts, from: moment, until: moment + Int64(days) * 86_400)
    try write(draft.key(), to: keyFile, mode: 0o600)
    try write(draft.signed(), to: certificateFile, mode: 0o644)
    return SelfSignedCertificate(certificateFile: certificateFile, keyFile: keyFile, isNew: true)
  }

  /// The file has all of the bytes, on disk, or is not there.
  private static func write(_ bytes: [UInt8], to file: String, mode: mode_t) throws(TLSError) {
    let draft = file + ".new"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    let isWritten = descriptor >= 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count
    let isSynced = isWritten && fsync(descriptor) == 0
    let problem = errno
    if descriptor >= 0 { close(descriptor) }
    guard isSynced, rename(draft, file) == 0 else {
      let reason = String(cString: strerror(isSynced ? errno : problem))
      unlink(draft)
      throw .badCertificate(file: file, reason: reason)
    }
  }
}

extension TLSTrust {
  /// What `pinned` wants: the SHA-256 of a certificate's DER form. The file is PEM, of which the first certificate counts,
  /// or DER.
  public static func fingerprint(ofCertificate file: String) throws(TLSError) -> [UInt8] {
    ErrorQueue.clear()
    guard let input = BIO_new_file(file, "r") else {
      throw .badCertificate(file: file, reason: ErrorQueue.firstWords())
    }
    defer { BIO_free(input) }
    var certificate = PEM_read_bio_X509(input, nil, noPassphrase, nil)
    if certificate == nil {
      tls_rewind(input)
      certificate = d2i_X509_bio(input, nil)
    }
    guard let certificate else { throw .badCertificate(file: file, reason: ErrorQueue.firstWords()) }
    defer { X509_free(certificate) }
    ErrorQueue.clear()
    return PeerCertificate(certificate).fingerprint
  }
}

/// A certificate in the making, and its key.
private final class CertificateDraft {
  private let certificate: OpaquePointer
  private let keyPair: OpaquePointer

  init(hosts: [String], from start: Int64, until end: Int64) throws(TLSError) {
    ErrorQueue.clear()
    guard let certificate = X509_new() else { throw ErrorQueue.conversationError() }
    guard let keyPair = tls_make_p256_key() else {
      X509_free(certificate)
      throw ErrorQueue.conversationError()
    }
    self.certificate = certificate
    self.keyPair = keyPair
    try describe(hosts, from: start, until: end)
  }

  deinit {
    X509_free(certificate)
    EVP_PKEY_free(keyPair)
  }

  private func describe(_ hosts: [String], from start: Int64, until end: Int64) throws(TLSError) {
    // 2 is the third version (RFC 5280 §4.1.2.1).
    try check(X509_set_version(certificate, 2))
    try setSerialNumber()
    try check(ASN1_TIME_set(X509_getm_notBefore(certificate), time_t(start)) == nil ? 0 : 1)
    try check(ASN1_TIME_set(X509_getm_notAfter(certificate), time_t(end)) == nil ? 0 : 1)
    let name = X509_get_subject_name(certificate)
    // A common name has 64 characters at most (RFC 5280 appendix A.1); nobody looks for the host there any more.
    let commonName = hosts.first { $0.utf8.count <= 64 } ?? "localhost"
    try check(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, commonName, -1, -1, 0))
    try check(X509_set_issuer_name(certificate, name))
    try check(X509_set_pubkey(certificate, keyPair))
    try extend(NID_basic_constraints, "critical,CA:FALSE")
    try extend(NID_key_usage, "critical,digitalSignature")
    try extend(NID_ext_key_usage, "serverAuth")
    try extend(NID_subject_key_identifier, "hash")
    try nameHosts(hosts)
  }

  /// Positive, of 20 bytes at most, and of at least 64 random bits (RFC 5280 §4.1.2.2).
  private func setSerialNumber() throws(TLSError) {
    guard let number = BN_new() else { throw ErrorQueue.conversationError() }
    defer { BN_free(number) }
    try check(BN_rand(number, 159, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY))
    try check(BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) == nil ? 0 : 1)
  }

  private func extend(_ kind: Int32, _ value: String) throws(TLSError) {
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, certificate, certificate, nil, nil, 0)
    guard let made = X509V3_EXT_conf_nid(nil, &context, kind, value) else { throw ErrorQueue.conversationError() }
    defer { X509_EXTENSION_free(made) }
    try check(X509_add_ext(certificate, made, -1))
  }

  /// The names come from settings: they are put in one by one and not through libcrypto's language of extensions.
  private func nameHosts(_ hosts: [String]) throws(TLSError) {
    guard let list = OPENSSL_sk_new_null() else { throw ErrorQueue.conversationError() }
    defer { GENERAL_NAMES_free(list) }
    for host in hosts {
      guard let name = GENERAL_NAME_new() else { throw ErrorQueue.conversationError() }
      OPENSSL_sk_push(list, name)
      if let address = a2i_IPADDRESS(host) {
        GENERAL_NAME_set0_value(name, GEN_IPADD, address)
      } else {
        let text = ASN1_STRING_type_new(V_ASN1_IA5STRING)
        GENERAL_NAME_set0_value(name, GEN_DNS, text)
        try check(ASN1_STRING_set(text, host, Int32(clamping: host.utf8.count)))
      }
    }
    ErrorQueue.clear()
    try check(X509_add1_ext_i2d(certificate, NID_subject_alt_name, UnsafeMutableRawPointer(list), 0, 0))
  }

  /// PEM.
  func key() throws(TLSError) -> [UInt8] {
    try pem { PEM_write_bio_PKCS8PrivateKey($0, keyPair, nil, nil, 0, nil, nil) }
  }

  /// PEM.
  func signed() throws(TLSError) -> [UInt8] {
    guard X509_sign(certificate, keyPair, EVP_sha256()) > 0 else { throw ErrorQueue.conversationError() }
    return try pem { PEM_write_bio_X509($0, certificate) }
  }

  private func pem(_ write: (OpaquePointer) -> Int32) throws(TLSError) -> [UInt8] {
    // Wiped when freed, as it may hold the key.
    guard let output = BIO_new(BIO_s_secmem()) else { throw ErrorQueue.conversationError() }
    defer { BIO_free(output) }
    try check(write(output))
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(output))
    let count = BIO_read(output, &bytes, Int32(clamping: bytes.count))
    guard count == bytes.count else { throw ErrorQueue.conversationError() }
    return bytes
  }

  private func check(_ result: Int32) throws(TLSError) {
    guard result == 1 else { throw ErrorQueue.conversationError() }
  }
}
