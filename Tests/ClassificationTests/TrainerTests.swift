import Testing

@testable import Classification

@Suite struct TrainerTests {
  @Test(arguments: [
    ("are you open on friday evening?", "opening"), ("I want to renew my loan", "renewal"),
    ("I have lost my library card", "card"), ("MY CARDS EXPIRED", "card"), ("extending loans", "renewal"),
  ])
  func answersWhatItLearned(_ text: String, _ label: String) throws {
    #expect(try Sample.classifier().classify(FieldedText(text)).best.label == label)
  }

  @Test func probabilitiesAreOfAllLabelsAndFallOff() throws {
    let answer = try Sample.classifier().classify(FieldedText("renew my loan"))
    #expect(Set(answer.ranked.map(\.label)) == ["opening", "renewal", "card"])
    #expect(abs(answer.ranked.reduce(answer.noneProbability) { $0 + $1.probability } - 1) < 1e-5)
    #expect(answer.ranked.map(\.probability) == answer.ranked.map(\.probability).sorted(by: >))
  }

  @Test func equalExamplesMakeEqualBytes() throws {
    let first = ModelFile.bytes(of: try Sample.classifier())
    let second = ModelFile.bytes(of: try Sample.classifier())
    #expect(first == second)
  }

  /// Forty labels are three blocks of classes, which may be shared out among threads or not.
  @Test func threadsMakeNoDifference() {
    let examples = (0..<120).map { Example(FieldedText("word\($0 % 40) text \($0 % 7)"), labels: ["label \($0 % 40)"]) }
    let texts = TrainingTexts(examples, languages: ["en"], folds: 5)
    let included = Array(0..<120)
    for recipe in Recipe.first {
      let alone = Fit.fits(texts, recipes: [recipe], included: included, rounds: 5)
      let shared = Fit.fits(texts, recipes: [recipe], included: included, rounds: 5, parallel: true)
      #expect(alone[0].blocks.count == 3)
      #expect(alone[0].blocks == shared[0].blocks)
    }
  }

  @Test(arguments: [
    ([], TrainingError.noExamples), ([("", "text")], .emptyLabel(example: 1)),
    ([("a", "one"), ("a", "two")], .oneLabel("a")), ([("a", ""), ("b", " \n")], .nothingToRead),
  ])
  func refusesWhatTeachesNothing(_ examples: [(String, String)], _ error: TrainingError) {
    #expect(throws: error) {
      try Trainer().train(examples.map { Example(FieldedText($1), labels: [$0]) })
    }
  }

  @Test func refusesTextsInThePlaceOfLabels() {
    let examples = (0..<1_500).map { Example(FieldedText("text"), labels: ["label \($0)"]) }
    #expect(throws: TrainingError.tooManyLabels(1_500)) { try Trainer().train(examples) }
  }

  @Test(arguments: [2, 3, 5])
  func learnsFromVeryFew(_ count: Int) throws {
    let examples = (0..<count).map { Example(FieldedText("word\($0) x"), labels: [$0 == 0 ? "a" : "b"]) }
    let classifier = try Trainer().train(examples)
    #expect(classifier.classify(FieldedText("word0 x")).ranked.allSatisfy { $0.probability.isFinite })
  }

  /// Equal texts are held out together, so that none is judged by weights that saw it.
  @Test func repeatedTextsStayInOneFold() {
    let examples = Sample.examples + Sample.examples + Sample.examples
    let texts = TrainingTexts(examples, languages: ["en"], folds: 5)
    for index in Sample.examples.indices {
      #expect(texts.folds[index] == texts.folds[index + Sample.examples.count])
    }
    #expect(Set(texts.folds).count == 5)
  }

  @Test func aFrequentClassDoesNotSwallowWhatSaysNothing() throws {
    let many = (0..<120).map { Example(FieldedText("parcel number \($0) late \($0 % 7)"), labels: ["late"]) }
    let classifier = try Trainer(languages: ["en"]).train(many + Sample.examples)
    let answer = classifier.classify(FieldedText("zzz"))
    #expect(answer.best.probability <= 0.51)
    #expect(answer.isNovel)
  }

  @Test func figuresAreKept() throws {
    let report = try Sample.classifier().report
    #expect(report.examples == 18)
    #expect(report.comparisons.map(\.recipe).contains(report.chosen))
    #expect((0...1).contains(report.calibrationError))
    #expect(report.quality.accuracy > 0.5)
  }

  @Test func languagesAreTakenFromTheExamples() throws {
    let french = ["où est ma commande", "je veux un remboursement", "la livraison est en retard", "mon colis est là"]
    let examples = french.enumerated().map { Example(FieldedText($1), labels: [$0 < 2 ? "a" : "b"]) }
    #expect(try Trainer().train(examples).languages == ["fr"])
    #expect(try Trainer().train(Sample.examples).languages == ["en"])
  }
}
