import Domain

/// Tells invoice numbers, credit notes among them: by the word « facture » before them, or by a prefix that only invoices
/// have.
enum InvoiceNumberFinder {
  static func judge(_ shape: CodeShape, _ context: NumberContext) -> (Entity.Kind, Double)? {
    if context.cue == .invoice {
      if shape.isInvoice(year: context.year) {
        return (.invoiceNumber, NumberKind.confidence(context, isOwnForm: true))
      }
      if shape.isOrder, shape.runs.count > 1 { return nil }
      if context.trade == .accounts, shape.isOrder { return nil }
      if NumberKind.isAnnounced(shape, context) { return (.invoiceNumber, NumberKind.confidence(context)) }
    }
    return shape.isInvoice(year: context.year) ? (.invoiceNumber, 0.85) : nil
  }
}
