import Testing

@testable import TextAnalysis

@Suite struct StemTests {
  /// Words of one row have one stem.
  @Test(arguments: [
    ("fr", ["commande", "commandes", "COMMANDÉ"]), ("fr", ["retourner", "retourné", "retourne"]),
    ("fr", ["livraison", "livraisons"]), ("en", ["refund", "refunds", "refunded", "Refunding"]),
    ("en", ["cancel", "cancelled", "cancels"]),
  ])
  func formsOfAWordShareAStem(_ language: String, _ forms: [String]) throws {
    let stemmer = try #require(Stemmer(language: language))
    let stems = Set(forms.flatMap { TokenizedText($0).tokens.map { stemmer.stem($0.folded) } })
    #expect(stems.count == 1)
  }

  @Test func otherWordsKeepOtherStems() throws {
    let stemmer = try #require(Stemmer(language: "fr"))
    let stems = TokenizedText("facture livraison retour").tokens.map { stemmer.stem($0.folded) }
    #expect(Set(stems).count == 3)
  }

  @Test func theHashIsThatOfTheStem() throws {
    let stemmer = try #require(Stemmer(language: "en"))
    let token = try #require(TokenizedText("parcels").tokens.first)
    #expect(stemmer.stemHash(token.folded) == WordHash.of("parcel".utf8))
    #expect(stemmer.stem(token.folded) == Array("parcel".utf8))
  }

  @Test func strangeWordsStayWhole() throws {
    let stemmer = try #require(Stemmer(language: "fr"))
    let long = TokenizedText(String(repeating: "s", count: 5_000)).tokens[0].folded
    #expect(stemmer.stem(long) == Array(long))
    #expect(stemmer.stem([]) == [])
    #expect(stemmer.stem([0xFF, 0x80, 0xC3]).count <= 3)
  }

  @Test(arguments: ["", "de", "french", "FR"])
  func knowsFrenchAndEnglishOnly(_ language: String) {
    #expect(Stemmer(language: language) == nil)
  }
}
