import Classification
public import Domain

/// The work of `vaguemestre evaluate`: what a model does on labelled texts, which should be others than it learned from.
public struct EvaluateModel: Encodable, Sendable {
  private let evaluation: Evaluation

  public init(model: String, data: String) throws(LearningProblem) {
    let classifier = try SavedModel.classifier(model)
    evaluation = Evaluation(of: classifier, on: try LabelledFile.examples(data))
  }

  public func encode(to encoder: any Encoder) throws { try evaluation.encode(to: encoder) }

  /// As tables for a person.
  public var text: Localized {
    Localized(
      fr: text(
        [
          "exactitude", "macro-F1", "erreur de calibrage", "couverture à 95 % de justes",
          "couverture à 99 % de justes",
        ], head: ["étiquette", "précision", "rappel", "F1", "exemples"], mistakes: "Confusions les plus fréquentes :",
        \.fr),
      en: text(
        ["accuracy", "macro-F1", "calibration error", "coverage at 95 % right", "coverage at 99 % right"],
        head: ["label", "precision", "recall", "F1", "examples"], mistakes: "Most frequent mistakes:", \.en))
  }

  private func text(_ names: [String], head: [String], mistakes: String, _ written: (Percent) -> String) -> String {
    let shares = [
      evaluation.accuracy, evaluation.macroF1, evaluation.calibrationError, evaluation.coverageAt95,
      evaluation.coverageAt99,
    ]
    let figures = evaluation.labels.sorted { $0.key < $1.key }.map { label, figures in
      [label] + [figures.precision, figures.recall, figures.f1].map { written(Percent($0)) } + ["\(figures.count)"]
    }
    var text = Table.text(zip(names, shares).map { [$0, written(Percent($1))] }) + "\n" + Table.text([head] + figures)
    if !confusions.isEmpty { text += "\n\(mistakes)\n" + Table.text(confusions) }
    return text
  }

  /// The ten most frequent: right label, given label, count.
  private var confusions: [[String]] {
    let all = evaluation.confusion.flatMap { right, given in
      given.filter { $0.key != right }.map { (right: right, given: $0.key, count: $0.value) }
    }
    return all.sorted { ($1.count, $0.right, $0.given) < ($0.count, $1.right, $1.given) }.prefix(10)
      .map { [$0.right, "→ \($0.given)", "\($0.count)"] }
  }
}

/// Rows of words, the first column to the left and the others to the right.
private enum Table {
  /// A line end after each row.
  static func text(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        let space = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + space : space + row[column]
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
