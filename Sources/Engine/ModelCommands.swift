public import Domain
import Learning

/// The work of `vaguemestre train`, `classify` and `evaluate`, which need nothing of the appliance but the room Learning.
public enum ModelCommands {
  /// Makes a model file of a file of examples.
  ///
  /// - Returns: what was learned and how well.
  public static func train(
    data: String, model: String, progress: (Localized) -> Void
  ) throws(ModelCommandError) -> Localized {
    do {
      return try TrainModel.run(data: data, model: model, progress: progress)
    } catch {
      throw ModelCommandError(error)
    }
  }

  /// Measures a model on a file of examples.
  ///
  /// - Returns: the figures to be written as JSON, and as tables for a person.
  public static func evaluate(
    model: String, data: String
  ) throws(ModelCommandError) -> (figures: some Encodable, text: Localized) {
    do {
      let evaluation = try EvaluateModel(model: model, data: data)
      return (evaluation, evaluation.text)
    } catch {
      throw ModelCommandError(error)
    }
  }

  /// Sorts lines of text.
  public struct Filter {
    /// Of a longer line no more is read, in bytes.
    public static let longestLine = LineClassifier.longestLine

    private let classifier: LineClassifier

    /// - Parameter model: the path of a model file.
    public init(model: String) throws(ModelCommandError) {
      do {
        classifier = try LineClassifier(model: model)
      } catch {
        throw ModelCommandError(error)
      }
    }

    /// For each line `label TAB probability` and a line end.
    public func answers(_ lines: [ArraySlice<UInt8>]) -> [UInt8] { classifier.answers(lines) }
  }
}

/// Why such a command could not do its work.
public struct ModelCommandError: Error {
  public enum Cause: Sendable {
    case input
    case output
    /// Nothing is to be learned from what was read.
    case examples
  }

  public let cause: Cause
  public let text: Localized

  init(_ problem: LearningProblem) {
    text = problem.text
    cause =
      switch problem {
      case .unreadable, .notExamples, .notAModel: .input
      case .unwritable, .occupied: .output
      case .unlearnable: .examples
      }
  }
}
