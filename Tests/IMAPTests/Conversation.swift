import IMAP
import TLS
import Testing

/// A session with a server that offers these capabilities and then follows the script; fails unless it was followed.
@discardableResult
func converse<Result: Sendable>(
  _ capabilities: String, limits: SessionLimits = shortLimits(), _ script: [String],
  sourceLocation: SourceLocation = #_sourceLocation, _ body: (IMAPSession) async throws -> Result
) async throws -> Result {
  let server = try ScriptedServer(["S: * OK [CAPABILITY IMAP4rev1 \(capabilities)] ready"] + script)
  let session = try await IMAPSession.open(server.endpoint, security: .plain, limits: limits)
  do {
    let result = try await body(session)
    session.close()
    let problem = await server.problem()
    #expect(problem == nil, sourceLocation: sourceLocation)
    return result
  } catch {
    session.close()
    let problem = await server.problem()
    #expect(problem == nil, sourceLocation: sourceLocation)
    throw error
  }
}

/// The same with a server that offers nothing.
@discardableResult
func converse<Result: Sendable>(
  limits: SessionLimits = shortLimits(), _ script: [String], sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (IMAPSession) async throws -> Result
) async throws -> Result {
  try await converse("", limits: limits, script, sourceLocation: sourceLocation, body)
}

func shortLimits(command: Duration = .seconds(20)) -> SessionLimits {
  var limits = SessionLimits()
  limits.command = command
  return limits
}
