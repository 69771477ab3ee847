/// The states of orders, invoices and products as rules name them; a connector translates its shop's or ledger's own.
///
/// A connector may also hand over a state that is not among them: no rule about states then holds, so a person sees it.
public enum RecordState: String, Sendable, CaseIterable {
  // Orders.
  case awaitingPayment = "awaiting_payment"
  case paymentError = "payment_error"
  case inPreparation = "in_preparation"
  case shipped, delivered, cancelled, refunded
  // Invoices; one that is not in the ledger has no record, hence no state.
  case draft, blocked, booked
  case partlyPaid = "partly_paid"
  /// Of an order: paid and not yet in preparation. Of an invoice: settled in full.
  case paid
  // Products.
  case inStock = "in_stock"
  case restockPlanned = "restock_planned"
  case outOfStock = "out_of_stock"
}
