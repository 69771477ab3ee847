import Domain
import Glibc
import TextAnalysis

/// Reads the intents of a message from weighted phrases in its subject and in the author's new words, and from signals.
///
/// The weights of an intent's phrases add up to a score, each phrase once, a subject's half as much again. Where no model
/// knows an intent, the score s becomes a confidence by 1 − 2^(−s/2): a good sign (2) gives 0.5, one that settles the
/// matter (3) 0.65, two of these 0.88; it rises with every sign and never reaches 1. Such an intent is accepted from 0.5
/// on. A second one needs a little more, and evidence of its own: phrases in words on which no accepted intent rests.
struct KeywordReader: Sendable {
  private static let subjectFactor = 1.5
  private static let acceptedScore = 2.0
  private static let acceptedBesides = 2.5
  /// A second intent has at least this share of the first one's score: a long mail touches many subjects.
  private static let shareOfFirst = 0.35
  private static let mostAccepted = 3

  /// The constants above as one line, for `IntentLexicon.canonicalBytes`: they decide as the weights do.
  static let canonicalBounds =
    "bounds \(subjectFactor) \(acceptedScore) \(acceptedBesides) \(shareOfFirst) \(mostAccepted) \(IntentNegation.canonical)"

  private let lexicon: IntentLexicon
  private let index: PhraseIndex
  /// For each phrase of the index, the intent's and the keyword's positions.
  private let owners: [(entry: Int, keyword: Int)]
  private let negation = IntentNegation()

  init(lexicon: IntentLexicon) {
    self.lexicon = lexicon
    var owners: [(entry: Int, keyword: Int)] = []
    for (entry, value) in lexicon.entries.enumerated() {
      for keyword in value.keywords.indices { owners.append((entry, keyword)) }
    }
    self.owners = owners
    index = PhraseIndex(lexicon.entries.flatMap(\.keywords).map(\.phrase))
  }

  /// The intents with more for them than against them, the highest score first.
  func scores(_ source: IntentSource) -> [KeywordScore] {
    var scores = lexicon.entries.indices.map { KeywordScore(intent: lexicon.entries[$0].intent, entry: $0) }
    collect(source.subject, factor: Self.subjectFactor, offset: 0, into: &scores)
    collect(source.body, factor: source.bodyFactor, offset: source.subject.tokens.count, into: &scores)
    for (position, entry) in lexicon.entries.enumerated() {
      for (signal, weight) in entry.signals where source.signals.contains(signal) {
        scores[position].add(KeywordSign(words: signal.rawValue, weight: weight, tokens: nil), as: signal.rawValue)
      }
      for (type, weight) in entry.documents where source.documents.contains(type) {
        let name = "document:\(type.rawValue)"
        scores[position].add(KeywordSign(words: name, weight: weight, tokens: nil), as: name)
      }
    }
    return scores.filter { $0.total > 0 }.sorted { ($1.total, $0.entry) < ($0.total, $1.entry) }
  }

  static func confidence(_ score: Double) -> Double {
    1 - exp2(-max(0, score) / 2)
  }

  private func collect(_ text: TokenizedText, factor: Double, offset: Int, into scores: inout [KeywordScore]) {
    let denied = negation.deniedTokens(text.tokens)
    for match in index.matches(in: text.tokens) {
      let (entry, keyword) = owners[match.phrase]
      let value = lexicon.entries[entry].keywords[keyword]
      if value.weight > 0, denied.contains(match.tokens.lowerBound) { continue }
      let first = text.tokens[match.tokens.lowerBound].range.lowerBound
      let last = text.tokens[match.tokens.upperBound - 1].range.upperBound
      let tokens = match.tokens.lowerBound + offset..<match.tokens.upperBound + offset
      scores[entry].add(
        KeywordSign(words: text.text(first..<last), weight: value.weight * factor, tokens: tokens), as: value.phrase)
    }
  }

  /// Of ranked scores those that are accepted by keywords alone.
  static func accepted(_ ranked: [KeywordScore]) -> [KeywordScore] {
    guard let first = ranked.first, first.total >= acceptedScore else { return [] }
    var accepted = [first]
    for score in ranked.dropFirst() where accepted.count < mostAccepted {
      guard score.total >= max(acceptedBesides, first.total * shareOfFirst),
        score.total(without: accepted) >= acceptedBesides
      else { continue }
      accepted.append(score)
    }
    return accepted
  }
}

/// One sign found in a message; a signal rests on no token.
struct KeywordSign: Sendable {
  let words: String
  let weight: Double
  let tokens: Range<Int>?

  /// Whether it says the same of some of the same words.
  func rivals(_ others: Range<Int>, weight other: Double) -> Bool {
    guard let tokens, (weight > 0) == (other > 0) else { return false }
    return tokens.overlaps(others)
  }
}

/// What speaks for and against one intent.
struct KeywordScore: Sendable {
  let intent: Intent
  /// The place of the intent in the lexicon.
  let entry: Int
  private(set) var signs: [String: KeywordSign] = [:]

  init(intent: Intent, entry: Int) {
    self.intent = intent
    self.entry = entry
  }

  /// A phrase counts once, where it weighs most; of two phrases that share words (« souhaite retourner », « retourner
  /// l’article ») only the weightier, unless one speaks for and the other against.
  mutating func add(_ sign: KeywordSign, as key: String) {
    if let known = signs[key], abs(known.weight) >= abs(sign.weight) { return }
    if let tokens = sign.tokens {
      let rivals = signs.filter { $0.key != key && $0.value.rivals(tokens, weight: sign.weight) }
      if rivals.contains(where: { abs($0.value.weight) >= abs(sign.weight) }) { return }
      for rival in rivals.keys { signs[rival] = nil }
    }
    signs[key] = sign
  }

  /// The weightiest first.
  var strongest: [KeywordSign] {
    signs.values.sorted { (abs($1.weight), $0.words) < (abs($0.weight), $1.words) }
  }

  /// What it says of an intent by itself.
  var reading: IntentReading {
    IntentReading(
      intent: intent, confidence: KeywordReader.confidence(total),
      evidence: strongest.prefix(IntentReading.mostEvidence).map {
        IntentReading.Evidence(words: $0.words, weight: $0.weight)
      })
  }

  var total: Double { signs.values.reduce(0) { $0 + $1.weight } }

  /// The total of the phrases in words on which no other rests; signals are everybody's.
  func total(without others: [KeywordScore]) -> Double {
    let taken = others.flatMap { $0.signs.values.filter { $0.weight > 0 }.compactMap(\.tokens) }
    return signs.values.reduce(0) { sum, sign in
      guard let tokens = sign.tokens, !taken.contains(where: { $0.overlaps(tokens) }) else { return sum }
      return sum + sign.weight
    }
  }
}
