import Domain
import SMTP
import TLS
import Testing

@testable import IMAP
@testable import Mailboxes

/// What an operator reads when a server cannot be used: which server, what is wrong, what to do.
@Suite struct ConnectionProblemTests {
  private static let endpoint = Endpoint(host: "imap.boutique.example", port: 993)

  @Test(
    arguments: [
      (.stream(.unknownHost), "ce nom de serveur est inconnu", "“host”"),
      (.stream(.unreachable("Connection refused")), "pare-feu", "Connection refused"),
      (.stream(.timedOut), "pas répondu à temps", "in time"),
      (.stream(.tls(.expired(since: 1_767_225_600))), "a expiré le 2026-01-01", "renew"),
      (.stream(.tls(.notYetValid(from: 1_798_761_600))), "2027-01-01", "clock"),
      (.stream(.tls(.wrongHost(names: ["mail.hebergeur.example"]))), "mail.hebergeur.example", "“host”"),
      (.stream(.tls(.unknownIssuer(issuer: "CA interne", isSelfSigned: false))), "« authorities »", "CA interne"),
      (.stream(.tls(.unknownIssuer(issuer: "x", isSelfSigned: true))), "autosigné", "“fingerprint”"),
      (.stream(.tls(.pinMismatch(found: [0xAB, 0x01]))), "AB:01", "“fingerprint”"),
      (.stream(.tls(.protocolTooOld)), "avant 1.2", "upgraded"),
      (.stream(.tls(.notTLS)), "« security: starttls »", "starttls"),
      (.login("authentication failed"), "« authentication failed »", "“password”"),
      (.refused(command: "SELECT", nil), "la commande SELECT", "SELECT"),
      (.notOffered("STARTTLS"), "STARTTLS", "“port”"),
      (.password(Localized(fr: "Le fichier manque.", en: "The file is missing.")), "Le fichier manque.", "missing"),
    ] as [(ConnectionProblem.Cause, String, String)])
  func saysWhatIsWrongAndWhatToDo(cause: ConnectionProblem.Cause, french: String, english: String) {
    let text = ConnectionProblem(Self.endpoint, cause).text
    #expect(text.fr.hasPrefix("imap.boutique.example:993 : ") && text.fr.contains(french), "\(text.fr)")
    #expect(text.en.hasPrefix("imap.boutique.example:993: ") && text.en.contains(english), "\(text.en)")
  }

  /// A server's words may name a customer; the log is read by more people than the status.
  @Test(
    arguments: [
      .login("user claire@client.example unknown"), .refused(command: "APPEND", "claire@client.example"),
      .farewell("bye claire@client.example"),
    ] as [ConnectionProblem.Cause])
  func theLogHasNoWordsOfTheServer(cause: ConnectionProblem.Cause) {
    let problem = ConnectionProblem(Self.endpoint, cause)
    #expect(problem.text.fr.contains("claire@client.example"))
    #expect(!problem.description.contains("claire"))
    #expect(!MailboxError.server(problem).description.contains("claire"))
  }

  @Test func aServersWordsAreOneShortLine() {
    let text = ConnectionProblem(Self.endpoint, .farewell("a\r\nb\u{7}" + String(repeating: "x", count: 900))).text.en
    #expect(text.contains("“a  b "))
    #expect(text.count < 300)
  }

  @Test(arguments: [
    (TokenError.notAuthorised(mailbox: "contact"), true), (.wrongClient(.init(code: "invalid_client")), true),
    (.temporary(.status(503)), false), (.notSaved, false),
  ])
  func aPersonIsNeededWhereWaitingDoesNotHelp(error: TokenError, isNeeded: Bool) {
    #expect(ConnectionProblem(Self.endpoint, .token(error)).needsConsent == isNeeded)
  }
}
