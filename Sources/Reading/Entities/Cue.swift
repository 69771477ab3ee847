import TextAnalysis

/// A word that says what the number after it is: « commande », « facture », « ticket ».
enum Cue: Sendable {
  case order, invoice, tracking, product
  /// « réf. » with nothing that says of what.
  case reference
  /// A number of something else: a ticket, a contract, a customer's account.
  case other

  /// What a word announces, by itself.
  static func of(_ chunk: Int, in text: ChunkedText) -> Cue? {
    let token = text.token(chunk)
    guard let cue = table[token.hash] else { return nil }
    let raw = text.source[token.range]
    if onlyInCapitals.contains(token.hash) { return raw.allSatisfy(ChunkedText.isCapital) ? cue : nil }
    // « commandé » is a verb; folded it looks like the noun.
    if cue == .order, raw.contains(0xC3) { return nil }
    let before = chunk > 0 ? text.token(chunk - 1).hash : 0
    if token.hash == orderWord, before == words["in"] { return nil }
    if token.hash == credit { return isCreditNote(chunk, in: text) ? cue : nil }
    // « bon de livraison n° », but « livraison de la commande ».
    if deliveries.contains(token.hash) {
      return chunk > 1 && text.token(chunk - 2).hash == words["bon"] ? cue : nil
    }
    return cue
  }

  /// « avoir » is a credit note only with an article or a number: « notre avoir 1203 », not « avoir reçu ».
  private static func isCreditNote(_ chunk: Int, in text: ChunkedText) -> Bool {
    guard chunk + 1 < text.chunks.count else { return false }
    return text.chunks[chunk + 1].digits > 0 || Marker.isMarker(chunk + 1, in: text)
  }

  private static let orderWord = WordHash.of("order".utf8)
  private static let credit = WordHash.of("avoir".utf8)
  private static let deliveries: Set<UInt64> = [WordHash.of("livraison".utf8), WordHash.of("retour".utf8)]
  private static let onlyInCapitals = hashes("bc po fa cp bl")
  private static let words = ["in": WordHash.of("in".utf8), "bon": WordHash.of("bon".utf8)]

  private static func hashes(_ words: String) -> Set<UInt64> { Set(TokenizedText(words).tokens.map(\.hash)) }

  private static let table: [UInt64: Cue] = {
    let lists: [(Cue, String)] = [
      (.order, "commande commandes cde cdes cmd order orders precommande bc po"),
      (.invoice, "facture factures fact fac fa invoice invoices inv avoir avoirs"),
      (.tracking, "suivi tracking colis colissimo chronopost parcel shipment ups dhl dpd gls fedex relay"),
      (.product, "article articles produit produits product sku item modele model"),
      (.reference, "ref refs reference references"),
      (
        .other,
        """
        ticket tickets dossier reclamation reclamations sinistre litige claim case contrat contrats contract client
        clients customer compte account adherent adherente fidelite abonne abonnement abonnee telephone tel portable
        mobile phone fax siret siren rcs tva vat iban rib bic swift cp postal devis quote quotation bl livraison retour
        virement virements transfer cheque transaction incident code serie serial ean garantie warranty carte card
        capital assurance police rue avenue boulevard intervention demande ape naf ticketing bordereau lettre poste
        """
      ),
    ]
    var table: [UInt64: Cue] = [:]
    for (cue, words) in lists { for hash in hashes(words) { table[hash] = cue } }
    return table
  }()
}

/// A word or sign that announces a number without saying of what: « n° », « numéro », « # ».
enum Marker {
  static func isMarker(_ chunk: Int, in text: ChunkedText) -> Bool {
    let token = text.token(chunk)
    if token.hash == letterN {
      // « n° », not « n’ai ».
      return text.source[token.range.upperBound...].prefix(2).elementsEqual([0xC2, 0xB0])
    }
    return words.contains(token.hash)
  }

  private static let letterN = WordHash.of("n".utf8)
  private static let words = Set(
    TokenizedText("no nr num numero numeros number numbers nbr n° ref refs reference references").tokens
      .filter { $0.hash != letterN }.map(\.hash))
}

/// Words that may stand between a cue and its number without parting them.
enum LinkingWord {
  static func isLinking(_ token: Token) -> Bool { words.contains(token.hash) }

  private static let words = Set(
    TokenizedText(
      """
      de du des d la le les l un une ma mes mon m votre vos notre nos et and ou or the my our your of for pour est sont is
      are a au ci dont suivante suivantes suivant suivants following portant under with avec voici this bien
      """
    ).tokens.map(\.hash))
}
