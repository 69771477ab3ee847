import TestServers
import Testing

@Suite struct ScriptedServerTests {
  @Test func playsItsScript() async throws {
    let server = try ScriptedServer([
      [
        .send("* OK ready\r\n"), .match("(\\w+) LOGIN (\\w+) .*"), .reply("{1} OK welcome {2}"), .command("append"),
        .reply("+ go"), .read(5), .readThrough("\r\n"), .reply("{tag} OK"), .sendBytes([0xFF, 0x0D, 0x0A]), .close,
      ]
    ])
    let socket = try LoopbackSocket.connect(to: server.port)
    var reader = LineReader(socket)
    #expect(try reader.line() == "* OK ready")
    try socket.send("x LOGIN bob secret\r\n")
    #expect(try reader.line() == "x OK welcome bob")
    try socket.send("y APPEND INBOX {5}\r\n")
    #expect(try reader.line() == "+ go")
    try socket.send("a\r\nb\r\r\n")
    #expect(try reader.line() == "y OK")
    #expect(try reader.bytes(count: 3) == [0xFF, 0x0D, 0x0A])
    #expect(try reader.line() == nil)
    #expect(try await server.finish() == [])
    #expect(server.received == ["x LOGIN bob secret\r\ny APPEND INBOX {5}\r\na\r\nb\r\r\n"])
  }

  @Test func tellsWhatWasNotForeseen() async throws {
    let server = try ScriptedServer([[.line("EHLO")], [.line("EHLO"), .close]])
    let first = try LoopbackSocket.connect(to: server.port)
    try first.send("HELO a\r\n")
    #expect(try first.receive() == [])
    let second = try LoopbackSocket.connect(to: server.port)
    try second.send("ehlo a\r\n")
    #expect(try await server.finish() == ["connection 1, step 1: “HELO a” came instead of “EHLO”"])
    let third = try LoopbackSocket.connect(to: server.port)
    #expect(try third.receive() == [])
  }
}
