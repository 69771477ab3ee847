public import Classification
import Domain

extension DocumentModel {
  /// Learns the types of documents. Equal documents in an equal order make equal models to the last byte.
  public static func train(
    _ documents: [TrainingDocument], progress: (Trainer.Step) -> Void = { _ in }
  ) throws(TrainingError) -> DocumentModel {
    let reader = DocumentReader(languages: [.french, .english], model: nil, today: TrainingDocument.today)
    let examples = documents.map { Example(reader.text(of: $0), labels: [$0.type.rawValue]) }
    return DocumentModel(try Trainer(languages: ["fr", "en"]).train(examples, progress: progress))
  }
}

extension DocumentReader {
  /// What a classifier of types learns from.
  func text(of document: TrainingDocument) -> FieldedText {
    DocumentTypeReader.text(of: source(of: document.file, name: document.name))
  }
}

extension TrainingDocument {
  /// The documents are of 2026; their types do not hang on the day.
  static let today = Instant(seconds: 1_798_675_200)
}
