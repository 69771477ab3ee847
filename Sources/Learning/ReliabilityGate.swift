public import Domain

/// Lets one intent be answered without a person only while its audits show that enough of the answers are right.
///
/// Enough is shown when the lower bound of the share of right answers reaches the target, with a confidence of 95 %. All
/// audits of the present versions count, so a new version begins anew. A long good past must not hide a bad week: when
/// the last audits by themselves show that the share has fallen below the target, the gate closes too.
public struct ReliabilityGate: Hashable, Sendable {
  static let doubt = 0.05
  /// How many of the last audits must not show a fall. Of 60 at a target of 0.95, three wrong are to be expected, and
  /// seven show one.
  static let lastAudits = 60

  /// The share of answers that has to be right.
  public let target: Double

  public init(target: Double = 0.95) {
    self.target = target
  }

  /// - Parameter verdicts: of one intent, in the order in which they were given.
  public func reliability(_ verdicts: [Verdict], of versions: AnswerVersions) -> Reliability {
    let verdicts = verdicts.filter { $0.versions == versions }.map(\.isRight)
    let right = verdicts.count { $0 }
    return Reliability(
      audited: verdicts.count, right: right,
      lowerBound: BinomialBound.lower(right: right, of: verdicts.count, doubt: Self.doubt),
      isOpen: opens(verdicts, more: 0), hasFallen: hasFallen(verdicts, more: 0), rightToOpen: rightToOpen(verdicts))
  }

  /// Whether the intent may be answered without a person: the one figure that each decision needs.
  public func isOpen(_ verdicts: [Verdict], of versions: AnswerVersions) -> Bool {
    opens(verdicts.filter { $0.versions == versions }.map(\.isRight), more: 0)
  }

  /// How many more right audits in a row would open it; nil when none would.
  private func rightToOpen(_ verdicts: [Bool]) -> Int? {
    guard target < 1 else { return nil }
    var enough = 1
    if opens(verdicts, more: 0) { return 0 }
    while !opens(verdicts, more: enough) { enough *= 2 }
    // Each right one brings the opening nearer, so what lies between is halved.
    var short = enough / 2
    while enough - short > 1 {
      let middle = (short + enough) / 2
      if opens(verdicts, more: middle) { enough = middle } else { short = middle }
    }
    return enough
  }

  /// - Parameter more: right audits that are supposed to follow.
  private func opens(_ verdicts: [Bool], more: Int) -> Bool {
    let right = verdicts.count { $0 } + more
    return BinomialBound.reaches(target, right: right, of: verdicts.count + more, doubt: Self.doubt)
      && !hasFallen(verdicts, more: more)
  }

  private func hasFallen(_ verdicts: [Bool], more: Int) -> Bool {
    let last = verdicts.suffix(max(0, Self.lastAudits - more))
    let supposed = min(more, Self.lastAudits)
    let right = last.count { $0 } + supposed
    return BinomialBound.staysBelow(target, right: right, of: last.count + supposed, doubt: Self.doubt)
  }
}

/// How reliable the answers to one intent were found to be.
public struct Reliability: Hashable, Sendable {
  public let audited: Int
  public let right: Int
  /// The share of right answers is this at least, with a confidence of 95 % (Clopper–Pearson).
  public let lowerBound: Double
  /// Whether it may be answered without a person.
  public let isOpen: Bool
  /// The last audits alone show that the share is now below the target.
  public let hasFallen: Bool
  /// How many more right audits in a row would open the gate: 0 when it is open, nil when no number would.
  public let rightToOpen: Int?
}
