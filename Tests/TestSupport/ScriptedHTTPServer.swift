import Foundation
import Glibc
import Synchronization

/// A web server on loopback that follows a script: the answers are given in order, one a request, whoever asks. It keeps
/// what it was asked. A request beyond the script is answered 599.
public final class ScriptedHTTPServer: Sendable {
  public struct Answer: Sendable {
    enum End { case keep, hangUp, silence }

    let text: String
    let end: End

    /// A whole answer; the connection stays open for the next request.
    public static func answer(_ status: Int, headers: [String] = [], _ body: String = "") -> Answer {
      let lines = ["HTTP/1.1 \(status) Scripted", "Content-Length: \(body.utf8.count)"] + headers + ["", body]
      return Answer(text: lines.joined(separator: "\r\n"), end: .keep)
    }

    public static func json(_ status: Int, _ body: String) -> Answer {
      answer(status, headers: ["Content-Type: application/json"], body)
    }

    /// These bytes, then the connection is closed.
    public static func hangUp(after text: String = "") -> Answer { Answer(text: text, end: .hangUp) }

    /// These bytes, then nothing more until the client goes.
    public static func silence(after text: String = "") -> Answer { Answer(text: text, end: .silence) }
  }

  public struct Request: Sendable {
    /// From 1, in the order in which clients connected.
    public let connection: Int
    /// `POST /token HTTP/1.1`.
    public let line: String
    /// Without the line ends, as they came.
    public let headers: [String]
    public let body: String

    /// The fields of a form, decoded.
    public var form: [String: String] {
      let text = body.replacing("+", with: "%20")
      let fields = text.split(separator: "&").map { $0.split(separator: "=", omittingEmptySubsequences: false) }
      return Dictionary(
        fields.map { (String($0[0]), $0.count > 1 ? String($0[1]).removingPercentEncoding ?? "" : "") },
        uniquingKeysWith: { _, last in last })
    }
  }

  private struct State {
    var answers: ArraySlice<Answer>
    var requests: [Request] = []
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  public let port: UInt16
  private let listening: Int32
  private let state: Mutex<State>

  public init(_ answers: [Answer]) throws {
    state = Mutex(State(answers: answers[...]))
    let (listening, port) = try listeningSocket()
    self.listening = listening
    self.port = port
    // The thread holds the server weakly, so that the test's end is the server's end.
    Thread.detachNewThread { [weak self] in
      var connection = 0
      while case let client = accept(listening, nil, nil), client >= 0 {
        connection += 1
        let number = connection
        Thread.detachNewThread { [weak self] in
          var input = Input(client)
          while let request = input.request(connection: number), let answer = self?.answer(to: request) {
            guard send(answer.text, to: client), answer.end == .keep else {
              if answer.end == .silence { input.waitForEnd() }
              break
            }
          }
          close(client)
        }
      }
      close(listening)
    }
  }

  deinit { shutdown(listening, Int32(SHUT_RDWR)) }

  /// `http://127.0.0.1:PORT`.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// An address of the same kind at which nobody listens any more.
  public static func urlOfNobody() throws -> String {
    let (listening, port) = try listeningSocket()
    close(listening)
    return "http://127.0.0.1:\(port)"
  }

  /// What was asked so far.
  public var requests: [Request] { state.withLock(\.requests) }

  /// Waits until something was asked.
  public func firstRequest() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.requests.isEmpty { state.waiting.append(continuation) }
        return !state.requests.isEmpty
      }
      if isThere { continuation.resume() }
    }
  }

  private func answer(to request: Request) -> Answer {
    let (answer, waiting) = state.withLock { state in
      state.requests.append(request)
      defer { state.waiting = [] }
      return (state.answers.popFirst() ?? .answer(599, "the script has ended"), state.waiting)
    }
    for continuation in waiting { continuation.resume() }
    return answer
  }
}

/// A socket that listens on loopback, and the free port that the kernel gave it.
private func listeningSocket() throws -> (descriptor: Int32, port: UInt16) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isListening = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, size) == 0 && listen(descriptor, 16) == 0 && getsockname(descriptor, $0, &size) == 0
    }
  }
  guard isListening else { throw POSIXError(.init(rawValue: errno) ?? .EADDRNOTAVAIL) }
  return (descriptor, UInt16(bigEndian: address.sin_port))
}

private func send(_ text: String, to client: Int32) -> Bool {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    guard count > 0 else { return false }
    bytes = bytes.dropFirst(count)
  }
  return true
}

/// Requests as they come out of a connection.
private struct Input {
  private let client: Int32
  private var buffer: [UInt8] = []

  init(_ client: Int32) { self.client = client }

  /// Nil when the client has gone.
  mutating func request(connection: Int) -> ScriptedHTTPServer.Request? {
    let blank = Array("\r\n\r\n".utf8)
    while true {
      if let end = buffer.firstRange(of: blank) {
        let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        let length = lines.firstNonNil { line in
          line.lowercased().hasPrefix("content-length: ") ? Int(line.dropFirst(16)) : nil
        }
        let whole = end.upperBound + (length ?? 0)
        if buffer.count >= whole {
          let body = String(decoding: buffer[end.upperBound..<whole], as: UTF8.self)
          buffer.removeFirst(whole)
          return .init(connection: connection, line: lines[0], headers: Array(lines.dropFirst()), body: body)
        }
      }
      guard more() else { return nil }
    }
  }

  mutating func waitForEnd() { while more() {} }

  private mutating func more() -> Bool {
    var part = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(client, &part, part.count)
    if count > 0 { buffer += part[..<count] }
    return count > 0
  }
}

extension Sequence {
  fileprivate func firstNonNil<Result>(_ transform: (Element) -> Result?) -> Result? {
    lazy.compactMap(transform).first
  }
}
