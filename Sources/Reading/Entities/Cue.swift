import Domain
import TextAnalysis

/// A word that says what the number after it is: « commande », « facture », « ticket ».
enum Cue: Sendable {
  case order, invoice, tracking, product, supplier
  /// « réf. » with nothing that says of what.
  case reference
  /// A number of something else: a ticket, a contract, a customer's account.
  case other
  /// A payment, a dispute or a letter, which has a number or speaks of an invoice's.
  case matter
  /// The same, but of an account, which may be our number at the supplier's.
  case account

  /// Whether it announces numbers of a kind.
  func gives(_ kind: Entity.Kind) -> Bool {
    switch self {
    case .order: kind == .orderNumber
    case .invoice: kind == .invoiceNumber
    case .tracking: kind == .trackingNumber
    case .product: kind == .productReference
    case .supplier: kind == .supplierNumber
    case .reference: kind == .orderNumber || kind == .productReference
    case .other, .matter, .account: false
    }
  }

  /// What a word announces, by itself.
  static func of(_ chunk: Int, in text: ChunkedText) -> Cue? {
    let token = text.token(chunk)
    guard let cue = table[token.hash] else { return nil }
    let raw = text.source[token.range]
    if onlyInCapitals.contains(token.hash) { return raw.allSatisfy(ChunkedText.isCapital) ? cue : nil }
    // « commandé » is a verb; folded it looks like the noun.
    if raw.contains(0xC3), verbs.contains(token.hash) { return nil }
    let before = chunk > 0 ? text.token(chunk - 1).hash : 0
    // « in order to », but « in order 500-7741 »
    if token.hash == orderWord, before == words["in"], !isNumber(chunk + 1, in: text) { return nil }
    // « ma commande porte le numéro 7781209 »
    if token.hash == words["porte"], isArticle(chunk + 1, in: text) { return nil }
    if needingNumber.contains(token.hash) { return precedesNumber(chunk, in: text) ? cue : nil }
    // « bon de livraison n° », but « livraison de la commande ».
    if deliveries.contains(token.hash) {
      return chunk > 1 && text.token(chunk - 2).hash == words["bon"] ? cue : nil
    }
    return cue
  }

  /// What one of the two words before announces.
  static func near(_ chunk: Int, in text: ChunkedText) -> Cue? {
    for index in stride(from: chunk - 1, through: max(0, chunk - 2), by: -1) {
      if let cue = of(index, in: text) { return cue }
    }
    return nil
  }

  /// « avoir » is a credit note, « bon » an order, « note » an invoice, only with a number: « notre avoir 1203 ».
  private static func precedesNumber(_ chunk: Int, in text: ChunkedText) -> Bool {
    for next in chunk + 1..<min(text.chunks.count, chunk + 4) {
      if text.chunks[next].gap == .sentence { return false }
      if text.chunks[next].digits > 0 || Marker.isMarker(next, in: text) { return true }
      guard joining.contains(text.token(next).text) else { return false }
    }
    return false
  }

  private static let verbs = hashes("commande commandes demande demandes")
  private static let orderWord = WordHash.of("order".utf8)
  private static let needingNumber = hashes(
    """
    avoir avoirs bon bons achat panier ordre marche purchase basket note notes piece pieces document documents
    situation credit honoraires creance creances quittance decompte demand valuation tiers
    """)
  private static let joining: Set<String> = [
    "note", "notes", "de", "d", "commande", "honoraires", "est", "le", "final",
  ]
  private static let deliveries: Set<UInt64> = [WordHash.of("livraison".utf8), WordHash.of("retour".utf8)]
  private static let onlyInCapitals = hashes("bc po fa cp bl")
  private static let words = Dictionary(
    uniqueKeysWithValues: ["in", "bon", "porte"].map { ($0, WordHash.of($0.utf8)) })
  private static let articles = hashes("le la un une l")

  private static func isNumber(_ chunk: Int, in text: ChunkedText) -> Bool {
    chunk < text.chunks.count && text.chunks[chunk].digits > 0
  }

  private static func isArticle(_ chunk: Int, in text: ChunkedText) -> Bool {
    chunk < text.chunks.count && articles.contains(text.token(chunk).hash)
  }

  private static func hashes(_ words: String) -> Set<UInt64> { Set(TokenizedText(words).tokens.map(\.hash)) }

  private static let table: [UInt64: Cue] = {
    let lists: [(Cue, String)] = [
      (
        .order,
        """
        commande commandes cde cdes cmd comande comand order orders precommande bc po bon bons achat panier ordre
        marche purchase basket
        """
      ),
      (
        .invoice,
        """
        facture factures fact fac fa invoice invoices inv avoir avoirs bill bills note notes piece pieces document
        documents situation credit honoraires creance creances quittance decompte demand valuation
        """
      ),
      (
        .tracking,
        """
        suivi tracking colis colissimo chronopost parcel shipment ups dhl dpd gls fedex relay relais evri hermes yodel
        bpost postnl geodis
        """
      ),
      (
        .matter,
        """
        demande litige virement virements transfer cheque transaction avis advice carte card lettre poste intervention
        """
      ),
      (.account, "compte account code fiche"),
      (.supplier, "fournisseur fournisseurs supplier vendor vendeur creditor tiers"),
      (.product, "article articles produit produits product sku item modele model"),
      (.reference, "ref refs reference references"),
      (
        .other,
        """
        ticket tickets dossier reclamation reclamations sinistre claim case contrat contrats contract client clients
        customer adherent adherente fidelite abonne abonnement abonnee telephone tel portable mobile phone fax siret
        siren rcs tva vat iban rib bic swift cp postal devis quote quotation bl livraison retour incident serie
        serial ean garantie warranty autorisation authorisation interphone digicode porte badge matricule pin etage
        formulaire contact lot lots version loi decret norme batch capital assurance police rue avenue boulevard ape
        naf ticketing bordereau
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

  /// Words that go on with the sentence after a number: verbs, conjunctions; a noun would be what was counted.
  static func followsNumber(_ token: Token) -> Bool { continuing.contains(token.hash) }

  private static let continuing = Set(
    TokenizedText(
      """
      passee passe effectuee recue n qui que s svp merci livree expediee placed has have was which that datee emise
      envoyee sur chez on from dated in to en par ne toujours car mais but i je j il elle nous vous payee reglee
      echue etait a avait aurait doit dans depuis afin please still because and c ca ce puis alors dernier prochain
      courant at midi soir matin si sans avant apres y not never will isn isnt hasn didn they we you he she it as for
      when if so then over covers against de au aux deja arretee whose est jusqu until encore ni bon ok prevue prevu
      comme lors sera seront serait vient devait etaient sont pas plus
      """
    ).tokens.map(\.hash))

  private static let words = Set(
    TokenizedText(
      """
      de du des d la le les l un une ma mes mon m votre vos notre nos et and ou or the my our your of for pour est
      sont is are a au ci dont suivante suivantes suivant suivants following portant under with avec voici this bien
      """
    ).tokens.map(\.hash))
}
