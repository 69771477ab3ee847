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
    var said = try await store.examples(profile: profile)
    for mailbox in mailboxes {
      for (correction, message) in try await store.correctedMessages(in: mailbox) where correction.kind != .entity {
        let intents = Self.intents(confirmedBy: correction, folders)
        said.append(ConfirmedMessage(message: message, intents: intents, confirmedAt: correction.at))
      }
    }
    var latest: [ContentHash: ConfirmedMessage] = [:]
    for word in said.sorted(by: { $0.confirmedAt < $1.confirmedAt }) { latest[word.message.contentHash] = word }
    // A last word that tells no intent takes the ones before back.
    return latest.values.filter { !$0.intents.isEmpty }
      .sorted { ($0.confirmedAt, $0.message.id) < ($1.confirmedAt, $1.message.id) }
  }

  /// None where a correction says nothing of the intents. A move tells one only into a folder that is one intent's: into
  /// others mails go for what the ledger answered, say.
  private static func intents(confirmedBy correction: Correction, _ folders: [String: [Intent]]) -> [Intent] {
    if correction.kind == .intent {
      return correction.after.split(separator: ",").map { Intent($0.trimmingPrefix(" ").description) }
    }
    guard let intents = folders[correction.after], intents.count == 1 else { return [] }
    return intents
  }
}
