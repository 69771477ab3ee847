import Domain
import Mailboxes
import Store

/// Sends an answer at most once. `sending` is journaled before the carrier is called; found so after a crash, only proof
/// decides: proved sent is done, proved unsent is sent, and anything else is uncertain and a person's.
struct OutboxService {
  enum End {
    /// The action has ended; what follows is planned.
    case ended
    case decideAgain(cause: String)
  }

  private let work: PerformActions
  private let limits: SendingLimits
  private var store: ApplianceStore { work.store }

  init(_ work: PerformActions, within limits: SendingLimits) {
    self.work = work
    self.limits = limits
  }

  func answer(_ entry: MessageEntry, _ action: ActionEntry) async throws -> End {
    if let known = try await store.answer(to: entry.id) {
      switch known.state {
      case .sent: return try await finish(known, entry, action)
      case .uncertain: return try await end(entry, action, .uncertain, Reason(.uncertainSending))
      case .failed: return try await end(entry, action, .failed, .stepFailed("sending"))
      case .sending: return try await settle(known, entry, action)
      case .queued: break
      }
    }
    if try await !work.mailbox.access.contains(entry.location) {
      try await store.withdraw(answerTo: entry.id)
      throw MailboxError.gone(entry.location)
    }
    guard let carrier = work.mailbox.carrier else {
      try await store.withdraw(answerTo: entry.id)
      return try await end(entry, action, .failed, .stepFailed("carrier"))
    }
    if action.state == .planned { try await work.begin(action, entry) }
    guard let answer = try await queued(entry) else { return try await end(entry, action, .failed, Reason(.noSender)) }
    return try await send(answer, entry, action, carrier)
  }

  /// A sending that was cut short, by a crash or by the connection: only proof tells what became of it.
  private func settle(_ answer: OutboxEntry, _ entry: MessageEntry, _ action: ActionEntry) async throws -> End {
    switch try await work.mailbox.carrier?.evidence(ofSending: object(answer)) {
    case .sent?:
      try await mark(.sent, entry)
      return try await finish(answer, entry, action)
    case .notSent?:
      try await mark(.queued, entry)
      return try await self.answer(entry, action)
    case .unknown?, nil:
      try await mark(.uncertain, entry)
      return try await end(entry, action, .uncertain, Reason(.uncertainSending))
    }
  }

  /// What follows a sending: a copy among the sent mails, and the mark of an answered mail. Both may be asked again.
  private func finish(_ answer: OutboxEntry, _ entry: MessageEntry, _ action: ActionEntry) async throws -> End {
    // Nothing is changed any more in a mailbox that is only observed by now.
    if work.mailbox.settings.mode == .observe { return try await end(entry, action, .done) }
    do {
      try await work.mailbox.carrier?.keepCopy(of: object(answer))
    } catch MailboxError.server(let problem) where problem.isOfOneMessage {
      // No room among the sent mails, say: the answer has left all the same.
      try await store.raise(.messageRefused, mailbox: entry.mailbox, problem.text, ["message": entry.id.description])
    }
    do {
      try await work.mailbox.access.set(.answered, on: entry.location)
    } catch MailboxError.gone {
      // A person moved it in this very moment; it is answered all the same.
    }
    return try await end(entry, action, .done)
  }

  private func object(_ answer: OutboxEntry) throws -> MailObject {
    MailObject(
      messageID: answer.messageID, sender: answer.sender, recipients: [answer.recipient].compactMap { $0 },
      bytes: try store.bytes(answer.contentHash))
  }

  /// The composed answer, kept before it is sent so that it is sent as it was kept.
  private func queued(_ entry: MessageEntry) async throws -> OutboxEntry? {
    if let known = try await store.answer(to: entry.id) { return known }
    let message = try await store.stage(.message, of: entry.id, as: Message.self)
    guard let recipient = message.sender?.value,
      let bytes = try await work.composed(entry, .appliance, at: work.world.now())
    else { return nil }
    let answer = try await store.queue(
      answerTo: entry.id, messageID: ReplyWriter(work.mailbox.settings).messageID(entry.id, .appliance),
      sender: work.mailbox.settings.addresses[0], recipient: recipient, bytes: bytes)
    work.listener(.answer(entry.id, .queued))
    return answer
  }

  private func send(
    _ answer: OutboxEntry, _ entry: MessageEntry, _ action: ActionEntry, _ carrier: any Carrier
  ) async throws -> End {
    let object = try object(answer)
    do {
      try await carrier.prepare()
    } catch  where entry.attempts >= Patience.sendingAttempts {
      try await mark(.failed, entry)
      return try await end(entry, action, .failed, .stepFailed("sending"))
    }
    try await store.clear(.sendingUnavailable, mailbox: entry.mailbox)
    if let obstacle = try await store.beginSending(answerTo: entry.id, within: limits) {
      try await store.withdraw(answerTo: entry.id)
      return .decideAgain(cause: obstacle.rawValue)
    }
    work.listener(.answer(entry.id, .sending))
    do {
      try await carrier.send(object)
    } catch {
      switch error.kind {
      case .temporary where answer.attempts < Patience.sendingAttempts:
        try await mark(.queued, entry)
        throw error
      case .temporary, .permanent:
        try await mark(.failed, entry)
        return try await end(entry, action, .failed, .stepFailed("sending"))
      // The same as after a crash: the server itself may have kept a copy.
      case .uncertain: return try await settle(answer, entry, action)
      }
    }
    work.listener(.actionTookEffect(entry.id, position: action.position))
    try await mark(.sent, entry)
    return try await finish(answer, entry, action)
  }

  private func mark(_ state: OutboxState, _ entry: MessageEntry) async throws {
    try await store.mark(state, answerTo: entry.id)
    work.listener(.answer(entry.id, state))
  }

  private func end(
    _ entry: MessageEntry, _ action: ActionEntry, _ result: Outcome.Result, _ reason: Reason? = nil
  ) async throws -> End {
    try await store.end(
      action, of: entry.id, result, reason: reason, insteadOfTheRest: Self.consequence(of: result, action.action))
    return .ended
  }

  /// An answer that did not leave goes to a person: its text as a draft where it certainly did not, but not where it may
  /// have, lest it leave a second time.
  private static func consequence(of result: Outcome.Result, _ action: Action) -> [Action]? {
    let toPerson: [Action] = [.flag, .file(folder: DecisionStep.toAnalyse)]
    switch result {
    case .done: return nil
    case .uncertain: return toPerson
    case .failed: return (action.template.map { [.draft($0)] } ?? []) + toPerson
    }
  }
}

extension Reason {
  fileprivate static func stepFailed(_ step: String) -> Reason { Reason(.stepFailed, ["step": step]) }
}
