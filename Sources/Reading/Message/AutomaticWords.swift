import Domain
import TextAnalysis

/// Tells the mails of machines by their words, where no field of the header does: absence notices and bounces that a
/// gateway, a forward or a ticket system stripped of it.
///
/// A person's « je serai absent lundi, livrez mardi » is no absence notice: a notice also says what becomes of the mail it
/// answers, and asks nothing. A subject counts only by its beginning.
enum AutomaticWords {
  private static let absenceSubjects = [
    "reponse automatique", "message automatique d absence", "message d absence", "notification d absence",
    "absence du bureau", "absent du bureau", "absente du bureau", "automatic reply", "auto reply", "autoreply",
    "out of office", "out of the office", "ooo",
  ]
  private static let bounceSubjects = [
    "undelivered mail returned to sender", "undeliverable", "mail delivery failed",
    "mail delivery failure", "mail delivery system", "delivery status notification", "delivery failure",
    "returned mail", "failure notice", "non remis", "non delivre", "non distribuable", "echec de la remise",
    "echec de remise", "echec de la distribution", "echec de distribution", "message non remis",
    "notification d echec de remise",
  ]
  private static let bounces = [
    "this is the mail system at host", "delivery has failed to these recipients",
    "could not be delivered to one or more recipients", "following address failed", "following addresses failed",
    "delivery to the following recipient failed", "delivery to the following recipients failed",
    "your message could not be delivered to", "your message wasn t delivered to",
    "votre message n a pas pu etre remis", "votre message n a pas ete remis",
    "votre message n a pu etre remis", "votre message n a pas pu etre distribue",
    "echec de la remise pour ces destinataires", "la remise a echoue pour ces destinataires",
  ]
  private static let absences = [
    "suis absent", "suis absente", "serai absent", "serai absente", "actuellement absent", "actuellement absente",
    "suis en conge*", "serai en conge*", "suis actuellement en conge*", "absent du bureau", "absente du bureau",
    "suis en deplacement", "am out of office", "am out of the office", "currently out of office",
    "currently out of the office", "will be out of office", "will be out of the office", "am on leave",
    "am on annual leave", "am away from the office", "am currently away", "am on holiday", "am currently on leave",
  ]
  /// What becomes of the mail that is answered.
  private static let promises = [
    "votre message sera", "votre mail sera", "votre courriel sera", "votre demande sera",
    "repondrai a votre message", "repondrai a votre mail", "repondrai a votre courriel", "vous repondrai a mon retour",
    "vous repondrai des mon retour", "traiterai votre message", "traiterai votre mail", "traiterai votre demande",
    "connaissance de votre message", "connaissance de votre mail", "connaissance de votre courriel",
    "lirai votre message", "acces limite a ma messagerie", "acces limite a mes mails", "acces a ma messagerie",
    "consulterai ma messagerie", "your message will", "your email will", "your mail will", "reply to your message",
    "reply to your email", "respond to your message", "respond to your email", "reply upon my return",
    "reply when i return", "reply on my return", "respond when i return", "respond upon my return",
    "access to my email*", "access to email*", "access to my mail*",
  ]

  private static let subjects = PhraseIndex(absenceSubjects + bounceSubjects)
  private static let texts = PhraseIndex(bounces + absences + promises)

  /// - Parameter text: the author's new words.
  static func origin(subject: String, text: String) -> AutomaticOrigin? {
    let subject = TokenizedText(String(subject.prefix(500)))
    if let match = subjects.matches(in: subject.tokens).first, match.tokens.lowerBound == 0,
      isAnnouncement(match, in: subject)
    {
      return origin(match.phrase < absenceSubjects.count ? .autoReply : .bounce, match, in: subject)
    }
    // A machine says at once what it is.
    let text = TokenizedText(String(text.prefix(3_000)))
    let found = texts.matches(in: text.tokens)
    if let bounce = found.first(where: { $0.phrase < bounces.count }) { return origin(.bounce, bounce, in: text) }
    let promised = bounces.count + absences.count
    guard let absence = found.first(where: { $0.phrase < promised }), found.contains(where: { $0.phrase >= promised }),
      !asks(text)
    else { return nil }
    return origin(.autoReply, absence, in: text)
  }

  /// Whether the subject goes on with a colon and the subject that it answers, or does not go on.
  private static func isAnnouncement(_ match: PhraseIndex.Match, in subject: TokenizedText) -> Bool {
    let end = subject.tokens[match.tokens.upperBound - 1].range.upperBound
    if subject.source[end...].first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: ":") { return true }
    return subject.tokens.dropFirst(match.tokens.upperBound).first?.gap != .word && !asks(subject)
  }

  private static func asks(_ text: TokenizedText) -> Bool { text.source.contains(UInt8(ascii: "?")) }

  private static func origin(
    _ kind: AutomaticOrigin.Kind, _ match: PhraseIndex.Match, in text: TokenizedText
  ) -> AutomaticOrigin {
    let first = text.tokens[match.tokens.lowerBound].range.lowerBound
    let last = text.tokens[match.tokens.upperBound - 1].range.upperBound
    return AutomaticOrigin(kind: kind, evidence: "« \(text.text(first..<last)) »")
  }
}
