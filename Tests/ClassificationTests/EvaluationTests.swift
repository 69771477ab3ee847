import Foundation
import Testing

@testable import Classification

@Suite struct EvaluationTests {
  @Test func hasTheKeysOfTheReport() throws {
    let evaluation = Evaluation(of: try Sample.classifier(), on: Sample.examples)
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(evaluation)) as? [String: Any]
    #expect(
      Set(try #require(object).keys)
        == ["accuracy", "macro_f1", "ece", "coverage_at_95", "coverage_at_99", "labels", "confusion"])
    #expect(evaluation.accuracy == 1)
    #expect(evaluation.labels["card"]?.count == 6)
    #expect(evaluation.confusion["card"] == ["card": 6])
  }

  @Test func labelsItDoesNotKnowAreWrong() throws {
    let strange = [Example(FieldedText("renew"), labels: ["elsewhere"])]
    let evaluation = Evaluation(of: try Sample.classifier(), on: strange)
    #expect(evaluation.accuracy == 0)
    #expect(evaluation.labels["elsewhere"]?.recall == 0)
    #expect(Evaluation(of: try Sample.classifier(), on: []).accuracy == 0)
  }

  /// Confidence and right or wrong, the precision wanted, and the share kept.
  @Test(
    arguments: [
      ([(0.9, true), (0.8, true), (0.7, false), (0.6, true)], 0.95, 0.5),
      ([(0.9, true), (0.8, true), (0.7, false), (0.6, true)], 0.75, 1), ([(0.9, false), (0.8, true)], 0.95, 0),
      ([(0.9, true), (0.9, false)], 0.95, 0), ([], 0.95, 0),
    ] as [([(Double, Bool)], Double, Double)])
  func coverage(_ outcomes: [(Double, Bool)], _ precision: Double, _ share: Double) {
    let outcomes = outcomes.map { Outcome(confidence: $0, isRight: $1) }
    #expect(Outcome.coverage(outcomes, precision: precision) == share)
  }

  @Test(
    arguments: [
      ([(1.0, true), (1.0, true)], 0.0), ([(1.0, false)], 1), ([(0.5, true), (0.5, false)], 0), ([(0.75, true)], 0.25),
    ] as [([(Double, Bool)], Double)])
  func calibrationError(_ outcomes: [(Double, Bool)], _ error: Double) {
    let outcomes = outcomes.map { Outcome(confidence: $0, isRight: $1) }
    #expect(abs(Outcome.calibrationError(outcomes) - error) < 1e-9)
  }

  @Test func macroF1CountsRareClassesAsMuch() {
    let quality = Quality([(0, 0), (0, 0), (0, 0), (0, 1)], classes: 3)
    #expect(quality.accuracy == 0.75)
    #expect(abs(quality.macroF1 - (6.0 / 7) / 2) < 1e-9)
  }
}
