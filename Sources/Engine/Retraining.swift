public import Domain
import Foundation
import Learning
import Mailboxes
import Reading
public import Resources
import Store

/// New models of the profiles in use, made of the mails that come with the program and of what people confirmed since:
/// what `vaguemestre retrain` does. It works on copies; a new model takes the place of the running one only when it is
/// not worse on mails that neither has learned from.
public struct Retraining: Sendable, Codable {
  /// What came of one profile.
  public struct Result: Sendable, Codable {
    public let profile: String
    /// Mails that came with the program.
    public let shipped: Int
    /// Mails that people confirmed here, and from which was learned.
    public let confirmed: Int
    /// Mails of both kinds on which the models were compared.
    public let heldOut: Int
    /// Of these, those of which every intent was found and no other.
    public let runningRight: Int
    public let candidateRight: Int
    /// The new model is at work, or would be but for the dry run.
    public let isPromoted: Bool
    /// Why it is not.
    public let reasons: [Localized]
  }

  public let results: [Result]
  public let isDryRun: Bool

  /// - Parameters:
  ///   - since: What was confirmed before is left aside.
  ///   - progress: Told what is being done, for a person who waits.
  public static func run(
    _ configuration: Configuration, resources: ResourceFolder, since: Instant?, isDryRun: Bool, world: World,
    progress: (Localized) -> Void
  ) async throws -> Retraining {
    var results: [Result] = []
    for (profile, trade) in configuration.trades.sorted(by: { $0.key < $1.key }) {
      let lesson = try await Lesson(
        of: profile, trade, configuration, resources: resources, since: since, world: world)
      progress(
        Localized(
          fr: "Profil \(profile) : apprentissage de \(lesson.examples.count) mails, dont \(lesson.confirmed) d’ici…",
          en: "Profile \(profile): learning from \(lesson.examples.count) mails, \(lesson.confirmed) of them yours…"))
      let model = try IntentModel.train(lesson.examples, lexicon: lesson.trade.lexicon)
      let promotion = lesson.compare(model)
      if promotion.isPromoted, !isDryRun {
        try SavedModel.keep(model.bytes, at: configuration.modelFile(profile))
      }
      results.append(Result(lesson, promotion))
    }
    return Retraining(results: results, isDryRun: isDryRun)
  }

  /// Makes the models anew of what is left after somebody was forgotten. They take the place of the running ones whatever
  /// they are worth, and the earlier ones go: these may have learned from the one forgotten.
  public static func withoutForgotten(
    _ configuration: Configuration, resources: ResourceFolder, world: World
  ) async throws -> [String] {
    var made: [String] = []
    for (profile, trade) in configuration.trades.sorted(by: { $0.key < $1.key }) {
      let file = configuration.modelFile(profile)
      guard FileManager.default.fileExists(atPath: file) else { continue }
      let lesson = try await Lesson(of: profile, trade, configuration, resources: resources, since: nil, world: world)
      let model = try IntentModel.train(lesson.examples, lexicon: lesson.trade.lexicon)
      try SavedModel.keep(model.bytes, at: file)
      try SavedModel.eraseOlder(than: file)
      made.append(profile)
    }
    return made
  }

  /// Goes back to the models before the present ones. Returns the profiles of which there was one.
  public static func rollBack(_ configuration: Configuration) throws -> [String] {
    try configuration.trades.keys.sorted().filter { try SavedModel.rollBack(configuration.modelFile($0)) }
  }
}

/// What there is to learn and to judge by, of one profile.
private struct Lesson {
  let profile: String
  let trade: TradeProfile
  let examples: [ConfirmedMessage]
  let shipped: Int
  let confirmed: Int
  private let heldOut: [ConfirmedMessage]
  private let languages: [Language]

  init(
    of profile: String, _ trade: TradeProfile, _ configuration: Configuration, resources: ResourceFolder,
    since: Instant?, world: World
  ) async throws {
    let mailboxes = configuration.mailboxes.filter { $0.profile == profile }
    let folders = Dictionary(grouping: trade.lexicon.entries, by: \.folder).mapValues { $0.map(\.intent) }
    var own: [ConfirmedMessage] = []
    if let store = try ApplianceStore(
      existing: configuration.dataFolder, retention: configuration.retention, world: world)
    {
      own = try await SiteExamples(store).confirmed(
        profile: profile, mailboxes: mailboxes.map(\.name), folders: folders)
    }
    if let since { own = own.filter { $0.confirmedAt >= since } }
    let learned = own.filter { Half(of: $0.message.id) == .learning }
    let mails = try ProfileModels.mails(of: profile, in: resources).map(\.confirmed)
    self.profile = profile
    self.trade = trade
    examples = mails + learned
    shipped = mails.count
    confirmed = learned.count
    heldOut =
      try ProfileModels.heldOutMails(of: profile, in: resources).map(\.confirmed)
      + own.filter { Half(of: $0.message.id) == .judging }
    languages = mailboxes.first?.languages ?? [.french, .english]
  }

  /// The running model and a new one on the mails held out.
  func compare(_ model: IntentModel) -> Promotion {
    let running = reader(trade.model)
    let candidate = reader(model)
    return Promotion(
      heldOut.map { example in
        HeldOutMail(
          confirmed: Set(example.intents).subtracting([.copyOnly]),
          running: Set(running.understanding(of: example.message).accepted),
          candidate: Set(candidate.understanding(of: example.message).accepted))
      })
  }

  private func reader(_ model: IntentModel?) -> UnderstandingReader {
    UnderstandingReader(lexicon: trade.lexicon, model: model, ourAddresses: [], languages: languages)
  }

  func label(_ intent: Intent) -> Localized {
    trade.lexicon[intent]?.label ?? Localized(fr: intent.id, en: intent.id)
  }
}

extension Retraining.Result {
  fileprivate init(_ lesson: Lesson, _ promotion: Promotion) {
    self.init(
      profile: lesson.profile, shipped: lesson.shipped, confirmed: lesson.confirmed, heldOut: promotion.whole.mails,
      runningRight: promotion.whole.runningRight, candidateRight: promotion.whole.candidateRight,
      isPromoted: promotion.isPromoted, reasons: promotion.refusals.map { $0.text(lesson.label) })
  }
}

extension Retraining {
  /// For a person.
  public var text: Localized {
    let lines = results.map { $0.text(isDryRun: isDryRun) }
    return Localized(
      fr: lines.map(\.fr).joined(separator: "\n\n"), en: lines.map(\.en).joined(separator: "\n\n"))
  }
}

extension Retraining.Result {
  fileprivate func text(isDryRun: Bool) -> Localized {
    let verdict: Localized =
      switch (isPromoted, isDryRun) {
      case (true, false): Localized(fr: "Il prend la place du précédent.", en: "It takes the place of the one before.")
      case (true, true):
        Localized(
          fr: "Il prendrait la place du précédent (essai à blanc : rien n’a été changé).",
          en: "It would take the place of the one before (dry run: nothing was changed).")
      case (false, _):
        Localized(
          fr: "Il ne prend pas la place du précédent :\n" + reasons.map { "  " + $0.fr }.joined(separator: "\n"),
          en: "It does not take the place of the one before:\n" + reasons.map { "  " + $0.en }.joined(separator: "\n"))
      }
    return Localized(
      fr:
        "Profil \(profile) : un modèle de \(shipped) mails d’origine et \(confirmed) confirmés ici. Sur \(heldOut) mails "
        + "qu’aucun n’a appris, il en comprend \(candidateRight) sans faute, celui en service \(runningRight). \(verdict.fr)",
      en:
        "Profile \(profile): a model of \(shipped) shipped mails and \(confirmed) confirmed here. Of \(heldOut) mails that "
        + "neither has learned it understands \(candidateRight) without a mistake, the one at work \(runningRight). "
        + verdict.en)
  }
}
