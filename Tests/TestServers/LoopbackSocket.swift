import Foundation

/// One end of a TCP connection on 127.0.0.1, closed when it is released.
///
/// Its calls block, so they belong on a thread of their own (`onOwnThread`), not on the few that tests share.
public final class LoopbackSocket: Sendable {
  private let descriptor: Int32

  fileprivate init(descriptor: Int32) {
    self.descriptor = descriptor
    var one: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit { close(descriptor) }

  /// Connects to a port of 127.0.0.1. `patience` is how many seconds a read waits before it fails; 0 is for ever.
  public static func connect(to port: UInt16, patience: Int = 30) throws(LoopbackError) -> LoopbackSocket {
    let socket = LoopbackSocket(descriptor: try newDescriptor())
    var address = loopbackAddress(port)
    guard withSocketAddress(&address, { Glibc.connect(socket.descriptor, $0, $1) }) == 0 else {
      throw LoopbackError(doing: "connect to \(port)")
    }
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(socket.descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    return socket
  }

  public func send(_ bytes: [UInt8]) throws(LoopbackError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw LoopbackError(doing: "send") }
      sent += count
    }
  }

  public func send(_ text: String) throws(LoopbackError) { try send(Array(text.utf8)) }

  /// What has come, at least one byte; empty when the other side has closed.
  public func receive() throws(LoopbackError) -> [UInt8] {
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
        count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        filled = max(count, 0)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw LoopbackError(doing: "receive") }
      return bytes
    }
  }

  /// Ends both directions; whoever waits in `receive`, here or at the other side, sees the end.
  public func shutDown() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Tells the other side that no more will be sent, and still receives.
  func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }
}

/// A listening port of 127.0.0.1, closed when it is released.
final class LoopbackListener: Sendable {
  let port: UInt16
  private let descriptor: Int32

  init(port: UInt16) throws(LoopbackError) {
    self.port = port
    descriptor = try boundDescriptor(port)
    guard listen(descriptor, 128) == 0 else { throw LoopbackError(doing: "listen on \(port)") }
  }

  deinit { close(descriptor) }

  /// The next connection; nil once `stop` was called.
  func accept() -> LoopbackSocket? {
    while true {
      let accepted = Glibc.accept(descriptor, nil, nil)
      if accepted >= 0 {
        _ = fcntl(accepted, F_SETFD, FD_CLOEXEC)
        return LoopbackSocket(descriptor: accepted)
      }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// From now on the system refuses connections.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// Ports of 127.0.0.1 that nobody listens on at this moment.
///
/// They lie below those the system gives to outgoing connections (`ip_local_port_range`): a client that tries again and
/// again while its server is down would otherwise, sooner or later, be given the server's port and connect to itself.
func freePorts(_ count: Int) throws(LoopbackError) -> [UInt16] {
  var descriptors: [Int32] = []
  defer { for descriptor in descriptors { close(descriptor) } }
  var ports: [UInt16] = []
  for _ in 0..<1000 where ports.count < count {
    let port = UInt16.random(in: 20_000..<32_000)
    guard !ports.contains(port), let descriptor = try? boundDescriptor(port) else { continue }
    descriptors.append(descriptor)
    ports.append(port)
  }
  guard ports.count == count else { throw LoopbackError(doing: "find \(count) free ports") }
  return ports
}

/// What the system refused, and why in its words.
public struct LoopbackError: Error, CustomStringConvertible {
  public let description: String

  init(doing what: String) { description = "cannot \(what): \(String(cString: strerror(errno)))" }
}

/// Runs what blocks on a thread of its own.
public func onOwnThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { done in
    Thread.detachNewThread { done.resume(with: Result { try body() }) }
  }
}

// Close-on-exec everywhere: a server started by another test would otherwise keep our connections open.
private func newDescriptor() throws(LoopbackError) -> Int32 {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  guard descriptor >= 0 else { throw LoopbackError(doing: "make a socket") }
  return descriptor
}

private func boundDescriptor(_ port: UInt16) throws(LoopbackError) -> Int32 {
  let descriptor = try newDescriptor()
  var one: Int32 = 1
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
  var address = loopbackAddress(port)
  guard withSocketAddress(&address, { bind(descriptor, $0, $1) }) == 0 else {
    defer { close(descriptor) }
    throw LoopbackError(doing: "bind \(port)")
  }
  return descriptor
}

private func loopbackAddress(_ port: UInt16) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
  return address
}

private func withSocketAddress(
  _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
  withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
  }
}
