import Testing

@testable import TLS

/// The sentences of the log.
@Test(
  "Each error says which it is",
  arguments: [
    (TLSError.expired(since: 1_767_225_600), "the certificate has expired, it was valid until 2026-01-01T00:00:00Z"),
    (.notYetValid(from: 1_767_225_600), "the certificate is not valid before 2026-01-01T00:00:00Z"),
    (.wrongHost(names: ["a.example", "10.0.0.1"]), "the certificate is not for this host but for a.example, 10.0.0.1"),
    (.wrongHost(names: []), "the certificate is not for this host but for none"),
    (.unknownIssuer(issuer: "CN=a", isSelfSigned: true), "the certificate is signed by the server itself (CN=a)"),
    (.unknownIssuer(issuer: "CN=a", isSelfSigned: false), "the certificate's issuer is not trusted (CN=a)"),
    (.pinMismatch(found: [0, 10, 255]), "the certificate is not the pinned one, its SHA-256 is 000aff"),
    (.badAuthorities(file: "/a.pem", reason: "no"), "the authorities in /a.pem cannot be used: no"),
    (.badCertificate(file: "/a.crt", reason: "no"), "/a.crt cannot be used: no"),
  ])
func sentence(error: TLSError, expected: String) {
  #expect(error.description == expected)
}
