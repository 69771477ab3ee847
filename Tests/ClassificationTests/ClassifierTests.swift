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

  @Test func examplesMayHaveSeveralLabels() throws {
    let both = (0..<6).map { number in
      Example(FieldedText("\(Sample.card[number]). \(Sample.opening[number])"), labels: ["card", "opening"])
    }
    let classifier = try Trainer(languages: ["en"]).train(Sample.examples + both)
    let ranked = classifier.classify(FieldedText("I lost my card, are you open on sunday")).ranked
    #expect(Set(ranked.prefix(2).map(\.label)) == ["card", "opening"])
    #expect(ranked[1].evidence > 2 * ranked[2].evidence)
  }

  /// Texts about one thing and, by the way, of another are no examples of the other.
  @Test func theMainLabelIsToldFromTheOthers() throws {
    let both = (0..<6).map { number in
      Example(FieldedText("\(Sample.card[number]). \(Sample.opening[number])"), labels: ["card", "opening"])
    }
    let texts = TrainingTexts(Sample.examples + both, languages: ["en"], folds: 5)
    #expect(texts.exampleOf.suffix(6).allSatisfy { $0.map { texts.labels[$0] } == ["card"] })
    let rare = Example(FieldedText("I lost my card, and may I keep it"), labels: ["card", "keepsake"])
    let others = TrainingTexts(Sample.examples + [rare], languages: ["en"], folds: 5)
    #expect(others.exampleOf.last?.map { others.labels[$0] } == ["card", "keepsake"])
  }

  @Test func wordsExplainTheAnswer() throws {
    let classifier = try Sample.classifier()
    let text = FieldedText("Hello, I lost my «CARD»!")
    let explanation = try #require(classifier.explain(text, labels: ["card"]).first)
    #expect(explanation.wordsFor.first?.text == "CARD")
    #expect(explanation.wordsFor.allSatisfy { $0.weight > 0 } && explanation.wordsAgainst.allSatisfy { $0.weight < 0 })
    let some = classifier.explain(text, labels: ["opening", "no such label", "card"])
    #expect(some.map(\.label) == ["opening", "card"] && some[1] == explanation)
  }

  @Test func theReversalReverses() throws {
    let classifier = try Sample.classifier()
    let reversal = try #require(classifier.reversal(FieldedText("renew card")))
    #expect(reversal.without.count == 1)
    #expect(reversal.label != classifier.classify(FieldedText("renew card")).best.label)
    #expect(classifier.reversal(FieldedText("")) == nil)
  }

  /// What is known beyond the words tells apart what the words do not.
  @Test func cuesCount() throws {
    let words = "apples bread chairs doors eggs forks gloves hats ink jam keys lamps"
    let examples = words.split(separator: " ").enumerated().map { number, word in
      let label = number % 2 == 0 ? "invoice" : "order"
      return Example(FieldedText([.init("body", "It is about \(word)")], cues: ["has \(label)"]), labels: [label])
    }
    let classifier = try Trainer(languages: ["en"]).train(examples)
    let text = FieldedText([.init("body", "It is about pears")], cues: ["has order", "never met"])
    #expect(classifier.classify(text).best.label == "order")
    let explanation = try #require(classifier.explain(text, labels: ["order"]).first)
    #expect(explanation.wordsFor.first?.text == "has order")
    #expect(try ModelFile.classifier(ModelFile.bytes(of: classifier)).classify(text) == classifier.classify(text))
  }

  /// A cue goes with the words on which it hangs.
  @Test func theReversalReadsCuesAnew() throws {
    let words = ["About the number %", "See number % below", "That number % please", "The number % once more"]
    func cues(_ text: FieldedText) -> [String] { text.fields[0].text.contains("4711") ? ["has order"] : ["has none"] }
    let examples = words.flatMap { word in
      [("4711", "order"), ("mine", "invoice")].map { number, label in
        var text = FieldedText([.init("body", word.replacing("%", with: number))])
        text.cues = cues(text)
        return Example(text, labels: [label])
      }
    }
    let classifier = try Trainer(languages: ["en"]).train(examples)
    var text = FieldedText([.init("body", "Once more the number 4711")])
    text.cues = cues(text)
    let reversal = try #require(
      classifier.reversal(text) { rest in
        classifier.classify(FieldedText(rest.fields, cues: cues(rest))).best.label
      })
    #expect(reversal == Reversal(without: ["4711"], label: "invoice"))
  }
}
