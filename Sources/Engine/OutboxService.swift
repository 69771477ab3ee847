import Domain
import Mailboxes
import Store

/// Sends an answer at most once. `sending` is journaled before the carrier is called; found so after a crash, only proof
/// decides: proved sent is done, proved unsent is sent, and anything else is uncertain and a person's.
struct OutboxService {
  enum End {
    case sent
    /// It may have left.
    case uncertain
    /// It certainly did not leave and never will by itself.
    case refused
    case decideAgain(cause: String)
  }

  private let work: PerformActions
  private var store: ApplianceStore { work.store }

  init(_ work: PerformActions) { self.work = work }

  func answer(_ entry: MessageEntry, _ action: ActionEntry) async throws -> End {
    guard let carrier = work.mailbox.carrier else {
      return try await end(entry, action, .failed, .stepFailed("carrier"))
    }
    if let end = try await withdrawn(entry, action) { return end }
    if action.state == .planned { try await work.begin(action, entry) }
    guard let answer = try await queued(entry) else { return try await end(entry, action, .failed, Reason(.noSender)) }
    switch answer.state {
    case .sent: return try await end(entry, action, .done)
    case .uncertain: return try await end(entry, action, .uncertain, Reason(.uncertainSending))
    case .failed: return try await end(entry, action, .failed, .stepFailed("sending"))
    case .queued: return try await send(answer, entry, action, carrier)
    case .sending:
      switch await carrier.evidence(ofSending: answer.messageID) {
      case .sent:
        try await mark(.sent, entry)
        return try await end(entry, action, .done)
      case .notSent: return try await send(answer, entry, action, carrier)
      case .unknown:
        try await mark(.uncertain, entry)
        return try await end(entry, action, .uncertain, Reason(.uncertainSending))
      }
    }
  }

  /// Before anything has left: sending may have been stopped since the decision, or a person may have taken the mail.
  private func withdrawn(_ entry: MessageEntry, _ action: ActionEntry) async throws -> End? {
    let answer = try await store.answer(to: entry.id)
    guard answer == nil || answer?.state == .queued else { return nil }
    if try await !work.mailbox.access.contains(entry.location) {
      if answer != nil { try await store.withdraw(answerTo: entry.id) }
      throw MailboxError.gone(entry.location)
    }
    if try await !store.sendingAllowed() {
      if answer != nil { try await store.withdraw(answerTo: entry.id) }
      return .decideAgain(cause: Reason.Code.sendingStopped.rawValue)
    }
    return nil
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
    try await mark(.sending, entry)
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
    try await store.end(action, of: entry.id, result, reason: reason)
    switch result {
    case .done: return .sent
    case .uncertain: return .uncertain
    case .failed: return .refused
    }
  }
}

extension Reason {
  fileprivate static func stepFailed(_ step: String) -> Reason { Reason(.stepFailed, ["step": step]) }
}
