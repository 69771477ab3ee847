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
    let frame = line.folded.prefix { $0 < 0x80 && !$0.isWordByte && $0 != 0x23 }
    let folded = Array(line.folded.dropFirst(frame.count))
    guard !folded.isEmpty, line.width <= widest else { return nil }
    if devices.startsLine(folded), folded.wordCount <= 14 { return .device }
    if sentBy.startsLine(folded), programs.occurs(in: folded), folded.wordCount <= 14 { return .device }
    if folded.wordCount <= 14, germanDevices.startsLine(folded), germanSent.occurs(in: folded) { return .device }
    return notices.startsLine(folded) || noticePhrases.occurs(in: folded) ? .notice : nil
  }

  /// A link alone in its line, as antivirus notes and webmails put below their sentence.
  static func isLinkOnly(_ line: TextLine) -> Bool {
    guard !line.folded.contains(0x20), !line.isLong else { return false }
    return links.startsLine(line.folded)
  }

  private static let links = PhraseTable(["http*", "<http*", "(http*", "[http*", "www.*", "<www.*"])

  private static let devices = PhraseTable([
    "envoyé de mon", "envoyé depuis mon", "envoyé depuis un", "envoyé à partir de mon", "envoyé par mon",
    "envoyé depuis l'application", "envoyé depuis l'appli", "envoyé à partir de l'application", "envoyé d'un",
    "envoyé avec l'application", "obtenir outlook", "obtenez outlook", "télécharger outlook", "téléchargez outlook",
    "provenance : courrier", "provenance: courrier", "sent from my", "sent from a mobile", "sent from mobile",
    "sent from the", "sent via the", "get outlook for", "obtener outlook", "outlook für ios beziehen",
    "outlook für android beziehen", "holen sie sich outlook", "scarica outlook", "ottieni outlook", "outlook voor",
    "download outlook", "enviado desde mi", "enviado do meu", "enviado de mi", "inviato da iphone", "inviato dal mio",
    "inviato da ipad", "inviato dall'app", "verstuurd vanaf mijn", "verzonden vanaf mijn", "verzonden met mijn",
    "verstuurd met mijn", "skickat från min", "sendt fra min", "lähetetty iphone*", "wysłane z iphone*",
    "wysłano z iphone*", "отправлено с iphone", "отправлено с моего", "excusez ma brièveté",
    "veuillez excuser ma brièveté",
    "please excuse my brevity", "please excuse the brevity",
  ])

  /// "Envoyé depuis" also begins an author's sentence ("Envoyé depuis Lyon le 3 mars"), so a program's name is asked for.
  private static let sentBy = PhraseTable([
    "envoyé depuis", "envoyé de", "envoyé à partir de", "envoyé à partir d'", "envoyé avec", "envoyé via", "envoyé par",
    "envoyé à l'aide de", "message envoyé depuis", "message envoyé avec", "email envoyé depuis", "mail envoyé depuis",
    "sent from", "sent with", "sent via", "sent using", "sent by", "gesendet von", "gesendet mit", "gesendet aus",
    "gesendet über", "enviado desde", "enviado con", "enviado através", "enviado a partir", "inviato da", "inviato con",
    "inviato tramite", "verzonden met", "verzonden vanuit", "verzonden via", "verstuurd met", "verstuurd vanuit",
  ])

  private static let programs = PhraseTable([
    "iphone", "ipad", "android", "samsung", "galaxy", "huawei", "xiaomi", "outlook", "gmail", "yahoo", "mail orange",
    "orange mail", "orange", "sfr", "sfr mail", "bouygues", "free", "la poste", "laposte.net", "proton*", "tutanota",
    "thunderbird", "airmail", "sparrow", "mailbird", "spark", "windows", "mailspring", "blackberry", "mobile",
    "smartphone",
    "bluemail", "edison", "aqua mail", "aquamail", "k-9 mail", "fairemail", "superhuman", "polymail", "gmx", "web.de",
    "aol",
    "hotmail", "zimbra", "infomaniak", "acompli", "mailo", "icloud", "canary", "newton", "hey", "mobiltelefon",
    "telefon*",
    "téléphone", "courrier", "mail for",
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
    "vous avez reçu ce message car", "vous avez reçu cet e-mail car", "to unsubscribe from this",
    "pour vous désabonner",
    "pour se désinscrire", "se désabonner", "se désinscrire", "unsubscribe", "reply to this email directly",
    "répondre directement à cet e-mail", "caution: this email originated", "caution: external",
    "caution: this is an external",
    "[external]", "external email", "attention : cet e-mail provient", "attention : ce message provient",
    "attention : ce mail provient", "attention : cet email provient", "attention: cet email provient",
    "attention: ce message provient", "attention : message externe", "message externe", "expéditeur externe",
    "ce message provient de l'extérieur", "vous n'obtenez pas souvent", "vous ne recevez pas souvent",
    "you don't often get email from", "some people who received this message don't often", "sie erhalten nicht oft",
  ])

  private static let noticePhrases = PhraseTable([
    "antivirus avast", "antivirus d'avast", "avast antivirus", "avast.com", "antivirus avg", "avg.com",
    "l'antivirus eset",
    "logiciel antivirus", "scanned by mailscanner", "analysé par mailscanner", "checked for viruses by",
    "auf viren geprüft", "auf viren untersucht",
  ])
}
