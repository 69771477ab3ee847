import Foundation
import HTTPClient
import TestSupport
import Testing

/// HTTPS against `openssl s_server`, whose certificate only its own authority vouches for.
@Suite struct TLSTests {
  @Test func ownAuthorityIsTrusted() async throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    let client = WebClient(version: "9.9", authorities: server.certificate)
    #expect(try await client.send(HTTPRequest(.get, server.url)).status == 200)
  }

  @Test(arguments: [
    ("IP:127.0.0.1", false, "self-signed certificate"),
    ("DNS:elsewhere.example", true, "matches target host name"),
  ])
  func othersAreRefused(name: String, isTrusted: Bool, words: String) async throws {
    let server = try TLSServer(name: name)
    let client = WebClient(version: "9.9", authorities: isTrusted ? server.certificate : nil)
    do throws(HTTPError) {
      _ = try await client.send(HTTPRequest(.get, server.url))
      Issue.record("the certificate was taken")
    } catch {
      #expect(error.phase == .tls && !error.mayBeTriedAgain)
      #expect(error.words.contains(words))
    }
  }

  @Test func missingAuthoritiesAreTold() async throws {
    let server = try TLSServer(name: "IP:127.0.0.1")
    let client = WebClient(version: "9.9", authorities: "/none.pem")
    do throws(HTTPError) {
      _ = try await client.send(HTTPRequest(.get, server.url))
      Issue.record("a certificate was taken")
    } catch {
      #expect(error.phase == .tls && !error.mayBeTriedAgain)
    }
  }
}

/// `openssl s_server`, ended with the value.
private final class TLSServer {
  let certificate: String
  let url: String
  private let folder: TemporaryFolder
  private let process = Process()

  init(name: String) throws {
    folder = try TemporaryFolder()
    certificate = folder.path + "/certificate.pem"
    let key = folder.path + "/key.pem"
    let making = Process()
    making.executableURL = URL(filePath: "/usr/bin/openssl")
    making.arguments =
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=test".split(separator: " ")
      .map(String.init) + ["-addext", "subjectAltName=" + name, "-keyout", key, "-out", certificate]
    making.standardError = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()

    let output = Pipe()
    process.executableURL = making.executableURL
    process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    // It says `ACCEPT 127.0.0.1:PORT` once it listens.
    var said = ""
    var port: Int?
    while port == nil, case let part = output.fileHandleForReading.availableData, !part.isEmpty {
      said += String(decoding: part, as: UTF8.self)
      guard let line = said.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT") }), said.last == "\n" else {
        continue
      }
      port = line.split(separator: ":").last.flatMap { Int($0) }
    }
    url = "https://127.0.0.1:\(try #require(port))/"
  }

  deinit {
    // It was started from a thread that blocks the gentler signals, and inherits that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
