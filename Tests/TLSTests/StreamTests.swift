import Glibc
import NIOCore
import NIOPosix
import TestSupport
import Testing

@testable import TLS

/// Encrypted bytes on their way, and how it ends.
@Suite("Encrypted streams", .timeLimit(.minutes(2)))
struct StreamTests {
  private let folder: TemporaryFolder
  private let client: TLSContext
  private let server: TLSContext

  init() throws {
    folder = try TemporaryFolder()
    let identity = try TestIdentity.selfSigned(for: ["127.0.0.1"], in: folder)
    client = try .client(trust: .authorities(file: identity.certificateFile))
    server = try .server(certificateFile: identity.certificateFile, keyFile: identity.keyFile)
  }

  @Test("Twenty megabytes go and come back, in pieces of every size")
  func large() async throws {
    let total = 20_000_000
    try await withServer { [server] in
      [TLSHandler(server: server), ScriptedHandler.echo()]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      async let sent: Void = {
        var sizes = [1, 7, 16_383, 16_384, 16_385, 0, 65_537, 100_003, 1_000_000].makeIterator()
        var place = 0
        while place < total {
          if let size = sizes.next() {
            let end = min(total, place + size)
            let piece = try #require(row.getSlice(at: place, length: end - place))
            try await stream.write(piece, timeout: TCPStream.patience)
            place = end
          } else {
            sizes = [3, 16_386, 1_048_577, 250_001].makeIterator()
          }
        }
      }()
      var place = 0
      while place < total {
        let bytes = try await stream.read(timeout: TCPStream.patience)
        #expect(bytes == row.getSlice(at: place, length: bytes.readableBytes))
        place += bytes.readableBytes
      }
      try await sent
      #expect(place == total)
      stream.close()
    }
  }

  @Test("A server that sends more than is read waits, and nothing is lost")
  func slowReader() async throws {
    try await withServer { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, context in
          if case .encrypted = event { context.send(row) }
        },
      ]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      while try await stream.queuedBytes() < ByteInbox.readAhead { await Task.yield() }
      // One more pass of the event loop may be under way; a thousand are not.
      for _ in 0..<1_000 { _ = try await stream.queuedBytes() }
      // What the system hands over at once: four times 256 KiB.
      let most = ByteInbox.readAhead + 4 << 18
      #expect(try await stream.queuedBytes() <= most)
      var place = 0
      while place < row.readableBytes {
        let bytes = try await stream.read(timeout: TCPStream.patience)
        #expect(bytes.readableBytes <= most)
        #expect(bytes == row.getSlice(at: place, length: bytes.readableBytes))
        place += bytes.readableBytes
      }
      #expect(place == row.readableBytes)
      stream.close()
    }
  }

  @Test("A channel that reads only when it is asked to is asked until there are plain bytes")
  func readsOnRequest() async throws {
    try await withServer(isReadingAlone: false) { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, context in
          switch event {
          case .encrypted: context.read()
          case .received(let bytes):
            context.send(bytes)
            context.read()
          default: break
          }
        },
      ]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      let bytes = row
      async let sent: Void = stream.write(bytes, timeout: TCPStream.patience)
      #expect(try await stream.read(count: bytes.readableBytes) == bytes)
      try await sent
      stream.close()
    }
  }

  @Test("Each side tells the other that it ends, and believes the other, while the connection underneath stays open")
  func farewell() async throws {
    let isTold = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
    try await withServer { [server] in
      [BareServer(server, isFirstToEnd: false, isTold)]
    } _: { endpoint in
      try await connect(endpoint).close()
      try await isTold.futureResult.get()
    }
    let isAnswered = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
    try await withServer { [server] in
      [BareServer(server, isFirstToEnd: true, isAnswered)]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      await #expect(throws: StreamError.closed) { try await stream.read(timeout: TCPStream.patience) }
      try await isAnswered.futureResult.get()
    }
  }

  @Test("A side that says that it sends no more can still be answered")
  func halfClose() async throws {
    try await withServer(isHalfClosable: true) { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, context in
          switch event {
          case .received(let bytes): context.send(bytes)
          case .inputClosed:
            context.send("au revoir")
            context.close(promise: nil)
          default: break
          }
        },
      ]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      try await stream.write("bonjour")
      let unsent = stream.channel.write(ByteBuffer(string: "jamais parti"))
      try await stream.channel.close(mode: .output)
      await #expect(throws: ChannelError.outputClosed) { try await unsent.get() }
      await #expect(throws: StreamError.self) { try await stream.write("trop tard") }
      #expect(String(buffer: try await stream.read(count: 16)) == "bonjourau revoir")
      await #expect(throws: StreamError.closed) { try await stream.read(timeout: TCPStream.patience) }
    }
  }

  @Test("The end comes after the last bytes, whether the server says so or is cut off", arguments: [true, false])
  func end(isSaid: Bool) async throws {
    try await withServer { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, context in
          guard case .encrypted = event else { return }
          context.send("fin")
          if isSaid { return context.close(promise: nil) }
          // From below the handler that would have said so.
          try? context.pipeline.syncOperations.context(handlerType: TLSHandler.self).close(promise: nil)
        },
      ]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      #expect(String(buffer: try await stream.read(count: 3)) == "fin")
      await #expect(throws: StreamError.closed) { try await stream.read(timeout: TCPStream.patience) }
      await #expect(throws: StreamError.closed) { try await stream.write("trop tard") }
    }
  }

  @Test("Bytes that were changed on the way are an error")
  func changedBytes() async throws {
    try await withServer { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, context in
          guard case .encrypted = event else { return }
          // A record of application data that nobody enciphered.
          let forged = ByteBuffer(bytes: [23, 3, 3, 0, 32] + [UInt8](repeating: 7, count: 32))
          try? context.pipeline.syncOperations.context(handlerType: TLSHandler.self)
            .writeAndFlush(NIOAny(forged), promise: nil)
        },
      ]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      let expected = StreamError.tls(.failed("decryption failed or bad record mac"))
      await #expect(throws: expected) { try await stream.read(timeout: TCPStream.patience) }
    }
  }

  @Test("A wait that is cancelled, and one that lasts too long, close the connection", arguments: [true, false])
  func waits(isCancelled: Bool) async throws {
    let isClosed = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)
    try await withServer { [server] in
      [
        TLSHandler(server: server),
        ScriptedHandler { event, _ in
          if case .closed = event { isClosed.succeed() }
        },
      ]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      if isCancelled {
        let task = Task { try await stream.read(timeout: TCPStream.patience) }
        task.cancel()
        await #expect(throws: StreamError.closed) { try await task.value }
      } else {
        await #expect(throws: StreamError.timedOut) { try await stream.read(timeout: .milliseconds(30)) }
      }
      try await isClosed.futureResult.get()
    }
  }

  @Test("A second reader fails, and the first goes on")
  func secondReader() async throws {
    try await withServer { [server] in
      [TLSHandler(server: server), ScriptedHandler.echo()]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      let outcomes = try await withThrowingTaskGroup(of: String.self) { group in
        for _ in 1...2 {
          group.addTask {
            do throws(StreamError) {
              return String(buffer: try await stream.read(timeout: TCPStream.patience))
            } catch {
              return "\(error)"
            }
          }
        }
        // The second one fails at once; only then something comes for the first.
        let first = try await group.next()
        try await stream.write("bonjour")
        return [first, try await group.next()]
      }
      #expect(outcomes == ["\(StreamError.failed("two tasks read at once"))", "bonjour"])
      stream.close()
    }
  }

  @Test("What has come is taken without waiting, and nothing is lost")
  func arrivedBytes() async throws {
    try await withServer { [server] in
      [TLSHandler(server: server), ScriptedHandler.echo()]
    } _: { endpoint in
      let stream = try await connect(endpoint)
      #expect(await stream.arrived().readableBytes == 0)
      try await stream.write("bonjour")
      while try await stream.queuedBytes() < 7 { await Task.yield() }
      #expect(String(buffer: await stream.arrived()) == "bonjour")
      #expect(await stream.arrived().readableBytes == 0)
      stream.close()
    }
  }

  @Test("An attempt to connect that is cancelled ends at once", arguments: 1...3)
  func cancelledAttempt(round: Int) async throws {
    let full = try FullListener()
    let task = Task { try await TCPStream.connect(to: full.endpoint, timeout: TCPStream.patience) }
    // Before the attempt begins, or while it waits.
    for _ in 1..<round { await Task.yield() }
    task.cancel()
    await #expect(throws: StreamError.closed) { try await task.value }
  }

  @Test(
    "What is this machine, as it is written",
    arguments: [
      ("localhost", true), ("::1", true), ("127.0.0.1", true), ("127.255.3.4", true), ("127.0.0.256", false),
      ("127.1", false), ("127.0.0.1.example.org", false), ("localhost.example.org", false), ("10.0.0.1", false),
      ("0.0.0.0", false), ("", false),
    ])
  func thisMachine(host: String, isThisMachine: Bool) {
    #expect(Endpoint(host: host, port: 25).isThisMachine == isThisMachine)
  }

  @Test("Many connections at once")
  func many() async throws {
    try await withServer { [server] in
      [TLSHandler(server: server), ScriptedHandler.echo()]
    } _: { endpoint in
      try await withThrowingTaskGroup(of: String.self) { group in
        for number in 0..<40 {
          group.addTask {
            let stream = try await connect(endpoint)
            try await stream.write("connexion \(number + 10)")
            defer { stream.close() }
            return String(buffer: try await stream.read(count: 12))
          }
        }
        let answers = try await group.reduce(into: Set()) { $0.insert($1) }
        #expect(answers == Set((10..<50).map { "connexion \($0)" }))
      }
    }
  }

  private func connect(_ endpoint: Endpoint) async throws -> TCPStream {
    try await TCPStream.connect(to: endpoint, security: .tls(client), timeout: TCPStream.patience)
  }
}

/// Takes no connection, and has no room for more that wait to be taken.
private struct FullListener: ~Copyable {
  let endpoint: Endpoint
  private var sockets: [Int32] = []

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    sockets.append(listener)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let waiting = (1...4).map { _ in socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0) }
    sockets += waiting
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(listener, address, size) == 0, listen(listener, 0) == 0, getsockname(listener, address, &size) == 0
        else { return false }
        for socket in waiting { _ = connect(socket, address, size) }
        return true
      }
    }
    endpoint = Endpoint(host: "127.0.0.1", port: Int(UInt16(bigEndian: address.sin_port)))
    try #require(isListening)
  }

  deinit { for socket in sockets { Glibc.close(socket) } }
}

/// A server that shakes hands, says that it ends or does not, and hears that the client does. It closes nothing.
private final class BareServer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let connection: TLSConnection?
  private let isFirstToEnd: Bool
  private let isTold: EventLoopPromise<Void>

  init(_ context: TLSContext, isFirstToEnd: Bool, _ isTold: EventLoopPromise<Void>) {
    connection = try? TLSConnection(context, .server)
    self.isFirstToEnd = isFirstToEnd
    self.isTold = isTold
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard let connection else { return }
    do {
      try connection.feed(unwrapInboundIn(data))
      if try connection.handshake() {
        if isFirstToEnd { connection.shutdown() }
        var plain = ByteBuffer()
        if case .closed = connection.read(into: &plain) { isTold.succeed() }
      }
      if let bytes = connection.takeOutgoing(context.channel.allocator) { context.send(bytes) }
    } catch {
      isTold.fail(error)
    }
  }

  func channelInactive(context: ChannelHandlerContext) { isTold.fail(ChannelError.eof) }
}

/// Many bytes, which repeat at no power of two.
private let row: ByteBuffer = {
  let few = ByteBuffer(bytes: (0..<251 * 400).map { UInt8(truncatingIfNeeded: $0 % 251) })
  var many = ByteBuffer()
  for _ in 0..<240 { many.writeImmutableBuffer(few) }
  return many
}()
