public import NIOCore
import NIOTLS

/// Encrypts what goes through a channel; the one place where NIO and libssl meet.
///
/// It stands first in the pipeline. What is written before both sides have agreed waits until they have. An encrypted
/// connection that ends without the other side's word for it (close_notify) ends like any other connection: the protocols
/// above know by themselves whether they were done (RFC 8446 §6.1 leaves that to them).
public final class TLSHandler: ChannelDuplexHandler {
  public typealias InboundIn = ByteBuffer
  public typealias InboundOut = ByteBuffer
  public typealias OutboundIn = ByteBuffer
  public typealias OutboundOut = ByteBuffer

  private enum State {
    /// The channel is not active yet.
    case waiting
    case handshaking(TLSConnection)
    /// Of the two directions, either may have ended.
    case open(TLSConnection)
    case ended
  }

  /// Plain bytes enciphered at once, so that few of them lie in memory in both forms.
  private static let slice = 1 << 16

  private let context: TLSContext
  private let side: TLSConnection.Side
  /// Told once: what was agreed, or why nothing was.
  private var agreed: EventLoopPromise<TLSSession>?
  private var state = State.waiting
  private var writes = MarkedCircularBuffer<(bytes: ByteBuffer, promise: EventLoopPromise<Void>?)>(initialCapacity: 4)
  private var isInputClosed = false
  private var isOutputClosed = false
  /// Whether plain bytes are waited for: somebody has asked to read, and none have gone up the pipeline since.
  private var isReadWanted = false

  /// For a connection that was opened to us.
  public init(server context: TLSContext) {
    self.context = context
    side = .server
  }

  /// For a connection that we opened to the host, whose name or address the certificate must hold.
  init(client context: TLSContext, host: String, agreed: EventLoopPromise<TLSSession>) {
    self.context = context
    self.agreed = agreed
    side = .client(host: host)
  }
}

@available(*, unavailable)
extension TLSHandler: Sendable {}

// What happens to the channel.
extension TLSHandler {
  public func handlerAdded(context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    // Whoever stands above may have asked before we came.
    isReadWanted = true
    begin(context)
  }

  public func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  public func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    do {
      switch state {
      case .handshaking(let connection):
        try connection.feed(bytes)
        try shakeHands(connection, context)
      case .open(let connection) where !isInputClosed:
        try connection.feed(bytes)
        deliver(from: connection, expecting: bytes.readableBytes, context)
      case .waiting, .open, .ended: break
      }
    } catch {
      fail(error, context)
    }
  }

  /// As long as no plain bytes have come for whoever asked to read, the channel goes on reading.
  public func channelReadComplete(context: ChannelHandlerContext) {
    switch state {
    case .handshaking: context.read()
    case .open where isReadWanted && !isInputClosed: context.read()
    case .waiting, .open, .ended: break
    }
    context.fireChannelReadComplete()
  }

  public func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case ChannelEvent.inputClosed = event {
      if case .handshaking = state { return fail(.interrupted, context) }
      // The other side's last word on the encrypted connection has told it before.
      if isInputClosed { return }
      isInputClosed = true
    }
    context.fireUserInboundEventTriggered(event)
  }

  public func channelInactive(context: ChannelHandlerContext) {
    switch state {
    case .waiting, .handshaking: fail(.interrupted, context)
    case .open, .ended: end(failingWritesWith: ChannelError.eof)
    }
    context.fireChannelInactive()
  }

  public func handlerRemoved(context: ChannelHandlerContext) {
    end(failingWritesWith: ChannelError.ioOnClosedChannel)
  }
}

// What is asked of the channel.
extension TLSHandler {
  public func read(context: ChannelHandlerContext) {
    isReadWanted = true
    context.read()
  }

  public func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .ended = state {
      promise?.fail(ChannelError.ioOnClosedChannel)
    } else if isOutputClosed {
      promise?.fail(ChannelError.outputClosed)
    } else {
      writes.append((unwrapOutboundIn(data), promise))
    }
  }

  public func flush(context: ChannelHandlerContext) {
    writes.mark()
    if case .open(let connection) = state { send(from: connection, context) }
  }

  public func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
    guard case .open(let connection) = state, mode != .input else {
      if mode == .all { end(failingWritesWith: ChannelError.ioOnClosedChannel) }
      return context.close(mode: mode, promise: promise)
    }
    if !isOutputClosed { connection.shutdown() }
    isOutputClosed = true
    let farewell = connection.takeOutgoing(context.channel.allocator)
    if mode == .all { end(failingWritesWith: ChannelError.ioOnClosedChannel) }
    guard let farewell else { return context.close(mode: mode, promise: promise) }
    guard mode == .output else {
      context.writeAndFlush(wrapOutboundOut(farewell), promise: nil)
      return context.close(mode: mode, promise: promise)
    }
    failWrites(ChannelError.outputClosed)
    // A channel whose output is closed does not send what it still has.
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { _ in context.close(mode: .output, promise: promise) }
    context.writeAndFlush(wrapOutboundOut(farewell), promise: sent)
  }
}

extension TLSHandler {
  private func begin(_ context: ChannelHandlerContext) {
    guard case .waiting = state else { return }
    do {
      let connection = try TLSConnection(self.context, side)
      state = .handshaking(connection)
      // Whoever stands above may be holding reads back.
      context.read()
      try shakeHands(connection, context)
    } catch {
      fail(error, context)
    }
  }

  private func shakeHands(_ connection: TLSConnection, _ context: ChannelHandlerContext) throws(TLSError) {
    let isComplete = try connection.handshake()
    flushOutgoing(of: connection, context)
    guard isComplete, case .handshaking = state else { return }
    state = .open(connection)
    let session = connection.session
    agreed?.succeed(session)
    agreed = nil
    context.fireUserInboundEventTriggered(
      TLSUserEvent.handshakeCompleted(negotiatedProtocol: session.applicationProtocol))
    send(from: connection, context)
    // The first bytes may have come with the other side's last ones of the handshake.
    deliver(from: connection, expecting: 0, context)
  }

  /// Hands the plain bytes of what has come up the pipeline.
  private func deliver(from connection: TLSConnection, expecting count: Int, _ context: ChannelHandlerContext) {
    guard case .open = state else { return }
    var plain = context.channel.allocator.buffer(capacity: count)
    let outcome = connection.read(into: &plain)
    // The other side may have asked for new keys, which wants an answer.
    flushOutgoing(of: connection, context)
    if plain.readableBytes > 0 {
      isReadWanted = false
      context.fireChannelRead(wrapInboundOut(plain))
    }
    switch outcome {
    case .waiting: break
    case .closed: inputClosed(context)
    case .failed(let error): fail(error, context)
    }
  }

  /// Enciphers and sends what was flushed.
  private func send(from connection: TLSConnection, _ context: ChannelHandlerContext) {
    guard writes.hasMark else { return }
    while writes.hasMark, case .open = state {
      var (bytes, promise) = writes.removeFirst()
      do {
        repeat {
          let slice = bytes.readSlice(length: min(Self.slice, bytes.readableBytes))
          if let slice { try connection.write(slice) }
          let outgoing = connection.takeOutgoing(context.channel.allocator) ?? ByteBuffer()
          context.write(wrapOutboundOut(outgoing), promise: bytes.readableBytes == 0 ? promise : nil)
        } while bytes.readableBytes > 0
      } catch {
        promise?.fail(error)
        return fail(error, context)
      }
    }
    context.flush()
  }

  private func flushOutgoing(of connection: TLSConnection, _ context: ChannelHandlerContext) {
    guard let bytes = connection.takeOutgoing(context.channel.allocator) else { return }
    context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }

  /// The other side has said that it sends nothing more.
  private func inputClosed(_ context: ChannelHandlerContext) {
    guard case .open = state, !isInputClosed else { return }
    isInputClosed = true
    if let isHalfOpen = try? context.channel.syncOptions?.getOption(.allowRemoteHalfClosure), isHalfOpen {
      context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
    } else {
      close(context: context, mode: .all, promise: nil)
    }
  }

  private func fail(_ error: TLSError, _ context: ChannelHandlerContext) {
    switch state {
    // The alert that tells the other side.
    case .handshaking(let connection), .open(let connection): flushOutgoing(of: connection, context)
    case .waiting: break
    case .ended: return
    }
    end(failingWritesWith: error, agreedWith: error)
    context.fireErrorCaught(error)
    context.close(promise: nil)
  }

  private func end(failingWritesWith error: any Error, agreedWith failure: TLSError = .interrupted) {
    state = .ended
    agreed?.fail(failure)
    agreed = nil
    failWrites(error)
  }

  private func failWrites(_ error: any Error) {
    while let write = writes.popFirst() { write.promise?.fail(error) }
  }
}
