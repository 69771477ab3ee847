public import Domain
public import Store

/// What the people of a site have confirmed of a profile's mails: the examples they gave, and their corrections. Nothing
/// else is ever learned from: a mail that nobody corrected may have been read by nobody.
public struct SiteExamples: Sendable {
  private let store: ApplianceStore

  public init(_ store: ApplianceStore) {
    self.store = store
  }

  /// - Parameters:
  ///   - mailboxes: those of the profile.
  ///   - folders: the intents whose mails go to a folder when no rule says another, by the folder's id.
  /// - Returns: each mail once, with what was confirmed last, in the order in which it was.
  public func confirmed(
    profile: String, mailboxes: [MailboxName], folders: [String: [Intent]]
  ) async throws -> [ConfirmedMessage] {
    var confirmed = try await store.examples(profile: profile)
    for mailbox in mailboxes {
      for (correction, message) in try await store.correctedMessages(in: mailbox) {
        guard let intents = Self.intents(confirmedBy: correction, folders) else { continue }
        confirmed.append(ConfirmedMessage(message: message, intents: intents, confirmedAt: correction.at))
      }
    }
    var latest: [ContentHash: ConfirmedMessage] = [:]
    for example in confirmed.sorted(by: { $0.confirmedAt < $1.confirmedAt }) {
      latest[example.message.contentHash] = example
    }
    return latest.values.sorted { ($0.confirmedAt, $0.message.id) < ($1.confirmedAt, $1.message.id) }
  }

  /// Nil for a correction that says nothing of the intents. A move tells one only into a folder that is one intent's: into
  /// others mails go for what the ledger answered, say.
  private static func intents(confirmedBy correction: Correction, _ folders: [String: [Intent]]) -> [Intent]? {
    switch correction.kind {
    case .intent:
      let intents = correction.after.split(separator: ",").map { Intent($0.trimmingPrefix(" ").description) }
      return intents.isEmpty ? nil : intents
    case .folder:
      guard let intents = folders[correction.after], intents.count == 1 else { return nil }
      return intents
    case .entity: return nil
    }
  }
}
