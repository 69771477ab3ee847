import Foundation

/// One script played on one connection.
struct ScriptPlay {
  private let socket: LoopbackSocket
  private var reader: LineReader
  private let number: Int
  private let record: Watched<ScriptRecord>
  /// What stands for `{tag}`, `{1}` ….
  private var captured: [String: String] = [:]

  /// The client did something that the script does not foresee.
  private struct Departure: Error, CustomStringConvertible {
    let description: String
  }

  static func run(
    _ steps: [ScriptedServer.Step], on socket: LoopbackSocket, number: Int, record: Watched<ScriptRecord>
  ) {
    var play = ScriptPlay(socket: socket, reader: LineReader(socket), number: number, record: record)
    var departure: String?
    for (index, step) in steps.enumerated() {
      do {
        guard try play.perform(step) else { break }
      } catch {
        departure = "connection \(number + 1), step \(index + 1): \(error)"
        break
      }
    }
    // Known before the client sees the end.
    record.change {
      $0.plays[number].departure = departure
      $0.plays[number].hasEnded = true
    }
    socket.shutDown()
  }

  /// False when the script is over.
  private mutating func perform(_ step: ScriptedServer.Step) throws -> Bool {
    switch step {
    case .command(let words):
      let line = try readLine()
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, begins(parts[1], with: words) else { throw unforeseen(line, words) }
      captured["tag"] = String(parts[0])
    case .line(let words):
      let line = try readLine()
      guard begins(line[...], with: words) else { throw unforeseen(line, words) }
    case .match(let pattern): try match(pattern)
    case .read(let count): try note(reader.bytes(count: count))
    case .readThrough(let terminator): try note(reader.bytes(through: Array(terminator.utf8)))
    case .send(let text): try socket.send(text)
    case .sendBytes(let bytes): try socket.send(bytes)
    case .reply(let text):
      try socket.send(captured.reduce(text) { $0.replacing("{\($1.key)}", with: $1.value) } + "\r\n")
    case .close: return false
    case .stall: while try !socket.receive().isEmpty {}
    }
    return true
  }

  private mutating func match(_ pattern: String) throws {
    let line = try readLine()
    let whole = NSRange(line.startIndex..., in: line)
    let expression = try NSRegularExpression(pattern: pattern)
    guard let found = expression.firstMatch(in: line, range: whole), found.range == whole else {
      throw unforeseen(line, pattern)
    }
    for group in 0..<found.numberOfRanges {
      if let range = Range(found.range(at: group), in: line) { captured[String(group)] = String(line[range]) }
    }
  }

  private mutating func readLine() throws -> String {
    let line = try reader.line()
    try note(line.map { Array(($0 + "\r\n").utf8) })
    return line ?? ""
  }

  private func note(_ bytes: [UInt8]?) throws {
    guard let bytes else { throw Departure(description: "the client closed") }
    record.change { $0.plays[number].received += bytes }
  }

  private func begins(_ line: Substring, with words: String) -> Bool {
    line.lowercased().hasPrefix(words.lowercased())
  }

  private func unforeseen(_ line: String, _ expected: String) -> Departure {
    Departure(description: "“\(line)” came instead of “\(expected)”")
  }
}
