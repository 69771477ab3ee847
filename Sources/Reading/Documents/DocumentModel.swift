public import Classification
import Cryptography
public import Domain

/// What texts of documents have taught of their types.
public struct DocumentModel: Sendable {
  public let classifier: Classifier
  /// Of its bytes: what was read with another model is read anew.
  public let contentHash: ContentHash

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
  }

  public var bytes: [UInt8] { ModelFile.bytes(of: classifier) }

  /// How much less sure an answer is for a text that resembles nothing learned. Documents of real life always hold words
  /// that training never saw, so that novelty alone says little: of 111 documents from elsewhere, most of which seemed
  /// new, 106 were sorted rightly.
  private static let noveltyCost = 0.4

  /// The likeliest type.
  func type(of text: FieldedText) -> (type: DocumentType, confidence: Double) {
    let answer = classifier.classify(text)
    let none = Double(answer.noneProbability)
    guard none < 1, let best = answer.ranked.first, let type = DocumentType(rawValue: best.label) else {
      return (.other, 0.5)
    }
    return (type, Double(best.probability) / (1 - none) * (1 - Self.noveltyCost * none))
  }
}
