import TestSupport

/// A certificate and its key, as PEM files.
public struct ServerCertificate: Sendable {
  public let certificate: String
  public let key: String
  /// Holds the files as long as somebody uses them.
  private let folder: TemporaryFolder

  fileprivate init(_ name: String, in folder: TemporaryFolder) {
    self.folder = folder
    certificate = "\(folder.path)/\(name).pem"
    key = "\(folder.path)/\(name).key"
  }
}

/// An authority of our own and what it signed for a server: one certificate that is right, and one for each way to be
/// wrong. Made by the `openssl` command in about a second, with keys on P-256.
public struct TestCertificates: Sendable {
  /// The authority, whose certificate a client is to trust.
  public let authority: ServerCertificate
  /// For `localhost` and 127.0.0.1, valid for 30 days.
  public let good: ServerCertificate
  /// The same, over since yesterday.
  public let expired: ServerCertificate
  /// For `other.example`.
  public let wrongHost: ServerCertificate
  /// For `localhost` and 127.0.0.1, by an authority that nobody trusts.
  public let untrusted: ServerCertificate

  public init() throws {
    let folder = try TemporaryFolder()
    let ours = try Authority("ours", in: folder)
    let strangers = try Authority("strangers", in: folder)
    authority = ours.pair
    good = try ours.sign("good", names: localhost, days: 30)
    expired = try ours.sign("expired", names: localhost, days: -1)
    wrongHost = try ours.sign("wrong-host", names: "DNS:other.example", days: 30)
    untrusted = try strangers.sign("untrusted", names: localhost, days: 30)
  }
}

private let localhost = "DNS:localhost,IP:127.0.0.1"

private struct Authority {
  let folder: TemporaryFolder
  let pair: ServerCertificate

  init(_ name: String, in folder: TemporaryFolder) throws {
    self.folder = folder
    pair = ServerCertificate(name, in: folder)
    try openssl(
      ["req", "-x509"] + newKey + [
        "-days", "30", "-subj", "/CN=Test authority \(name)", "-keyout", pair.key, "-out", pair.certificate,
      ])
  }

  func sign(_ name: String, names: String, days: Int) throws -> ServerCertificate {
    let signed = ServerCertificate(name, in: folder)
    let request = "\(folder.path)/\(name).csr"
    try openssl(["req"] + newKey + ["-subj", "/CN=\(name)", "-keyout", signed.key, "-out", request])
    let extensions = try folder.write("subjectAltName = \(names)\nbasicConstraints = CA:FALSE\n", to: "\(name).ext")
    try openssl([
      "x509", "-req", "-in", request, "-CA", pair.certificate, "-CAkey", pair.key, "-days", String(days),
      "-set_serial", String(UInt32.random(in: 1...UInt32.max)), "-extfile", extensions, "-out", signed.certificate,
    ])
    return signed
  }
}

private let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

private func openssl(_ words: [String]) throws { try ChildProcess.run(["/usr/bin/openssl"] + words) }
