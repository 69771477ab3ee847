/// Recognises the lines that telephones, webmails, antivirus programs and mailing lists add below a mail.
enum FooterLine {
  enum Kind: Hashable, Sendable {
    /// Written by the device or program that sent the mail, above the history.
    case device
    /// Advertising, antivirus notes, list instructions, warnings.
    case notice
  }

  private static let widest = 220

  static func kind(of line: TextLine) -> Kind? {
    let folded = Array(line.folded.drop(while: isFrame))
    guard !folded.isEmpty, line.width <= widest else { return nil }
    let words = folded.wordCount
    if words <= 14, programLines.startsLine(folded) { return .device }
    if words <= 9, sentBy.startsLine(folded) || devices.startsLine(folded), programs.occurs(in: folded) {
      return .device
    }
    if words <= 9, devices.startsLine(folded), !parcelWords.occurs(in: folded) { return .device }
    if words <= 14, germanDevices.startsLine(folded), germanSent.occurs(in: folded) { return .device }
    if leaving.startsLine(folded), ContactSigns(in: folded).contains(.link) { return .notice }
    return notices.startsLine(folded) || noticePhrases.occurs(in: folded) ? .notice : nil
  }

  /// Stars, brackets and pictures before the words; of other scripts only Cyrillic begins a line that we know.
  private static func isFrame(_ byte: UInt8) -> Bool {
    byte < 0x80 ? !byte.isWordByte : byte != 0xD0 && byte != 0xD1
  }

  /// A link alone in its line, as antivirus notes and webmails put below their sentence.
  static func isLinkOnly(_ line: TextLine) -> Bool {
    guard !line.folded.contains(0x20), !line.isLong else { return false }
    return links.startsLine(line.folded)
  }

  private static let links = PhraseTable(["http*", "<http*", "(http*", "[http*", "www.*", "<www.*"])

  /// Whole sentences of programs, found nowhere else.
  private static let programLines = PhraseTable([
    "envoyé depuis l'application", "envoyé depuis l'appli", "envoyé à partir de l'application",
    "envoyé avec l'application", "obtenir outlook", "obtenez outlook", "télécharger outlook", "téléchargez outlook",
    "provenance : courrier", "provenance: courrier", "get outlook for", "obtener outlook", "outlook für ios",
    "outlook für android", "holen sie sich outlook", "scarica outlook", "ottieni outlook", "outlook voor ios",
    "outlook voor android", "download outlook for", "excusez ma brièveté", "veuillez excuser ma brièveté",
    "please excuse my brevity", "please excuse the brevity",
  ])

  /// "Envoyé de mon …" and a device, of any make.
  private static let devices = PhraseTable([
    "envoyé de mon", "envoyé depuis mon", "envoyé à partir de mon", "sent from my", "sent from a mobile",
    "enviado desde mi", "enviado do meu", "enviado de mi", "inviato da iphone", "inviato da ipad", "inviato dal mio",
    "inviato dall'app", "verstuurd vanaf mijn", "verzonden vanaf mijn", "verzonden met mijn", "verstuurd met mijn",
    "skickat från min", "sendt fra min", "lähetetty iphone*", "wysłane z iphone*", "wysłano z iphone*",
    "отправлено с iphone", "отправлено с моего",
  ])

  /// "Envoyé depuis" also begins an author's sentence, so a program's or device's name is asked for.
  private static let sentBy = PhraseTable([
    "envoyé depuis", "envoyé de", "envoyé d'un", "envoyé à partir de", "envoyé à partir d'", "envoyé avec",
    "envoyé via", "envoyé par", "envoyé à l'aide de", "message envoyé depuis", "message envoyé avec",
    "mail envoyé depuis", "sent from", "sent with", "sent via", "sent using", "sent by", "gesendet von",
    "gesendet mit", "gesendet aus", "gesendet über", "enviado desde", "enviado con", "enviado através",
    "enviado a partir", "inviato da", "inviato con", "inviato tramite", "verzonden met", "verzonden vanuit",
    "verzonden via", "verstuurd met", "verstuurd vanuit",
  ])

  private static let programs = PhraseTable([
    "iphone", "ipad", "android", "samsung", "galaxy", "huawei", "xiaomi", "outlook", "gmail", "yahoo", "mail orange",
    "orange mail", "sfr mail", "webmail*", "laposte.net", "proton*", "tutanota", "thunderbird", "airmail", "sparrow",
    "mailbird", "windows", "mailspring", "blackberry", "smartphone", "téléphone mobile", "mobile device", "bluemail",
    "edison", "aqua mail", "aquamail", "k-9 mail", "fairemail", "superhuman", "polymail", "gmx", "web.de", "aol",
    "hotmail", "zimbra", "infomaniak", "acompli", "mailo", "icloud", "mobiltelefon",
  ])

  /// What customers send that is no mail.
  private static let parcelWords = PhraseTable([
    "le", "hier", "ce matin", "colis", "commande", "facture", "domicile", "adresse", "mari", "femme", "fils", "fille",
    "on", "yesterday", "parcel", "package", "order", "invoice", "home", "address", "am", "el", "il", "op",
  ])

  private static let germanDevices = PhraseTable([
    "von meinem", "von meiner", "von unterwegs", "diese nachricht wurde von",
  ])
  private static let germanSent = PhraseTable(["gesendet", "geschickt"])

  private static let notices = PhraseTable([
    "garanti sans virus", "sans virus", "virus-free", "virenfrei", "libre de virus", "privo di virus", "virusvrij",
    "virusfrei", "yahoo mail : recherchez", "yahoo mail: recherchez", "yahoo mail: search",
    "you received this message because",
    "you are receiving this because", "vous recevez ce message car", "vous recevez ce mail car",
    "vous recevez cet e-mail car",
    "vous avez reçu ce message car", "vous avez reçu cet e-mail car", "reply to this email directly",
    "répondre directement à cet e-mail", "caution: this email originated", "caution: external",
    "caution: this is an external",
    "external]", "external email", "attention : cet e-mail provient", "attention : ce message provient",
    "attention : ce mail provient", "attention : cet email provient", "attention: cet email provient",
    "attention: ce message provient", "attention : message externe", "message externe", "expéditeur externe",
    "ce message provient de l'extérieur", "vous n'obtenez pas souvent", "vous ne recevez pas souvent",
    "you don't often get email from", "some people who received this message don't often", "sie erhalten nicht oft",
  ])

  /// A list's way out has a link; "unsubscribe" alone is what its reader asks for.
  private static let leaving = PhraseTable([
    "to unsubscribe", "pour vous désabonner", "pour se désinscrire", "pour vous désinscrire", "se désabonner",
    "se désinscrire", "unsubscribe", "abmelden", "cancelar suscripción",
  ])

  private static let noticePhrases = PhraseTable([
    "antivirus avast", "antivirus d'avast", "avast antivirus", "avast.com", "antivirus avg", "avg.com",
    "l'antivirus eset",
    "logiciel antivirus", "scanned by mailscanner", "analysé par mailscanner", "checked for viruses by",
    "auf viren geprüft", "auf viren untersucht",
  ])
}
