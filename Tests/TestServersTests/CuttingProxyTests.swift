import TestServers
import Testing

@Suite struct CuttingProxyTests {
  private static let session: [ScriptedServer.Step] = [
    .send("* OK ready\r\n"), .command("FETCH"), .send("* 1 FETCH 0123456789\r\n"), .reply("{tag} OK done"),
    .command("UID MOVE"), .reply("{tag} OK moved"), .command("NOOP"), .reply("{tag} OK"), .stall,
  ]

  @Test func passesBytesBothWays() async throws {
    let (server, proxy) = try behindProxy()
    var client = try PlainClient(port: proxy.port)
    #expect(try client.command("FETCH 1") == "* 1 FETCH 0123456789\na1 OK done")
    #expect(try client.command("UID MOVE 1 A") == "a2 OK moved")
    #expect(server.received == ["a1 FETCH 1\r\na2 UID MOVE 1 A\r\n"])
  }

  @Test(
    arguments: [
      (.before("UID MOVE"), "", "a1 FETCH 1\r\n"),
      (.reply(to: "UID MOVE"), "", "a1 FETCH 1\r\na2 UID MOVE 1 A\r\n"),
      (.reply(to: "UID MOVE", passing: 7), "a2 OK m", "a1 FETCH 1\r\na2 UID MOVE 1 A\r\n"),
      (.received(bytes: 5), "a2 OK", "a1 FETCH 1\r\na2 UID MOVE 1 A\r\n"),
    ] as [(CuttingProxy.Moment, String, String)])
  func cutsOnceAtTheMoment(moment: CuttingProxy.Moment, reply: String, received: String) async throws {
    let (server, proxy) = try behindProxy(scripts: 2)
    var client = try PlainClient(port: proxy.port)
    _ = try client.command("FETCH 1")
    proxy.arm(.cut, moment)
    #expect(try client.command("UID MOVE 1 A") == "")
    #expect(try await proxy.waitForFirings())
    #expect(server.received[0] == received)

    client = try PlainClient(port: proxy.port)
    #expect(try client.command("FETCH 1").hasSuffix("a1 OK done"))
    #expect(try client.command("UID MOVE 1 A") == "a2 OK moved")
    #expect(proxy.firings == 1)
    #expect(proxy.connections == 2)
  }

  @Test func wordsMayComeInPieces() async throws {
    let (server, proxy) = try behindProxy()
    var client = try PlainClient(port: proxy.port)
    proxy.arm(.cut, .after("FETCH 1"))
    for piece in ["a1 FE", "TCH ", "1"] { try client.send(piece) }
    #expect(try client.line() == nil)
    #expect(try await server.finish() == ["connection 1, step 2: the client closed"])
  }

  @Test func refusesAndTakesAgainOnTheSamePort() async throws {
    let (server, proxy) = try behindProxy(scripts: 2)
    defer { withExtendedLifetime(server) {} }
    var client = try PlainClient(port: proxy.port)
    proxy.refuse()
    #expect(throws: LoopbackError.self) { try LoopbackSocket.connect(to: proxy.port) }
    #expect(try client.command("FETCH 1").hasSuffix("OK done"))
    try proxy.pass()
    client = try PlainClient(port: proxy.port)
    #expect(try await proxy.waitForConnections(2))
    proxy.cutAll()
    #expect(try client.line() == nil)
  }

  @Test func aStallHoldsBackAndLosesNothing() async throws {
    let (server, proxy) = try behindProxy()
    var client = try PlainClient(port: proxy.port)
    proxy.stall()
    try client.send("a1 FETCH 1\r\n")
    #expect(server.received == [""])
    try proxy.pass()
    #expect(try client.line() == "* 1 FETCH 0123456789")
  }

  @Test func aStallAtAMomentEndsNothing() async throws {
    let (server, proxy) = try behindProxy()
    var client = try PlainClient(port: proxy.port)
    proxy.arm(.stall, .reply(to: "FETCH", passing: 4))
    try client.send("a1 FETCH 1\r\na2 UID MOVE 1 A\r\n")
    #expect(try await proxy.waitForFirings())
    // The server may answer the first command before it has read the second.
    #expect(try await server.waitForReceived(["a1 FETCH 1\r\na2 UID MOVE 1 A\r\n"]))
    proxy.cutAll()
    #expect(try client.line() == nil)
  }

  private func behindProxy(scripts: Int = 1) throws -> (ScriptedServer, CuttingProxy) {
    let server = try ScriptedServer(Array(repeating: Self.session, count: scripts))
    return (server, try CuttingProxy(to: server.port))
  }
}
