/// Guesses the language of a text from its function words, which every text of more than a few words has.
///
/// It knows French, English, German, Spanish, Italian, Dutch and Portuguese. Words are counted folded, each for all the
/// languages that have it; a word of one language alone counts double.
public struct LanguageGuess: Hashable, Sendable {
  /// ISO 639-1.
  public let code: String
  /// The share of the counted words that speak for this language, 0…1.
  public let share: Double
  /// How much was counted. Below 3 it is hardly more than a guess.
  public let weight: Int

  /// The languages that can be told apart, by ISO 639-1 code.
  public static let known = ["fr", "en", "de", "es", "it", "nl", "pt"]

  /// - Parameters:
  ///   - languages: the codes to choose from; the first wins a draw.
  /// - Returns: nil when no word of the text is a function word of any of them.
  public static func guess(_ tokens: [Token], among languages: [String] = known) -> LanguageGuess? {
    var counts = [Int](repeating: 0, count: known.count)
    // A beginning is enough, and bounds the work.
    for token in tokens.prefix(2_000) {
      guard let mask = FunctionWords.masks[token.hash] else { continue }
      let weight = mask.nonzeroBitCount == 1 ? 2 : 1
      for index in known.indices where mask & 1 << UInt8(index) != 0 { counts[index] += weight }
    }
    var best: (code: String, count: Int)?
    var total = 0
    for code in languages {
      guard let index = known.firstIndex(of: code) else { continue }
      total += counts[index]
      if counts[index] > best?.count ?? 0 { best = (code, counts[index]) }
    }
    guard let best else { return nil }
    return LanguageGuess(code: best.code, share: Double(best.count) / Double(total), weight: best.count)
  }
}

/// The commonest function words of each language, folded.
private enum FunctionWords {
  /// Word hash → one bit for each language of `LanguageGuess.known`.
  static let masks: [UInt64: UInt8] = {
    var masks: [UInt64: UInt8] = [:]
    for (index, words) in lists.enumerated() {
      for token in TokenizedText(words).tokens { masks[token.hash, default: 0] |= 1 << UInt8(index) }
    }
    return masks
  }()

  private static let lists = [
    // fr
    """
    le la les un une des du de et est en que qui dans pour pas plus par sur avec ce cette ces mon ma mes votre vos notre
    nos nous vous je j il elle ils elles on me te se ne au aux sont été être avoir ai avez ont suis etes mais ou où donc
    car si bonjour merci cordialement madame monsieur ci joint toujours très bien encore aussi sans depuis svp quand
    comment pourquoi c n d l qu s
    """,
    // en
    """
    the a an of and to in is are was were be been have has had i you he she it we they my your his her our their this
    that these those with for on at by from not but or if so as do does did can could would will should please thanks
    thank hello dear regards when where what why how there here any some about yet still m t s
    """,
    // de
    """
    der die das ein eine einen und ist sind war nicht ich du er sie es wir ihr mein meine ihre unser mit für auf von zu
    im in den dem des bei aus nach wie was wann wo warum bitte danke hallo guten tag sehr geehrte herr frau freundlichen
    grüßen haben hat habe wird werden noch auch aber oder wenn dass
    """,
    // es
    """
    el la los las un una unos y es son en que de del por para con no se mi su sus nuestro yo usted ustedes me le lo
    hola buenos días gracias saludos pedido cuando donde como está están he ha han pero más muy sin este esta todavía
    """,
    // it
    """
    il lo la gli le un una e è sono in che di del della per con non si mi mio mia vostro nostro io lei voi noi ciao
    buongiorno grazie saluti cordiali quando dove come ho ha hanno ma più molto senza questo questa ancora ordine
    """,
    // nl
    """
    de het een en is zijn van in op te voor met niet ik je jij u hij zij wij we mijn uw onze dit dat deze die aan bij
    naar als maar of om nog ook wel geen heb heeft hebben kan kunt goedendag beste dank bedankt groeten vriendelijke
    wanneer waar hoe
    """,
    // pt
    """
    o a os as um uma e é são em que de do da dos das por para com não se meu minha seu sua nosso eu você nós me olá bom
    dia obrigado obrigada cumprimentos quando onde como está estão tenho tem mas mais muito sem este esta ainda pedido
    """,
  ]
}
