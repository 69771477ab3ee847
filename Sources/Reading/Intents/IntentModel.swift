public import Classification
import Cryptography
public import Domain

/// What mails of a profile have taught of its intents.
public struct IntentModel: Sendable {
  public let classifier: Classifier
  /// Of its bytes: it names the model in a decision.
  public let contentHash: ContentHash
  private let intents: Set<Intent>

  public init(_ classifier: Classifier) {
    self.init(classifier, bytes: ModelFile.bytes(of: classifier))
  }

  /// - Parameter bytes: as they stand in a file.
  public init(bytes: [UInt8]) throws(ModelFileError) {
    self.init(try ModelFile.classifier(bytes), bytes: bytes)
  }

  private init(_ classifier: Classifier, bytes: [UInt8]) {
    self.classifier = classifier
    contentHash = ContentHash(hex: SHA256Digest(of: bytes).hex)
    intents = Set(classifier.labels.map { Intent($0) })
  }

  public var bytes: [UInt8] { ModelFile.bytes(of: classifier) }

  /// What is thought of one intent.
  struct Guess {
    let intent: Intent
    /// The probability that the message is mainly about it. Those of all intents make 1, less how probable it is that the
    /// message resembles none of them.
    let share: Float
    /// The probability that it is about it too, whatever else it is about.
    let evidence: Float
  }

  func knows(_ intent: Intent) -> Bool { intents.contains(intent) }

  /// All intents that it knows, the one with the greatest share first. What resembles none of them is `other`.
  func guesses(_ text: FieldedText) -> [Guess] {
    let answer = classifier.classify(text)
    let guesses = answer.ranked.map { label in
      let intent = Intent(label.label)
      let isOther = intent == .other && answer.isNovel
      return Guess(
        intent: intent, share: label.probability + (isOther ? answer.noneProbability : 0), evidence: label.evidence)
    }
    return guesses.sorted { ($1.share, $0.intent) < ($0.share, $1.intent) }
  }

  /// The words and cues that spoke most for each intent and against it. What the keywords said is told by the weightiest
  /// of them.
  func evidence(
    for intents: [Intent], in text: FieldedText, keywords: [KeywordScore]
  ) -> [Intent: [IntentReading.Evidence]] {
    let explanations = classifier.explain(text, labels: intents.map(\.id), most: IntentReading.mostEvidence)
    return Dictionary(
      uniqueKeysWithValues: explanations.map { explanation in
        var weights: [String: Double] = [:]
        for word in explanation.wordsFor + explanation.wordsAgainst {
          let intent = IntentCues.keywordIntent(word.text)
          let phrase = keywords.first { $0.intent == intent }?.strongest.first?.words
          weights[phrase ?? word.text, default: 0] += Double(word.weight)
        }
        let ranked = weights.sorted { (abs($1.value), $0.key) < (abs($0.value), $1.key) }
        return (
          Intent(explanation.label),
          ranked.prefix(IntentReading.mostEvidence).map { IntentReading.Evidence(words: $0.key, weight: $0.value) }
        )
      })
  }
}
