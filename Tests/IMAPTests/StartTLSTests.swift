import Foundation
import IMAP
import NIOCore
import NIOPosix
import TLS
import Testing

struct StartTLSTests {
  /// Whoever sits in between adds an answer in plain behind the server's OK, to the question that comes within TLS: it is
  /// dropped, and the session knows what was said within TLS (RFC 9051 §6.2.1; CVE-2011-0411 and its kin).
  @Test func whatIsSaidInPlainIsForgotten() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "imap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let certificate = try SelfSignedCertificate.findOrMake(
      "server", in: folder.path, hosts: ["127.0.0.1"], from: Int64(Date().timeIntervalSince1970) - 60, days: 1)
    let server = try TLSContext.server(certificateFile: certificate.certificateFile, keyFile: certificate.keyFile)
    let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(InjectedServer(server))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let client = try TLSContext.client(trust: .authorities(file: certificate.certificateFile))
    let endpoint = Endpoint(host: "127.0.0.1", port: listener.localAddress?.port ?? 0)
    let session = try await IMAPSession.open(endpoint, security: .startTLS(client))
    #expect(session.tls != nil)
    #expect(await session.capabilities == [Capability("IMAP4rev1"), .move])
    session.close()
    try await listener.close()
  }
}

private final class InjectedServer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let tls: TLSContext

  init(_ tls: TLSContext) { self.tls = tls }

  func channelActive(context: ChannelHandlerContext) {
    say("* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n", context)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch String(buffer: unwrapInboundIn(data)) {
    case "A1 STARTTLS\r\n":
      say("A1 OK go\r\n* CAPABILITY IMAP4rev1 AUTH=EVIL\r\nA2 OK\r\n", context)
      try? context.pipeline.syncOperations.addHandler(TLSHandler(server: tls), position: .first)
    case "A2 CAPABILITY\r\n": say("* CAPABILITY IMAP4rev1 MOVE\r\nA2 OK\r\n", context)
    default: context.close(promise: nil)
    }
  }

  private func say(_ text: String, _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }
}
