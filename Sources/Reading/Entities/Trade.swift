import TextAnalysis

/// What a mailbox is written to about: it decides what a number is that nothing announces.
public enum Trade: Sendable {
  /// A web shop: its customers give order numbers and product references.
  case shop
  /// An accounts department: its suppliers give invoice numbers and purchase orders.
  case accounts
}

/// What a mail is about, by the words it uses anywhere.
enum Topic: Sendable {
  case invoices, orders, neither

  init(_ texts: TokenizedText...) {
    func uses(_ words: Set<UInt64>) -> Bool { texts.contains { $0.tokens.contains { words.contains($0.hash) } } }
    self = uses(Self.ofInvoices) ? .invoices : uses(Self.ofOrders) ? .orders : .neither
  }

  private static func hashes(_ words: String) -> Set<UInt64> { Set(TokenizedText(words).tokens.map(\.hash)) }

  private static let ofInvoices = hashes(
    """
    facture factures facturation invoice invoices avoir reglement reglements paiement paiements payment payments payee
    payees reglee reglees impaye impayee impayees echeance echue echues relance relances virement virements payer
    regler facturer comptabilite paye paid unpaid overdue remittance statement pay settled billed bill owe owed
    due balance solde outstanding bloquee
    """)
  private static let ofOrders = hashes(
    """
    commande commandes cde livraison livraisons livrer livre livree livres livrees stock delai atelier order orders
    delivery deliver dispatch shipping ship bon confirme confirmons
    """)
}
