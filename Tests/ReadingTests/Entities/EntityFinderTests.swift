import Domain
import Testing

@testable import Reading

@Suite struct EntityFinderTests {
  @Test func keepsPlaceAndSpelling() {
    let found = NumberCase.entities(
      "Ma commande n° 45 871.", subject: "Commande EJSBLZFYO", quote: "> commande 45871 et commande 99123")
    #expect(found.map(\.value) == ["EJSBLZFYO", "45871", "99123"])
    #expect(found.map(\.place) == [.subject, .body, .quote])
    #expect(found.map(\.raw) == ["EJSBLZFYO", "45 871", "99123"])
  }

  /// Of the history only numbers to look up count.
  @Test func othersDatesAndAmountsAreNotTheAuthors() {
    let found = NumberCase.entities("Merci !", quote: "> Facture FA-2026-0103 du 12/03/2026 : 60 €, 06 39 98 01 02")
    #expect(found.map(\.kind) == [.invoiceNumber])
  }

  @Test func aSurerSignGivesMoreConfidence() {
    func confidence(_ text: String) -> Double { NumberCase.entities(text).first?.confidence ?? 0 }
    #expect(confidence("commande CMD-2025-00417") > confidence("CMD-2025-00417"))
    #expect(confidence("commande 45871") > confidence("réf. 45871"))
    #expect(confidence("commande 45871") > confidence("deux tapis (45871)"))
  }

  /// What one sentence calls an order is one wherever it stands.
  @Test func aNumberHasOneKind() {
    let found = NumberCase.entities("XR-40217 est arrivé cassé. Ma commande n° XR-40217 date d’hier.")
    #expect(found.filter { $0.value == "XR-40217" }.map(\.kind) == [.orderNumber])
  }

  /// Linear work, no crash, a bounded answer.
  @Test(arguments: [
    "1 234 ", "FA-2026-0103 ", "commande ", "06 39 ", "FR76 ", "-/-/", "12/03/", "€12,", "EJSBLZFYO", "n° ", "lundi ",
    "@",
    "1", " ", "a", "Claire Martin\n", "1 et 2 et ", "le 1er ", "(", "+33 ",
  ])
  func hostileTextsAreBounded(_ unit: String) {
    let text = String(repeating: unit, count: 8_000 / unit.utf8.count)
    #expect(NumberCase.entities(text, quote: text).count <= 200)
  }
}
