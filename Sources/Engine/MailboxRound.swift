import Connectors
import Domain
import Foundation
import Mailboxes
import Reading
import Store

/// One look into one mailbox: takes in what has come, notes what people did there, and works off what is to be done.
struct MailboxRound {
  let mailbox: WatchedMailbox
  let reader: MailReader
  let store: ApplianceStore
  let listener: EngineListener
  let world: World
  let policy: DecisionPolicy
  /// Whose claims on messages are made.
  let owner: String
  /// Reads what takes long beside the others.
  let lane: RecognitionLane

  private var name: MailboxName { mailbox.name }

  /// Mails taken in before the first of them is worked on, and then while others are.
  private static let batch = 200

  /// - Parameter goesOn: Asked before each mail.
  /// - Returns: How many mails came to their end.
  func work(while goesOn: @escaping @Sendable () async -> Bool) async throws -> Int {
    var ended = 0
    do {
      var areMore = try await collect(while: goesOn)
      try await PersonWatch(mailbox: mailbox, store: store, world: world).look()
      for alarm in [Alarm.Code.mailboxUnavailable, .tokenRefused] { try await store.clear(alarm, mailbox: name) }
      try await noteSilence()
      var isLast = false
      while !isLast, await goesOn() {
        let areMoreToCollect = areMore
        async let next = areMoreToCollect ? collect(while: goesOn) : false
        ended += try await workOff(while: goesOn)
        areMore = try await next
        // What came meanwhile is worked on in the next turn.
        isLast = !areMoreToCollect
      }
    } catch let error as MailboxError {
      try await store.raise(error, in: name, listener)
    }
    return ended
  }

  /// Takes in a batch. Returns whether there is more.
  private func collect(while goesOn: @escaping @Sendable () async -> Bool) async throws -> Bool {
    try await Arrivals(mailbox: mailbox, store: store, world: world, listener: listener).collect(
      limit: Self.batch, while: goesOn)
  }

  /// A server that has stopped telling of new mail, or lets nobody wait for it, is polled, and an operator should know.
  private func noteSilence() async throws {
    let now = world.now().seconds
    let isSilent = await mailbox.access.health().contains { connection in
      connection.state == .silent
        || connection.purpose == .watch && connection.state == .down && now - connection.since.seconds > 15 * 60
    }
    if isSilent {
      try await store.raise(.idleSilent, mailbox: name)
    } else {
      try await store.clear(.idleSilent, mailbox: name)
    }
  }

  /// Mails read ahead of the one that is worked on.
  private static let readAhead = 25

  private func workOff(while goesOn: @Sendable () async -> Bool) async throws -> Int {
    let flow = MessageFlow(
      mailbox: mailbox, reader: reader, store: store, listener: listener, world: world, policy: policy)
    var ended = 0
    var batch = try await readNext(flow, while: goesOn)
    while !batch.claimed.isEmpty || !batch.read.isEmpty {
      let inHand = batch.read.map(\.entry)
      async let next = readNext(flow, besides: inHand, while: goesOn)
      for group in try await groups(batch.read) where await goesOn() { ended += try await carry(group, flow) }
      batch = try await next
    }
    return ended
  }

  /// Takes what the lane has read, claims and reads the next mails; none when it shall not go on. Those with pictures of
  /// text go to the lane.
  private func readNext(
    _ flow: MessageFlow, besides inHand: [MessageEntry] = [], while goesOn: @Sendable () async -> Bool
  ) async throws -> (claimed: [MessageEntry], read: [ReadingAttempt]) {
    guard await goesOn() else { return ([], []) }
    // Before they are taken, lest they be claimed anew.
    let others = await inHand + lane.inHand
    var read = await lane.takeReady()
    let claimed = try await store.claimNext(
      Self.readAhead, in: name, owner: owner, leaseSeconds: 15 * 60, besides: others)
    for (entry, result) in zip(claimed, await claimed.concurrently { try await flow.read($0, recognises: false) }) {
      if case .failure(let error) = result, error is RecognitionNeeded {
        await lane.add(entry) { try await flow.read($0, recognises: true) }
      } else {
        read.append(ReadingAttempt(entry: entry, result: result))
      }
    }
    return (claimed, read)
  }

  /// The mails that could be read, those together that may be decided in one transaction: where nothing is ever done the
  /// decision on one mail hangs on no deed for another.
  private func groups(_ batch: [ReadingAttempt]) async throws -> [[ReadMail]] {
    var read: [ReadMail] = []
    for attempt in batch {
      do {
        read.append(try attempt.result.get())
      } catch {
        try await setAside(attempt.entry, error)
      }
    }
    return mailbox.settings.mode == .observe ? [read] : read.map { [$0] }
  }

  /// Carries mails to their end. Returns how many came to it.
  private func carry(_ group: [ReadMail], _ flow: MessageFlow) async throws -> Int {
    var ended = 0
    for (mail, start) in zip(try await together(group, flow), group.map(\.entry.state)) where !mail.entry.isErased {
      do {
        _ = try await flow.advance(mail)
      } catch {
        try await setAside(mail.entry, error)
        continue
      }
      ended += 1
      try await clearAlarms(after: mail.entry.id, from: start)
    }
    return ended
  }

  /// Mails after their decisions in one transaction. Where that fails, what keeps one of them from its end is found out by
  /// taking each alone, from where it stands by then.
  private func together(_ group: [ReadMail], _ flow: MessageFlow) async throws -> [ReadMail] {
    guard group.count > 1 else { return group }
    if let thought = try? await flow.think(group) { return zip(thought, group).map(ReadMail.init) }
    var mails: [ReadMail] = []
    for mail in group { mails.append(ReadMail(try await store.entry(mail.entry.id), mail)) }
    return mails
  }

  /// Puts a mail off that cannot be carried on now. Throws where the others would fare no better.
  private func setAside(_ entry: MessageEntry, _ error: any Error) async throws {
    // Erased while it was worked on: it has come to its end.
    if try await store.entry(entry.id).isErased { return }
    switch error {
    case let error as ConnectorUnavailable:
      try await store.raise(.connectorUnavailable, mailbox: name, ["connector": error.connector])
      try await postpone(entry, "connector")
    case let error as SendingError:
      try await store.raise(.sendingUnavailable, mailbox: name, error.text)
      try await postpone(entry, "sending")
    case let error as MailboxError:
      try await postpone(entry, "mailbox")
      // Where the mailbox itself is away all are taken up again when it answers.
      guard case .server(let problem) = error else { return }
      guard problem.isOfOneMessage else { throw error }
      try await store.raise(.messageRefused, mailbox: name, problem.text, ["message": entry.id.description])
    default:
      // Its own stored values cannot be read, say: others go on, this one is seen in `status`. A disk that is full
      // refuses these lines as well, and the round ends.
      try await store.raise(.messageStuck, mailbox: name, ["message": entry.id.description])
      try await postpone(entry, "store")
    }
  }

  /// What this mail needed works again; one that needed nothing, or had got it before, proves nothing.
  /// - Parameter start: The state from which it was carried on.
  private func clearAlarms(after id: Identifier<Message>, from start: MessageState) async throws {
    let standing = try await store.alarms().filter { $0.mailbox == name }
    if standing.isEmpty { return }
    for code in [Alarm.Code.messageRefused, .messageStuck] { try await store.clear(code, of: id) }
    if standing.contains(where: { $0.code == .answersSurging }) { try await clearSurges(after: id) }
    guard start == .received || start == .understood else { return }
    let lookups = try await store.stage(.lookups, of: id, as: [LookupResult].self)
    for connector in Set(lookups.filter { !$0.isUnavailable }.map(\.connector)) {
      try await store.clear(.connectorUnavailable, mailbox: name, where: "connector", is: connector)
    }
  }

  /// Ends the alarm of each intent that this message showed to be calm again.
  private func clearSurges(after id: Identifier<Message>) async throws {
    let input = try await store.stage(.decisionInput, of: id, as: DecisionInput.self)
    for (intent, gate) in input.gate where gate == .open || gate == .closed {
      try await store.clear(.answersSurging, mailbox: name, where: "intent", is: intent.id)
    }
  }

  private func postpone(_ entry: MessageEntry, _ cause: String) async throws {
    let attempts = try await store.entry(entry.id).attempts
    let moment = world.now().adding(seconds: Patience.delay(afterAttempts: attempts))
    try await store.postpone(entry.id, until: moment, cause: cause)
    listener(.postponed(entry.id, cause: cause))
  }
}

extension Array where Element: Sendable {
  /// What becomes of each element, in their order; as many at once as there are processors.
  fileprivate func concurrently<Value: Sendable>(
    _ body: @escaping @Sendable (Element) async throws -> Value
  ) async -> [Result<Value, any Error>] {
    await withTaskGroup(of: (Int, Result<Value, any Error>).self) { group in
      var results: [Result<Value, any Error>?] = map { _ in nil }
      var waiting = enumerated().makeIterator()
      func begin() {
        guard let (position, element) = waiting.next() else { return }
        group.addTask {
          do {
            return (position, .success(try await body(element)))
          } catch {
            return (position, .failure(error))
          }
        }
      }
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { begin() }
      for await (position, result) in group {
        results[position] = result
        begin()
      }
      return results.compactMap { $0 }
    }
  }
}

extension ApplianceStore {
  /// Tells that a mailbox cannot be used now.
  func raise(_ error: MailboxError, in name: MailboxName, _ listener: EngineListener) async throws {
    listener(.mailboxUnavailable(name, reason: error.description))
    try await raise(error.needsConsent ? .tokenRefused : .mailboxUnavailable, mailbox: name, error.text)
  }

  /// Raises an alarm whose reason is told in both languages, beside what else it is about.
  func raise(
    _ code: Alarm.Code, mailbox: MailboxName, _ reason: Localized, _ subject: [String: String] = [:]
  ) async throws {
    try await raise(code, mailbox: mailbox, subject.merging(["fr": reason.fr, "en": reason.en]) { $1 })
  }
}
