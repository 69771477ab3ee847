import Testing

@testable import Classification

@Suite struct FeatureTests {
  private func features(_ text: String, kind: FeatureKind? = nil) -> Set<UInt64> {
    let read = FeatureReader(languages: ["fr"], fields: ["text"]).read(FieldedText(text))
    return Set(read.filter { kind == nil || $0.kind == kind }.map(\.hash))
  }

  /// Ways of writing that make no difference to words.
  @Test(arguments: [
    ("Ma commande", "MA COMMANDE"), ("reçu", "recu"), ("l’article", "l'article"), ("mes commandes", "mes commande"),
    ("facture 20251", "facture 98765"), ("réf AB12", "réf XY99"), ("CMD-2025-00417", "CMD-2024-00999"),
  ])
  func equalWords(_ left: String, _ right: String) {
    #expect(features(left, kind: .words) == features(right, kind: .words))
  }

  @Test(arguments: [
    ("j’ai reçu", "je n’ai pas reçu"), ("facture 12", "facture 13"), ("facture 123", "facture 1234"),
    ("payé", "payé ?"), ("a b", "b a"),
  ])
  func differentWords(_ left: String, _ right: String) {
    #expect(features(left, kind: .words) != features(right, kind: .words))
  }

  @Test func pairsHaveNoOrder() {
    #expect(features("colis perdu", kind: .pairs) == features("perdu colis", kind: .pairs))
    #expect(!features("pas encore du tout reçu", kind: .pairs).isDisjoint(with: features("pas reçu", kind: .pairs)))
  }

  @Test func piecesSurviveATypo() {
    let shared = features("commande", kind: .pieces).intersection(features("comande", kind: .pieces))
    #expect(shared.count >= 8)
  }

  /// A word is the same in every field, and besides a word of its field.
  @Test func fieldsTellTheirWordsApart() {
    let reader = FeatureReader(languages: ["fr"], fields: ["body", "subject"])
    let read = ["body", "subject"].map { reader.read(FieldedText([.init($0, "facture")])) }
    func hashes(_ number: Int, own: Bool) -> Set<UInt64> {
      Set(read[number].filter { ($0.kind == .fieldWords) == own }.map(\.hash))
    }
    #expect(hashes(0, own: false) == hashes(1, own: false))
    #expect(!hashes(0, own: true).isEmpty && hashes(0, own: true).isDisjoint(with: hashes(1, own: true)))
    #expect(reader.read(FieldedText([.init("footer", "facture")])).isEmpty)
    // A plain text has words, though of no field.
    #expect(Set(reader.read(FieldedText("facture")).map(\.hash)) == hashes(0, own: false))
    #expect(!features("facture").isEmpty && features("facture", kind: .fieldWords).isEmpty)
  }

  @Test func placesAreInTheText() {
    let text = "Où est l’été\u{A0}? «\u{A0}Là\u{A0}» !"
    for feature in FeatureReader(languages: ["fr"], fields: ["text"]).read(FieldedText(text)) {
      #expect(feature.start < feature.end && feature.end <= UInt32(text.utf8.count))
    }
  }

  @Test func hashesAreTheSameInEveryProcess() {
    #expect(FeatureReader.mix(1, 2) == 878_997_054_932_284_727)
  }
}
