import Domain

extension DocumentReading {
  /// The identifiers for which the document stands: those that its fields tell, and of a kind that no field tells all that
  /// were found in it. Amounts, days and addresses stay in the document.
  var identifiers: [Entity] {
    let told = [
      isAnInvoice ? identifier(.invoiceNumber, .documentNumber) : nil,
      type == .orderForm || type == .orderConfirmation ? identifier(.orderNumber, .documentNumber) : nil,
      identifier(.orderNumber, .orderNumber), identifier(.trackingNumber, .trackingNumber),
    ].compactMap { $0 }
    let found = entities.filter { entity in
      guard Self.identifying.contains(entity.kind) else { return false }
      // A statement is a list of invoices: the field names one at most.
      return !told.contains { $0.kind == entity.kind } || type == .statementOfAccount && entity.kind == .invoiceNumber
    }
    return told + found
  }

  private static let identifying: Set<Entity.Kind> = [
    .orderNumber, .invoiceNumber, .productReference, .trackingNumber, .supplierNumber, .iban, .siret, .siren,
    .vatNumber,
  ]

  private var isAnInvoice: Bool { type == .invoice || type == .creditNote || type == .reminderLetter }

  private func identifier(_ kind: Entity.Kind, _ field: DocumentFields.Kind) -> Entity? {
    fields[field].map {
      Entity(
        kind: kind, value: $0.value, raw: $0.raw, place: .attachment(name: name, page: $0.page),
        confidence: $0.confidence)
    }
  }
}
