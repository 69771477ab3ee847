import NIOCore

/// Keeps the bytes that have come until somebody asks for them, and holds the other side back while nobody does.
final class ByteInbox: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer

  /// Bytes read ahead of whoever asks for them; beyond, the other side waits.
  static let readAhead = 1 << 20

  private var waiting: EventLoopPromise<ByteBuffer>?
  /// What has come and was not asked for: one buffer, as many small ones would take more memory than their bytes.
  private(set) var queue = ByteBuffer()
  /// Why nothing more will come.
  private var end: StreamError?
  private var isReadDue = false

  /// The next bytes; fails when none will come or none came in time, which also closes the connection.
  func next(on channel: any Channel, within time: TimeAmount) -> EventLoopFuture<ByteBuffer> {
    if queue.readableBytes > 0 {
      let bytes = queue
      discard(on: channel)
      return channel.eventLoop.makeSucceededFuture(bytes)
    }
    if let end { return channel.eventLoop.makeFailedFuture(end) }
    guard waiting == nil else {
      return channel.eventLoop.makeFailedFuture(StreamError.failed("two tasks read at once"))
    }
    let promise = channel.eventLoop.makePromise(of: ByteBuffer.self)
    waiting = promise
    let limit = channel.eventLoop.assumeIsolated().scheduleTask(in: time) {
      self.finish(.timedOut)
      channel.close(promise: nil)
    }
    return promise.futureResult.always { _ in limit.cancel() }
  }

  /// Forgets what has come and was not asked for.
  func discard(on channel: any Channel) {
    queue = ByteBuffer()
    guard isReadDue else { return }
    isReadDue = false
    channel.read()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    guard bytes.readableBytes > 0 else { return }
    if let promise = waiting {
      waiting = nil
      promise.succeed(bytes)
    } else {
      queue.writeBuffer(&bytes)
    }
  }

  func read(context: ChannelHandlerContext) {
    if queue.readableBytes < Self.readAhead {
      context.read()
    } else {
      isReadDue = true
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    finish(StreamError(error))
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    finish(.closed)
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { finish(.closed) }

  /// The first reason counts: what follows an error is only its consequence.
  private func finish(_ reason: StreamError) {
    if end == nil { end = reason }
    waiting?.fail(end ?? reason)
    waiting = nil
  }
}
