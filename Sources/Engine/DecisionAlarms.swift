import Domain
import Rules
import Store

/// What an operator is told of decisions beside their outcome.
extension MessageFlow {
  func noteAlarms(of decisions: [Decision]) async throws {
    let reasons = decisions.flatMap(\.reasons)
    if reasons.contains(where: { $0.code == .breaker }) { try await tripBreaker() }
    for reason in Set(reasons) where reason.code == .volumeSurge {
      try await store.raise(.answersSurging, mailbox: mailbox.name, reason.parameters)
    }
  }

  /// Too many answers in an hour: all sending stops until a person allows it again.
  private func tripBreaker() async throws {
    guard try await store.sendingAllowed() else { return }
    try await store.setSending(allowed: false, by: "breaker")
    try await store.raise(.breakerTripped, mailbox: nil, ["limit": String(policy.safeguards.perHour)])
    listener(.breakerTripped)
  }
}
