import IMAP
import Testing

@testable import Mailboxes

@Suite struct ServerQuirksTests {
  struct Server: Sendable {
    let host: String
    var capabilities: Set<Capability> = []
    var identity: [String: String] = [:]
    var keepsSentCopies = false
    var rewritesMails = false
  }

  @Test(arguments: [
    Server(host: "imap.boutique.example", identity: ["name": "Dovecot"]),
    Server(host: "outlook.office365.com", keepsSentCopies: true, rewritesMails: true),
    Server(
      host: "mail.boutique.example", identity: ["name": "Microsoft.Exchange.Imap4.Imap4Server"],
      keepsSentCopies: true, rewritesMails: true),
    Server(host: "imap.gmail.com", keepsSentCopies: true),
    Server(host: "smtp.gmail.com", keepsSentCopies: true), Server(host: "smtp-relay.gmail.com"),
    Server(host: "mail.boutique.example", capabilities: [Capability("X-GM-EXT-1")], keepsSentCopies: true),
    // A name that only ends alike.
    Server(host: "notoffice365.com"),
  ])
  func serversAreKnown(server: Server) {
    let quirks = ServerQuirks(host: server.host, capabilities: server.capabilities, identity: server.identity)
    #expect(quirks.keepsSentCopies == server.keepsSentCopies)
    #expect(quirks.rewritesMails == server.rewritesMails)
    // RFC 2177: a server may log out who idles for half an hour.
    #expect(quirks.idleSeconds < 29 * 60)
  }
}
