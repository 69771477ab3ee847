import Foundation
import NIOCore
import TestSupport
import Testing

@testable import TLS

/// Our client against the `openssl` command's server, where there is one.
@Suite(
  "Against openssl s_server", .serialized, .timeLimit(.minutes(2)),
  .enabled(if: FileManager.default.isExecutableFile(atPath: OpenSSLServer.command)))
struct OpenSSLServerTests {
  private let folder: TemporaryFolder
  private let identity: TestIdentity
  private let client: TLSContext

  init() throws {
    folder = try TemporaryFolder()
    identity = try TestIdentity.selfSigned(for: ["127.0.0.1"], in: folder)
    client = try .client(trust: .authorities(file: identity.certificateFile))
  }

  @Test(
    "The version is the best of both",
    arguments: [
      (["-tls1_2"], "TLSv1.2", "ECDHE-ECDSA-AES256-GCM-SHA384"),
      (["-tls1_3"], "TLSv1.3", "TLS_AES_256_GCM_SHA384"),
      (["-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256"], "TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256"),
      ([], "TLSv1.3", "TLS_AES_256_GCM_SHA384"),
    ])
  func version(options: [String], version: String, cipher: String) async throws {
    let server = try await OpenSSLServer(identity, options + ["-rev"])
    defer { server.stop() }
    let stream = try await TCPStream.connect(
      to: server.endpoint, security: .tls(client), timeout: TCPStream.patience)
    #expect(stream.session?.version == version)
    #expect(stream.session?.cipher == cipher)
    #expect(stream.session?.applicationProtocol == nil)
    try await stream.write("bonjour\n")
    #expect(String(buffer: try await stream.read(count: 8)) == "ruojnob\n")
    stream.close()
  }

  @Test(
    "What is too old or shares no cipher is refused",
    arguments: [
      (["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"], TLSError.protocolTooOld),
      (["-tls1", "-cipher", "DEFAULT@SECLEVEL=0"], .protocolTooOld),
      (["-tls1_2", "-cipher", "RC4:3DES:NULL@SECLEVEL=0"], .refusedByPeer("handshake failure")),
    ])
  func refusal(options: [String], error: TLSError) async throws {
    let server = try await OpenSSLServer(identity, options)
    defer { server.stop() }
    await #expect(throws: StreamError.tls(error)) {
      try await TCPStream.connect(to: server.endpoint, security: .tls(client), timeout: TCPStream.patience)
    }
  }
}

/// The command, on a free port.
private struct OpenSSLServer {
  static let command = "/usr/bin/openssl"

  let endpoint: Endpoint
  private let process = Process()

  init(_ identity: TestIdentity, _ options: [String]) async throws {
    process.executableURL = URL(fileURLWithPath: Self.command)
    process.arguments =
      ["s_server", "-accept", "127.0.0.1:0", "-cert", identity.certificateFile, "-key", identity.keyFile] + options
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    // It stops when its input does.
    process.standardInput = Pipe()
    try process.run()
    // On a thread of its own: the few that the tests share are for others.
    let port = await withCheckedContinuation { found in
      Thread.detachNewThread { found.resume(returning: Self.port(in: output.fileHandleForReading)) }
    }
    endpoint = Endpoint(host: "127.0.0.1", port: try #require(port))
  }

  /// Not `terminate()`: a child of Foundation's may begin with SIGTERM blocked.
  func stop() { kill(process.processIdentifier, SIGKILL) }

  /// Reads as far as the line `ACCEPT 127.0.0.1:PORT`.
  private static func port(in output: FileHandle) -> Int? {
    var text = ""
    while let bytes = try? output.read(upToCount: 1), let byte = bytes.first {
      text.unicodeScalars.append(Unicode.Scalar(byte))
      guard byte == UInt8(ascii: "\n") else { continue }
      if text.hasPrefix("ACCEPT "), let colon = text.lastIndex(of: ":") {
        return Int(text[text.index(after: colon)...].dropLast())
      }
      text = ""
    }
    return nil
  }
}
