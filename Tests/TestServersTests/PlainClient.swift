import TestServers

/// Speaks IMAP by hand: a command at a time, without TLS.
struct PlainClient {
  private let socket: LoopbackSocket
  private var reader: LineReader
  private var number = 0

  /// Reads the greeting.
  init(port: UInt16) throws {
    socket = try LoopbackSocket.connect(to: port)
    reader = LineReader(socket)
    _ = try line()
  }

  init(port: UInt16, user: String) throws {
    try self.init(port: port)
    _ = try command("LOGIN \(user) \(DovecotServer.password)")
  }

  /// The lines up to the tagged one, or to the end of the connection.
  mutating func command(_ words: String) throws -> String {
    number += 1
    try socket.send("a\(number) \(words)\r\n")
    var lines: [String] = []
    while let line = try reader.line() {
      lines.append(line)
      if line.hasPrefix("a\(number) ") { break }
    }
    return lines.joined(separator: "\n")
  }

  mutating func line() throws -> String? { try reader.line() }

  func send(_ text: String) throws { try socket.send(text) }
}
