// TLS carries the appliance's mail connections: NIO underneath, the system's libssl above it when a connection is
// encrypted. `TCPStream` is what the protocols see, a stream of bytes with a time limit on every wait; `TLSHandler` puts
// encryption into a channel, and `TLSConnection` is what libssl does for it, in memory; `TLSContext` says whom we trust,
// and `TLSError` what was wrong and with whom.

public import NIOCore
import NIOPosix
import Synchronization

/// Where a server listens.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
  /// A name or an address.
  public let host: String
  public let port: Int

  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

  /// Whether what goes there never leaves this machine, as far as the way it is written tells: `localhost`, `::1`, or
  /// `127.` and three more numbers. A secret travels in clear to nowhere else.
  public var isThisMachine: Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "localhost" || host == "::1"
      || numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}

/// How a connection to a server is protected.
public enum ConnectionSecurity: Sendable {
  /// TLS from the first byte (RFC 8314 §3).
  case tls(TLSContext)
  /// Plain until both sides agree to change (RFC 3501 §6.2.1, RFC 3207); a server that does not offer it is refused.
  case startTLS(TLSContext)
  case plain
}

/// A TCP connection as a stream of bytes that is TLS from the first byte, or becomes it (STARTTLS), or stays plain.
///
/// One task reads and one writes at a time. When a wait is cancelled or lasts too long the connection is closed: a
/// protocol in the middle of a line has no other way back.
public final class TCPStream: Sendable {
  public let endpoint: Endpoint
  let channel: any Channel
  let inbox: NIOLoopBound<ByteInbox>
  private let agreed = Mutex<TLSSession?>(nil)

  private init(_ endpoint: Endpoint, _ channel: any Channel, _ inbox: NIOLoopBound<ByteInbox>) {
    self.endpoint = endpoint
    self.channel = channel
    self.inbox = inbox
  }

  /// Connects to the first address of the host that answers, plain. Throws `.closed` at once when the task is cancelled.
  public static func connect(to endpoint: Endpoint, timeout: Duration) async throws(StreamError) -> TCPStream {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let attempt = loop.makeFutureWithTask { try await open(endpoint, on: loop, timeout) }
    let connected = loop.makePromise(of: TCPStream.self)
    attempt.cascade(to: connected)
    do {
      return try await withTaskCancellationHandler {
        try await connected.futureResult.get()
      } onCancel: {
        // The attempt cannot be called back; what comes of it has no use any more.
        attempt.whenSuccess { $0.close() }
        connected.fail(CancellationError())
      }
    } catch {
      throw StreamError(connecting: error)
    }
  }

  private static func open(
    _ endpoint: Endpoint, on loop: any EventLoop, _ timeout: Duration
  ) async throws -> TCPStream {
    try await ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(timeout))
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelOption(
        .recvAllocator, value: AdaptiveRecvByteBufferAllocator(minimum: 1 << 12, initial: 1 << 14, maximum: 1 << 18)
      )
      .connect(host: endpoint.host, port: endpoint.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          let inbox = ByteInbox()
          try channel.pipeline.syncOperations.addHandler(inbox)
          return TCPStream(endpoint, channel, NIOLoopBound(inbox, eventLoop: channel.eventLoop))
        }
      }
  }

  /// Connects, and encrypts at once if that is how the connection is protected from the first byte; one that begins plain
  /// (`.startTLS`) is handed over plain. The time is for each of the two.
  public static func connect(
    to endpoint: Endpoint, security: ConnectionSecurity, timeout: Duration
  ) async throws(StreamError) -> TCPStream {
    let stream = try await connect(to: endpoint, timeout: timeout)
    if case .tls(let context) = security {
      _ = try await stream.encrypt(context, fromFirstByte: true, timeout: timeout)
    }
    return stream
  }

  /// What was agreed when the connection was encrypted; nil while it is plain.
  public var session: TLSSession? { agreed.withLock { $0 } }

  /// Encrypts the connection from here on and returns what was agreed. Bytes that came before and were not read are
  /// dropped: whoever sent them was not authenticated (RFC 3207 §6). The caller drops what it has read beyond the line that
  /// let it change. When it throws, the connection is closed.
  public func startTLS(_ context: TLSContext, timeout: Duration) async throws(StreamError) -> TLSSession {
    try await encrypt(context, fromFirstByte: false, timeout: timeout)
  }

  /// Shakes hands. When the connection is to be TLS from the first byte, a server that has already spoken speaks plain.
  func encrypt(
    _ context: TLSContext, fromFirstByte: Bool, timeout: Duration
  ) async throws(StreamError) -> TLSSession {
    let session = try await closingWhenCancelled { [channel, inbox, endpoint] in
      let agreed = channel.eventLoop.makePromise(of: TLSSession.self)
      let limit = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
        agreed.fail(StreamError.timedOut)
        channel.close(promise: nil)
      }
      channel.eventLoop.execute {
        if fromFirstByte, inbox.value.queue.readableBytes > 0 {
          agreed.fail(TLSError.notTLS)
          return channel.close(promise: nil)
        }
        inbox.value.discard(on: channel)
        do {
          // Nothing comes between: this handler sees every byte from here on, or there is none any more.
          try channel.pipeline.syncOperations.addHandler(
            TLSHandler(client: context, host: endpoint.host, agreed: agreed), position: .first)
        } catch {
          agreed.fail(error)
        }
      }
      return agreed.futureResult.always { _ in limit.cancel() }
    }
    agreed.withLock { $0 = session }
    return session
  }

  /// The next bytes, at least one. Throws `.closed` when the other side has closed, `.timedOut` when nothing came, and
  /// `.failed` while another task waits for them.
  public func read(timeout: Duration) async throws(StreamError) -> ByteBuffer {
    try await closingWhenCancelled { [channel, inbox] in
      channel.eventLoop.flatSubmit { inbox.value.next(on: channel, within: TimeAmount(timeout)) }
    }
  }

  /// What has come by now and was not asked for, without waiting for more; nothing when the connection is closed.
  public func arrived() async -> ByteBuffer {
    let taken = channel.eventLoop.submit { [channel, inbox] in
      defer { inbox.value.discard(on: channel) }
      return inbox.value.queue
    }
    return (try? await taken.get()) ?? ByteBuffer()
  }

  /// Hands the bytes to the system; returns when it has taken all of them.
  public func write(_ bytes: ByteBuffer, timeout: Duration) async throws(StreamError) {
    try await closingWhenCancelled { [channel] in
      let written = channel.eventLoop.makePromise(of: Void.self)
      let limit = channel.eventLoop.scheduleTask(in: TimeAmount(timeout)) {
        written.fail(StreamError.timedOut)
        channel.close(promise: nil)
      }
      channel.writeAndFlush(bytes, promise: written)
      return written.futureResult.always { _ in limit.cancel() }
    }
  }

  /// Closes at once. Closing what is closed does nothing.
  public func close() { channel.close(promise: nil) }

  /// Waits for a result of the event loop; the connection is closed when the waiting task is cancelled.
  func closingWhenCancelled<Value: Sendable>(
    _ begin: @Sendable () -> EventLoopFuture<Value>
  ) async throws(StreamError) -> Value {
    do {
      return try await withTaskCancellationHandler {
        try await begin().get()
      } onCancel: {
        close()
      }
    } catch {
      throw StreamError(error)
    }
  }
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000)
  }
}
