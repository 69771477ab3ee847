import IMAP

/// What some servers do in their own way, each with its reason: the one place that knows servers by name.
struct ServerQuirks: Hashable, Sendable {
  /// It keeps a copy of what is sent through it among the sent mails by itself; a second one would confuse people.
  private(set) var keepsSentCopies = false
  /// It stores another form of a mail than the one it was given, so that bytes do not compare.
  private(set) var rewritesMails = false
  /// How long it may be left alone in IDLE, in seconds.
  private(set) var idleSeconds = Self.longestIdle

  /// RFC 2177 lets a server log an idle client out after 30 minutes, and asks to renew before 29; many routers forget a
  /// silent connection far sooner.
  private static let longestIdle = 9 * 60

  /// Asks the server who it is.
  init(of session: IMAPSession, host: String) async throws(IMAPError) {
    let identity = try await session.identify([("name", "Vaguemestre")])
    self.init(host: host, capabilities: await session.capabilities, identity: identity)
  }

  /// - Parameters:
  ///   - host: The server's name as configured.
  ///   - identity: What it answered to ID (RFC 2971), `name` above all; empty where it does not know ID.
  init(host: String, capabilities: Set<Capability> = [], identity: [String: String] = [:]) {
    let name = (identity["name"] ?? "").lowercased()
    let host = host.lowercased()
    if host.hasSuffix(".office365.com") || host.hasSuffix(".outlook.com") || name.contains("microsoft.exchange") {
      // A copy of what is submitted is kept by the server (https://github.com/nextcloud/mail/pull/12932,
      // https://github.com/ork/mutt-office365/issues/26); mails are stored taken apart and put together anew; IDLE stops
      // telling after a while without a word (https://github.com/eclipse-ee4j/angus-mail/issues/176,
      // https://github.com/mjs/imapclient/issues/349). Not seen live.
      keepsSentCopies = true
      rewritesMails = true
      idleSeconds = 4 * 60
    } else if capabilities.contains(Capability("X-GM-EXT-1")) || ["imap.gmail.com", "smtp.gmail.com"].contains(host) {
      // "Do NOT save sent messages on the server": a copy of what is submitted is kept by the server
      // (https://support.google.com/mail/answer/78892). Its relay for companies, smtp-relay.gmail.com, is no mailbox's
      // server. Not seen live.
      keepsSentCopies = true
    }
    // Dovecot and Cyrus need nothing: both are tried with every release (Tests/Integration). What Courier, Zimbra and older
    // Exchanges write in their own way is read by the parser, each leniency beside its reason (IMAP/Parser); that a server
    // lacks MOVE, UIDPLUS or IDLE is seen from its capabilities.
  }
}
