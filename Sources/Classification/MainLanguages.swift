import TextAnalysis

/// In which of the languages with stems the examples seem to be written.
enum MainLanguages {
  /// A language in which fewer are written does not count.
  private static let least = 0.05

  /// - Returns: the most frequent first, at least one.
  static func of(_ examples: [Example]) -> [String] {
    // A thousand examples from all over are enough.
    let step = max(1, examples.count / 1_000)
    var counts = [Int](repeating: 0, count: Stemmer.languages.count)
    for index in stride(from: 0, to: examples.count, by: step) {
      let words = examples[index].text.fields.map { String($0.text.prefix(2_000)) }.joined(separator: "\n")
      let guess = LanguageGuess.guess(TokenizedText(words).tokens, among: Stemmer.languages)
      if let guess, let number = Stemmer.languages.firstIndex(of: guess.code) { counts[number] += 1 }
    }
    let total = Double(counts.reduce(0, +))
    let met = Stemmer.languages.indices.filter { Double(counts[$0]) > total * least }
    let ranked = met.sorted { (counts[$1], $0) < (counts[$0], $1) }.map { Stemmer.languages[$0] }
    return ranked.isEmpty ? [Stemmer.languages[0]] : ranked
  }
}
