// Learning turns what people confirmed into a model, and measures whether that model may be trusted. It reads labelled
// examples, has Classification learn from them, keeps the model as a file together with the ones before it, and says in
// words what was chosen and how well it does on texts that it has not learned from.

import Classification
public import Domain
import Foundation

/// The work of `vaguemestre train`: a file of examples becomes a model file.
public enum TrainModel {
  /// - Parameters:
  ///   - data: a file of examples (`ExampleFile`).
  ///   - model: where the model goes. The models that stood there before are kept beside it.
  ///   - progress: told what is being done, for a person who waits.
  /// - Returns: what was learned, how it was chosen and how well it did in cross-validation.
  public static func run(
    data: String, model: String, progress: (Localized) -> Void
  ) throws(LearningProblem) -> Localized {
    let place = try SavedModel.place(model)
    let examples = try LabelledFile.examples(data)
    let classifier: Classifier
    do {
      classifier = try Trainer().train(examples) { progress($0.text) }
    } catch {
      throw .unlearnable(data, error)
    }
    let previous = try place.save(Data(ModelFile.bytes(of: classifier)))
    return TrainingWords.summary(classifier, savedAs: model, previous: previous)
  }
}

extension Trainer.Step {
  fileprivate var text: Localized {
    switch self {
    case .reading(let examples):
      Localized(fr: "Lecture de \(examples) exemples…", en: "Reading \(examples) examples…")
    case .comparing(let recipes):
      Localized(fr: "Comparaison de \(recipes) recettes…", en: "Comparing \(recipes) recipes…")
    case .fitting(let recipe):
      Localized(
        fr: "Apprentissage avec la meilleure : \(recipe.text.fr)…", en: "Learning with the best: \(recipe.text.en)…")
    }
  }
}
