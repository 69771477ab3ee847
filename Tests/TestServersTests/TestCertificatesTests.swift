import Testing

@testable import TestServers

@Suite struct TestCertificatesTests {
  @Test func eachIsWrongInItsOwnWay() throws {
    let certificates = try TestCertificates()
    let flaws = [
      (certificates.good, nil), (certificates.expired, "certificate has expired"),
      (certificates.wrongHost, "hostname mismatch"), (certificates.untrusted, "unable to get local issuer certificate"),
    ]
    for (certificate, flaw) in flaws {
      #expect(
        verification(of: certificate, by: certificates.authority.certificate)?.contains(flaw ?? "")
          == (flaw == nil ? nil : true))
    }
  }

  /// What openssl has against it.
  private func verification(of certificate: ServerCertificate, by authority: String) -> String? {
    let words = ["/usr/bin/openssl", "verify", "-CAfile", authority, "-verify_hostname", "localhost"]
    do throws(MailServerError) {
      try ChildProcess.run(words + [certificate.certificate])
      return nil
    } catch {
      guard case .failed(_, let output) = error else { return "\(error)" }
      return output
    }
  }
}
