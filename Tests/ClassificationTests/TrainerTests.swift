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
      let alone = Fitting(texts, included: included).fit(recipe, rounds: 5)
      let shared = Fitting(texts, included: included).fit(recipe, rounds: 5, parallel: true)
      #expect(alone.blocks.count == 3)
      #expect(alone.blocks == shared.blocks)
    }
  }

  /// The conditions of the best weights (Hsieh et al., ICML 2008, eq. 12), looked at from outside: how strongly a row
  /// pulls can be read off a feature that it has alone.
  @Test func linearWeightsAreTheBest() {
    var rows = SparseRows()
    let count = 12
    for row in 0..<count {
      rows.append(column: row, value: 0.5 + Float(row % 3) / 4)
      rows.append(column: count + row % 3, value: 1)
      rows.append(column: count + 3 + row % 2, value: 0.7)
      rows.endRow()
    }
    let (columns, cost) = (count + 6, Float(1.5))
    // The last row is not learned from.
    let trainer = LinearTrainer(rows, included: Array(0..<count - 1), columns: columns)
    let weights = trainer.weights(members: (0..<count).map { $0 % 3 == 0 ? 1 : 0 }, cost: cost, rounds: 200)
    #expect(weights.count == columns + 1)
    #expect(weights[count - 1][0] == 0 && weights[columns - 1][0] == 0)
    for row in 0..<count - 1 {
      let sign: Float = row % 3 == 0 ? 1 : -1
      let entries = rows.entries(of: row)
      let score = entries.reduce(weights[columns][0]) { $0 + weights[Int(rows.columns[$1])][0] * rows.values[$1] }
      let alpha = sign * weights[row][0] / rows.values[entries.lowerBound]
      let gradient = sign * score - 1 + 0.5 / cost * alpha
      #expect(alpha >= 0 && gradient > -0.1)
      #expect(alpha == 0 || abs(gradient) < 0.1)
    }
    #expect((0..<count - 1).contains { weights[$0][0] != 0 })
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
