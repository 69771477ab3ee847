import COpenSSL
import Foundation
import TestSupport
import Testing

@testable import TLS

/// A certificate and its key, in files.
struct TestIdentity {
  var certificateFile: String
  var keyFile: String

  /// Signed by nobody else, valid since a minute ago for a day.
  static func selfSigned(for hosts: [String], in folder: TemporaryFolder) throws -> TestIdentity {
    let made = try SelfSignedCertificate.findOrMake(
      "own", in: folder.path, hosts: hosts, from: currentSeconds() - 60, days: 1)
    return TestIdentity(certificateFile: made.certificateFile, keyFile: made.keyFile)
  }
}

/// An authority of the tests' own, which signs whatever a test wants to see accepted or refused.
final class TestAuthority {
  /// When a certificate is valid, in seconds from now.
  typealias Validity = ClosedRange<Int>

  let folder: String
  private let name: String
  private let key: OpaquePointer

  init(named name: String, in folder: String) throws {
    self.name = name
    self.folder = folder
    key = try #require(tls_make_p256_key())
  }

  deinit { EVP_PKEY_free(key) }

  /// A PEM file with the authority's own certificate.
  func authoritiesFile() throws -> String {
    let certificate = try makeCertificate(for: name, key: key, validity: -3600...3600)
    defer { X509_free(certificate) }
    try extend(certificate, NID_basic_constraints, "critical,CA:TRUE")
    return try write(certificate, name: name + ".authority.crt")
  }

  /// Signs a certificate; `alternatives` as libcrypto writes them (`DNS:a.example,IP:127.0.0.1`), none if empty.
  func issue(
    _ name: String, alternatives: String, validity: Validity = -3600...3600, rsaBits: UInt32? = nil
  ) throws -> TestIdentity {
    let ownKey = try #require(rsaBits.map { makeRSAKey($0) } ?? tls_make_p256_key())
    defer { EVP_PKEY_free(ownKey) }
    let certificate = try makeCertificate(for: name, key: ownKey, validity: validity)
    defer { X509_free(certificate) }
    if !alternatives.isEmpty { try extend(certificate, NID_subject_alt_name, alternatives) }
    let keyFile = "\(folder)/\(UUID().uuidString).key"
    let output = try #require(BIO_new_file(keyFile, "w"))
    defer { BIO_free(output) }
    try #require(PEM_write_bio_PKCS8PrivateKey(output, ownKey, nil, nil, 0, nil, nil) == 1)
    return TestIdentity(certificateFile: try write(certificate, name: UUID().uuidString + ".crt"), keyFile: keyFile)
  }

  private func makeRSAKey(_ bits: UInt32) -> OpaquePointer? {
    let context = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var made: OpaquePointer?
    guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_CTX_set_rsa_keygen_bits(context, Int32(bits)) == 1,
      EVP_PKEY_keygen(context, &made) == 1
    else { return nil }
    return made
  }

  private func makeCertificate(for subject: String, key subjectKey: OpaquePointer, validity: Validity) throws
    -> OpaquePointer
  {
    let certificate = try #require(X509_new())
    X509_set_version(certificate, 2)
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), Int.random(in: 1...Int(Int32.max)))
    X509_gmtime_adj(X509_getm_notBefore(certificate), validity.lowerBound)
    X509_gmtime_adj(X509_getm_notAfter(certificate), validity.upperBound)
    X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8, subject, -1, -1, 0)
    X509_NAME_add_entry_by_NID(X509_get_issuer_name(certificate), NID_commonName, MBSTRING_UTF8, name, -1, -1, 0)
    X509_set_pubkey(certificate, subjectKey)
    return certificate
  }

  private func extend(_ certificate: OpaquePointer, _ kind: Int32, _ value: String) throws {
    let made = try #require(X509V3_EXT_conf_nid(nil, nil, kind, value))
    defer { X509_EXTENSION_free(made) }
    try #require(X509_add_ext(certificate, made, -1) == 1)
  }

  /// Signs, and writes to a file.
  private func write(_ certificate: OpaquePointer, name: String) throws -> String {
    try #require(X509_sign(certificate, key, EVP_sha256()) > 0)
    let file = "\(folder)/\(name)"
    let output = try #require(BIO_new_file(file, "w"))
    defer { BIO_free(output) }
    try #require(PEM_write_bio_X509(output, certificate) == 1)
    return file
  }
}
