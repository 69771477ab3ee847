import TextAnalysis

/// Finds many phrases in a text in one pass: a trie whose steps are words, or beginnings of words (`livr*`).
///
/// Phrases are compared folded and may not run over the end of a sentence.
struct PhraseIndex: Sendable {
  /// Longest phrase, in words; it bounds how far each position of a text is looked at.
  static let longestPhrase = 8

  /// A phrase found: which one, and the tokens it covers.
  struct Match: Hashable, Sendable {
    let phrase: Int
    let tokens: Range<Int>
  }

  private struct Node: Sendable {
    var words: [UInt64: Int] = [:]
    var stems: [UInt64: Int] = [:]
    var stemLengths: [Int] = []
    var phrases: [Int] = []
  }

  private var nodes = [Node()]

  /// - Parameter phrases: a match names a phrase by its position here. One without words, or with more words than
  ///   `longestPhrase`, is never found.
  init(_ phrases: some Sequence<String>) {
    for (position, phrase) in phrases.enumerated() { add(phrase, position) }
  }

  /// How many words a phrase has.
  static func wordCount(_ phrase: String) -> Int { TokenizedText(phrase).tokens.count }

  private mutating func add(_ phrase: String, _ position: Int) {
    let text = TokenizedText(phrase)
    guard (1...Self.longestPhrase).contains(text.tokens.count) else { return }
    var node = 0
    for token in text.tokens {
      let end = token.range.upperBound
      let isStem = end < text.source.count && text.source[end] == UInt8(ascii: "*")
      node = isStem ? stemChild(of: node, token) : wordChild(of: node, token)
    }
    nodes[node].phrases.append(position)
  }

  private mutating func wordChild(of node: Int, _ token: Token) -> Int {
    if let child = nodes[node].words[token.hash] { return child }
    nodes.append(Node())
    nodes[node].words[token.hash] = nodes.count - 1
    return nodes.count - 1
  }

  private mutating func stemChild(of node: Int, _ token: Token) -> Int {
    if let child = nodes[node].stems[token.hash] { return child }
    nodes.append(Node())
    nodes[node].stems[token.hash] = nodes.count - 1
    if !nodes[node].stemLengths.contains(token.folded.count) {
      nodes[node].stemLengths.append(token.folded.count)
      nodes[node].stemLengths.sort()
    }
    return nodes.count - 1
  }

  /// All matches that no longer match covers: « où en est mon retour » takes the place of « où en est ». In the order of
  /// the text.
  func matches(in tokens: [Token]) -> [Match] {
    var found: [Match] = []
    for start in tokens.indices { follow(from: 0, tokens, start: start, at: start, into: &found) }
    found.sort {
      ($0.tokens.lowerBound, -$0.tokens.upperBound, $0.phrase) < (
        $1.tokens.lowerBound, -$1.tokens.upperBound, $1.phrase
      )
    }
    var kept: [Match] = []
    var longest: Range<Int>?
    for match in found {
      if let longest, longest != match.tokens, longest.upperBound >= match.tokens.upperBound { continue }
      if match.tokens.upperBound > longest?.upperBound ?? -1 { longest = match.tokens }
      kept.append(match)
    }
    return kept
  }

  private func follow(from node: Int, _ tokens: [Token], start: Int, at index: Int, into found: inout [Match]) {
    for phrase in nodes[node].phrases { found.append(Match(phrase: phrase, tokens: start..<index)) }
    guard index < tokens.count, index == start || tokens[index].gap < .sentence else { return }
    let token = tokens[index]
    if let child = nodes[node].words[token.hash] {
      follow(from: child, tokens, start: start, at: index + 1, into: &found)
    }
    guard let longestStem = nodes[node].stemLengths.last else { return }
    var hash = WordHash()
    for (offset, byte) in token.folded.prefix(longestStem).enumerated() {
      hash.add(byte)
      guard nodes[node].stemLengths.contains(offset + 1), let child = nodes[node].stems[hash.value] else { continue }
      follow(from: child, tokens, start: start, at: index + 1, into: &found)
    }
  }
}
