import Domain
import Mailboxes
import Store

/// Does what was decided, one action after the other. Each is journaled before its effect and after it; an action found
/// begun after a crash is looked for in the mailbox before it is done again. What was begun before the mailbox came to be
/// only observed is left as it is, and to a person.
struct PerformActions {
  enum End {
    /// Nothing was sent and circumstances changed: decide anew.
    case decideAgain(cause: String)
    case ended([Outcome], needsPerson: Bool)
  }

  let mailbox: WatchedMailbox
  let store: ApplianceStore
  let world: World
  let listener: EngineListener
  let limits: SendingLimits

  func perform(_ entry: MessageEntry, _ decision: Decision) async throws -> End {
    // The list may change under way: an answer that could not be given is replaced by what leads to a person.
    while let action = try await store.actions(of: entry.id).first(where: { $0.outcome == nil }) {
      let current = try await store.entry(entry.id)
      do {
        if mailbox.settings.mode == .observe, try await !isSettled(action, of: current) {
          try await store.withdraw(answerTo: entry.id)
          try await store.end(action, of: entry.id, .failed, reason: Reason(.observeMode))
          listener(.actionEnded(entry.id, position: action.position))
          continue
        }
        switch action.action {
        case .reply:
          if case .decideAgain(let cause) = try await OutboxService(self, within: limits).answer(current, action) {
            return .decideAgain(cause: cause)
          }
        case .draft: try await draft(current, action)
        case .file(let id): try await file(current, action, to: mailbox.folder(id))
        case .flag: try await flag(current, action)
        }
      } catch MailboxError.gone {
        // A person moved or deleted the mail: it is theirs now.
        try await store.end(action, of: entry.id, .failed, reason: Reason(.takenByPerson))
      }
      listener(.actionEnded(entry.id, position: action.position))
    }
    let outcomes = try await store.actions(of: entry.id).compactMap(\.outcome)
    return .ended(outcomes, needsPerson: Self.needsPerson(decision, outcomes))
  }

  /// Whether an action only tells what became of a sending, which is all that is done once a mailbox is only observed.
  private func isSettled(_ action: ActionEntry, of entry: MessageEntry) async throws -> Bool {
    guard action.action.isReply, let answer = try await store.answer(to: entry.id) else { return false }
    return answer.state != .queued
  }

  /// By what is stored alone, so that a crash on the way changes nothing.
  private static func needsPerson(_ decision: Decision, _ outcomes: [Outcome]) -> Bool {
    let isTaken = outcomes.contains { $0.reason?.code == .takenByPerson }
    let wasNotGiven = outcomes.contains { outcome in
      outcome.action.template != nil && outcome.result != .done && outcome.reason?.code != .takenByPerson
    }
    let isHalfDone = outcomes.contains { $0.reason?.code == .observeMode }
    return wasNotGiven || isHalfDone || decision.needsPerson && !isTaken
  }

  func begin(_ action: ActionEntry, _ entry: MessageEntry) async throws {
    try await store.begin(action, of: entry.id)
    listener(.actionBegan(entry.id, position: action.position))
  }

  private func draft(_ entry: MessageEntry, _ action: ActionEntry) async throws {
    // The moment of the decision, so that the bytes are the same when they are made again after a crash.
    let decidedAt = try await store.stage(.decisionInput, of: entry.id, as: DecisionInput.self).now
    let bytes = try await composed(entry, .person, at: decidedAt)
    guard let bytes else {
      try await store.end(action, of: entry.id, .failed, reason: Reason(.noSender))
      return
    }
    let draft = OwnMessage(messageID: ReplyWriter(mailbox.settings).messageID(entry.id, .person), bytes: bytes)
    let isTaken = try await !mailbox.access.contains(entry.location)
    if isTaken { throw MailboxError.gone(entry.location) }
    let wasBegun = action.state == .started
    if !wasBegun { try await begin(action, entry) }
    if wasBegun, try await mailbox.access.holds(draft, in: mailbox.drafts) {
      try await store.end(action, of: entry.id, .done)
      return
    }
    try await mailbox.access.append(draft, to: mailbox.drafts, flags: [.draft])
    listener(.actionTookEffect(entry.id, position: action.position))
    try await store.end(action, of: entry.id, .done)
  }

  /// The bytes of the stored draft, the same each time they are asked for.
  func composed(_ entry: MessageEntry, _ sender: ReplyWriter.Sender, at now: Instant) async throws -> [UInt8]? {
    let draft = try await store.stage(.draft, of: entry.id, as: Draft.self)
    let message = try await store.stage(.message, of: entry.id, as: Message.self)
    return ReplyWriter(mailbox.settings).bytes(draft, answering: message, at: now, sender)
  }

  private func file(_ entry: MessageEntry, _ action: ActionEntry, to folder: FolderName) async throws {
    if entry.location.folder == folder {
      try await store.end(action, of: entry.id, .done)
      return
    }
    let wasBegun = action.state == .started
    if !wasBegun { try await begin(action, entry) }
    let place: MessageLocation
    do {
      try await markIntent(entry)
      place = try await mailbox.access.move(entry.location, to: folder, again: wasBegun)
    } catch MailboxError.gone {
      // The move happened and a crash came before the journal, or a server moved it and did not say where to; or a person
      // did the same meanwhile.
      guard let found = try await mailbox.find(entry, keptIn: store, in: folder) else {
        throw MailboxError.gone(entry.location)
      }
      place = found
    }
    listener(.actionTookEffect(entry.id, position: action.position))
    try await store.end(action, of: entry.id, .done, movedTo: place)
  }

  /// The motive as a keyword, which mail programs show and search for.
  private func markIntent(_ entry: MessageEntry) async throws {
    let understanding = try await store.stage(.understanding, of: entry.id, as: Understanding.self)
    guard let intent = understanding.accepted.first else { return }
    try await mailbox.access.set(.keyword(intent.id), on: entry.location)
  }

  private func flag(_ entry: MessageEntry, _ action: ActionEntry) async throws {
    if action.state != .started { try await begin(action, entry) }
    try await mailbox.access.set(.flagged, on: entry.location)
    listener(.actionTookEffect(entry.id, position: action.position))
    try await store.end(action, of: entry.id, .done)
  }
}
