// Invoices as XML. Two families of names for the same things: UN/CEFACT's Cross Industry messages (ZUGFeRD, Factur-X,
// XRechnung, Order-X) and OASIS's UBL. Each is a table from an element's place to a field of `ElectronicInvoice`; the walk
// compares the place of each element that holds text with the table.

extension ElectronicInvoice {
  /// - Returns: nil when the XML is none of these documents, or is not well-formed up to the end of its root.
  public init?(xml bytes: [UInt8]) {
    var visitor = InvoiceVisitor()
    guard XMLWalk.walk(bytes, &visitor) == .complete, let invoice = visitor.invoice else { return nil }
    self = invoice
  }
}

/// What an element says, by its place below the root.
enum InvoiceField {
  case number, typeCode, orderNumber, date, dueDate, deliveryDate
  case net, vat, total, due, currency
  case supplier, supplierTradingName, buyer, buyerTradingName
  case taxNumber, taxScheme, registration
  case iban, productReference
}

/// Gathers the fields while the document goes by.
private struct InvoiceVisitor: XMLVisitor {
  let isDone = false
  private var syntax: InvoiceSyntax?
  private var rootDepth = 0
  private var depth = 0
  /// Local names from below the root to the current element.
  private var path: [String] = []
  private var text = ""
  private var attributes: [XMLTag] = []
  private var draft = InvoiceDraft()

  /// A document may be wrapped, as in the Standard Business Document of Peppol.
  private static let deepestRoot = 3
  private static let longestText = 1_000

  var invoice: ElectronicInvoice? { syntax.map { draft.invoice($0.kind) } }

  mutating func begin(_ element: XMLTag) {
    depth += 1
    text = ""
    if syntax != nil, depth > rootDepth {
      path.append(element.name)
      attributes.append(element)
    } else if syntax == nil, depth <= Self.deepestRoot {
      syntax = InvoiceSyntax(root: element)
      rootDepth = depth
    }
  }

  mutating func text(_ piece: String) {
    let room = Self.longestText - text.utf8.count
    if room > 0 { text += piece.prefix(room) }
  }

  mutating func end(_ name: String) {
    depth -= 1
    guard let syntax, let element = attributes.popLast() else { return }
    if let field = syntax.field(at: path) {
      let value = text.trimmingWhitespace
      if !value.isEmpty { draft.take(value, as: field, element) }
    }
    path.removeLast()
    text = ""
  }
}

/// What has been said so far, before it is weighed.
private struct InvoiceDraft {
  private var values: [InvoiceField: String] = [:]
  private var typeCode: String?
  private var vatNumber: String?
  private var pendingTaxNumber: String?
  private var registration: String?
  private var vats: [(amount: String, currency: String?)] = []
  private var productReferences: [String] = []

  private static let mostReferences = 10_000
  /// UNTDID 1001, the codes that EN 16931 lets a credit note have, and those of UBL's older lists.
  private static let creditNoteCodes: Set<String> = [
    "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532",
  ]

  /// The first that is said counts: what follows is of a second payment means, a second instalment.
  mutating func take(_ value: String, as field: InvoiceField, _ element: XMLTag) {
    switch field {
    case .typeCode: typeCode = typeCode ?? value
    case .date, .dueDate, .deliveryDate: keep(NormalForm.date(value), as: field)
    case .net, .total, .due: keep(NormalForm.amount(value), as: field)
    case .vat:
      if let amount = NormalForm.amount(value) { vats.append((amount, element["currencyID"])) }
    case .currency: keep(value.uppercased(), as: field)
    case .iban: keep(NormalForm.iban(value), as: field)
    case .taxNumber: takeTaxNumber(value, scheme: element["schemeID"])
    case .taxScheme:
      if value.uppercased() == "VAT", vatNumber == nil { vatNumber = pendingTaxNumber }
      pendingTaxNumber = nil
    case .registration:
      if let number = NormalForm.registration(value, scheme: element["schemeID"]) {
        registration = registration ?? number
      }
    case .productReference:
      if productReferences.count < Self.mostReferences { productReferences.append(value) }
    case .orderNumber where ["NA", "N/A"].contains(value.uppercased()):
      // UBL wants an order's number even where only the seller's is known; its guide has `NA` written then.
      break
    case .number, .orderNumber, .supplier, .supplierTradingName, .buyer, .buyerTradingName:
      keep(value.split { $0.isWhitespace }.joined(separator: " "), as: field)
    }
  }

  private mutating func keep(_ value: String?, as field: InvoiceField) {
    if let value, values[field] == nil { values[field] = value }
  }

  /// Cross Industry names the scheme at the number (VA, or FC for the local number of a tax office), UBL after it.
  private mutating func takeTaxNumber(_ value: String, scheme: String?) {
    let number = value.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }.uppercased()
    switch scheme {
    case "VA": vatNumber = vatNumber ?? number
    case "FC": break
    default: pendingTaxNumber = number
    }
  }

  func invoice(_ kind: ElectronicInvoice.Kind) -> ElectronicInvoice {
    var invoice = ElectronicInvoice(kind: kind)
    invoice.number = values[.number]
    invoice.orderNumber = values[.orderNumber]
    invoice.date = values[.date]
    invoice.dueDate = values[.dueDate]
    invoice.deliveryDate = values[.deliveryDate]
    invoice.net = values[.net]
    invoice.total = values[.total]
    invoice.due = values[.due]
    invoice.currency = values[.currency]
    // The tax may be given again in the currency of the books (BT-111).
    invoice.vat = (vats.first { $0.currency == values[.currency] } ?? vats.first)?.amount
    invoice.supplier = values[.supplier] ?? values[.supplierTradingName]
    invoice.buyer = values[.buyer] ?? values[.buyerTradingName]
    invoice.supplierVATNumber = vatNumber
    invoice.supplierRegistration = registration
    invoice.iban = values[.iban]
    invoice.productReferences = productReferences
    let isNegative = (invoice.total ?? invoice.due)?.hasPrefix("-") == true
    switch (kind, typeCode) {
    // EN 16931 lets an invoice be negative, and corrections (384) often are.
    case (.invoice, let code) where isNegative || Self.creditNoteCodes.contains(code ?? ""):
      invoice.kind = .creditNote
    case (.order, "231"): invoice.kind = .orderConfirmation
    default: break
    }
    return invoice
  }
}
