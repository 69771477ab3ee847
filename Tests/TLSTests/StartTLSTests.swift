import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import TLS

/// A connection that becomes encrypted on the way.
@Suite("STARTTLS", .timeLimit(.minutes(2)))
struct StartTLSTests {
  private let folder: TemporaryFolder
  private let client: TLSContext
  private let server: TLSContext

  init() throws {
    folder = try TemporaryFolder()
    let identity = try TestIdentity.selfSigned(for: ["127.0.0.1"], in: folder)
    client = try .client(trust: .authorities(file: identity.certificateFile))
    server = try .server(certificateFile: identity.certificateFile, keyFile: identity.keyFile)
  }

  @Test("Both sides change, and go on")
  func upgrade() async throws {
    try await withServer { [server] in
      [StartTLSServer(server, afterwards: "")]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      try await stream.write("STARTTLS\r\n")
      #expect(String(buffer: try await stream.read(count: 4)) == "OK\r\n")
      #expect(try await stream.startTLS(client, timeout: TCPStream.patience) == stream.session)
      try await stream.write("NOOP\r\n")
      #expect(String(buffer: try await stream.read(count: 6)) == "NOOP\r\n")
      stream.close()
    }
  }

  /// CVE-2011-0411 and its like: words put between the server's OK and the handshake by whoever sits on the line.
  @Test("What was slipped in before the handshake is never read")
  func injection() async throws {
    try await withServer { [server] in
      [StartTLSServer(server, afterwards: "* EVIL\r\n")]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      try await stream.write("STARTTLS\r\n")
      while try await stream.queuedBytes() < "OK\r\n* EVIL\r\n".utf8.count { await Task.yield() }
      _ = try await stream.startTLS(client, timeout: TCPStream.patience)
      try await stream.write("NOOP\r\n")
      #expect(String(buffer: try await stream.read(timeout: TCPStream.patience)) == "NOOP\r\n")
      stream.close()
    }
  }

  @Test("What is slipped in once the handshake has begun breaks it")
  func lateInjection() async throws {
    try await withServer {
      [
        ScriptedHandler { event, context in
          if case .received = event { context.send("* EVIL\r\n") }
        }
      ]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      await #expect(throws: StreamError.tls(.notTLS)) { try await stream.startTLS(client, timeout: TCPStream.patience) }
      await #expect(throws: StreamError.tls(.notTLS)) { try await stream.read(timeout: TCPStream.patience) }
    }
  }

  @Test("A full inbox, which holds reads back, does not hold the handshake back")
  func fullInbox() async throws {
    let flood = String(repeating: "x", count: 2 * ByteInbox.readAhead)
    try await withServer { [server] in
      [StartTLSServer(server, afterwards: flood)]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      try await stream.write("STARTTLS\r\n")
      while try await stream.queuedBytes() < ByteInbox.readAhead { await Task.yield() }
      // What is still in the system's hands is no TLS: the handshake ends, whichever way, and does not stall.
      await #expect(throws: StreamError.self) { try await stream.startTLS(client, timeout: TCPStream.patience) }
    }
  }

  @Test("A connection that was closed meanwhile")
  func closed() async throws {
    try await withServer {
      [
        ScriptedHandler { event, context in
          if case .opened = event { context.close(promise: nil) }
        }
      ]
    } _: { endpoint in
      let stream = try await TCPStream.connect(to: endpoint, timeout: TCPStream.patience)
      await #expect(throws: StreamError.closed) { try await stream.read(timeout: TCPStream.patience) }
      await #expect(throws: StreamError.self) { try await stream.startTLS(client, timeout: TCPStream.patience) }
    }
  }
}

/// Says OK to whatever comes first, adds some words in plain, and encrypts; then sends back what comes.
private final class StartTLSServer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let context: TLSContext
  private let afterwards: String
  private var isEncrypted = false

  init(_ context: TLSContext, afterwards: String) {
    self.context = context
    self.afterwards = afterwards
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isEncrypted { return context.send(unwrapInboundIn(data)) }
    isEncrypted = true
    context.send("OK\r\n")
    if !afterwards.isEmpty { context.send(afterwards) }
    do {
      try context.pipeline.syncOperations.addHandler(TLSHandler(server: self.context), position: .first)
    } catch {
      context.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
