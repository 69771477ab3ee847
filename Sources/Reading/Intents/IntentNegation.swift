import TextAnalysis

/// Tells the words that an author denies: « je ne souhaite pas **annuler** », « this is not a **complaint** ».
///
/// Only a denied wish or nature counts. « Je n’ai pas reçu » denies nothing of the sort: it is a phrase of the lexicon.
struct IntentNegation: Sendable {
  private static let phrases = [
    "ne souhaite pas", "ne souhaitons pas", "ne veux pas", "ne voulons pas", "ne desire pas", "ne demande pas",
    "ne demandons pas", "ne cherche pas a", "ne s agit pas", "ce n est pas", "pas question", "pas besoin", "plutot que",
    "souhaite pas", "veux pas", "demande pas",
    "do not want", "don t want", "don t wish", "do not wish", "not asking", "not requesting", "rather than", "no need",
    "this is not", "it is not",
  ]
  /// How many words after the denial are denied, within its clause.
  private static let reach = 4

  static let canonical = "\(phrases.joined(separator: ",")) \(reach)"

  private let index = PhraseIndex(phrases)

  /// The positions of the denied tokens.
  func deniedTokens(_ tokens: [Token]) -> Set<Int> {
    var denied: Set<Int> = []
    for match in index.matches(in: tokens) {
      for position in match.tokens.upperBound..<min(tokens.count, match.tokens.upperBound + Self.reach) {
        guard tokens[position].gap == .word else { break }
        denied.insert(position)
      }
    }
    return denied
  }
}
