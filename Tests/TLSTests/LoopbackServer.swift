import NIOCore
import NIOPosix
import NIOTLS

@testable import TLS

/// A server on a free port of the loopback, whose connections go through the handlers given.
struct LoopbackServer {
  private let listener: any Channel

  var endpoint: Endpoint { Endpoint(host: "127.0.0.1", port: listener.localAddress?.port ?? 0) }

  /// `isHalfClosable`: a client that says that it sends no more is still answered. `isReadingAlone`: reads without being
  /// asked to. A record always comes in several pieces.
  init(
    isHalfClosable: Bool = false, isReadingAlone: Bool = true,
    _ handlers: @escaping @Sendable () -> [any ChannelHandler]
  ) async throws {
    listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelOption(.allowRemoteHalfClosure, value: isHalfClosable)
      .childChannelOption(.autoRead, value: isReadingAlone)
      .childChannelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 5_000))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandlers(handlers()) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  func stop() async throws { try await listener.close() }
}

/// Runs the test with a server that is stopped afterwards.
@discardableResult
func withServer<Result>(
  isHalfClosable: Bool = false, isReadingAlone: Bool = true,
  _ handlers: @escaping @Sendable () -> [any ChannelHandler], _ test: (Endpoint) async throws -> Result
) async throws -> Result {
  let server = try await LoopbackServer(
    isHalfClosable: isHalfClosable, isReadingAlone: isReadingAlone, handlers)
  do {
    let result = try await test(server.endpoint)
    try await server.stop()
    return result
  } catch {
    try await server.stop()
    throw error
  }
}

/// Answers each event of a connection as a test wants it.
final class ScriptedHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  enum Event {
    case opened
    case encrypted
    case received(ByteBuffer)
    case inputClosed
    case failed(any Error)
    case closed
  }

  private let script: (Event, ChannelHandlerContext) -> Void

  init(_ script: @escaping (Event, ChannelHandlerContext) -> Void) { self.script = script }

  func channelActive(context: ChannelHandlerContext) { script(.opened, context) }
  func channelRead(context: ChannelHandlerContext, data: NIOAny) { script(.received(unwrapInboundIn(data)), context) }
  func channelInactive(context: ChannelHandlerContext) { script(.closed, context) }
  func errorCaught(context: ChannelHandlerContext, error: any Error) { script(.failed(error), context) }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event { script(.inputClosed, context) }
    if event is TLSUserEvent { script(.encrypted, context) }
  }
}

extension ChannelHandlerContext {
  func send(_ text: String) { send(ByteBuffer(string: text)) }
  func send(_ bytes: ByteBuffer) { writeAndFlush(NIOAny(bytes), promise: nil) }
}

extension ScriptedHandler {
  /// Sends back what comes.
  static func echo() -> ScriptedHandler {
    ScriptedHandler { event, context in
      if case .received(let bytes) = event { context.send(bytes) }
    }
  }
}

extension TCPStream {
  static let patience = Duration.seconds(30)

  /// Reads until there are so many bytes.
  func read(count: Int) async throws -> ByteBuffer {
    var bytes = ByteBuffer()
    while bytes.readableBytes < count {
      var next = try await read(timeout: Self.patience)
      bytes.writeBuffer(&next)
    }
    return bytes
  }

  func write(_ text: String) async throws { try await write(ByteBuffer(string: text), timeout: Self.patience) }

  /// Bytes that have come and that nobody asked for.
  func queuedBytes() async throws -> Int {
    try await channel.eventLoop.submit { [inbox] in inbox.value.queue.readableBytes }.get()
  }
}
