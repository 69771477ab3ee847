import Foundation
import Glibc
import NIOCore
import Testing

@testable import TLS

/// A server on this machine that takes one connection and follows a script, a line a step:
///
///     S: 220 mail.example.fr      says it (with CRLF)
///     S= 250 cut                  says it as it stands
///     C: EHLO bot.example.fr      waits for exactly this line
///     C. Bonjour                  waits for a message and compares it
///     C…                          waits for a message of any content
///     C~                          waits for a few octets
///     TLS                         is encrypted from here on
///     TLS?                        tries to, and is refused
///     S! close                    closes the connection
///     S! cut                      resets it
///     S! say no more              closes its own direction and goes on reading
///     S! listen                   says no more and goes on reading
///     S! stall                    reads no more
///
/// At the end of the script it stays silent until the client closes.
final class ScriptedServer: Sendable {
  let endpoint: Endpoint
  private let played: AsyncStream<Void>
  private let problems: AsyncStream<[String]>
  private let release = DispatchSemaphore(value: 0)

  init(_ script: [String], identity: TLSContext? = nil) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    // Small, so that a large message does not vanish in buffers.
    var buffer: Int32 = 1 << 14
    setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &buffer, socklen_t(MemoryLayout<Int32>.size))
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

    let (played, playing) = AsyncStream.makeStream(of: Void.self)
    let (problems, ending) = AsyncStream.makeStream(of: [String].self)
    self.played = played
    self.problems = problems
    Thread.detachNewThread { [release] in
      Self.limitWaits(of: listener)
      let connection = accept(listener, nil, nil)
      Glibc.close(listener)
      Self.limitWaits(of: connection)
      var actor = ScriptActor(connection: connection, identity: identity)
      let isOpen = actor.play(script, until: release)
      playing.finish()
      if isOpen { actor.listenToTheEnd() }
      ending.yield(actor.problems)
      ending.finish()
    }
  }

  /// What did not go as written, once the connection is closed.
  func finish() async -> [String] {
    release.signal()
    for await problems in problems { return problems }
    return ["never ended"]
  }

  /// Waits for the last step of the script.
  func playedAll() async { for await _ in played {} }

  private static func limitWaits(of socket: Int32) {
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }
}

private struct ScriptActor {
  let connection: Int32
  let identity: TLSContext?
  private var tls: TLSConnection?
  private var heard: [UInt8] = []
  private(set) var problems: [String] = []

  init(connection: Int32, identity: TLSContext?) {
    self.connection = connection
    self.identity = identity
  }

  /// Returns whether the connection is still open.
  mutating func play(_ script: [String], until release: DispatchSemaphore) -> Bool {
    for step in script where problems.isEmpty {
      let text = String(step.dropFirst(3))
      switch step.prefix(2) {
      case "TL": encrypt(isRefused: step == "TLS?")
      case "S:": say(text + "\r\n")
      case "S=": say(text)
      case "C:": expect(text + "\r\n", upTo: "\r\n")
      case "C.": expect(text + "\r\n.\r\n", upTo: "\r\n.\r\n")
      case "C~": _ = receive()
      case "C…": _ = hear(upTo: "\r\n.\r\n")
      case "S!":
        perform(text, until: release)
        return false
      default: problems.append("no step: \(step)")
      }
    }
    return true
  }

  mutating func listenToTheEnd() {
    if problems.isEmpty, let more = hear(upTo: "\n") { problems.append("heard besides: \(more)") }
    Glibc.close(connection)
  }

  private mutating func perform(_ deed: String, until release: DispatchSemaphore) {
    if deed == "say no more" {
      shutdown(connection, Int32(SHUT_WR))
      while receive() { heard.removeAll() }
    }
    if deed == "listen" { while receive() { heard.removeAll() } }
    if deed == "stall" { _ = release.wait(timeout: .now() + 20) }
    if deed == "cut" || deed == "stall" {
      var atOnce = linger(l_onoff: 1, l_linger: 0)
      setsockopt(connection, SOL_SOCKET, SO_LINGER, &atOnce, socklen_t(MemoryLayout<linger>.size))
    }
    Glibc.close(connection)
  }

  private mutating func encrypt(isRefused: Bool) {
    do {
      let tls = try TLSConnection(try #require(identity), .server)
      var isComplete = false
      while !isComplete {
        guard let bytes = receiveOctets() else { break }
        try tls.feed(ByteBuffer(bytes: bytes))
        isComplete = try tls.handshake()
        if let bytes = tls.takeOutgoing(ByteBufferAllocator()) { transmit(Array(bytes.readableBytesView)) }
      }
      self.tls = tls
      // Its first words may have come along with the end of the handshake.
      _ = decipher(tls)
      if isComplete == isRefused { problems.append(isRefused ? "was not refused" : "handshake cut") }
    } catch {
      if !isRefused { problems.append("\(error)") }
    }
  }

  private mutating func say(_ text: String) {
    guard let tls else { return transmit(Array(text.utf8)) }
    do {
      try tls.write(ByteBuffer(string: text))
      if let bytes = tls.takeOutgoing(ByteBufferAllocator()) { transmit(Array(bytes.readableBytesView)) }
    } catch {
      problems.append("\(error)")
    }
  }

  private mutating func transmit(_ bytes: [UInt8]) {
    let count = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    if count != bytes.count { problems.append("cannot say \(bytes.count) octets") }
  }

  private mutating func expect(_ line: String, upTo end: String) {
    let heard = hear(upTo: end)
    if heard != line { problems.append("heard \(heard ?? "nothing") instead of \(line)") }
  }

  /// Nil when the client closed.
  private mutating func hear(upTo end: String) -> String? {
    let end = Array(end.utf8)
    var searched = 0
    while true {
      if let range = heard[searched...].firstRange(of: end) {
        defer { heard.removeSubrange(..<range.upperBound) }
        return String(decoding: heard[..<range.upperBound], as: UTF8.self)
      }
      searched = max(0, heard.count - end.count)
      guard receive() else { return heard.isEmpty ? nil : String(decoding: heard, as: UTF8.self) }
    }
  }

  private mutating func receive() -> Bool {
    guard let bytes = receiveOctets() else { return false }
    guard let tls else {
      heard += bytes
      return true
    }
    return (try? tls.feed(ByteBuffer(bytes: bytes))) != nil && decipher(tls)
  }

  /// Returns whether more may come.
  private mutating func decipher(_ tls: TLSConnection) -> Bool {
    var plain = ByteBuffer()
    let outcome = tls.read(into: &plain)
    heard += Array(plain.readableBytesView)
    if case .waiting = outcome { return true }
    return plain.readableBytes > 0
  }

  private mutating func receiveOctets() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = recv(connection, &bytes, bytes.count, 0)
    if count < 0 && errno == EAGAIN { problems.append("waited in vain") }
    return count > 0 ? Array(bytes[..<count]) : nil
  }
}
