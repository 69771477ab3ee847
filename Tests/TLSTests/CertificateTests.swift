import NIOCore
import TestSupport
import Testing

@testable import TLS

/// Which certificates are believed, and what is said of the others. Both sides are in memory.
@Suite("Certificates")
struct CertificateTests {
  private let folder: TemporaryFolder
  private let authority: TestAuthority
  private let trusted: TLSTrust

  init() throws {
    folder = try TemporaryFolder()
    authority = try TestAuthority(named: "Atelier CA", in: folder.path)
    trusted = .authorities(file: try authority.authoritiesFile())
  }

  @Test(
    "A certificate is for the hosts that it names",
    arguments: [
      ("DNS:mail.example.org", "mail.example.org", true),
      ("DNS:mail.example.org", "MAIL.Example.org", true),
      ("DNS:mail.example.org", "mail.example.org.", true),
      ("DNS:mail.example.org", "example.org", false),
      ("DNS:example.org", "mail.example.org", false),
      ("DNS:*.example.org", "mail.example.org", true),
      ("DNS:*.example.org", "a.mail.example.org", false),
      ("DNS:*.example.org", "example.org", false),
      ("DNS:ma*.example.org", "mail.example.org", false),
      ("DNS:*.org", "example.com", false),
      ("IP:127.0.0.1", "127.0.0.1", true),
      ("IP:127.0.0.1", "127.0.0.2", false),
      ("DNS:127.0.0.1", "127.0.0.1", false),
      ("IP:::1", "::1", true),
      ("IP:FE80::1", "fe80::1%eth0", true),
      ("DNS:a.example,DNS:b.example,IP:10.0.0.1", "b.example", true),
      ("DNS:a.example,DNS:b.example,IP:10.0.0.1", "10.0.0.1", true),
      ("DNS:a.example,DNS:b.example,IP:10.0.0.1,IP:::1", "c.example", false),
      // A common name alone, which is none of a host (RFC 9525 §2).
      ("", "seul.example", false),
    ])
  func hosts(alternatives: String, host: String, isAccepted: Bool) throws {
    let identity = try authority.issue("seul.example", alternatives: alternatives)
    if isAccepted {
      #expect(try agree(on: identity, trusted, host).version == "TLSv1.3")
    } else {
      let names = alternatives.split(separator: ",").map { String($0.drop { $0 != ":" }.dropFirst()) }
      #expect(throws: TLSError.wrongHost(names: names)) { try agree(on: identity, trusted, host) }
    }
  }

  @Test("A certificate is refused before and after its time, with the moment")
  func validity() throws {
    let past = try authority.issue("a", alternatives: "DNS:a.example", validity: -7200 ... -3600)
    let now = Int64(currentSeconds())
    #expect {
      try agree(on: past, trusted, "a.example")
    } throws: {
      guard case TLSError.expired(let since) = $0 else { return false }
      return (now - 3610...now - 3590).contains(since)
    }
    let future = try authority.issue("a", alternatives: "DNS:a.example", validity: 3600...7200)
    #expect {
      try agree(on: future, trusted, "a.example")
    } throws: {
      guard case TLSError.notYetValid(let from) = $0 else { return false }
      return (now + 3590...now + 3610).contains(from)
    }
  }

  @Test("An issuer that nobody vouches for is named")
  func issuers() throws {
    let other = try TestAuthority(named: "Émetteur\ninconnu", in: folder.path)
    let foreign = try other.issue("a", alternatives: "DNS:a.example")
    #expect(throws: TLSError.unknownIssuer(issuer: #"CN=Émetteur\0Ainconnu"#, isSelfSigned: false)) {
      try agree(on: foreign, trusted, "a.example")
    }
    let good = try authority.issue("a", alternatives: "DNS:a.example")
    #expect(throws: TLSError.unknownIssuer(issuer: "CN=Atelier CA", isSelfSigned: false)) {
      try agree(on: good, .system, "a.example")
    }
    let own = try TestIdentity.selfSigned(for: ["a.example"], in: folder)
    #expect(throws: TLSError.unknownIssuer(issuer: "CN=a.example", isSelfSigned: true)) {
      try agree(on: own, trusted, "a.example")
    }
  }

  @Test("A server's own certificate may stand in the file of authorities")
  func ownCertificateTrusted() throws {
    let own = try TestIdentity.selfSigned(for: ["a.example"], in: folder)
    let trust = TLSTrust.authorities(file: own.certificateFile)
    #expect(try agree(on: own, trust, "a.example").version == "TLSv1.3")
    #expect(throws: TLSError.wrongHost(names: ["a.example"])) { try agree(on: own, trust, "b.example") }
    let leaf = try authority.issue("a", alternatives: "DNS:a.example")
    #expect(
      try agree(on: leaf, .authorities(file: leaf.certificateFile), "a.example").peerFingerprint
        == TLSTrust.fingerprint(ofCertificate: leaf.certificateFile))
  }

  @Test("A pinned certificate is accepted whatever it says, and no other")
  func pinned() throws {
    let past = try authority.issue("a", alternatives: "DNS:a.example", validity: -7200 ... -3600)
    let pin = try TLSTrust.fingerprint(ofCertificate: past.certificateFile)
    #expect(try agree(on: past, .pinned(sha256: pin), "b.example").peerFingerprint == pin)
    let good = try authority.issue("a", alternatives: "DNS:a.example")
    let found = try TLSTrust.fingerprint(ofCertificate: good.certificateFile)
    #expect(throws: TLSError.pinMismatch(found: found)) { try agree(on: good, .pinned(sha256: pin), "a.example") }
    #expect(throws: TLSError.pinMismatch(found: found)) { try agree(on: good, .pinned(sha256: []), "a.example") }
  }

  @Test("A key of 1024 bits is not believed")
  func weakKey() throws {
    // A server of ours would not even show it: the other side is set up with less care.
    let weak = try authority.issue("a", alternatives: "DNS:a.example", rsaBits: 1024)
    #expect(throws: TLSError.weakKey("EE certificate key too weak")) {
      try agree(on: weak, trusted, "a.example", isServerCareless: true)
    }
  }

  @Test("Files that cannot be used are named")
  func files() throws {
    let missing = folder.path + "/missing.pem"
    #expect(throws: TLSError.badAuthorities(file: missing, reason: "No such file or directory")) {
      try TLSContext.client(trust: .authorities(file: missing))
    }
    let empty = try folder.write("rien\n", to: "empty.pem")
    #expect(throws: TLSError.badAuthorities(file: empty, reason: "no certificate or crl found")) {
      try TLSContext.client(trust: .authorities(file: empty))
    }
    let good = try authority.issue("a", alternatives: "DNS:a.example")
    #expect(throws: TLSError.badAuthorities(file: good.keyFile, reason: "no certificate or crl found")) {
      try TLSContext.client(trust: .authorities(file: good.keyFile))
    }
    #expect(throws: TLSError.badCertificate(file: missing, reason: "No such file or directory")) {
      try TLSContext.server(certificateFile: missing, keyFile: good.keyFile)
    }
    #expect(throws: TLSError.badCertificate(file: missing, reason: "No such file or directory")) {
      try TLSContext.server(certificateFile: good.certificateFile, keyFile: missing)
    }
    let other = try authority.issue("b", alternatives: "DNS:b.example")
    #expect(throws: TLSError.badCertificate(file: other.keyFile, reason: "key values mismatch")) {
      try TLSContext.server(certificateFile: good.certificateFile, keyFile: other.keyFile)
    }
    #expect(throws: TLSError.badCertificate(file: missing, reason: "No such file or directory")) {
      try TLSTrust.fingerprint(ofCertificate: missing)
    }
    #expect(throws: TLSError.self) { try TLSTrust.fingerprint(ofCertificate: empty) }
  }
}
