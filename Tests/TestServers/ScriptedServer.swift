import Foundation

/// A server that says what a script tells it to, right or wrong, and writes down what it was told: for dialects that no
/// real server at hand speaks.
///
/// The first connection plays the first script, the next one the next; one too many is closed at once.
public final class ScriptedServer: Sendable {
  /// One thing that the server does.
  public enum Step: Sendable {
    /// Reads a line of IMAP: any tag, a space, and words that begin so, in either case of letters.
    case command(String)
    /// Reads a line that begins so, in either case of letters.
    case line(String)
    /// Reads a line that fits this regular expression (of ICU) from its begin to its end.
    case match(String)
    /// Reads so many bytes: a literal.
    case read(Int)
    /// Reads up to the end of this terminator: after DATA, `"\r\n.\r\n"`.
    case readThrough(String)
    /// Sends as it is.
    case send(String)
    case sendBytes([UInt8])
    /// Sends a line, with what was read before put in: `{tag}` of the last command, `{1}` … of the last match.
    case reply(String)
    /// Closes the connection, as the end of the script does.
    case close
    /// Says nothing and reads all, until the client closes.
    case stall
  }

  public let port: UInt16
  private let listener: LoopbackListener
  private let record = Watched(ScriptRecord())

  /// Listens at once, with one script for each connection.
  public init(_ scripts: [[Step]]) throws {
    port = try freePorts(1)[0]
    listener = try LoopbackListener(port: port)
    record.change { $0.plays = scripts.map { _ in ScriptRecord.Play() } }
    Thread.detachNewThread { [listener, record] in
      var next = 0
      while let socket = listener.accept() {
        guard next < scripts.count else { continue }
        let number = next
        next += 1
        record.change { $0.plays[number].socket = socket }
        Thread.detachNewThread { ScriptPlay.run(scripts[number], on: socket, number: number, record: record) }
      }
    }
  }

  deinit {
    listener.stop()
    record.change { for play in $0.plays { play.socket?.shutDown() } }
  }

  /// All that each connection sent, as far as the scripts read.
  public var received: [String] { record.change { $0.received } }

  /// Waits until that is what was sent; false when it is not after half a minute.
  public func waitForReceived(_ texts: [String]) async throws -> Bool {
    try await onOwnThread { [record] in
      record.wait(until: Date(timeIntervalSinceNow: 30)) { $0.received == texts }
    }
  }

  /// Waits until every script has come to its end, half a minute at most. Returns what was otherwise than the scripts
  /// say: nothing, when all is well.
  public func finish() async throws -> [String] {
    try await onOwnThread { [record] in
      let limit = Date(timeIntervalSinceNow: 30)
      let isOver = record.wait(until: limit) { $0.plays.allSatisfy { $0.hasEnded } }
      return record.change { $0.plays.compactMap(\.departure) } + (isOver ? [] : ["a script is not at its end"])
    }
  }
}

struct ScriptRecord: Sendable {
  struct Play: Sendable {
    var socket: LoopbackSocket?
    var received: [UInt8] = []
    var departure: String?
    var hasEnded = false
  }

  var plays: [Play] = []

  var received: [String] { plays.map { String(decoding: $0.received, as: UTF8.self) } }
}
