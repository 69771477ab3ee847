import Foundation
import Glibc
import TLS
import Testing

/// A server on this machine that takes one connection and follows a script, a step a line:
///
///     S: * OK ready          says it (with CRLF)
///     S= ab                  says it as it stands
///     C: A1 IDLE             waits for exactly this line
///     C= ab                  waits for exactly these octets
///     C*                     waits for a line
///     again * OK wait        says it until the client closes
///     wait                   lets a tenth of a second pass
///     close                  closes the connection
///
/// At the end of the script it stays silent until the client closes.
final class ScriptedServer: Sendable {
  let endpoint: Endpoint
  private let problems: AsyncStream<String>

  convenience init(_ script: [String]) throws { try self.init { _ in script } }

  /// A script that depends on the port.
  init(_ script: (Int) -> [String]) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, size) == 0 && listen(listener, 1) == 0 && getsockname(listener, address, &size) == 0
      }
    }
    try #require(isListening)
    endpoint = Endpoint(host: "127.0.0.1", port: Int(UInt16(bigEndian: address.sin_port)))
    let script = script(endpoint.port)
    let (problems, ending) = AsyncStream.makeStream(of: String.self)
    self.problems = problems
    Thread.detachNewThread {
      var limit = timeval(tv_sec: 20, tv_usec: 0)
      setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      let connection = accept(listener, nil, nil)
      Glibc.close(listener)
      setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
      var player = Player(connection: connection)
      player.play(script)
      Glibc.close(connection)
      if let problem = player.problem { ending.yield(problem) }
      ending.finish()
    }
  }

  /// What did not go as written, once the connection is closed.
  func problem() async -> String? {
    for await problem in problems { return problem }
    return nil
  }
}

private struct Player {
  let connection: Int32
  private var heard: [UInt8] = []
  private(set) var problem: String?

  init(connection: Int32) { self.connection = connection }

  mutating func play(_ script: [String]) {
    for step in script where problem == nil {
      let text = String(step.dropFirst(3))
      switch step.prefix(2) {
      case "S:": say(text + "\r\n")
      case "S=": say(text)
      case "C:": expect(text + "\r\n")
      case "C=": expect(text)
      case "C*": expectLine()
      case "wa": usleep(100_000)
      case "ag": while say(String(step.dropFirst(6)) + "\r\n") { usleep(10_000) }
      default: return
      }
    }
    while problem == nil, receive() {}
    if problem == nil, !heard.isEmpty { problem = "heard besides: \(String(decoding: heard, as: UTF8.self))" }
  }

  /// False when the client has closed.
  @discardableResult
  private mutating func say(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  private mutating func expect(_ text: String) {
    let wanted = Array(text.utf8)
    while heard.count < wanted.count, wanted.starts(with: heard), receive() {}
    if heard.starts(with: wanted) {
      heard.removeFirst(wanted.count)
    } else {
      problem = "heard \(String(decoding: heard, as: UTF8.self)) instead of \(text)"
    }
  }

  private mutating func expectLine() {
    while !heard.contains(10), receive() {}
    heard.removeFirst((heard.firstIndex(of: 10) ?? heard.endIndex - 1) + 1)
  }

  /// False when the client closed, or says nothing for long.
  private mutating func receive() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(connection, &bytes, bytes.count, 0)
    guard count > 0 else { return false }
    heard += bytes[..<count]
    return true
  }
}
