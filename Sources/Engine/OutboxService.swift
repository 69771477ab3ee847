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
  private var store: ApplianceStore { work.store }

  init(_ work: PerformActions) { self.work = work }

  func answer(_ entry: MessageEntry, _ action: ActionEntry) async throws -> End {
    if let known = try await store.answer(to: entry.id) {
      switch known.state {
      case .sent: return try await end(entry, action, .done)
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

  /// A sending that a crash cut short: only proof tells what became of it.
  private func settle(_ answer: OutboxEntry, _ entry: MessageEntry, _ action: ActionEntry) async throws -> End {
    switch await work.mailbox.carrier?.evidence(ofSending: answer.messageID) {
    case .sent?:
      try await mark(.sent, entry)
      return try await end(entry, action, .done)
    case .notSent?:
      try await mark(.queued, entry)
      return try await self.answer(entry, action)
    case .unknown?, nil:
      try await mark(.uncertain, entry)
      return try await end(entry, action, .uncertain, Reason(.uncertainSending))
    }
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
    let object = MailObject(
      messageID: answer.messageID, sender: answer.sender, recipients: [answer.recipient].compactMap { $0 },
      bytes: try store.bytes(answer.contentHash))
    guard try await store.beginSending(answerTo: entry.id) else {
      try await store.withdraw(answerTo: entry.id)
      return .decideAgain(cause: Reason.Code.sendingStopped.rawValue)
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
      case .uncertain:
        try await mark(.uncertain, entry)
        return try await end(entry, action, .uncertain, Reason(.uncertainSending))
      }
    }
    work.listener(.actionTookEffect(entry.id, position: action.position))
    try await mark(.sent, entry)
    return try await end(entry, action, .done)
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
