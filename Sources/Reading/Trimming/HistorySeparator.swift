/// Finds the lines that announce an earlier mail by name: "-----Message d'origine-----", "Début du message transféré :",
/// "---------- Forwarded message ---------", and the rule that Outlook draws.
enum HistorySeparator {
  enum Kind: Hashable, Sendable {
    case reply, forward
  }

  static func kind(of line: TextLine) -> Kind? {
    let folded = line.folded
    guard !folded.isEmpty, folded.count <= 160 else { return nil }
    let name = Array(folded.drop { isRuleByte($0) || $0 == 0x20 })
    let isFramed = folded.count - name.count >= 2
    if isFramed {
      if forwards.startsLine(name) { return .forward }
      if let end = replies.end(in: name), name[end...].allSatisfy({ isRuleByte($0) || !$0.isWordByte }) {
        return .reply
      }
      return replyLines.startsLine(name) ? .reply : nil
    }
    if bareForwards.isWholeLine(name) { return .forward }
    return replyLines.startsLine(name) ? .reply : nil
  }

  /// A line drawn by a client: nothing but five or more of `_ - = *`.
  static func isRule(_ line: TextLine) -> Bool {
    line.folded.count >= 5 && line.folded.allSatisfy(isRuleByte)
  }

  static func isRuleByte(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x5F || byte == 0x3D || byte == 0x2A
  }

  private static let replies = PhraseTable([
    "message d'origine", "message original", "message initial", "mail original", "e-mail d'origine", "email d'origine",
    "courriel original", "message précédent", "original message", "original mail", "original email", "original e-mail",
    "original appointment", "rendez-vous d'origine", "reply message", "ursprüngliche nachricht", "originalnachricht",
    "original-nachricht", "originalmeldung", "ursprüngliche mail", "antwort nachricht", "mensaje original",
    "correo original", "messaggio originale", "messaggio di origine", "oorspronkelijk bericht",
    "oorspronkelijke bericht", "origineel bericht", "oprindelig meddelelse", "oprindelig besked",
    "originalmeddelande", "ursprungligt meddelande", "ursprungligt mail", "opprinnelig melding", "mensagem original",
    "wiadomość oryginalna", "oryginalna wiadomość", "alkuperäinen viesti", "исходное сообщение", "message reçu",
  ])

  private static let forwards = PhraseTable([
    "message transféré", "message réexpédié", "message transmis", "message retransmis", "mail transféré",
    "courriel transféré", "transféré par", "réexpédié par", "réacheminé par", "forwarded message", "forwarded by",
    "forwarded mail", "forwarded email", "begin forwarded message", "début du message transféré",
    "début du message réexpédié", "weitergeleitete nachricht", "weitergeleitet von", "anfang der weitergeleiteten",
    "mensaje reenviado", "mensaje transferido", "reenviado por", "messaggio inoltrato", "inoltrato da",
    "doorgestuurd bericht", "doorgezonden bericht", "doorgestuurd door", "videresendt meddelelse", "videresendt besked",
    "vidarebefordrat meddelande", "videresendt melding", "mensagem encaminhada", "wiadomość przekazana",
    "пересылаемое сообщение", "välitetty viesti",
  ])

  /// Apple Mail and Thunderbird write these without dashes.
  private static let bareForwards = PhraseTable([
    "début du message transféré", "début du message réexpédié", "début du message transmis", "begin forwarded message",
    "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail", "inicio del mensaje reenviado",
    "inizio messaggio inoltrato", "inizio del messaggio inoltrato", "begin doorgestuurd bericht",
    "início da mensagem encaminhada", "message transféré", "forwarded message",
  ])

  /// Ticket systems ask to be answered above a line.
  private static let replyLines = PhraseTable([
    "répondez au-dessus de cette ligne", "répondre au-dessus de cette ligne",
    "merci de répondre au-dessus de cette ligne",
    "veuillez répondre au-dessus de cette ligne", "# répondez au-dessus", "##- veuillez répondre au-dessus",
    "##- please type your reply above this line", "please reply above this line", "reply above this line",
    "please type your reply above this line", "bitte antworten sie oberhalb dieser linie",
  ])
}
