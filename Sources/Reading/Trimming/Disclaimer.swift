/// Recognises legal notices ("Ce message et ses pièces jointes sont confidentiels…") and pleas for the environment.
///
/// A set phrase alone is not enough: a customer writes "ce courriel" too. A notice begins with such a phrase and goes on
/// in the words of lawyers.
enum Disclaimer {
  /// No notice that we know is longer; a longer paragraph is read up to here.
  static let mostLines = 40
  private static let mostBytes = 1_500

  /// A plea begins with its set words and names the planet or the mail: a return label is printed too.
  static func isPlea(_ line: TextLine) -> Bool {
    let folded = unframed(line.folded)
    return pleas.startsLine(folded) && planet.occurs(in: folded)
  }

  /// Whether a paragraph begins like a notice. Its set phrase may be wrapped once.
  static func opens(in lines: [TextLine], paragraph: Range<Int>) -> Bool {
    guard firstWords.startsLine(unframed(lines[paragraph.lowerBound].folded)) else { return false }
    return openings.startsLine(unframed(join(lines, paragraph.prefix(2))))
  }

  /// Whether a paragraph speaks as lawyers do.
  static func isLegal(in lines: [TextLine], paragraph: Range<Int>) -> Bool {
    legalWords.matches(in: join(lines, paragraph), upTo: 2).count == 2
  }

  private static func join(_ lines: [TextLine], _ paragraph: Range<Int>) -> [UInt8] {
    var joined: [UInt8] = []
    for index in paragraph where joined.count < mostBytes {
      if !joined.isEmpty { joined.append(0x20) }
      joined.append(contentsOf: lines[index].folded)
    }
    return joined
  }

  /// Without stars, brackets, a tree or leaf, and a title such as "Confidentialité :".
  private static func unframed(_ folded: [UInt8]) -> [UInt8] {
    let isFrame: (UInt8) -> Bool = { !$0.isWordByte || $0 >= 0x80 }
    let text = Array(folded.drop(while: isFrame))
    guard let end = titles.end(in: text) else { return text }
    return Array(text[end...].drop(while: isFrame))
  }

  private static let titles = PhraseTable([
    "confidentialité", "avis de confidentialité", "clause de confidentialité", "avertissement", "mentions légales",
    "note de confidentialité", "avis important", "disclaimer", "confidentiality notice", "confidentiality",
    "legal notice",
    "important notice", "notice", "important",
  ])

  /// First words of the openings; most lines are told apart by them alone.
  private static let firstWords = PhraseTable([
    "ce", "cet", "cette", "le", "les", "l'information", "l'intégrité", "la", "si vous", "internet", "tout", "toute",
    "this",
    "the", "if you", "any", "diese", "der", "die", "das", "sollten", "le presenti", "il", "questo", "questa", "este",
    "esta",
    "la información", "el", "dit", "de", "deze", "e-mail", "emails", "please", "nous", "en application", "conformément",
  ])

  private static let openings = PhraseTable([
    "ce message", "ce mail", "ce courriel", "ce courrier", "cet e-mail", "cet email", "cette communication",
    "cette transmission", "le présent message", "le présent courriel", "le présent e-mail", "le contenu de ce",
    "le contenu de cet", "les informations contenues", "l'information contenue", "l'intégrité de ce", "l'intégrité des",
    "les messages électroniques", "la société ne", "si vous n'êtes pas", "si vous avez reçu ce",
    "si vous avez reçu cet",
    "si vous recevez ce", "si vous recevez cet", "internet ne", "toute utilisation", "toute diffusion", "tout usage",
    "this message", "this email", "this e-mail", "this communication", "this transmission", "the information contained",
    "the information in this", "the information transmitted", "the contents of this", "the content of this",
    "if you are not", "if you have received this", "if you received this", "any unauthorized", "any views",
    "diese e-mail", "diese nachricht", "diese mail", "der inhalt dieser", "die in dieser", "die information*",
    "das dokument", "sollten sie nicht", "le informazioni contenute", "questo messaggio", "questa e-mail",
    "il contenuto di",
    "il presente messaggio", "este mensaje", "este correo", "esta mensagem", "la información contenida",
    "el contenido de",
    "dit bericht", "deze e-mail", "de informatie", "de inhoud van", "e-mails are", "emails are",
  ])

  private static let legalWords = PhraseTable([
    "confidenti*", "destinataire*", "par erreur", "strictement", "interdit*", "diffusion", "divulg*", "détrui*",
    "destruction", "expéditeur", "virus", "responsab*", "altér*", "falsifi*", "intégrité", "non autorisé*",
    "à l'attention exclusive",
    "l'usage exclusif", "usage exclusif", "copie", "reproduction", "secret professionnel", "intended", "recipient*",
    "addressee*",
    "privileged", "in error", "delete", "unauthori*", "disclos*", "dissemination", "prohibited", "liab*", "sender",
    "solely", "legally", "vertraulich*", "empfänger", "irrtümlich", "vernichten", "löschen", "unbefugt*", "absender",
    "riservat*", "destinatari*", "errore", "cancell*", "vietat*", "confidencial*", "por error", "prohibid*", "elimin*",
    "vertrouwelijk*", "geadresseerde", "ontvanger", "bestemd", "afzender", "verboden",
  ])

  private static let pleas = PhraseTable([
    "pensez", "pensons", "penser", "avant d'imprimer", "n'imprimez", "merci de n'imprimer", "afin de préserver",
    "préservons", "préservez", "protégeons", "adoptez", "ayez le réflexe", "soyons écologiques", "please consider",
    "consider the environment", "think before you print", "think before printing", "save paper", "save a tree",
    "bitte prüfen sie", "bitte denken sie", "denken sie", "piensa", "piense", "antes de imprimir", "prima di stampare",
    "pensa", "rispetta", "denk aan", "denk aub",
  ])

  private static let planet = PhraseTable([
    "environnement", "planète", "nature", "éco*", "arbre*", "imprimer ce", "imprimer cet", "n'imprimez ce",
    "n'imprimez cet", "n'imprimez que", "environment", "planet", "think before", "tree", "trees", "umwelt",
    "medio ambiente", "medioambiente", "ambiente", "milieu",
  ])
}
