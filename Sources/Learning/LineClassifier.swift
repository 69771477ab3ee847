import Classification

/// Sorts texts that come line by line, as `vaguemestre classify` does.
public struct LineClassifier: Sendable {
  /// Of a longer line no more is read, in bytes.
  public static let longestLine = 8 * FieldedText.longestField

  private let classifier: Classifier

  /// - Parameter model: the path of a model file.
  public init(model: String) throws(LearningProblem) {
    classifier = try SavedModel.classifier(model)
  }

  /// For each line, whatever it holds, `label TAB probability` and a line end. A line that is a JSON object is read as in
  /// a file of examples.
  public func answers(_ lines: [ArraySlice<UInt8>]) -> [UInt8] {
    var output: [UInt8] = []
    for answer in classifier.best(lines.map(ExampleFile.text)) {
      output += answer.label.utf8
      output.append(UInt8(ascii: "\t"))
      output += Self.decimals(answer.probability)
      output.append(UInt8(ascii: "\n"))
    }
    return output
  }

  /// Six of them, a point, and no exponent.
  private static func decimals(_ probability: Float) -> [UInt8] {
    let millionths = Int((Double(probability) * 1_000_000).rounded())
    let digits = Array(String(1_000_000 + millionths % 1_000_000).utf8.dropFirst())
    return Array("\(millionths / 1_000_000).".utf8) + digits
  }
}
