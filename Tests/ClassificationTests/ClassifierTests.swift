import Foundation
import Testing

@testable import Classification

@Suite struct ClassifierTests {
  /// What no one ought to send, and what someone will.
  @Test(arguments: [
    "", " ", "\u{0}\u{1}\u{2}", "😀😀😀", "日本語", String(repeating: "renew ", count: 800_000),
    String(repeating: "x", count: 5_000_000), String(repeating: "?", count: 100_000),
    String(decoding: (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* 7919 >> 3) }, as: UTF8.self),
  ])
  func anyTextGetsAnAnswer(_ text: String) throws {
    let answer = try Sample.classifier().classify(FieldedText(text))
    #expect(answer.ranked.count == 3)
    #expect(answer.ranked.allSatisfy { (0...1).contains($0.probability) })
  }

  @Test func whatResemblesNothingIsNovel() throws {
    let classifier = try Sample.classifier()
    #expect(classifier.classify(FieldedText("quantum chromodynamics lattice simulations")).isNovel)
    #expect(!classifier.classify(FieldedText("please renew my loans")).isNovel)
  }

  /// Training and classifying weigh a text in two places; packing costs little.
  @Test func scoresAreThoseOfTheTraining() throws {
    let texts = TrainingTexts(Sample.examples, languages: ["en"], folds: 5)
    let included = Array(Sample.examples.indices)
    for recipe in Recipe.first {
      let fit = Fitting(texts, included: included).fit(recipe, rounds: 5)
      let readings = fit.readings(texts, rows: included)
      let calibration = Calibration(readings.map(\.scores), labels: texts.rowLabels)
      let trained = try Sample.classifier()
      let classifier = Classifier(
        texts, fit: fit, calibration: calibration, novelty: trained.novelty, report: trained.report)
      for (example, reading) in zip(Sample.examples, readings) {
        let read = classifier.read(example.text, with: classifier.reader)
        #expect(abs(read.known - reading.known) < 1e-5)
        for (left, right) in zip(read.scores, reading.scores) { #expect(abs(left - right) < 0.02 * max(1, abs(right))) }
      }
    }
  }

  @Test func oneByOneIsAsAllTogether() throws {
    let classifier = try Sample.classifier()
    // So many that threads share them out.
    let texts = (0..<10).flatMap { _ in Sample.examples.map(\.text) }
    #expect(classifier.best(texts) == texts.map { classifier.classify($0).best })
  }

  /// A sentence of its own brings out a second subject that the whole text covers.
  @Test func piecesBringOutASecondLabel() throws {
    let classifier = try Sample.classifier()
    let pieces = ["I lost my reader's card.", "Also, when do you open on saturday?"]
    let whole = FieldedText(pieces.joined(separator: " "))
    let evidence = classifier.evidence(whole, pieces: pieces.map { FieldedText($0) })
    #expect(Set(evidence.prefix(2).map(\.label)) == ["card", "opening"])
    #expect(evidence.first { $0.label == "card" }?.piece == 0)
    #expect(evidence.first { $0.label == "opening" }?.piece == 1)
    let alone = classifier.evidence(whole)
    for label in evidence {
      let other = try #require(alone.first { $0.label == label.label })
      #expect(label.probability >= other.probability && other.piece == nil)
    }
  }

  @Test func examplesMayHaveSeveralLabels() throws {
    let both = (0..<6).map { number in
      Example(FieldedText("\(Sample.card[number]). \(Sample.opening[number])"), labels: ["card", "opening"])
    }
    let classifier = try Trainer(languages: ["en"]).train(Sample.examples + both)
    let evidence = classifier.evidence(FieldedText("I lost my card, are you open on sunday"))
    #expect(Set(evidence.prefix(2).map(\.label)) == ["card", "opening"])
  }

  @Test func wordsExplainTheAnswer() throws {
    let classifier = try Sample.classifier()
    let explanation = try #require(classifier.explain(FieldedText("Hello, I lost my «CARD»!"), label: "card"))
    #expect(explanation.wordsFor.first?.text == "CARD")
    #expect(explanation.wordsFor.allSatisfy { $0.weight > 0 } && explanation.wordsAgainst.allSatisfy { $0.weight < 0 })
    #expect(classifier.explain(FieldedText("card"), label: "no such label") == nil)
  }

  @Test func theReversalReverses() throws {
    let classifier = try Sample.classifier()
    let reversal = try #require(classifier.reversal(FieldedText("renew card")))
    #expect(reversal.without.count == 1)
    #expect(reversal.label != classifier.classify(FieldedText("renew card")).best.label)
    #expect(classifier.reversal(FieldedText("")) == nil)
  }
}
