import Classification
import Domain
import Foundation

/// A training report in words.
enum TrainingWords {
  static func summary(_ classifier: Classifier, savedAs path: String, previous: String?) -> Localized {
    let report = classifier.report
    let languages = classifier.languages.joined(separator: ", ")
    let labels = classifier.labels.count
    let quality = report.quality
    var fr = [
      "\(report.examples) exemples, \(labels) étiquettes, racines des mots : \(languages)",
      "Recette choisie : \(report.chosen.text.fr)",
      "En validation croisée : exactitude \(Percent(quality.accuracy).fr), macro-F1 \(Percent(quality.macroF1).fr), "
        + "erreur de calibrage \(Percent(report.calibrationError).fr)",
      "Recettes comparées (exactitude, macro-F1) :",
    ]
    var en = [
      "\(report.examples) examples, \(labels) labels, word stems: \(languages)",
      "Chosen recipe: \(report.chosen.text.en)",
      "Cross-validated: accuracy \(Percent(quality.accuracy).en), macro-F1 \(Percent(quality.macroF1).en), "
        + "calibration error \(Percent(report.calibrationError).en)",
      "Recipes compared (accuracy, macro-F1):",
    ]
    for comparison in report.comparisons {
      let (accuracy, macroF1) = (Percent(comparison.quality.accuracy), Percent(comparison.quality.macroF1))
      fr.append("  \(accuracy.fr)  \(macroF1.fr)  \(comparison.recipe.text.fr)")
      en.append("  \(accuracy.en)  \(macroF1.en)  \(comparison.recipe.text.en)")
    }
    fr.append("Modèle enregistré : \(path)" + (previous.map { " ; le précédent : \($0)" } ?? ""))
    en.append("Model saved: \(path)" + (previous.map { "; the one before: \($0)" } ?? ""))
    return Localized(fr: fr.joined(separator: "\n"), en: en.joined(separator: "\n"))
  }
}

extension Recipe {
  var text: Localized {
    switch method {
    case .multinomialNaiveBayes: Localized(fr: "Bayes naïf multinomial", en: "multinomial naive Bayes")
    case .complementNaiveBayes: Localized(fr: "Bayes naïf complémentaire", en: "complement naive Bayes")
    case .linear:
      Localized(
        fr: "linéaire, coût \(cost), rapports bayésiens à la puissance \(ratioPower)",
        en: "linear, cost \(cost), Bayesian ratios to the power \(ratioPower)")
    }
  }
}

/// A share as it is written in each language, with one decimal.
public struct Percent: Sendable {
  public let fr: String
  public let en: String

  public init(_ share: Double) {
    let digits = String(format: "%.1f", share * 100)
    fr = digits.replacing(".", with: ",") + " %"
    en = digits + " %"
  }
}
