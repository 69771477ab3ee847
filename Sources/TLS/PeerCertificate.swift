import COpenSSL
import Cryptography
import Glibc

/// What we tell about a certificate that was shown to us. Its owner may be hostile: what goes into a log is short and
/// printable.
///
/// The pointer belongs to whoever holds the certificate; this value lives no longer than the call it was made for.
struct PeerCertificate {
  private static let mostNames = 20
  private static let longestName = 256

  private let certificate: OpaquePointer

  init(_ certificate: OpaquePointer) { self.certificate = certificate }

  /// SHA-256 of the DER form.
  var fingerprint: [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = i2d_X509(certificate, &bytes)
    guard count > 0, let bytes else { return [] }
    defer { CRYPTO_free(bytes, #file, #line) }
    return SHA256Digest(of: UnsafeBufferPointer(start: bytes, count: Int(count))).bytes
  }

  /// Seconds since 1970.
  var validFrom: Int64 { seconds(X509_get0_notBefore(certificate)) }
  var validUntil: Int64 { seconds(X509_get0_notAfter(certificate)) }

  var issuer: String { text(of: X509_get_issuer_name(certificate)) }

  /// The hosts it is for: names and addresses of the subject's alternative names (RFC 5280 §4.2.1.6). The common
  /// name, which older certificates of a company's own have instead, is none (RFC 9525 §2).
  var names: [String] {
    guard let list = X509_get_ext_d2i(certificate, NID_subject_alt_name, nil, nil) else { return [] }
    let stack = OpaquePointer(list)
    defer { GENERAL_NAMES_free(stack) }
    return (0..<OPENSSL_sk_num(stack)).lazy.compactMap { index in
      OPENSSL_sk_value(stack, index).flatMap { host(of: $0.assumingMemoryBound(to: GENERAL_NAME.self).pointee) }
    }.prefix(Self.mostNames).map { $0 }
  }

  private func host(of name: GENERAL_NAME) -> String? {
    switch name.type {
    case GEN_DNS: name.d.dNSName.map { printable(bytes(of: $0)) }
    case GEN_IPADD: name.d.iPAddress.flatMap { address(bytes(of: $0)) }
    default: nil
    }
  }

  private func address(_ bytes: [UInt8]) -> String? {
    let family: Int32? = [4: AF_INET, 16: AF_INET6][bytes.count]
    guard let family else { return nil }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// As RFC 2253 writes names, the most particular part first.
  private func text(of name: OpaquePointer?) -> String {
    guard let name, let output = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(output) }
    guard X509_NAME_print_ex(output, name, 0, tls_name_format) > 0 else { return "" }
    var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(output))
    let count = BIO_read(output, &bytes, Int32(clamping: bytes.count))
    return printable(Array(bytes.prefix(Int(max(count, 0)))))
  }

  private func bytes(of string: UnsafePointer<ASN1_STRING>) -> [UInt8] {
    Array(UnsafeBufferPointer(start: ASN1_STRING_get0_data(string), count: Int(ASN1_STRING_length(string))))
  }

  private func printable(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes.prefix(Self.longestName), as: UTF8.self)
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.isPrintable ? $0 : "?" }))
  }

  private func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int64 {
    var parts = tm()
    guard ASN1_TIME_to_tm(time, &parts) == 1 else { return 0 }
    return Int64(timegm(&parts))
  }
}

extension Unicode.Scalar.Properties {
  /// Neither moves the cursor, nor turns the writing direction, nor is nothing at all.
  fileprivate var isPrintable: Bool {
    switch generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: false
    default: true
    }
  }
}
