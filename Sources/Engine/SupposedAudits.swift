import Domain
import Learning
import Reading
import Store

extension Appliance {
  /// Lets every motive be answered, as if people had audited enough of its answers: for the demo, and for tests of what
  /// follows. A customer's gates open by audits only.
  public func supposeAudited() async throws {
    let gate = ReliabilityGate(target: current.reliability.target)
    for (profile, trade) in current.trades {
      let needed = gate.reliability([], of: trade.versions).rightToOpen ?? 0
      let answers = (0..<needed).map { _ in
        WouldBeAnswer(
          message: world.identifier(), profile: profile, intents: trade.lexicon.entries.map(\.intent),
          versions: trade.versions)
      }
      try await store.keep(answers.map { ($0, true) }, by: "demo")
    }
  }

  /// Lets those motives be answered that the appliance with this store answers.
  func copyAudits(from original: ApplianceStore) async throws {
    for (profile, trade) in current.trades {
      for (intent, verdicts) in try await original.verdicts(profile: profile) {
        let audits = verdicts.filter { $0.versions == trade.versions }.map { verdict in
          let answer = WouldBeAnswer(
            message: verdict.message, profile: profile, intents: [intent], versions: verdict.versions)
          return (answer: answer, isRight: verdict.isRight)
        }
        try await store.keep(audits, by: "trial")
      }
    }
  }
}
