import Foundation
import TestSupport
import Testing

@testable import TLS

/// The certificate of a server that has no other yet.
@Suite("Self-signed certificate")
struct SelfSignedCertificateTests {
  private let folder: TemporaryFolder
  private let hosts = ["serveur.atelier.example", "localhost", "192.168.1.20", "::1", "a,DNS:b"]

  init() throws { folder = try TemporaryFolder() }

  @Test("It is made once, with a key that only its owner reads")
  func madeOnce() throws {
    let first = try make()
    #expect(first.isNew)
    #expect(try permissions(first.keyFile) == 0o600)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["console.crt", "console.key"])
    let pin = try TLSTrust.fingerprint(ofCertificate: first.certificateFile)
    let second = try make()
    #expect(!second.isNew)
    #expect(try TLSTrust.fingerprint(ofCertificate: second.certificateFile) == pin)
  }

  @Test("What a start that was cut short left is replaced")
  func cutShort() throws {
    let first = try make()
    let pin = try TLSTrust.fingerprint(ofCertificate: first.certificateFile)
    try FileManager.default.removeItem(atPath: first.certificateFile)
    _ = try folder.write("half", to: "console.key.new")
    #expect(try make().isNew)
    #expect(try TLSTrust.fingerprint(ofCertificate: first.certificateFile) != pin)
    _ = try TLSContext.server(certificateFile: first.certificateFile, keyFile: first.keyFile)
  }

  @Test("A folder that is not there is told")
  func noFolder() {
    let missing = folder.path + "/missing"
    let expected = TLSError.badCertificate(file: missing + "/console.key", reason: "No such file or directory")
    #expect(throws: expected) {
      try SelfSignedCertificate.findOrMake("console", in: missing, hosts: hosts, from: currentSeconds(), days: 1)
    }
  }

  @Test(
    "It is for its names and addresses", arguments: ["serveur.atelier.example", "localhost", "192.168.1.20", "::1"])
  func accepted(host: String) throws {
    let made = try make()
    let identity = TestIdentity(certificateFile: made.certificateFile, keyFile: made.keyFile)
    #expect(try agree(on: identity, .authorities(file: made.certificateFile), host).version == "TLSv1.3")
  }

  @Test("It is for no others, and from its moment on")
  func refused() throws {
    let made = try make()
    let identity = TestIdentity(certificateFile: made.certificateFile, keyFile: made.keyFile)
    let trust = TLSTrust.authorities(file: made.certificateFile)
    #expect(throws: TLSError.wrongHost(names: hosts)) { try agree(on: identity, trust, "b") }
    let start = currentSeconds() + 86_400
    let future = try SelfSignedCertificate.findOrMake("future", in: folder.path, hosts: ["a"], from: start, days: 1)
    #expect(throws: TLSError.notYetValid(from: start)) {
      try agree(
        on: TestIdentity(certificateFile: future.certificateFile, keyFile: future.keyFile),
        .authorities(file: future.certificateFile), "a")
    }
  }

  @Test("A fingerprint is the same of PEM and of DER")
  func fingerprint() throws {
    let made = try make()
    let text = try String(contentsOfFile: made.certificateFile, encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("-----") }
    let der = try #require(Data(base64Encoded: lines.joined()))
    let file = folder.path + "/console.der"
    try der.write(to: URL(fileURLWithPath: file))
    let pin = try TLSTrust.fingerprint(ofCertificate: made.certificateFile)
    #expect(pin.count == 32)
    #expect(try TLSTrust.fingerprint(ofCertificate: file) == pin)
  }

  private func make() throws -> SelfSignedCertificate {
    try SelfSignedCertificate.findOrMake(
      "console", in: folder.path, hosts: hosts, from: currentSeconds() - 60, days: 365)
  }

  private func permissions(_ file: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
  }
}
