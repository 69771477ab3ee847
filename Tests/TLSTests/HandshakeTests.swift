import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import TLS

/// What two sides agree on, or why they do not, over the loopback.
@Suite("Handshakes", .timeLimit(.minutes(2)))
struct HandshakeTests {
  private let folder: TemporaryFolder
  private let identity: TestIdentity
  private let client: TLSContext
  private let server: TLSContext

  init() throws {
    folder = try TemporaryFolder()
    let authority = try TestAuthority(named: "Atelier CA", in: folder.path)
    identity = try authority.issue("a", alternatives: "DNS:localhost,IP:127.0.0.1")
    client = try .client(trust: .authorities(file: authority.authoritiesFile())).offering(["h2", "http/1.1"])
    server = try .server(
      certificateFile: identity.certificateFile, keyFile: identity.keyFile, protocols: ["imap", "http/1.1"])
  }

  @Test("Our client and our server agree", arguments: ["127.0.0.1", "localhost"])
  func agreement(host: String) async throws {
    try await withServer { [server] in
      [TLSHandler(server: server), ScriptedHandler.echo()]
    } _: { endpoint in
      let stream = try await TCPStream.connect(
        to: Endpoint(host: host, port: endpoint.port), security: .tls(client), timeout: TCPStream.patience)
      let session = try #require(stream.session)
      #expect(session.version == "TLSv1.3")
      #expect(session.cipher == "TLS_AES_256_GCM_SHA384")
      #expect(session.applicationProtocol == "http/1.1")
      #expect(session.peerFingerprint == (try TLSTrust.fingerprint(ofCertificate: identity.certificateFile)))
      try await stream.write("bonjour")
      #expect(String(buffer: try await stream.read(count: 7)) == "bonjour")
      stream.close()
    }
  }

  @Test("Nothing is encrypted unless it is asked for")
  func plain() async throws {
    try await withServer {
      [ScriptedHandler.echo()]
    } _: { endpoint in
      for security in [ConnectionSecurity.plain, .startTLS(client)] {
        let stream = try await TCPStream.connect(to: endpoint, security: security, timeout: TCPStream.patience)
        #expect(stream.session == nil)
        try await stream.write("bonjour")
        #expect(String(buffer: try await stream.read(count: 7)) == "bonjour")
        stream.close()
      }
    }
  }

  @Test(
    "A server is asked for by its name, never by its address (RFC 6066 §3)",
    arguments: [
      ("mail.example.org", "mail.example.org", true), ("mail.example.org.", "mail.example.org.", false),
      ("127.0.0.1", "127.0.0.1", false), ("::1", "::1", false),
    ])
  func serverName(host: String, name: String, isSent: Bool) throws {
    let connection = try TLSConnection(client, .client(host: host))
    _ = try connection.handshake()
    let hello = try #require(connection.takeOutgoing(ByteBufferAllocator()))
    #expect((hello.readableBytesView.firstRange(of: name.utf8) != nil) == isSent)
  }

  @Test("What a server writes before the handshake is complete goes out afterwards")
  func earlyWrite() async throws {
    try await withServer { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, context in
          if case .opened = event { context.send("220 prêt\r\n") }
        },
      ]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, security: .tls(client), timeout: TCPStream.patience)
      #expect(String(buffer: try await stream.read(count: 11)) == "220 prêt\r\n")
      stream.close()
    }
  }

  @Test("A client that offers only protocols that we do not speak is refused")
  func noProtocolInCommon() async throws {
    let client = try TLSContext.client(
      trust: .pinned(sha256: TLSTrust.fingerprint(ofCertificate: identity.certificateFile))
    ).offering(["smtp"])
    try await expect(.tls(.refusedByPeer("no application protocol")), from: client) { [server] in
      [TLSHandler(server: server)]
    }
  }

  @Test(
    "A server that speaks plain is told as such",
    arguments: ["* OK [CAPABILITY IMAP4rev1 STARTTLS] prêt\r\n", "220 mail.example ESMTP\r\n", "+OK\r\n"])
  func plainServer(greeting: String) async throws {
    try await expect(.tls(.notTLS), from: client) {
      [
        ScriptedHandler { event, context in
          if case .opened = event { context.send(greeting) }
        }
      ]
    }
    try await expect(.tls(.notTLS), from: client) {
      [
        ScriptedHandler { event, context in
          if case .received = event { context.send("HTTP/1.1 400 Bad Request\r\n\r\n") }
        }
      ]
    }
  }

  @Test("A greeting that comes before the handshake has begun is told as such too")
  func earlyGreeting() async throws {
    try await withServer {
      [
        ScriptedHandler { event, context in
          if case .opened = event { context.send("+OK\r\n") }
        }
      ]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      while try await stream.queuedBytes() == 0 { await Task.yield() }
      await #expect(throws: StreamError.tls(.notTLS)) {
        try await stream.encrypt(client, fromFirstByte: true, timeout: TCPStream.patience)
      }
      await #expect(throws: StreamError.closed) { try await stream.write("trop tard") }
    }
  }

  @Test("A server that closes in the middle of the handshake, by a word or by a cut")
  func interrupted() async throws {
    try await expect(.tls(.interrupted), from: client) {
      [
        ScriptedHandler { event, context in
          if case .received = event { context.close(promise: nil) }
        }
      ]
    }
    // The first record of the handshake, and no more.
    try await expect(.tls(.interrupted), from: client) { [server] in
      [
        ScriptedHandler { event, context in
          guard case .received(let hello) = event, let connection = try? TLSConnection(server, .server) else { return }
          try? connection.feed(hello)
          _ = try? connection.handshake()
          guard var answer = connection.takeOutgoing(ByteBufferAllocator()) else { return }
          context.send(answer.readSlice(length: 100) ?? answer)
          context.close(promise: nil)
        }
      ]
    }
  }

  @Test("A handshake that does not move on ends in time")
  func stalled() async throws {
    try await withServer {
      []
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      await #expect(throws: StreamError.timedOut) { try await stream.startTLS(client, timeout: .milliseconds(30)) }
      await #expect(throws: StreamError.closed) { try await stream.read(timeout: TCPStream.patience) }
      #expect(stream.session == nil)
    }
  }

  @Test("A handshake that is cancelled closes the connection")
  func cancelled() async throws {
    let isClosed = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
    try await withServer {
      [
        ScriptedHandler { event, _ in
          if case .closed = event { isClosed.succeed() }
        }
      ]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      let task = Task { [client] in try await stream.startTLS(client, timeout: TCPStream.patience) }
      task.cancel()
      await #expect(throws: StreamError.self) { try await task.value }
      try await isClosed.futureResult.get()
    }
  }

  @Test("A certificate that is refused ends the connection, and the server is told")
  func refused() async throws {
    let strict = try TLSContext.client(trust: .system)
    let told = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
    try await expect(.tls(.unknownIssuer(issuer: "CN=Atelier CA", isSelfSigned: false)), from: strict) { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, _ in
          if case .failed(let error) = event { told.fail(error) }
        },
      ]
    }
    await #expect(throws: TLSError.refusedByPeer("unknown CA")) { try await told.futureResult.get() }
  }

  @Test("A port where nobody listens")
  func unreachable() async throws {
    let port = try await withServer {
      []
    } _: {
      $0.port
    }
    await #expect(throws: StreamError.unreachable("Connection refused")) {
      try await TCPStream.connect(
        to: Endpoint(host: "127.0.0.1", port: port), security: .tls(client), timeout: TCPStream.patience)
    }
  }

  private func expect(
    _ error: StreamError, from client: TLSContext, _ handlers: @escaping @Sendable () -> [any ChannelHandler],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    try await withServer(handlers) { endpoint in
      await #expect(throws: error, sourceLocation: sourceLocation) {
        try await TCPStream.connect(to: endpoint, security: .tls(client), timeout: TCPStream.patience)
      }
    }
  }
}
