import Domain
import Foundation
import Settings
import TestSupport
import Testing

@testable import Reading

/// What the shipped reader makes of the held-out mails, which it never learned from. The figures are printed; the bounds
/// stand clearly below what was measured, so that they are passed by chance and missed by a mistake.
@Suite struct HeldOutTests {
  private struct Figures {
    var accuracy = 0.0
    /// The greatest share of the mails that some threshold on the confidence keeps with 95 % of them right.
    var coverage = 0.0
    /// Of the accepted intents, all of them counted alike.
    var acceptedF1 = 0.0
    var entityF1: [Entity.Kind: Double] = [:]
    var allEntitiesF1 = 0.0
  }

  /// Hits, and what was found or wanted besides.
  private struct Count {
    var right = 0
    var found = 0
    var wanted = 0

    mutating func add<Item: Hashable>(found: Set<Item>, wanted: Set<Item>) {
      right += found.intersection(wanted).count
      self.found += found.count
      self.wanted += wanted.count
    }

    var f1: Double { 2 * Double(right) / Double(max(1, found + wanted)) }
  }

  private struct Found: Hashable {
    let kind: Entity.Kind
    let value: String
  }

  @Test(arguments: [
    // Measured: .906, .897, .873, entities .970.
    ("ecommerce", 0.87, 0.80, 0.83, 0.95),
    // Measured: .914, .883, .845, entities .962.
    ("suppliers", 0.87, 0.80, 0.80, 0.945),
  ])
  func heldOutMailsAreRead(
    profile: String, leastAccuracy: Double, leastCoverage: Double, leastF1: Double, leastEntityF1: Double
  ) throws {
    let figures = try measure(profile)
    print("held out, \(profile): primary intent \(Self.percent(figures.accuracy)),", terminator: " ")
    print("coverage at 95 % precision \(Self.percent(figures.coverage)),", terminator: " ")
    print("accepted intents F1 \(Self.percent(figures.acceptedF1)), entities F1 \(Self.percent(figures.allEntitiesF1))")
    for (kind, f1) in figures.entityF1.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      print("  \(kind.rawValue): F1 \(Self.percent(f1))")
    }
    #expect(figures.accuracy >= leastAccuracy)
    #expect(figures.coverage >= leastCoverage)
    #expect(figures.acceptedF1 >= leastF1)
    #expect(figures.allEntitiesF1 >= leastEntityF1)
  }

  private func measure(_ profile: String) throws -> Figures {
    let resources = TrainedModels.resources
    let mails = TrainingFolder.mails.filter { $0.file.isHeldOut && $0.file.profile == profile }.flatMap(\.mails)
    let lexicon = try IntentLexicon(reading: SettingsFile.read("\(resources)/Profiles/\(profile)/intents.yaml"))
    let model = try Data(contentsOf: URL(fileURLWithPath: "\(resources)/../.build/models/\(profile).model"))
    let reader = UnderstandingReader(
      lexicon: lexicon, model: try IntentModel(bytes: Array(model)), ourAddresses: Self.ours(mails),
      languages: [.french, .english])

    var outcomes: [(confidence: Double, isRight: Bool)] = []
    var accepted = Count()
    var entities: [Entity.Kind: Count] = [:]
    var all = Count()
    for mail in mails {
      let read = reader.understanding(of: mail.message)
      let first = try #require(read.intents.first)
      outcomes.append((first.confidence, first.intent.id == mail.intents[0]))
      accepted.add(found: Set(read.accepted.map(\.id)), wanted: Set(mail.intents))
      let found = Set(read.entities.map { Found(kind: $0.kind, value: $0.value) })
      let wanted = Set(mail.entities.map { Found(kind: $0.kind, value: $0.value) })
      all.add(found: found, wanted: wanted)
      for kind in Set(found.union(wanted).map(\.kind)) {
        entities[kind, default: Count()].add(
          found: found.filter { $0.kind == kind }, wanted: wanted.filter { $0.kind == kind })
      }
    }
    return Figures(
      accuracy: Double(outcomes.count(where: \.isRight)) / Double(outcomes.count), coverage: Self.coverage(outcomes),
      acceptedF1: accepted.f1, entityF1: entities.mapValues(\.f1), allEntitiesF1: all.f1)
  }

  /// The mailboxes that the mails were written to: each author's `compta@…` (ORIGIN.md).
  private static func ours(_ mails: [TrainingMail]) -> [String] {
    let participants = mails.flatMap { $0.message.participants(.to) + $0.message.participants(.cc) }
    return Set(participants.map(\.value).filter { $0.hasPrefix("compta@") }).sorted()
  }

  private static func coverage(_ outcomes: [(confidence: Double, isRight: Bool)]) -> Double {
    let ranked = outcomes.sorted { $0.confidence > $1.confidence }
    var right = 0
    var kept = 0
    for (index, outcome) in ranked.enumerated() {
      if outcome.isRight { right += 1 }
      // A threshold cannot part answers of one confidence.
      let isLast = index + 1 == ranked.count || ranked[index + 1].confidence < outcome.confidence
      if isLast, Double(right) >= 0.95 * Double(index + 1) { kept = index + 1 }
    }
    return Double(kept) / Double(max(1, ranked.count))
  }

  private static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
