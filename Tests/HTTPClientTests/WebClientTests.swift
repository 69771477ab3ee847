import TestSupport
import Testing

@testable import HTTPClient

/// Answers and failures as a table: what the server does, and what the caller gets to know.
@Suite struct WebClientTests {
  private func client(_ change: (inout WebLimits) -> Void = { _ in }) -> WebClient {
    var limits = WebLimits()
    limits.responseBytes = 1000
    change(&limits)
    return WebClient(version: "9.9", limits: limits)
  }

  private func failure(_ request: HTTPRequest, _ client: WebClient) async -> HTTPError? {
    do throws(HTTPError) {
      _ = try await client.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    arguments: [
      (.answer(200, "Bonjour"), 200, "Bonjour"),
      (.answer(204), 204, ""),
      (.answer(404, "?"), 404, "?"),
      (.answer(500, "trouble"), 500, "trouble"),
      (.answer(302, headers: ["Location: /elsewhere"], "moved"), 302, "moved"),
      (.hangUp(after: "HTTP/1.1 200 OK\r\n\r\nuntil the end"), 200, "until the end"),
      (
        .hangUp(after: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"), 200,
        "abcde"
      ),
      (.hangUp(after: "HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nfinal"), 200, "final"),
    ] as [(ScriptedHTTPServer.Answer, Int, String)])
  func answers(script: ScriptedHTTPServer.Answer, status: Int, body: String) async throws {
    let server = try ScriptedHTTPServer([script])
    let response = try await client().send(HTTPRequest(.get, server.url + "/x"))
    #expect(response.status == status)
    #expect(String(decoding: response.body, as: UTF8.self) == body)
    #expect(response.header("link") == nil)
    #expect(server.requests.map(\.line) == ["GET /x HTTP/1.1"])
  }

  @Test(
    arguments: [
      (.silence(), .timedOut, true),
      (.silence(after: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .timedOut, true),
      (.hangUp(), .receive, true),
      (.hangUp(after: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .receive, true),
      (.hangUp(after: "SSH-2.0-OpenSSH\r\n"), .receive, true),
      (.answer(200, String(repeating: "x", count: 1001)), .tooLarge, false),
      (.hangUp(after: "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 9000)), .tooLarge, false),
      (.answer(200, headers: ["X: " + String(repeating: "x", count: 1001)]), .tooLarge, false),
    ] as [(ScriptedHTTPServer.Answer, HTTPError.Phase, Bool)])
  func failures(script: ScriptedHTTPServer.Answer, phase: HTTPError.Phase, mayBeTriedAgain: Bool) async throws {
    let server = try ScriptedHTTPServer([script])
    let client = client { $0.time = script.isSilent ? .milliseconds(100) : .seconds(10) }
    let error = try #require(await failure(HTTPRequest(.get, server.url + "/path?code=hidden"), client))
    #expect(error.phase == phase)
    #expect(error.mayBeTriedAgain == mayBeTriedAgain)
    #expect(!error.words.isEmpty && !error.description.contains("hidden"))
  }

  @Test(
    arguments: [
      ("http://vaguemestre.invalid/hidden", .resolve, true),
      ("ftp://127.0.0.1/hidden", .request, false),
      ("file:///etc/hidden", .request, false),
      ("http://me:hidden@127.0.0.1/", .request, false),
      ("http://127.0.0.1:99999/hidden", .request, false),
      ("", .request, false),
    ] as [(String, HTTPError.Phase, Bool)])
  func addresses(url: String, phase: HTTPError.Phase, mayBeTriedAgain: Bool) async throws {
    let error = try #require(await failure(HTTPRequest(.get, url), client()))
    #expect(error.phase == phase)
    #expect(error.mayBeTriedAgain == mayBeTriedAgain)
    #expect(!error.description.contains("hidden"))
  }

  @Test func connectionRefused() async throws {
    let url = try ScriptedHTTPServer.urlOfNobody()
    let error = try #require(await failure(HTTPRequest(.get, url), client()))
    #expect(error.phase == .connect && error.mayBeTriedAgain)
    #expect(error.words.contains("connect to"))
  }

  @Test(arguments: ["", "a=1&b=é", String(repeating: "x", count: 1 << 20)])
  func postArrives(body: String) async throws {
    let server = try ScriptedHTTPServer([.answer(200)])
    _ = try await client().send(
      HTTPRequest(.post, server.url + "/token", headers: [HTTPHeader("X-Empty", "")], body: Array(body.utf8)))
    let request = try #require(server.requests.first)
    #expect(request.line == "POST /token HTTP/1.1")
    #expect(request.body == body)
    #expect(request.headers.contains("User-Agent: vaguemestre/9.9"))
    #expect(request.headers.contains("X-Empty:"))
    #expect(!request.headers.contains { $0.hasPrefix("Expect") || $0.hasPrefix("Content-Type") })
  }

  @Test(arguments: [("X", "a\r\nY: b"), ("X\r\nY", "a"), ("", "a"), ("X:", "a"), ("X", "a\0b")])
  func headersThatBreakOut(name: String, value: String) async throws {
    let server = try ScriptedHTTPServer([.answer(200)])
    let error = await failure(HTTPRequest(.get, server.url, headers: [HTTPHeader(name, value)]), client())
    #expect(error?.phase == .request)
    #expect(server.requests.isEmpty)
  }

  @Test func headersInAnyCase() async throws {
    let server = try ScriptedHTTPServer([.answer(200, headers: ["x-ONE:  un ", "X-One: deux", "X-Two:"])])
    let response = try await client().send(HTTPRequest(.get, server.url))
    #expect(response.header("X-one") == "un")
    #expect(response.headers.map(\.value).contains("deux"))
    #expect(response.header("x-two") == "")
    #expect(response.header("x-three") == nil)
  }

  @Test func connectionServesTheNextCall() async throws {
    let server = try ScriptedHTTPServer([.answer(200), .answer(500), .answer(200)])
    let client = client { $0.calls = 1 }
    for _ in 1...3 { _ = try await client.send(HTTPRequest(.get, server.url)) }
    #expect(server.requests.map(\.connection) == [1, 1, 1])
  }

  @Test func cancelledCallEndsQuickly() async throws {
    let server = try ScriptedHTTPServer([.silence()])
    let client = client()
    let call = Task { await failure(HTTPRequest(.get, server.url), client) }
    await server.firstRequest()
    let start = ContinuousClock.now
    call.cancel()
    #expect(await call.value?.phase == .cancelled)
    #expect(start.duration(to: .now) < .seconds(5))
  }

  @Test func cancelledCallLeavesTheQueue() async throws {
    let server = try ScriptedHTTPServer([.silence(), .answer(200)])
    var limits = WebLimits()
    limits.calls = 1
    let threads = TransferThreads(
      TransferSettings(userAgent: "x", limits: limits, authorities: nil))
    defer { threads.stop() }
    let running = Task { await threads.perform(HTTPRequest(.get, server.url)) }
    await server.firstRequest()
    let waiting = Task { await threads.perform(HTTPRequest(.get, server.url)) }
    while threads.waiting == 0 { await Task.yield() }
    waiting.cancel()
    // The only thread is still busy with the first call.
    await #expect(throws: HTTPError.self) { try await waiting.value.get() }
    #expect(threads.waiting == 0 && server.requests.count == 1)
    running.cancel()
    await #expect(throws: HTTPError.self) { try await running.value.get() }
    // And it serves the next one.
    #expect(try await threads.perform(HTTPRequest(.get, server.url)).get().status == 200)
  }

  @Test func nothingSecretIsPrinted() {
    let request = HTTPRequest(
      .post, "http://x/hidden", headers: [HTTPHeader("A", "hidden")], body: Array("hidden".utf8))
    let response = HTTPResponse(status: 200, headers: request.headers, body: request.body)
    var dumped = ""
    dump(request, to: &dumped)
    dump(response, to: &dumped)
    dump(request.headers, to: &dumped)
    #expect(!"\(request) \(response) \(request.headers) \(dumped)".contains("hidden"))
  }
}

extension ScriptedHTTPServer.Answer {
  fileprivate var isSilent: Bool { String(describing: self).contains("silence") }
}
