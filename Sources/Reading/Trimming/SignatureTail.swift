/// Finds the signature at the end of a stretch of the author's lines.
///
/// Sure signs come first: the line "-- " (RFC 3676 §4.3), then a closing formula on a line of its own
/// ("Cordialement,"), a rule, at last a block of contact lines. A thanks ("Merci,", "Thanks,") and the formulas of
/// letters ("Veuillez agréer…") are words to the reader: they stay, and so does a name alone below them, or one on the
/// line of the formula.
struct SignatureTail {
  /// The lines that make the signature, in order.
  let signature: [Int]

  private static let mostLines = 24
  /// Without address, link or number below it, a closing formula is followed by a name, a title and a company.
  private static let mostBareLines = 4
  private static let mostSlogans = 2

  /// - Parameter remaining: the lines of the stretch that are not blank and not yet told apart; nil comes back when
  ///   there is no signature among them.
  init?(_ lines: [TextLine], among remaining: [Int]) {
    if let start = remaining.firstIndex(where: { lines[$0].isSignatureDelimiter }) {
      signature = Array(remaining[start...])
      return
    }
    let postscript = remaining.suffix(Self.mostLines).firstIndex { Self.postscripts.startsLine(lines[$0].folded) }
    let body = remaining[..<(postscript ?? remaining.endIndex)]
    let tail = Tail(lines, body: body)
    guard let start = tail.start else { return nil }
    let found = body[start...].filter { !Self.carriesBusiness(lines[$0]) }
    guard found.contains(where: { lines[$0].hasWords }) else { return nil }
    signature = found
  }

  /// The last lines that may belong to a signature, and where it starts among them.
  private struct Tail {
    private let lines: [TextLine]
    private let body: ArraySlice<Int>
    /// Positions in `body`.
    private let region: Range<Int>

    init(_ lines: [TextLine], body: ArraySlice<Int>) {
      self.lines = lines
      self.body = body
      region = Self.region(lines, body)
    }

    var start: Int? {
      closingStart ?? ruleStart ?? contactStart
    }

    /// Goes up from the end as far as lines look like a signature's. A slogan passes if a contact line stands above it.
    private static func region(_ lines: [TextLine], _ body: ArraySlice<Int>) -> Range<Int> {
      var start = body.endIndex
      var slogans = 0
      for position in body.indices.reversed().prefix(SignatureTail.mostLines) {
        let line = lines[body[position]]
        if SignatureTail.fitsSignature(line) {
          if slogans == 0 || !ContactSigns(in: line.folded).isEmpty {
            slogans = 0
            start = position
          }
        } else if SignatureTail.maySloganize(line), slogans < SignatureTail.mostSlogans {
          slogans += 1
        } else {
          break
        }
      }
      return start..<body.endIndex
    }

    private func folded(_ position: Int) -> [UInt8] { lines[body[position]].folded }

    private func signs(from position: Int) -> ContactSigns {
      (position..<region.upperBound).reduce(into: ContactSigns()) { $0.formUnion(ContactSigns(in: folded($1))) }
    }

    private var closingStart: Int? {
      for position in region {
        let line = folded(position)
        let rest = position + 1..<region.upperBound
        if ClosingWords.formulas.isWholeLine(line) {
          if rest.count <= SignatureTail.mostBareLines || !signs(from: rest.lowerBound).isEmpty { return position }
        } else if ClosingWords.endsWithFormula(line) {
          if !rest.isEmpty, rest.count <= SignatureTail.mostBareLines || !signs(from: rest.lowerBound).isEmpty {
            return rest.lowerBound
          }
        } else if ClosingWords.thanks.startsLine(line) || ClosingWords.formulas.startsLine(line) {
          if rest.count >= 2, !signs(from: rest.lowerBound).isEmpty { return rest.lowerBound }
        }
      }
      return startBelowSentence
    }

    /// The signature below a last sentence that closes the mail and stays the author's.
    private var startBelowSentence: Int? {
      let above = region.lowerBound - 1
      guard above >= body.startIndex, !region.isEmpty else { return nil }
      let signs = signs(from: region.lowerBound)
      if ClosingWords.endsWithFormula(folded(above)), region.count <= SignatureTail.mostBareLines || !signs.isEmpty {
        return region.lowerBound
      }
      let isLetter = ClosingWords.letterFormulas.occurs(in: folded(above)) && folded(above).last != 0x3A
      return isLetter && region.count >= 2 && !signs.isEmpty ? region.lowerBound : nil
    }

    /// "--", "__", "----------------" with contact lines below; a short mailing list footer needs none.
    private var ruleStart: Int? {
      for position in region {
        let line = folded(position)
        guard !line.isEmpty, line.allSatisfy(HistorySeparator.isRuleByte) else { continue }
        if line.count == 2 || !signs(from: position).isEmpty { return position }
      }
      return nil
    }

    /// Contact lines without formula or rule: at least two different signs, one of which an author does not give in
    /// passing, in paragraphs of their own.
    private var contactStart: Int? {
      let signs = signs(from: region.lowerBound)
      let isSure = signs.count >= 2 && !signs.isDisjoint(with: [.mailAddress, .link, .register])
      guard isSure, let contact = region.first(where: { !ContactSigns(in: folded($0)).isEmpty }) else { return nil }
      var start = paragraphStart(of: contact)
      if let above = start, above > region.lowerBound, let name = paragraphStart(of: above - 1), above - name <= 2 {
        start = name
      }
      guard let start, region.upperBound - start >= 2 else { return nil }
      let isAnnounced = start > body.startIndex && folded(start - 1).last == 0x3A
      return isAnnounced ? nil : start
    }

    /// Nil when the paragraph starts above the region, hence with the author's words.
    private func paragraphStart(of position: Int) -> Int? {
      var start = position
      while start > body.startIndex, body[start - 1] == body[start] - 1 { start -= 1 }
      return start >= region.lowerBound ? start : nil
    }
  }

  /// Lines that start an afterthought below the signature.
  static let postscripts = PhraseTable([
    "ps", "p.s.", "p.-s.", "p.s", "p.-s", "nb", "n.b.", "post-scriptum", "postscriptum",
  ])

  private static func fitsSignature(_ line: TextLine) -> Bool {
    let folded = line.folded
    guard line.width <= 160, let last = folded.last, last != 0x3F, last != 0x3A else { return false }
    if greetings.startsLine(folded) || fields.startsLine(folded) || isListItem(folded) { return false }
    return !isProse(folded) || folded.count <= 120 && !ContactSigns(in: folded).isDisjoint(with: [.link, .register])
  }

  /// "- une lampe"; a name may follow a dash too ("-Paul"), without the space.
  private static func isListItem(_ folded: [UInt8]) -> Bool {
    folded.starts(with: [0x2D, 0x20]) || folded.starts(with: [0x2A, 0x20])
  }

  /// A sentence that a company puts below its contact lines.
  private static func maySloganize(_ line: TextLine) -> Bool {
    line.width <= 160 && line.folded.last != 0x3F && line.folded.last != 0x3A && !greetings.startsLine(line.folded)
      && !fields.startsLine(line.folded)
  }

  private static func isProse(_ folded: [UInt8]) -> Bool {
    let words = folded.wordCount
    return words >= 14 || words >= 3 && sentenceWords.occurs(in: folded) || requests.startsLine(folded)
  }

  /// Customers write their order number below their name; such a line is never lost.
  private static func carriesBusiness(_ line: TextLine) -> Bool {
    guard business.occurs(in: line.folded) else { return false }
    return line.folded.contains(where: \.isDigit) || line.folded.contains(0x3A)
  }

  private static let business = PhraseTable([
    "commande", "cde", "facture", "client", "colis", "suivi", "livraison", "devis", "avoir", "dossier", "référence",
    "réf",
    "ref", "iban", "rib", "bic", "order", "invoice", "parcel", "tracking", "customer", "reference", "bestellung",
    "rechnung", "kundennummer", "pedido", "factura", "ordine", "fattura", "bestelling", "factuur",
  ])

  private static let greetings = PhraseTable([
    "bonjour", "bonsoir", "salut", "coucou", "hello", "hi", "dear", "hallo", "guten tag", "sehr geehrte*", "hola",
    "buongiorno", "gentile", "goedendag", "beste heer", "beste mevrouw", "geachte", "madame, monsieur", "chère madame",
    "cher monsieur",
  ])

  /// Form fields are content.
  private static let fields = PhraseTable([
    "nom :", "nom:", "prénom :", "prénom:", "adresse :", "adresse:", "adresse de livraison", "nouvelle adresse",
    "code postal", "ville :", "ville:", "objet :", "objet:", "motif",
  ])

  private static let sentenceWords = PhraseTable([
    "je", "j'ai", "j'*", "tu", "il", "elle", "nous", "vous", "ils", "on", "est", "sont", "suis", "ai", "avez", "avons",
    "ont",
    "était", "que", "qu'*", "pas", "pouvez", "merci", "voici", "veuillez", "reçu", "mon", "ma", "mes", "votre", "vos",
    "ce",
    "cette", "c'est", "n'*", "s'il", "si", "i", "i'm", "you", "we", "is", "are", "have", "please", "my", "your", "not",
    "it",
    "thanks", "ich", "wir", "sie", "ist", "sind", "haben", "bitte", "nicht", "yo", "usted", "está", "tengo", "mi",
    "sono", "ho",
    "mio", "ik", "wij", "het", "mijn", "niet",
  ])

  /// Orders of one or two words.
  private static let requests = PhraseTable([
    "remboursez*", "rappelez*", "appelez*", "répondez*", "annulez*", "envoyez*", "contactez*", "livrez*", "urgent",
    "oui", "non",
    "ok", "voir", "help", "refund", "cancel",
  ])
}
