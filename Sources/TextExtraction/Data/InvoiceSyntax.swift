/// Where the fields stand in the documents that are known, by their roots.
struct InvoiceSyntax {
  /// Of the root alone; a type code within may tell more.
  var kind: ElectronicInvoice.Kind
  private var family: [String: InvoiceField]

  /// Many a shop calls the root of its own XML `Order`: UBL's is known by its namespace. Cross Industry's roots are named by
  /// nobody else.
  init?(root: XMLTag) {
    let isUBL = root.namespace.hasPrefix("urn:oasis:names:specification:ubl:")
    switch root.name {
    case "CrossIndustryInvoice", "CrossIndustryDocument": (kind, family) = (.invoice, Self.crossIndustry)
    case "SCRDMCCBDACIOMessageStructure": (kind, family) = (.order, Self.crossIndustry)
    case "Invoice" where isUBL: (kind, family) = (.invoice, Self.ubl)
    case "CreditNote" where isUBL: (kind, family) = (.creditNote, Self.ubl)
    case "Order" where isUBL: (kind, family) = (.order, Self.ubl)
    case "OrderResponse" where isUBL: (kind, family) = (.orderConfirmation, Self.ubl)
    default: return nil
    }
  }

  /// - Parameter path: local names from below the root.
  func field(at path: [String]) -> InvoiceField? {
    guard path.count <= Self.deepest else { return nil }
    return family[path.map { Self.aliases[$0] ?? $0 }.joined(separator: "/")]
  }

  private static let deepest = 6

  /// ZUGFeRD 1's names, which Cross Industry Invoice changed, and the parts of UBL that differ by the document only.
  private static let aliases = [
    "HeaderExchangedDocument": "ExchangedDocument",
    "SpecifiedSupplyChainTradeTransaction": "SupplyChainTradeTransaction",
    "ApplicableSupplyChainTradeAgreement": "ApplicableHeaderTradeAgreement",
    "ApplicableSupplyChainTradeDelivery": "ApplicableHeaderTradeDelivery",
    "ApplicableSupplyChainTradeSettlement": "ApplicableHeaderTradeSettlement",
    "SpecifiedTradeSettlementMonetarySummation": "SpecifiedTradeSettlementHeaderMonetarySummation",
    "CreditNoteLine": "InvoiceLine",
    "CreditNoteTypeCode": "InvoiceTypeCode",
    "SellerSupplierParty": "AccountingSupplierParty",
    "BuyerCustomerParty": "AccountingCustomerParty",
    "AnticipatedMonetaryTotal": "LegalMonetaryTotal",
  ]

  private static let crossIndustry: [String: InvoiceField] = {
    let trade = "SupplyChainTradeTransaction"
    let agreement = trade + "/ApplicableHeaderTradeAgreement"
    let delivery = trade + "/ApplicableHeaderTradeDelivery"
    let settlement = trade + "/ApplicableHeaderTradeSettlement"
    let sums = settlement + "/SpecifiedTradeSettlementHeaderMonetarySummation"
    let means = settlement + "/SpecifiedTradeSettlementPaymentMeans"
    return [
      "ExchangedDocument/ID": .number,
      "ExchangedDocument/TypeCode": .typeCode,
      "ExchangedDocument/IssueDateTime/DateTimeString": .date,
      agreement + "/BuyerOrderReferencedDocument/IssuerAssignedID": .orderNumber,
      agreement + "/BuyerOrderReferencedDocument/ID": .orderNumber,
      agreement + "/SellerTradeParty/Name": .supplier,
      agreement + "/SellerTradeParty/SpecifiedLegalOrganization/TradingBusinessName": .supplierTradingName,
      agreement + "/SellerTradeParty/SpecifiedLegalOrganization/ID": .registration,
      agreement + "/SellerTradeParty/GlobalID": .registration,
      agreement + "/SellerTradeParty/SpecifiedTaxRegistration/ID": .taxNumber,
      agreement + "/BuyerTradeParty/Name": .buyer,
      delivery + "/ActualDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString": .deliveryDate,
      delivery + "/RequestedDeliverySupplyChainEvent/OccurrenceDateTime/DateTimeString": .deliveryDate,
      settlement + "/InvoiceCurrencyCode": .currency,
      settlement + "/OrderCurrencyCode": .currency,
      settlement + "/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString": .dueDate,
      means + "/PayeePartyCreditorFinancialAccount/IBANID": .iban,
      sums + "/TaxBasisTotalAmount": .net,
      sums + "/TaxTotalAmount": .vat,
      sums + "/GrandTotalAmount": .total,
      sums + "/DuePayableAmount": .due,
      trade + "/IncludedSupplyChainTradeLineItem/SpecifiedTradeProduct/SellerAssignedID": .productReference,
    ]
  }()

  private static let ubl: [String: InvoiceField] = {
    let seller = "AccountingSupplierParty/Party"
    let buyer = "AccountingCustomerParty/Party"
    return [
      "ID": .number,
      "InvoiceTypeCode": .typeCode,
      "IssueDate": .date,
      "DueDate": .dueDate,
      "PaymentMeans/PaymentDueDate": .dueDate,
      "DocumentCurrencyCode": .currency,
      "OrderReference/ID": .orderNumber,
      "Delivery/ActualDeliveryDate": .deliveryDate,
      "Delivery/RequestedDeliveryPeriod/EndDate": .deliveryDate,
      "Delivery/PromisedDeliveryPeriod/EndDate": .deliveryDate,
      seller + "/PartyLegalEntity/RegistrationName": .supplier,
      seller + "/PartyName/Name": .supplierTradingName,
      seller + "/PartyLegalEntity/CompanyID": .registration,
      seller + "/PartyIdentification/ID": .registration,
      seller + "/PartyTaxScheme/CompanyID": .taxNumber,
      seller + "/PartyTaxScheme/TaxScheme/ID": .taxScheme,
      buyer + "/PartyLegalEntity/RegistrationName": .buyer,
      buyer + "/PartyName/Name": .buyerTradingName,
      "PaymentMeans/PayeeFinancialAccount/ID": .iban,
      "TaxTotal/TaxAmount": .vat,
      "LegalMonetaryTotal/TaxExclusiveAmount": .net,
      "LegalMonetaryTotal/TaxInclusiveAmount": .total,
      "LegalMonetaryTotal/PayableAmount": .due,
      "InvoiceLine/Item/SellersItemIdentification/ID": .productReference,
      "OrderLine/LineItem/Item/SellersItemIdentification/ID": .productReference,
    ]
  }()
}
