public import Domain

/// A held-out mail: what a person confirmed, and what two models say of it.
public struct HeldOutMail: Hashable, Sendable {
  public let confirmed: Set<Intent>
  public let running: Set<Intent>
  public let candidate: Set<Intent>

  public init(confirmed: Set<Intent>, running: Set<Intent>, candidate: Set<Intent>) {
    self.confirmed = confirmed
    self.running = running
    self.candidate = candidate
  }
}

/// How two models did on the same mails.
public struct PairedOutcome: Hashable, Sendable, Codable {
  public private(set) var mails = 0
  public private(set) var runningRight = 0
  public private(set) var candidateRight = 0
  /// Right by the candidate, wrong by the running model.
  public private(set) var gained = 0
  public private(set) var lost = 0

  mutating func count(runningIsRight: Bool, candidateIsRight: Bool) {
    mails += 1
    if runningIsRight { runningRight += 1 }
    if candidateIsRight { candidateRight += 1 }
    if candidateIsRight, !runningIsRight { gained += 1 }
    if runningIsRight, !candidateIsRight { lost += 1 }
  }

  /// How probable so many losses are, or more, were the candidate as good: an exact sign test on the mails on which the
  /// two differ (McNemar, Psychometrika 1947).
  public var probability: Double { BinomialBound.sign(heads: lost, of: gained + lost) }

  public var isWorse: Bool { probability < Promotion.doubt }
}

/// Whether a model that was just made takes the place of the one at work: it does unless it is worse, on the whole or on
/// one intent, by more than luck explains.
public struct Promotion: Hashable, Sendable {
  static let doubt = 0.05
  /// Fewer mails show nothing: of four differences all may be losses by luck.
  static let fewestMails = 50

  public enum Refusal: Hashable, Sendable, Codable {
    /// The stored hold-out is too small to compare anything.
    case tooFewMails(Int, needed: Int)
    case worse(PairedOutcome)
    case worseOn(Intent, PairedOutcome)
    /// The candidate never gives an intent that the running model finds.
    case forgets(Intent, found: Int)
  }

  /// Right when all intents of a mail are, and no other.
  public let whole: PairedOutcome
  /// Of the mails that have the intent or were given it.
  public let intents: [Intent: PairedOutcome]
  /// Why the running model stays; empty when the candidate takes its place.
  public let refusals: [Refusal]

  public var isPromoted: Bool { refusals.isEmpty }

  public init(_ mails: [HeldOutMail]) {
    var whole = PairedOutcome()
    var intents: [Intent: PairedOutcome] = [:]
    for mail in mails {
      whole.count(
        runningIsRight: mail.running == mail.confirmed, candidateIsRight: mail.candidate == mail.confirmed)
      for intent in mail.confirmed.union(mail.running).union(mail.candidate) {
        let isConfirmed = mail.confirmed.contains(intent)
        intents[intent, default: PairedOutcome()].count(
          runningIsRight: mail.running.contains(intent) == isConfirmed,
          candidateIsRight: mail.candidate.contains(intent) == isConfirmed)
      }
    }
    self.whole = whole
    self.intents = intents
    refusals = Self.refusals(mails, whole, intents)
  }

  private static func refusals(
    _ mails: [HeldOutMail], _ whole: PairedOutcome, _ intents: [Intent: PairedOutcome]
  ) -> [Refusal] {
    if mails.count < fewestMails { return [.tooFewMails(mails.count, needed: fewestMails)] }
    var refusals: [Refusal] = whole.isWorse ? [.worse(whole)] : []
    for (intent, outcome) in intents.sorted(by: { $0.key < $1.key }) {
      let found = mails.count { $0.confirmed.contains(intent) && $0.running.contains(intent) }
      if found > 0, !mails.contains(where: { $0.candidate.contains(intent) }) {
        refusals.append(.forgets(intent, found: found))
      } else if outcome.isWorse {
        refusals.append(.worseOn(intent, outcome))
      }
    }
    return refusals
  }
}

extension Promotion.Refusal {
  /// - Parameter name: an intent's name for people.
  public func text(_ name: (Intent) -> Localized) -> Localized {
    switch self {
    case .tooFewMails(let count, let needed):
      return Localized(
        fr: "Il n’y a que \(count) messages mis de côté pour comparer ; il en faut \(needed).",
        en: "Only \(count) messages are held out to compare with; it takes \(needed).")
    case .worse(let outcome):
      return Localized(
        fr: "Le nouveau modèle se trompe plus souvent : \(outcome.french).",
        en: "The new model is wrong more often: \(outcome.english).")
    case .worseOn(let intent, let outcome):
      let name = name(intent)
      return Localized(
        fr: "Pour le motif « \(name.fr) », le nouveau modèle se trompe plus souvent : \(outcome.french).",
        en: "For “\(name.en)” the new model is wrong more often: \(outcome.english).")
    case .forgets(let intent, let found):
      let name = name(intent)
      return Localized(
        fr: "Le nouveau modèle ne trouve plus le motif « \(name.fr) » (le modèle en service : \(found) fois).",
        en: "The new model no longer finds “\(name.en)” (the model at work: \(found) times).")
    }
  }
}

extension PairedOutcome {
  fileprivate var french: String {
    "\(candidateRight) justes sur \(mails) au lieu de \(runningRight), perdus : \(lost), gagnés : \(gained)"
  }

  fileprivate var english: String {
    "\(candidateRight) right of \(mails) instead of \(runningRight), lost: \(lost), gained: \(gained)"
  }
}
