public import Domain
import GRDB

extension ApplianceStore {
  /// Takes steps of messages in one transaction: all that `body` journals is there afterwards, or nothing.
  ///
  /// What was only thought can be thought again, so that this does not wait for the disk; the next `write` does.
  public func takeSteps<Value: Sendable>(
    _ body: @escaping @Sendable (Steps) throws -> Value
  ) async throws -> Value {
    let now = world.now()
    return try await writeLightly { try body(Steps($0, at: now)) }
  }
}

/// The steps of messages on their way, within a transaction. Each keeps what was made and journals the new state.
public struct Steps {
  private let database: Database
  /// The moment of all of them.
  public let now: Instant

  init(_ database: Database, at now: Instant) {
    self.database = database
    self.now = now
  }

  /// Keeps what was read: the message, its people, its conversation, whether it is a duplicate, and the understanding.
  ///
  /// - Parameter fresh: The name of its conversation if it begins one.
  public func understand(
    _ entry: MessageEntry, _ message: Message, _ understanding: Understanding, fresh: Identifier<Conversation>
  ) throws -> MessageEntry {
    let conversation = try ApplianceStore.conversation(of: message, fresh: fresh, at: now, database)
    let duplicate = try ApplianceStore.original(of: message, database)
    let id = entry.id.description
    try database.execute(
      cached: """
        UPDATE message SET message_id = ?, body_hash = ?, sent_at = ?, zone = ?, conversation = ?, duplicate_of = ?
        WHERE id = ?
        """,
      arguments: [
        message.messageID, message.bodyHash.hex, message.sentAt?.milliseconds, message.zone,
        conversation.description, duplicate?.description, id,
      ])
    var understood = entry
    understood.conversation = conversation
    understood.duplicateOf = duplicate
    try ApplianceStore.noteAnswer(to: message, understood, at: now, database)
    try database.execute(cached: "DELETE FROM participant WHERE message = ?", arguments: [id])
    for participant in message.participants {
      try database.execute(
        cached: "INSERT INTO participant (message, mailbox, role, kind, value, name) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          id, message.mailbox.text, participant.role.rawValue, participant.kind.rawValue, participant.value,
          participant.name,
        ])
    }
    try keep(message, as: .message, of: entry)
    try keep(understanding, as: .understanding, of: entry)
    return try advance(understood, to: .understood)
  }

  /// Keeps what the shop and the ledger answered.
  public func lookUp(_ entry: MessageEntry, _ lookups: [LookupResult]) throws -> MessageEntry {
    try keep(lookups, as: .lookups, of: entry)
    return try advance(entry, to: .lookedUp)
  }

  /// Keeps a decision with all it depended on and the text of the reply it asks for, and plans its actions.
  ///
  /// - Parameters:
  ///   - profile: Whose rules decided.
  ///   - versions: What made the answer, if there is one.
  public func decide(
    _ entry: MessageEntry, _ decision: Decision, for input: DecisionInput, _ draft: Draft?, profile: String,
    _ versions: AnswerVersions
  ) throws -> MessageEntry {
    // One of an earlier decision, taken back, is none of this one.
    try database.execute(
      cached: "DELETE FROM stage WHERE message = ? AND name = ?",
      arguments: [entry.id.description, StageName.draft.rawValue])
    if let draft { try keep(draft, as: .draft, of: entry) }
    try keep(input, as: .decisionInput, of: entry)
    try keep(decision, as: .decision, of: entry)
    try database.execute(
      cached: """
        INSERT OR REPLACE INTO decision
          (message, mailbox, rule, intent, mode, needs_person, configuration_hash, model_hash, at, template, profile,
            threshold, rules_hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        entry.id.description, entry.mailbox.text, decision.rule?.text, input.understanding.accepted.first?.id,
        input.mode.rawValue, decision.needsPerson, input.configurationHash.hex, input.modelHash.hex,
        now.milliseconds, decision.wouldBeReply?.text, profile, versions.threshold, versions.rules.hex,
      ])
    try ApplianceStore.plan(decision.actions, of: entry, database)
    return try advance(entry, to: .decided)
  }

  public func beginActing(_ entry: MessageEntry) throws -> MessageEntry { try advance(entry, to: .acting) }

  /// Takes a decision back before anything left the house: it will be decided anew, and its actions planned anew.
  public func decideAgain(_ entry: MessageEntry, cause: String) throws -> MessageEntry {
    try ApplianceStore.plan([], of: entry, database)
    try ApplianceStore.journal(
      "decide_again", detail: cause, of: entry.id, mailbox: entry.mailbox, at: now, database)
    return try advance(entry, to: .lookedUp)
  }

  /// Ends a message's way.
  public func finish(_ entry: MessageEntry, outcomes: [Outcome], needsPerson: Bool) throws -> MessageEntry {
    try keep(outcomes, as: .outcomes, of: entry)
    var finished = entry
    finished.needsPerson =
      try Bool.fetchOne(
        database,
        cached: """
          UPDATE message SET needs_person = ?1 AND NOT answered_by_person, claim_owner = NULL, claim_until = NULL
          WHERE id = ?2 RETURNING needs_person
          """, arguments: [needsPerson, entry.id.description]) ?? needsPerson
    return try advance(finished, to: .done)
  }

  /// What the exchange of a message held before it; nil before it was understood.
  public func conversationFacts(of entry: MessageEntry) throws -> DecisionInput.ConversationFacts? {
    try ApplianceStore.conversationFacts(of: entry, database)
  }

  /// What has been sent lately and whether sending is allowed. An answer whose end is unknown counts as sent.
  public func counters(sender: String?, mailbox: MailboxName) throws -> DecisionInput.Counters {
    try ApplianceStore.counters(sender: sender, mailbox: mailbox, at: now, database)
  }

  /// The audits of the answers to a motive, of these versions only, oldest first.
  public func verdicts(on intent: Intent, profile: String, of versions: AnswerVersions) throws -> [Verdict] {
    try ApplianceStore.verdicts(on: intent, profile: profile, of: versions, database)
  }

  /// Automatic answers to a motive in the last hour, and in the busiest hour of the four weeks before it.
  public func automaticAnswers(to intent: Intent, profile: String) throws -> (lastHour: Int, busiestHour: Int) {
    try ApplianceStore.automaticAnswers(to: intent, profile: profile, at: now, database)
  }

  private func keep(_ value: some Encodable, as name: StageName, of entry: MessageEntry) throws {
    try database.execute(
      cached: "INSERT OR REPLACE INTO stage (message, mailbox, name, value, at) VALUES (?, ?, ?, ?, ?)",
      arguments: [
        entry.id.description, entry.mailbox.text, name.rawValue, try StoredJSON.text(value), now.milliseconds,
      ])
  }

  /// Throws `StoreError.erased` for a message that was erased while it was worked on: nothing of it comes back.
  private func advance(_ entry: MessageEntry, to state: MessageState) throws -> MessageEntry {
    try database.execute(
      cached: """
        UPDATE message SET state = ?, state_at = ?, attempts = 0, retry_at = NULL WHERE id = ? AND erased_at IS NULL
        """,
      arguments: [state.rawValue, now.milliseconds, entry.id.description])
    if database.changesCount == 0 { throw StoreError.erased(entry.id) }
    try ApplianceStore.journal(state.rawValue, of: entry.id, mailbox: entry.mailbox, at: now, database)
    var advanced = entry
    advanced.state = state
    advanced.attempts = 0
    return advanced
  }
}
