import TextAnalysis

/// Whether a mail is about invoices and payments, by the words it uses anywhere.
enum Topic {
  static func isInvoices(_ texts: TokenizedText...) -> Bool {
    texts.contains { $0.tokens.contains { words.contains($0.hash) } }
  }

  private static let words = Set(
    TokenizedText(
      """
      facture factures facturation invoice invoices avoir reglement reglements paiement paiements payment payments payee
      payees reglee reglees impaye impayee impayees echeance echue echues relance relances virement virements payer regler facturer comptabilite paye
      paid unpaid overdue remittance statement
      """
    ).tokens.map(\.hash))
}
