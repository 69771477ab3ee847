import Testing

@testable import TextAnalysis

@Suite struct TokenizerTests {
  @Test func tokensKnowTheirPlace() {
    let text = TokenizedText("Là, l’été 2026…")
    #expect(text.tokens.map { text.text($0.range) } == ["Là", "l", "été", "2026"])
    #expect(text.tokens.map(\.text) == ["la", "l", "ete", "2026"])
    #expect(text.tokens.map(\.isNumber) == [false, false, false, true])
  }

  /// A combining accent belongs to its letter's range, a closing one too.
  @Test func decomposedAccentsStayInTheirWord() {
    let text = TokenizedText("e\u{301}te\u{301} ici")
    #expect(text.tokens.map(\.text) == ["ete", "ici"])
  }

  @Test(arguments: [
    ("un deux", Token.Gap.word), ("un\ndeux", .word), ("un-deux", .word), ("l’un", .word), ("un, deux", .clause),
    ("un (deux", .clause), ("un : deux", .clause), ("un - deux", .clause), ("un. deux", .sentence),
    ("un ! deux", .sentence),
    ("un ?\ndeux", .sentence), ("un ; deux", .sentence), ("un\n\ndeux", .sentence), ("un\r\n\r\ndeux", .sentence),
    ("un.deux", .word),
  ])
  func gapsAreWeighed(_ text: String, _ gap: Token.Gap) {
    #expect(TokenizedText(text).tokens.last?.gap == gap)
  }

  @Test func theFirstTokenBeginsASentence() {
    #expect(TokenizedText("bonjour").tokens.first?.gap == .sentence)
  }

  @Test func equalWordsHaveEqualHashes() {
    let tokens = TokenizedText("Été ETE été eté").tokens
    #expect(Set(tokens.map(\.hash)).count == 1)
    #expect(tokens[0].hash == WordHash.of("ete".utf8))
  }

  @Test(arguments: ["\u{301}", "-", "\u{200B}", "«", "😀"])
  func aTextOfMarksHasNoTokens(_ mark: String) {
    #expect(TokenizedText(String(repeating: mark, count: 5_000)).tokens.isEmpty)
  }
}
