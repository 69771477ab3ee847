import Domain
import TextAnalysis

/// What of a message is looked at for its intents.
struct IntentSource: Sendable {
  let subject: TokenizedText
  /// The author's new words; of a mail that only passes another one on, what it passes on.
  let body: TokenizedText
  let isForwardOnly: Bool
  /// Earlier mails stand below.
  let hasHistory: Bool
  /// Those in the subject and in the author's own words.
  let entities: [Entity]
  /// A file names an order, an invoice or a parcel.
  let isIdentifiedByFile: Bool
  /// The names of the files attached.
  let files: [String]
  /// What the files attached surely are.
  let documents: Set<DocumentType>
  let signals: Set<IntentLexicon.Signal>
  let sentiment: Sentiment
  let isUrgent: Bool

  /// How much the body's words count: less when they are not the author's own.
  var bodyFactor: Double { isForwardOnly ? 0.5 : 1 }
}
