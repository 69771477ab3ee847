import IMAP
import TLS
import Testing

struct OpeningTests {
  private func open(_ script: [String], _ security: ConnectionSecurity = .plain) async throws -> Set<Capability> {
    let server = try ScriptedServer(script)
    let session = try await IMAPSession.open(server.endpoint, security: security, limits: shortLimits())
    session.close()
    #expect(await server.problem() == nil)
    return await session.capabilities
  }

  @Test(arguments: [
    ["S: * OK [CAPABILITY IMAP4rev1 IDLE] ready"], ["S: * PREAUTH [CAPABILITY IMAP4rev1 IDLE] ready"],
    ["S: * OK ready", "C: A1 CAPABILITY", "S: * CAPABILITY IMAP4rev1 IDLE", "S: A1 OK"],
    ["S: * ok", "C: A1 CAPABILITY", "S: ", "S: * CAPABILITY imap4rev1  idle ", "S: A1 OK"],
    // Exchange Online, after a log in CiviCRM's issue core#3601; not seen live.
    [
      "S: * OK The Microsoft Exchange IMAP4 service is ready. [TABQADMAUABSADAAMQBDAEEAMAA=]", "C: A1 CAPABILITY",
      "S: * CAPABILITY IMAP4rev1 IDLE", "S: A1 OK CAPABILITY completed.",
    ],
  ])
  func greetings(script: [String]) async throws {
    #expect(try await open(script) == [Capability("IMAP4rev1"), .idle])
  }

  @Test(
    arguments: [
      (["S: * BYE too many"], .bye(text: "too many")),
      (["S: A1 OK what"], .protocolViolation("no greeting")),
      (["S: HTTP/1.1 400 Bad Request"], .protocolViolation("no greeting")),
      (["close"], .stream(.closed)),
    ] as [([String], IMAPError)])
  func noGreeting(script: [String], error: IMAPError) async {
    await #expect(throws: error) { try await open(script) }
  }

  /// Whoever sits in between can take STARTTLS away, send PREAUTH, or refuse: nothing goes on in plain.
  @Test(
    arguments: [
      (["S: * OK [CAPABILITY IMAP4rev1] ready"], .notOffered(.startTLS)),
      (["S: * PREAUTH [CAPABILITY STARTTLS] ready"], .protocolViolation("PREAUTH before STARTTLS")),
      (
        ["S: * OK [CAPABILITY STARTTLS] ready", "C: A1 STARTTLS", "S: A1 NO not now"],
        .refused(command: "STARTTLS", .no, code: nil, text: "not now")
      ),
    ] as [([String], IMAPError)])
  func startTLSIsNotLeftOut(script: [String], error: IMAPError) async throws {
    let context = try TLSContext.client(trust: .system)
    await #expect(throws: error) { try await open(script, .startTLS(context)) }
  }

  @Test func silenceHasItsTime() async throws {
    let server = try ScriptedServer([])
    await #expect(throws: IMAPError.stream(.timedOut)) {
      try await IMAPSession.open(server.endpoint, security: .plain, limits: shortLimits(command: .milliseconds(50)))
    }
  }
}
