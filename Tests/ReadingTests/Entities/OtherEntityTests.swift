import Domain
import Testing

@testable import Reading

@Suite struct OtherEntityTests {
  @Test(arguments: [
    ("IBAN : FR76 3000 6000 0112 3456 7890 189", ["FR7630006000011234567890189"]),
    ("FR7630006000011234567890189", ["FR7630006000011234567890189"]),
    ("fr76 3000 6000 0112 3456 7890 189", ["FR7630006000011234567890189"]),
    ("BE68 5390 0754 7034 merci", ["BE68539007547034"]), ("CH93-0076-2011-6238-5295-7", ["CH9300762011623852957"]),
    ("FR76 3000 6000 0112 3456 7890 188", []), ("FR76 3000 6000", []), ("ZZ76 3000 6000 0112", []),
  ])
  func readsIBANs(_ text: String, _ values: [String]) {
    #expect(NumberCase.entities(text).filter { $0.kind == .iban }.map(\.value) == values)
  }

  @Test(arguments: [
    ("1 234,50 €", ["1234.50 EUR"]), ("1\u{202F}234,50\u{A0}€", ["1234.50 EUR"]), ("1.234,50 EUR", ["1234.50 EUR"]),
    ("89.90€", ["89.90 EUR"]), ("45€90", ["45.90 EUR"]), ("12 euros", ["12.00 EUR"]), ("£45", ["45.00 GBP"]),
    ("EUR 1 200", ["1200.00 EUR"]), ("1200 CHF", ["1200.00 CHF"]), ("€ 12,5", ["12.50 EUR"]), ("0,99 €", ["0.99 EUR"]),
    ("12 € puis 12 €", ["12.00 EUR"]), ("12,50", []), ("30 jours", []), ("12 europes", []),
  ])
  func readsAmounts(_ text: String, _ values: [String]) {
    #expect(NumberCase.entities(text).filter { $0.kind == .amount }.map(\.value) == values)
  }

  /// The mail is of 20 November 2026.
  @Test(arguments: [
    ("le 12/03/2026", ["2026-03-12"]), ("12-03-26", ["2026-03-12"]), ("12.03.2026", ["2026-03-12"]),
    ("2026-03-12", ["2026-03-12"]), ("12 mars 2026", ["2026-03-12"]), ("1er août 2026", ["2026-08-01"]),
    ("March 12th, 2026", ["2026-03-12"]), ("le 3 novembre", ["2026-11-03"]), ("le 15 janvier", ["2027-01-15"]),
    ("le 12/10", ["2026-10-12"]), ("31/02/2026", []), ("45/13", []), ("25/0771", []), ("en mars", []),
  ])
  func readsDates(_ text: String, _ values: [String]) {
    #expect(NumberCase.entities(text).filter { $0.kind == .date }.map(\.value) == values)
  }

  @Test(arguments: [
    ("numéro de suivi 6A12345678901", "6A12345678901"), ("LX123456789FR", "LX123456789FR"),
    ("UPS 1Z999AA10123456784", "1Z999AA10123456784"), ("mon colis Chronopost n° XY123456789", "XY123456789"),
  ])
  func readsParcelNumbers(_ text: String, _ value: String) {
    #expect(NumberCase.entities(text).filter { $0.kind == .trackingNumber }.map(\.value) == [value])
  }

  @Test func readsCompanyNumbers() {
    let found = NumberCase.entities("SIRET 732 829 320 00074, RCS 732 829 320, TVA FR40303265045")
    #expect(found.first { $0.kind == .siret }?.value == "73282932000074")
    #expect(found.first { $0.kind == .siren }?.value == "732829320")
    #expect(found.first { $0.kind == .vatNumber }?.value == "FR40303265045")
  }

  @Test func keepsPlaceAndSpelling() {
    let found = NumberCase.entities(
      "Ma commande n° 45 871.", subject: "Commande EJSBLZFYO", quote: "> commande 45871 et commande 99123")
    #expect(found.map(\.value) == ["EJSBLZFYO", "45871", "99123"])
    #expect(found.map(\.place) == [.subject, .body, .quote])
    #expect(found.map(\.raw) == ["EJSBLZFYO", "45 871", "99123"])
  }

  @Test func aSurerSignGivesMoreConfidence() {
    func confidence(_ text: String) -> Double { NumberCase.entities(text).first?.confidence ?? 0 }
    #expect(confidence("commande CMD-2025-00417") > confidence("CMD-2025-00417"))
    #expect(confidence("commande 45871") > confidence("réf. 45871"))
  }

  /// As much as is read of a mail, of each: linear work, no crash, a bounded answer.
  @Test(arguments: [
    "1 234 ", "FA-2026-0103 ", "commande ", "06 39 ", "FR76 ", "-/-/", "12/03/", "€12,", "EJSBLZFYO", "n° ",
  ])
  func hostileTextsAreBounded(_ unit: String) {
    let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
    #expect(NumberCase.entities(text).count <= 200)
  }
}
