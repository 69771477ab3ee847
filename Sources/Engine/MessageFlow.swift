import Domain
import Mailboxes
import Reading
import Rules
import Store

/// The way of a mail, from its arrival to its end, in the order in which it happens.
///
/// `RawMessage` → `Message` → `Understanding` → `[LookupResult]` → `Decision` → `[Action]` and `Draft` → `[Outcome]`. Each
/// step makes a value of the values before it, keeps it, and journals the new state in the same transaction; a step that
/// was cut short is simply taken again. Only the last step touches the world, and journals before and after each touch.
struct MessageFlow {
  let mailbox: WatchedMailbox
  let store: ApplianceStore
  let messages: MessageReader
  let listener: EngineListener
  let world: World
  let policy: DecisionPolicy

  /// Takes a message from wherever it stands to its end. Throws when a step cannot be taken now; the message then stays
  /// where it is and is taken up again later.
  func advance(_ entry: MessageEntry) async throws -> MessageEntry {
    var entry = entry
    while entry.state != .done { entry = try await step(entry) }
    return entry
  }

  /// Takes one step.
  func step(_ entry: MessageEntry) async throws -> MessageEntry {
    let next =
      switch entry.state {
      case .received: try await understand(entry)
      case .understood: try await lookUp(entry)
      case .lookedUp: try await decide(entry)
      case .decided: try await isOutdated(entry) ? decideAnew(entry) : store.beginActing(entry.id)
      case .acting: try await isOutdated(entry) ? decideAnew(entry) : act(entry)
      case .done: entry
      }
    listener(.reached(next.id, next.state))
    return next
  }

  /// Bytes → message → understanding.
  private func understand(_ entry: MessageEntry) async throws -> MessageEntry {
    let raw = RawMessage(
      mailbox: entry.mailbox, location: entry.location, receivedAt: entry.receivedAt,
      bytes: try store.bytes(entry.contentHash))
    let message = await messages.message(from: raw, id: entry.id, contentHash: entry.contentHash)
    let understanding = mailbox.reader.understanding(of: message)
    return try await store.save(message, understanding)
  }

  /// Understanding → what the shop or the ledger knows. A connector that does not answer makes the mail wait, and after
  /// some hours go on without the facts, which leads it to a person.
  private func lookUp(_ entry: MessageEntry) async throws -> MessageEntry {
    let message = try await store.stage(.message, of: entry.id, as: Message.self)
    let understanding = try await store.stage(.understanding, of: entry.id, as: Understanding.self)
    let lookups = try await Lookups(mailbox: mailbox, world: world).results(
      for: understanding, from: message, isLastAttempt: entry.attempts >= Patience.lookUpAttempts)
    return try await store.save(lookups, of: entry.id)
  }

  /// All of it → decision, and the text of the answer it asks for.
  private func decide(_ entry: MessageEntry) async throws -> MessageEntry {
    let step = DecisionStep(mailbox: mailbox, store: store, world: world, policy: policy)
    let input = try await step.input(for: entry)
    let (decision, draft) = step.decide(input)
    if decision.reasons.contains(where: { $0.code == .breaker }) { try await tripBreaker() }
    if let draft { try await store.save(draft, of: entry.id) }
    return try await store.save(decision, for: input)
  }

  /// Whether the decision was taken for another mode, before a person stepped in, or so long ago that its answer would be
  /// too late, while nothing has been done of it yet.
  private func isOutdated(_ entry: MessageEntry) async throws -> Bool {
    let input = try await store.stage(.decisionInput, of: entry.id, as: DecisionInput.self)
    let waited = world.now().seconds - input.now.seconds
    let isLate =
      input.message.ageSeconds <= policy.safeguards.answerWithin
      && input.message.ageSeconds + waited > policy.safeguards.answerWithin
    let isPaused = try await store.isPaused(input.conversation.id)
    guard input.mode != mailbox.settings.mode || isLate || isPaused != input.conversation.isPaused else { return false }
    let answer = try await store.answer(to: entry.id)
    guard answer == nil || answer?.state == .queued else { return false }
    return try await store.actions(of: entry.id).allSatisfy { action in
      action.state == .planned || action.state == .started && action.action.isReply
    }
  }

  private func decideAnew(_ entry: MessageEntry) async throws -> MessageEntry {
    try await store.withdraw(answerTo: entry.id)
    return try await store.decideAgain(entry.id, cause: "outdated")
  }

  /// Decision → deeds → outcomes.
  private func act(_ entry: MessageEntry) async throws -> MessageEntry {
    let decision = try await store.stage(.decision, of: entry.id, as: Decision.self)
    let limits = SendingLimits(
      perSenderPerDay: policy.safeguards.perSenderPerDay, perHour: policy.safeguards.perHour)
    let deeds = PerformActions(mailbox: mailbox, store: store, world: world, listener: listener, limits: limits)
    switch try await deeds.perform(entry, decision) {
    case .decideAgain(let cause):
      return try await store.decideAgain(entry.id, cause: cause)
    case .ended(let outcomes, let needsPerson):
      if needsPerson { listener(.handedToPerson(entry.id)) }
      return try await store.finish(entry.id, outcomes: outcomes, needsPerson: needsPerson)
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

/// How long the appliance keeps trying before a person is asked.
enum Patience {
  /// Look-ups: with the delays below about a day.
  static let lookUpAttempts = 12
  /// Sendings that were refused for a time: with the delays below about two days.
  static let sendingAttempts = 16

  /// Seconds before the next attempt: a minute, doubling up to four hours.
  static func delay(afterAttempts attempts: Int) -> Int64 { min(60 << min(Int64(attempts), 20), 4 * 3600) }
}
