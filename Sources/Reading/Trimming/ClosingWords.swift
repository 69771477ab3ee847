/// The formulas that close a mail, told by what they mean for the lines below them.
enum ClosingWords {
  /// On a line of their own these open the signature.
  static let formulas = PhraseTable([
    "cordialement", "bien cordialement", "très cordialement", "cordialement vôtre", "bien cordialement à vous", "cdt",
    "cdlt",
    "cdlmt", "bien à vous", "bien à toi", "amicalement", "bien amicalement", "salutations", "salutations distinguées",
    "salutations cordiales", "sincères salutations", "meilleures salutations", "mes salutations",
    "cordiales salutations",
    "avec mes salutations", "avec mes salutations distinguées", "avec nos salutations distinguées",
    "mes salutations distinguées", "mes sincères salutations", "respectueusement", "bien respectueusement",
    "bien sincèrement", "à bientôt", "bonne réception", "regards", "best regards", "kind regards", "kindest regards",
    "warm regards", "warmest regards", "with best regards", "with kind regards", "many regards", "best wishes",
    "with best wishes", "all the best", "best", "cheers", "rgds", "mit freundlichen grüßen", "mit freundlichem gruß",
    "mit freundlichen gruessen", "mit besten grüßen", "freundliche grüße", "freundlicher gruß", "viele grüße",
    "beste grüße",
    "besten gruß", "liebe grüße", "schöne grüße", "herzliche grüße", "gruß", "grüße", "mfg", "lg", "vg",
    "hochachtungsvoll",
    "saludos", "un saludo", "saludos cordiales", "un cordial saludo", "cordiales saludos", "atentamente",
    "muy atentamente",
    "cordialmente", "reciba un cordial saludo", "cordiali saluti", "distinti saluti", "saluti", "un saluto",
    "cari saluti",
    "un cordiale saluto", "i migliori saluti", "met vriendelijke groet", "met vriendelijke groeten",
    "vriendelijke groet",
    "vriendelijke groeten", "mvg", "groeten", "groet", "groetjes", "hartelijke groet", "hoogachtend", "atenciosamente",
    "com os melhores cumprimentos", "cumprimentos", "med venlig hilsen", "venlig hilsen", "mvh", "med vänlig hälsning",
    "vänliga hälsningar", "med vennlig hilsen", "ystävällisin terveisin", "z poważaniem", "pozdrawiam",
  ])

  /// Words to the reader. They stay, and only contact lines below them make a signature.
  static let thanks = PhraseTable([
    "merci", "mille mercis", "avec mes remerciements", "d'avance merci", "bonne journée", "bonne fin de journée",
    "bonne soirée", "bon week-end", "belle journée", "sincèrement", "thanks", "thank you", "many thanks", "thx",
    "sincerely",
    "yours sincerely", "yours faithfully", "yours truly", "danke", "vielen dank", "gracias", "muchas gracias", "grazie",
    "bedankt", "dank u", "obrigado", "obrigada",
  ])

  /// The last sentence of a letter: "Veuillez agréer, Madame, l'expression de mes salutations distinguées."
  static let letterFormulas = PhraseTable([
    "veuillez agréer", "veuillez croire", "veuillez recevoir", "recevez", "d'agréer", "agréez", "l'expression de mes",
    "l'expression de nos", "l'assurance de", "salutations distinguées", "dans l'attente de", "en vous remerciant",
    "je vous remercie", "nous vous remercions", "je reste à votre disposition", "restons à votre disposition",
    "bonne journée", "merci d'avance", "par avance", "look forward", "looking forward", "le saluda", "porgo",
  ])

  /// "Merci d'avance, bien cordialement," keeps its own words and opens a signature below.
  static func endsWithFormula(_ folded: [UInt8]) -> Bool {
    guard folded.wordCount <= 12, let last = formulas.matches(in: folded).last, last.lowerBound > 0 else {
      return false
    }
    let before = folded[..<last.lowerBound].last { $0 != 0x20 }
    let opensAfterStop = before.map { !$0.isWordByte } ?? false
    return opensAfterStop && folded[last.upperBound...].allSatisfy { !$0.isWordByte }
  }
}
