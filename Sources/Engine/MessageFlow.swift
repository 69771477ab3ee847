import Domain
import Mailboxes
import Reading
import Rules
import Store

/// The way of a mail, from its arrival to its end, in the order in which it happens.
///
/// `RawMessage` → `Message` → `Understanding` → `[LookupResult]` → `Decision` → `[Action]` and `Draft` → `[Outcome]`. Each
/// step makes a value of the values before it; `think` keeps and journals those that touch nothing in one transaction, and
/// what was cut short is simply thought again. Only `act` touches the world, and journals before and after each touch.
struct MessageFlow: Sendable {
  let mailbox: WatchedMailbox
  let reader: MailReader
  let store: ApplianceStore
  let listener: EngineListener
  let world: World
  let policy: DecisionPolicy

  /// Takes a mail that was read from wherever it stands to its end. Throws when a step cannot be taken now; the message
  /// then stays where it is and is taken up again later.
  func advance(_ mail: ReadMail) async throws -> MessageEntry {
    var entry = mail.entry
    if entry.state.isDecided, try await isOutdated(entry) { entry = try await decideAnew(entry) }
    while entry.state != .done {
      entry = entry.state.isDecided ? try await act(entry) : try await think([ReadMail(entry, mail)])[0]
    }
    return entry
  }

  /// Bytes → message → understanding. Nothing is journaled of it. Throws `RecognitionNeeded` when text in its pictures
  /// must be recognised and that was not allowed.
  func read(_ entry: MessageEntry, recognises: Bool) async throws -> ReadMail {
    guard entry.state == .received else {
      return ReadMail(
        entry: entry, message: try await store.stage(.message, of: entry.id),
        understanding: try await store.stage(.understanding, of: entry.id))
    }
    let raw = RawMessage(
      mailbox: entry.mailbox, location: entry.location, receivedAt: entry.receivedAt,
      bytes: try store.bytes(entry.contentHash))
    let read = try await reader.read(
      raw, id: entry.id, contentHash: entry.contentHash, recognises: recognises)
    return ReadMail(entry: entry, message: read.message, understanding: read.understanding)
  }

  /// Understanding → what the shop or the ledger knows. A connector that does not answer makes the mail wait, and after
  /// some hours go on without the facts, which leads it to a person.
  private func lookUp(_ mail: ReadMail) async throws -> [LookupResult] {
    if mail.entry.state == .lookedUp { return try await store.stage(.lookups, of: mail.entry.id) }
    do {
      return try await Lookups(mailbox: mailbox, world: world).results(
        for: mail.understanding, from: mail.message, isLastAttempt: mail.entry.attempts >= Patience.lookUpAttempts)
    } catch {
      let fresh: Identifier<Conversation> = world.identifier()
      let understood = try await store.takeSteps { try mail.understood($0, fresh: fresh) }
      tell(from: mail.entry, to: understood)
      throw error
    }
  }

  /// All of it → decision, and the text of the answer it asks for. A mail of which nothing is to be done has come to its
  /// end; the others are ready for `act`.
  func think(_ mails: [ReadMail]) async throws -> [MessageEntry] {
    var matters: [(mail: ReadMail, lookups: [LookupResult], fresh: Identifier<Conversation>)] = []
    for mail in mails { matters.append((mail, try await lookUp(mail), world.identifier())) }
    let step = DecisionStep(mailbox: mailbox, policy: policy)
    let thoughts = try await store.takeSteps { [matters] steps in
      try matters.map { mail, lookups, fresh in
        var entry = try mail.understood(steps, fresh: fresh)
        if entry.state != .lookedUp { entry = try steps.lookUp(entry, lookups) }
        let input = try step.input(ReadMail(entry, mail), lookups, steps)
        let (decision, draft) = step.decide(input)
        entry = try steps.decide(
          entry, decision, for: input, draft, profile: mailbox.settings.profile, try step.versions)
        entry = try steps.beginActing(entry)
        if decision.actions.isEmpty {
          entry = try steps.finish(entry, outcomes: [], needsPerson: decision.needsPerson)
        }
        return (entry, decision)
      }
    }
    for (mail, (entry, _)) in zip(mails, thoughts) { tell(from: mail.entry, to: entry) }
    try await noteAlarms(of: thoughts.map(\.1))
    return thoughts.map(\.0)
  }

  /// Tells of every state between two.
  private func tell(from start: MessageEntry, to end: MessageEntry) {
    let states = MessageState.allCases
    guard let first = states.firstIndex(of: start.state), let last = states.firstIndex(of: end.state), first < last
    else { return }
    for state in states[(first + 1)...last] {
      if state == .done, end.needsPerson { listener(.handedToPerson(end.id)) }
      listener(.reached(end.id, state))
    }
  }

  /// Whether the decision was taken for another mode or by other rules, before a person stepped in or audits closed the
  /// gate, or so long ago that its answer would be too late, while nothing has been done of it yet.
  private func isOutdated(_ entry: MessageEntry) async throws -> Bool {
    let input = try await store.stage(.decisionInput, of: entry.id, as: DecisionInput.self)
    let waited = world.now().seconds - input.now.seconds
    let isLate =
      input.message.ageSeconds <= policy.safeguards.answerWithin
      && input.message.ageSeconds + waited > policy.safeguards.answerWithin
    let isPaused = try await store.isPaused(input.conversation.id)
    let step = DecisionStep(mailbox: mailbox, policy: policy)
    let gates = try await store.takeSteps { try step.gates(input.understanding, $0) }
    guard
      input.mode != mailbox.settings.mode || isLate || isPaused != input.conversation.isPaused || gates != input.gate
        || input.configurationHash != policy.configurationHash
    else { return false }
    let answer = try await store.answer(to: entry.id)
    guard answer == nil || answer?.state == .queued else { return false }
    return try await store.actions(of: entry.id).allSatisfy { action in
      action.state == .planned || action.state == .started && action.action.isReply
    }
  }

  private func decideAnew(_ entry: MessageEntry) async throws -> MessageEntry {
    try await store.withdraw(answerTo: entry.id)
    return try await store.takeSteps { try $0.decideAgain(entry, cause: "outdated") }
  }

  /// Decision → deeds → outcomes.
  private func act(_ entry: MessageEntry) async throws -> MessageEntry {
    let decision = try await store.stage(.decision, of: entry.id, as: Decision.self)
    let limits = SendingLimits(
      perSenderPerDay: policy.safeguards.perSenderPerDay, perHour: policy.safeguards.perHour)
    let deeds = PerformActions(mailbox: mailbox, store: store, world: world, listener: listener, limits: limits)
    let end = try await deeds.perform(entry, decision)
    let now = try await store.entry(entry.id)
    switch end {
    case .decideAgain(let cause): return try await store.takeSteps { try $0.decideAgain(now, cause: cause) }
    case .ended(let outcomes, let needsPerson):
      let done = try await store.takeSteps { try $0.finish(now, outcomes: outcomes, needsPerson: needsPerson) }
      tell(from: now, to: done)
      return done
    }
  }
}
