import Domain
import Testing
import TextExtraction

@testable import Reading

/// What a file carries as data, in forms and in codes.
@Suite struct DocumentDataTests {
  private static let page = DocumentCase.printed("Facture n° 999\nDate : 01/01/2026\nTotal TTC   1,00 €")

  @Test func dataIsBelievedBeforeTheText() {
    let fields = DocumentCase.fields([Self.page]) { file in
      var invoice = ElectronicInvoice(kind: .invoice)
      invoice.number = "FA-1"
      invoice.date = "2026-03-12"
      (invoice.net, invoice.vat, invoice.total) = ("100", "20.0", "120.000")
      invoice.supplierRegistration = "73282932000074"
      invoice.productReferences = ["A1"]
      file.electronicInvoice = invoice
    }
    #expect(fields[.documentNumber] == DocumentFields.Field(value: "FA-1", raw: "FA-1", page: 0, confidence: 1))
    #expect(fields[.date]?.value == "2026-03-12")
    #expect([fields[.net], fields[.vat], fields[.total]].map { $0?.value } == ["100.00", "20.00", "120.00"])
    #expect(fields.addsUp == true)
    #expect(fields[.siret]?.value == "73282932000074" && fields[.siren]?.value == "732829320")
    #expect(fields.productReferences.map(\.value) == ["A1"])
    // What the data does not say is read from the page.
    #expect(fields[.currency]?.value == "EUR" && fields[.currency]?.page == 1)
  }

  @Test func formsAreLabelsAndValues() {
    let fields = DocumentCase.fields([]) { file in
      file.formFields = [
        FormField(name: "num_facture", value: "FA-77"), FormField(name: "dateFacture", value: "12/03/2026"),
        FormField(name: "Total TTC", value: "120,00 €"),
      ]
    }
    #expect(fields[.documentNumber]?.value == "FA-77" && fields[.documentNumber]?.page == 0)
    #expect(fields[.date]?.value == "2026-03-12")
    #expect(fields[.total]?.value == "120.00")
  }

  @Test(arguments: [
    ("6A04531338494", "6A04531338494"), ("1Z999AA10123456784", "1Z999AA10123456784"), ("4006381333931", nil),
  ])
  func parcelsAreReadFromBarcodes(text: String, number: String?) {
    let fields = DocumentCase.fields([]) { $0.barcodes = [Barcode(symbology: "CODE-128", text: text, page: 2)] }
    #expect(fields[.trackingNumber]?.value == number)
    #expect(number == nil || fields[.trackingNumber]?.page == 2)
  }

  private static let european = """
    BCD
    002
    1
    SCT
    BFSWDE33BER
    Wikimedia Fördergesellschaft
    DE33100205000001194700
    EUR123.4
    """
  private static let swiss =
    (["SPC", "0200", "1", "CH9300762011623852957", "S", "Uhren Burri AG"] + Array(repeating: "", count: 12)
    + ["1334.50", "CHF"]).joined(separator: "\r\n")

  @Test func paymentCodesAreRead() throws {
    let transfer = try #require(PaymentCode(Self.european))
    #expect(transfer.iban == "DE33100205000001194700" && transfer.cents == 12_340 && transfer.currency == "EUR")
    let bill = try #require(PaymentCode(Self.swiss))
    #expect(bill.name == "Uhren Burri AG" && bill.cents == 133_450 && bill.currency == "CHF")
    #expect(PaymentCode(Self.european.replacing("DE33", with: "DE34")) == nil)
    #expect(PaymentCode("https://shop.example") == nil)
    #expect(PaymentCode("BCD") == nil && PaymentCode("SPC\n0200") == nil)
  }

  @Test func aPaymentCodeFillsWhatThePageDoesNotSay() {
    let fields = DocumentCase.fields([]) { $0.barcodes = [Barcode(symbology: "QR-Code", text: Self.european, page: 1)] }
    #expect(fields[.iban]?.value == "DE33100205000001194700")
    #expect(fields[.total]?.value == "123.40")
    // What is left to pay is not the total that the page states and proves.
    let stated = DocumentCase.fields([DocumentCase.printed("Total HT 500,00\nTVA 100,00\nTotal TTC 600,00")]) {
      $0.barcodes = [Barcode(symbology: "QR-Code", text: Self.european, page: 1)]
    }
    #expect(stated[.total]?.value == "600.00")
  }

  @Test func entitiesCarryTheirPlace() {
    var file = ExtractedFile(kind: .pdf)
    file.pages = [Page(text: "Facture"), Page(text: "IBAN FR14 2004 1010 0505 0001 3M02 606")]
    let reading = DocumentCase.reader.reading(of: file, name: "a.zip/rib.pdf", contentHash: ContentHash(hex: "00"))
    let iban = reading.entities.first { $0.kind == .iban }
    #expect(iban?.place == .attachment(name: "a.zip/rib.pdf", page: 2))
    #expect(reading.fields[.iban]?.page == 2)
    #expect(reading.mediaType == "application/pdf" && reading.textCharacters == 38)
  }
}
