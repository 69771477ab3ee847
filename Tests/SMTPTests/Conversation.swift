import SMTP
import TLS
import Testing

/// What comes of a conversation with a scripted server: `done`, or the error's description.
func outcome(
  _ script: [String], security: ConnectionSecurity = .plain, identity: TLSContext? = nil,
  limits: SMTPLimits = SMTPLimits(),
  _ deed: (SMTPSession) async throws(SMTPError) -> Void = { _ throws(SMTPError) in }
) async throws -> String {
  let server = try ScriptedServer(script, identity: identity)
  var outcome = "done"
  do throws(SMTPError) {
    let session = try await SMTPSession.open(
      server.endpoint, security: security, greetAs: "bot.example.fr", limits: limits)
    defer { session.close() }
    try await deed(session)
  } catch {
    outcome = error.description
  }
  let problems = await server.finish()
  #expect(problems == [], "\(script)")
  return outcome
}

/// The beginning of a script, with the extensions offered.
func opening(_ extensions: String...) -> [String] {
  let lines = ["mail.example.fr"] + extensions
  return ["S: 220 mail.example.fr", "C: EHLO bot.example.fr"]
    + lines.dropLast().map { "S: 250-\($0)" } + ["S: 250 \(lines.last ?? "")"]
}

extension Envelope {
  static let toOne = Envelope(sender: "bot@example.fr", recipients: ["jeanne@example.com"])
  static let toTwo = Envelope(sender: "bot@example.fr", recipients: ["jeanne@example.com", "paul@example.com"])
}

/// A mail of one line, as the scripts' `C. Bonjour` expects it.
let bonjour = Array("Bonjour\r\n".utf8)
