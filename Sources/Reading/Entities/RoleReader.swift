import Domain
import TextAnalysis

/// Tells what a date or an amount is of, by the nearest telling word before it, or right after it, in its sentence.
enum RoleReader {
  private static let reach = 8

  static func ofDate(_ chunks: Range<Int>, in text: ChunkedText) -> Entity.Role? {
    role(chunks, in: text, table: dates)
  }

  static func ofAmount(_ chunks: Range<Int>, in text: ChunkedText) -> Entity.Role? {
    role(chunks, in: text, table: amounts) ?? (followsNumber(chunks.lowerBound, in: text) ? .total : nil)
  }

  /// « FA-2026-0103 (60 €) », « HP-20417 14/11/2025 1 122,00 € »: the amount of what has the number.
  private static func followsNumber(_ index: Int, in text: ChunkedText) -> Bool {
    for before in stride(from: index - 1, through: max(0, index - 4), by: -1) {
      if text.isFirstOfLine(before + 1) || text.chunks[before + 1].gap == .sentence { return false }
      let chunk = text.chunks[before]
      if chunk.digits >= 3, chunk.letters > 0 || chunk.digits >= 5, chunk.range.count <= 20 { return true }
    }
    return false
  }

  private static func role(
    _ chunks: Range<Int>, in text: ChunkedText, table: [UInt64: Entity.Role]
  ) -> Entity.Role? {
    var index = chunks.lowerBound
    while index > 0, chunks.lowerBound - index < reach, text.chunks[index].gap < .sentence {
      index -= 1
      if let role = table[text.token(index).hash] { return role }
    }
    index = chunks.upperBound
    while index < text.chunks.count, index - chunks.upperBound < 3, text.chunks[index].gap < .clause {
      if let role = table[text.token(index).hash] { return role }
      index += 1
    }
    return nil
  }

  private static func table(_ lists: [(Entity.Role, String)]) -> [UInt64: Entity.Role] {
    var table: [UInt64: Entity.Role] = [:]
    for (role, words) in lists { for token in TokenizedText(words).tokens { table[token.hash] = role } }
    return table
  }

  private static let dates = table([
    (
      .due,
      "echeance echeances depassee echue echues echu exigible payable terme due overdue fell falls falling regler echoit limite"
    ),
    (.invoice, "facture factures datee datees emise emises etablie dated invoice invoices avoir bill"),
    (
      .order,
      """
      commande commandes commandee passee passees achete achetee acheter achat ordered order placed bought purchased
      purchase
      """
    ),
    (
      .delivery,
      """
      livraison livre livree livres livrees livrer livrez livrera arrivee arrive arriver arrivera recu recue recus
      recues reception expedie expediee expedition delivered delivery turned brought left came signed ready arrived
      arrive arriving received shipped dispatched
      """
    ),
    (
      .payment,
      """
      paye payee payees paiement regle reglee reglees reglement virement vire preleve prelevement debite debit credite
      paid payment landed cleared transfer transferred remitted remittance charged
      """
    ),
  ])

  private static let amounts = table([
    (.total, "ttc total totalise montant somme totaux montants totalling totaling sum coute worth"),
    (.net, "ht net nette hors excluding excl"),
    (
      .remaining,
      "solde reste restent restant restants restante encours outstanding balance owing owed unpaid"
    ),
    (
      .payment,
      "paye payes regle virement reglement acompte verse versement paid payment transfer deposit transferred received"
    ),
  ])
}
