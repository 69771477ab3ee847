import Testing

@testable import TextExtraction

@Suite("Invoices as XML")
struct ElectronicInvoiceTests {
  private static let ublNames = "xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\""

  private func invoice(_ xml: String) throws -> ElectronicInvoice {
    let read = ElectronicInvoice(xml: Array(xml.utf8))
    return try #require(read)
  }

  @Test("Factur-X")
  func facturX() throws {
    let read = try invoice(InvoiceSamples.facturX)
    var expected = ElectronicInvoice(kind: .invoice)
    expected.number = "FA-2026-0117"
    expected.orderNumber = "CMD-2026-00045"
    expected.date = "2026-03-01"
    expected.dueDate = "2026-03-31"
    expected.deliveryDate = "2026-02-27"
    expected.net = "1234.50"
    expected.vat = "246.90"
    expected.total = "1481.40"
    expected.due = "1481.40"
    expected.currency = "EUR"
    expected.supplier = "Menuiserie Le Gall & Fils"
    expected.supplierVATNumber = "FR32732829320"
    expected.supplierRegistration = "73282932000074"
    expected.buyer = "Hôtel du Port"
    expected.iban = "FR7630006000011234567890189"
    expected.productReferences = ["CH-OSLO-01", "TB-BERGEN"]
    #expect(read == expected)
  }

  @Test("ZUGFeRD 1.0")
  func zugferd1() throws {
    let read = try invoice(InvoiceSamples.zugferd1)
    #expect(read.kind == .invoice)
    #expect(read.number == "471102" && read.date == "2013-03-05" && read.orderNumber == "B-12")
    #expect(read.net == "198.00" && read.vat == "37.62" && read.total == "235.62" && read.due == "235.62")
    #expect(read.supplier == "Lieferant GmbH" && read.supplierVATNumber == "DE123456789" && read.currency == "EUR")
    #expect(read.productReferences == ["TB100A4"])
  }

  @Test("Order-X", arguments: [("220", ElectronicInvoice.Kind.order), ("231", .orderConfirmation)])
  func orderX(_ code: String, _ kind: ElectronicInvoice.Kind) throws {
    let read = try invoice(InvoiceSamples.orderX(code: code))
    #expect(read.kind == kind)
    #expect(read.number == "PO123" && read.date == "2026-03-01" && read.deliveryDate == "2026-03-15")
    #expect(read.total == "120.00" && read.currency == "EUR" && read.buyer == "Acheteur SA")
  }

  @Test("UBL invoice, as XRechnung and Peppol write it")
  func ubl() throws {
    let read = try invoice(InvoiceSamples.ublInvoice)
    #expect(read.kind == .invoice && read.number == "TOSL108" && read.orderNumber == "123")
    #expect(read.date == "2026-03-01" && read.dueDate == "2026-04-01" && read.deliveryDate == "2026-02-15")
    #expect(read.net == "1436.50" && read.vat == "292.20" && read.total == "1729.00" && read.due == "729.00")
    #expect(read.supplier == "Salescompany SARL" && read.buyer == "Buyercompany")
    #expect(read.supplierVATNumber == "FR32732829320" && read.supplierRegistration == "732829320")
    #expect(read.iban == "FR7630006000011234567890189" && read.productReferences == ["JB007"])
  }

  @Test("UBL credit note, order and order response")
  func ublOthers() throws {
    let credit = try invoice(
      """
      <CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2" xmlns:cbc="b" xmlns:cac="a">
      <cbc:ID>AV-7</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate><cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>
      <cac:OrderReference><cbc:ID>NA</cbc:ID></cac:OrderReference>
      <cac:PaymentMeans><cbc:PaymentDueDate>2026-04-02</cbc:PaymentDueDate></cac:PaymentMeans>
      <cac:CreditNoteLine><cac:Item><cac:SellersItemIdentification><cbc:ID>X1</cbc:ID></cac:SellersItemIdentification>
      </cac:Item></cac:CreditNoteLine></CreditNote>
      """)
    #expect(credit.kind == .creditNote && credit.number == "AV-7" && credit.dueDate == "2026-04-02")
    #expect(credit.orderNumber == nil && credit.productReferences == ["X1"])

    let order = try invoice(
      """
      <o:Order xmlns:o="urn:oasis:names:specification:ubl:schema:xsd:Order-2" xmlns:b="b" xmlns:a="a"><b:ID>34</b:ID>
      <b:IssueDate>2026-01-20</b:IssueDate><a:BuyerCustomerParty><a:Party><a:PartyName><b:Name>Johnssons</b:Name>
      </a:PartyName></a:Party></a:BuyerCustomerParty><a:AnticipatedMonetaryTotal><b:PayableAmount currencyID="SEK">6225
      </b:PayableAmount></a:AnticipatedMonetaryTotal><a:OrderLine><a:LineItem><a:Item><a:SellersItemIdentification>
      <b:ID>SItemNo001</b:ID></a:SellersItemIdentification></a:Item></a:LineItem></a:OrderLine></o:Order>
      """)
    #expect(order.kind == .order && order.number == "34" && order.buyer == "Johnssons" && order.due == "6225.00")
    #expect(order.productReferences == ["SItemNo001"])

    let response = try invoice(
      """
      <OrderResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:OrderResponse-2" xmlns:cbc="b" xmlns:cac="a"><cbc:ID>AR-1</cbc:ID><cac:OrderReference><cbc:ID>34</cbc:ID>
      </cac:OrderReference></OrderResponse>
      """)
    #expect(response.kind == .orderConfirmation && response.number == "AR-1" && response.orderNumber == "34")
  }

  @Test(
    "what sort of document it is follows from the code, or from the sign of the total",
    arguments: [
      ("380", "10", ElectronicInvoice.Kind.invoice), ("381", "10", .creditNote), ("261", "10", .creditNote),
      ("384", "10", .invoice), ("384", "-10", .creditNote), ("380", "-10", .creditNote), ("386", "10", .invoice),
    ])
  func kinds(_ code: String, _ total: String, _ kind: ElectronicInvoice.Kind) throws {
    let read = try invoice(
      """
      <Invoice \(Self.ublNames) xmlns:c="c"><c:InvoiceTypeCode>\(code)</c:InvoiceTypeCode><c:LegalMonetaryTotal>
      <c:TaxInclusiveAmount>\(total)</c:TaxInclusiveAmount></c:LegalMonetaryTotal></Invoice>
      """)
    #expect(read.kind == kind)
    #expect(read.total == "\(total).00")
  }

  @Test("a document in an envelope, and in other encodings, also untrue ones")
  func wrapped() throws {
    let wrapped = try invoice(
      "<StandardBusinessDocument><Header><ID>no</ID></Header><Invoice \(Self.ublNames)><ID>F1</ID></Invoice></StandardBusinessDocument>"
    )
    #expect(wrapped.number == "F1")
    let bytes = utf16LittleEndian(
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?><Invoice \(Self.ublNames)><ID>Fé1</ID></Invoice>")
    #expect(ElectronicInvoice(xml: bytes)?.number == "Fé1")
    let latin = Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Invoice \(Self.ublNames)><ID>F".utf8) + [0xE9]
    #expect(ElectronicInvoice(xml: latin + Array("1</ID></Invoice>".utf8))?.number == "Fé1")
    let broken = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Invoice \(Self.ublNames) a".utf8) + [0xFF]
    #expect(ElectronicInvoice(xml: broken + Array("='x'><ID>F1</ID></Invoice>".utf8))?.number == "F1")
  }

  @Test(
    "amounts take one form",
    arguments: [
      ("1234.5", "1234.50"), ("1234", "1234.00"), ("-12.3400", "-12.34"), ("0.00", "0.00"), ("-0", "0.00"),
      (" 99.90 EUR", "99.90"), ("1,234.50", "1234.50"), ("1234,50", "1234.50"), ("1 234.50", "1234.50"),
      ("0.12345", "0.12345"), (".5", "0.50"), ("00012.00", "12.00"), ("+3", "3.00"), ("", nil), ("EUR", nil),
      ("1e9", "1.00"), ("12345678901234567890", nil),
    ])
  func amounts(_ written: String, _ form: String?) {
    #expect(NormalForm.amount(written) == form)
  }

  @Test(
    "dates take one form",
    arguments: [
      ("20260301", "2026-03-01"), ("2026-03-01", "2026-03-01"), ("2026-03-01Z", "2026-03-01"),
      ("2026-03-01T10:00:00", "2026-03-01"), ("202603011200", "2026-03-01"), ("20261301", nil), ("20260332", nil),
      ("01/03/2026", nil), ("", nil), ("2026", nil),
    ])
  func dates(_ written: String, _ form: String?) {
    #expect(NormalForm.date(written) == form)
  }

  @Test(
    "is refused",
    arguments: [
      "", "no XML", "<Order><ID>1</ID></Order>", "<Invoice xmlns=\"urn:shop\"><ID>1</ID></Invoice>",
      "<a><b><c><Invoice \(Self.ublNames)></Invoice></c></b></a>", "<html><body>Facture</body></html>",
      "<Invoice \(Self.ublNames)><ID>F1</ID>",
      """
      <!DOCTYPE Invoice [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">\
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Invoice \(Self.ublNames)><ID>&c;</ID></Invoice>
      """,
      "<!DOCTYPE Invoice [<!ENTITY p SYSTEM \"file:///etc/passwd\">]><Invoice \(Self.ublNames)><ID>&p;</ID></Invoice>",
      "<Invoice \(Self.ublNames)>" + String(repeating: "<a>", count: 300) + String(repeating: "</a>", count: 300)
        + "</Invoice>",
    ])
  func refused(_ xml: String) {
    #expect(ElectronicInvoice(xml: Array(xml.utf8)) == nil)
  }

  @Test("a number of five million letters is cut, of twenty thousand lines the first are read")
  func long() throws {
    let number = try invoice("<Invoice \(Self.ublNames)><ID>\(String(repeating: "x", count: 5_000_000))</ID></Invoice>")
      .number
    #expect(number?.utf8.count == 1_000)
    let line =
      "<InvoiceLine><Item><SellersItemIdentification><ID>A</ID></SellersItemIdentification></Item></InvoiceLine>"
    let many = try invoice("<Invoice \(Self.ublNames)>\(String(repeating: line, count: 20_000))</Invoice>")
    #expect(many.productReferences.count == 10_000)
  }
}
