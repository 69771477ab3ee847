import Domain
import Testing
import TextAnalysis
import TextExtraction

@testable import Reading

/// One rule a row: a few lines of a document, and the field that hangs on the rule.
@Suite struct DocumentRuleTests {
  @Test(arguments: [
    // Beside, below, behind a title, two lines below it.
    ("Facture n° : FA-12-88", "FA-12-88"),
    // Grouped by spaces, to the end of the cell.
    ("Facture n° 24 05 01127", "240501127"),
    ("Facture n° : 0325 A1 88 4471", "0325A1884471"),
    ("Facture n° 118 du 12/03/2026", "118"),
    // An invoice names the delivery that it bills.
    ("FACTURE\nBL n° BL018822\nRéférence : FA0218", "FA0218"),
    ("BON DE LIVRAISON\nBL n° BL018822\nRéférence : FA0218", "BL018822"),
    ("N° facture     Date\nFA-12-88       12/03/2026", "FA-12-88"),
    ("Facture de situation de mars n° 1188", "1188"),
    ("Handelsrechnung (380) Nr. 471102", "471102"),
    ("INVOICE\n# 20418", "20418"),
    ("F A C T U R E\nN° 20418", "20418"),
    ("FACTURE\nN° 20418\nSelon bordereau n° 88", "20418"),
    // An order form has no number but the order's.
    ("BON DE COMMANDE n° 4471", "4471"),
    ("Facture du 04/11/2026 n° 261104588", "261104588"),
    // With spaces within.
    ("N° de facture : 10 264 118 337", "10264118337"),
    ("Facture n° FA 2026-0012", "FA2026-0012"),
    ("Facture n° 2026 - 0012", "2026-0012"),
    // A word that looks like a label may be a part of the number.
    ("N° : FACTURE-2026-07", "FACTURE-2026-07"),
    // The customer's number, a date and an amount are none.
    ("FACTURE\nN° client : 40117\nNuméro de facture : 88", "88"),
    ("Avoir n° AV-9\nFacture d'origine n° FA-2200118", "AV-9"),
    ("Facture du 12/03/2026\nFacture FA-20418", "FA-20418"),
  ])
  func documentNumbers(text: String, number: String) {
    #expect(DocumentCase.values(text)[.documentNumber] == number)
  }

  @Test(arguments: [
    "FACTURE\nVotre commande n° 4471", "Facture", "Facture du 12/03/2026", "Facture de 1 200,00 €", "N° client : 40117",
    "Votre facture est disponible.",
  ])
  func noDocumentNumber(text: String) { #expect(DocumentCase.values(text)[.documentNumber] == nil) }

  @Test(arguments: [
    ("Commande n° 8854120", "8854120"), ("Réf. de commande : XKBKNABJK", "XKBKNABJK"),
    ("Bestellung:   2018-471331", "2018-471331"), ("PO Number   PO-55", "PO-55"),
    ("Votre référence : ACH2209", "ACH2209"),
  ])
  func orderNumbers(text: String, number: String) { #expect(DocumentCase.values(text)[.orderNumber] == number) }

  @Test(arguments: [
    ("Date : 12/03/2026\nDate de livraison : 01/02/2026", "2026-03-12"),
    ("Commande du 01/02/2026\nFacturée le 12/03/2026", "2026-03-12"),
    ("Facture n° 471 du 12 mars 2026", "2026-03-12"), ("Rechnung Nr. 471 vom 4. März 2026", "2026-03-04"),
    ("Lyon, le 1er août 2026", "2026-08-01"), ("Lyon, le ler août 2026", "2026-08-01"),
    ("Bern, den 2. Mai 2026", "2026-05-02"),
    ("Factuurdatum   21-04-26", "2026-04-21"), ("Invoice Date: Aug 3 , 2026", "2026-08-03"),
    ("Date    Échéance    Client\n12.03.2026    11.04.2026    C12", "2026-03-12"),
    ("Date de facture d'origine\nDate d'édition 2026-03-12", "2026-03-12"),
    ("Reçu\nDate de paiement 15 novembre 2026", "2026-11-15"),
    // The other dates of the document, or its money, tell which comes first.
    ("Date : 03/04/2026", "2026-04-03"), ("Invoice date 03/04/2026\nDue date 03/28/2026", "2026-03-04"),
    ("Invoice date 03/04/2026\nThe amount is due. Total $12.00", "2026-03-04"),
    ("Invoice date 03/04/2026\nThe amount is due. Total £12.00", "2026-04-03"),
  ])
  func dates(text: String, day: String) { #expect(DocumentCase.values(text)[.date] == day) }

  @Test(arguments: [
    ("Échéance : 11/04/2026", "2026-04-11"), ("Date limite de paiement le 05 Juillet 2026", "2026-07-05"),
    ("Fällig am: 14.05.2026", "2026-05-14"), ("Vervaldatum    22-9-2026", "2026-09-22"),
    ("Prélèvement à partir du : 05 juillet 2026", "2026-07-05"),
  ])
  func dueDates(text: String, day: String) {
    let values = DocumentCase.values(text)
    #expect(values[.dueDate] == day)
    #expect(values[.date] == nil)
  }

  @Test(arguments: [
    // What was paid before is not the total, nor is what is left.
    ("Total TTC   15 400,00\nAcompte versé   4 620,00\nReste à payer   10 780,00", "15400.00"),
    ("Bruttosumme   197,65\nErhaltene Anzahlungen   -50,00\nZahlbetrag   147,65", "197.65"),
    ("Total général (hors TVA) 100,00\nTVA 20,00\nTotal général (TVA incluse) 120,00", "120.00"),
    ("Prix public   130,00\nTotal   100,00\nAcompte   30,00\nNet à payer   70,00", "100.00"),
    ("Total   100,00\nAcompte   30,00\nNet à payer   70,00", "100.00"),
    // The sum that net and tax make, though another label seems surer.
    ("Total HT 100,00\nTVA 20,00\nTotal 120,00\nTotal TTC remise de fidélité 900,00", "120.00"),
    ("HT 100,00\nTVA 5,5 % 2,75\nTVA 20 % 10,00\nNet à payer 112,75", "112.75"),
    // Untaxed.
    ("Net amount 2,000.00\nVAT 0% 0.00\nReverse charge\nTotal 2,000.00", "2000.00"),
    ("Total HT -75,00\nTVA -15,00\nTotal TTC -90,00", "-90.00"), ("Net (50.00)\nVAT (10.00)\nTotal (60.00)", "-60.00"),
    // Labels of two parts, below a heading, on a page that goes on.
    ("Total (excl. VAT) 100.00\nTotal (incl. VAT) 120.00", "120.00"),
    (
      "Base HT     TVA     Total TTC\n60,00     12,00     72,00\n40,00     8,00     48,00\n100,00     20,00     120,00",
      "120.00"
    ),
    ("A reporter 8 130,60\nREPORT 8 130,60\nTOTAL HT 10 000,00\nTVA 2 000,00\nTOTAL TTC 12 000,00", "12000.00"),
    ("Buffet 2 500,00 € TTC\n(soit 2 083,33 € HT et 416,67 € de TVA)", "2500.00"),
    ("Summe CHF   1'234.50", "1234.50"), ("Grand Total   Rs 1939", "1939.00"),
  ])
  func totals(text: String, total: String) { #expect(DocumentCase.values(text)[.total] == total) }

  @Test(arguments: [
    ("Total (excl. VAT) 100.00\nVAT 20.00\nTotal (incl. VAT) 120.00", "100.00"),
    ("Total général (hors TVA) 100,00\nTVA 20,00\nTotal général (TVA incluse) 120,00", "100.00"),
    ("Total prestations HT 100,00\nTVA 20,00\nMontant 120,00", "100.00"),
    ("Rechnungssumme ohne USt. 100,00\nUSt. 19,00\nBruttosumme 119,00", "100.00"),
    ("Total 540,00\nTVA non applicable, art. 293 B du CGI", "540.00"),
  ])
  func nets(text: String, net: String) { #expect(DocumentCase.values(text)[.net] == net) }

  @Test func sumsThatDoNotAddUpAreSaidNotTo() {
    let fields = DocumentCase.fields(DocumentCase.printed("Total HT 100,00\nTVA 20,00\nTotal TTC 200,00"))
    #expect(fields[.total]?.value == "200.00")
    #expect(fields.addsUp != true)
    let right = DocumentCase.fields(DocumentCase.printed("Total HT 100,00\nTVA 20,00\nTotal TTC 120,00"))
    #expect(right.addsUp == true)
    let confidence = { (fields: DocumentFields) in fields[.total]?.confidence ?? 0 }
    #expect(confidence(right) > confidence(fields) + 0.1)
  }

  @Test(arguments: [
    // The company that is not addressed.
    ("Client : Lemoine SA\nVerdier Emballages SAS - SIREN 732 829 320", "Verdier Emballages SAS"),
    ("Livré à : Lemoine SARL\nVerdier Emballages SAS", "Verdier Emballages SAS"),
    ("Vendu par : Amélie Commerce", "Amélie Commerce"),
    ("Azure Interior\nFacturé à\nLemoine SARL\nsales@azure-interior.com", "Azure Interior"),
    ("Free SAS au capital de 3.441.812 Euros - RCS Paris", "Free SAS"),
    ("Banque X - Titulaire du compte : NETPRESSE", "NETPRESSE"),
  ])
  func suppliers(text: String, name: String) { #expect(DocumentCase.values(text)[.supplier] == name) }

  @Test func theBuyersNumbersAreNotTheSuppliers() {
    let text = "N° TVA client : FR40303265045\nMenuiserie Aubry SARL\nTVA FR44732829320"
    #expect(DocumentCase.values(text)[.vatNumber] == "FR44732829320")
  }

  @Test(arguments: [
    ("Devise : CHF\nTotal 12,00", "CHF"), ("Total 12,00 €\nPrix 3,00 $\n4,00 $", "EUR"), ("Total 12,00", nil),
  ])
  func currencies(text: String, code: String?) { #expect(DocumentCase.values(text)[.currency] == code) }

  @Test func articlesAreThoseOfTheTable() {
    let text = "Référence article    Désignation    Qté\nPOR-083    Porte    2\nPOSE-1    Pose    1"
    let found = DocumentCase.fields(DocumentCase.printed(text)).productReferences.map(\.value)
    #expect(found == ["POR-083", "POSE-1"])
  }

  /// A misread letter in a label or in an amount, on a page that was recognised; elsewhere letters are letters.
  @Test(arguments: [
    ("Factvre n° 20418", DocumentFields.Kind.documentNumber, "20418"),
    ("Montant TTC   l2O,5O", .total, "120.50"), ("Bruttosumme   =8,79", .total, "-8.79"),
    ("Date de facture : 12/O3/2026", .date, "2026-03-12"),
  ])
  func misreadLetters(text: String, kind: DocumentFields.Kind, value: String) {
    #expect(DocumentCase.values(text, isRecognised: true)[kind] == value)
    #expect(DocumentCase.values(text)[kind] != value)
  }

  /// Only where check digits say what was meant.
  @Test func misreadCheckedNumbers() {
    let text = "IBAN FRl4 2OO4 1O1O 0505 0001 3M02 606\nSIRET 732 829 32O OOO74"
    let read = DocumentCase.values(text, isRecognised: true)
    #expect(read[.iban] == "FR1420041010050500013M02606")
    #expect(read[.siret] == "73282932000074")
    #expect(DocumentCase.values(text)[.iban] == nil)
    #expect(DocumentCase.values(text.replacing("606", with: "607"), isRecognised: true)[.iban] == nil)
  }

  /// A statement lists the numbers of other documents.
  @Test func aColumnOfNumbersIsNotTheDocuments() {
    let text =
      "Facture       Date          Montant\nFA-1188       02/03/2026    12,00\nFA-1190       04/03/2026    14,00"
    #expect(DocumentCase.values(text)[.documentNumber] == nil)
  }

  @Test func wordsAlongTheMarginBelongToNoLine() {
    var page = DocumentCase.printed("Total TTC          120,00")
    let margin = "SIREN-732829320"
    let start = page.text.utf8.count + 1
    page.text += "\n" + margin
    page.words.append(
      Page.Word(range: start..<start + margin.utf8.count, box: Box(left: 10, top: 0, right: 18, bottom: 70)))
    let lines = PageLayout(page, page: 1).lines
    #expect(lines.map { $0.string(0..<$0.text.source.count) } == ["Total TTC\t120,00"])
  }

  /// A page may hold anything; it costs a bounded time and no crash.
  @Test func hostilePagesAreRead() {
    let box = Box(left: .nan, top: .infinity, right: -1, bottom: 0)
    let broken = Page(text: "Total 1", words: [Page.Word(range: 0..<500, box: box), Page.Word(range: 0..<5, box: box)])
    _ = DocumentCase.fields(broken)
    let many = (0..<3_000).map { "Total \($0),00 TVA \($0),50 Facture n° \($0) du 12/03/2026" }
    #expect(!DocumentCase.fields(Page(text: many.joined(separator: "\n"))).values.isEmpty)
    #expect(DocumentCase.fields(Page(text: "")).values.isEmpty)
  }
}
