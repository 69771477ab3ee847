// Engine carries each mail from its arrival to its end: it takes in what has come, has it read, looked up and decided, does
// what was decided, and journals every step before its effect, so that a process killed at any instant loses no mail and
// answers none twice. `MessageFlow` tells the way of one mail; `Appliance` is the whole at work.

import Connectors
public import Domain
import Mailboxes
import Reading
import Rules
import Store
public import TextExtraction

/// The appliance at work on its mailboxes.
///
/// It holds the sole right to its data folder for as long as it lives. One mail is worked on at a time, the oldest first.
public actor Appliance {
  private var configuration: Configuration
  private var accesses: [MailboxName: (maildir: String, access: MaildirMailbox)] = [:]
  private let lock: FolderLock
  private let owner: String
  private let readers: Readers
  private let extractor: TextExtractor
  private let listener: EngineListener
  private var isStopping = false
  /// Counts the configurations, so that work under an old one ends after the mail in hand.
  private var revision = 0
  private var sleeper: Task<Void, Never>?
  nonisolated let store: ApplianceStore
  nonisolated let world: World

  /// Takes the data folder's lock and opens the store.
  public init(
    _ configuration: Configuration, extractor: TextExtractor, world: World, listener: @escaping EngineListener
  ) async throws {
    self.configuration = configuration
    self.extractor = extractor
    self.world = world
    self.listener = listener
    store = try ApplianceStore(directory: configuration.dataFolder, retention: configuration.retention, world: world)
    lock = try FolderLock(configuration.dataFolder)
    owner = (world.identifier() as Identifier<Appliance>).description
    readers = Readers(messages: MessageReader(extractor: extractor))
    try await store.releaseClaims()
  }

  /// Works until `stop` is called: looks into every mailbox, works off what has come, sleeps, begins again.
  public func run() async {
    while !isStopping {
      do {
        try await round()
        try await store.eraseExpired()
      } catch {
        // A full disk, say: nothing is lost, and the next round may go better.
        listener(.roundFailed(String(describing: error)))
      }
      await sleep()
    }
    await extractor.shutdown()
  }

  /// Ends `run` after the mail in hand.
  public func stop() {
    isStopping = true
    sleeper?.cancel()
  }

  /// Puts another configuration in the place of the running one, for the next mail on.
  public func replace(_ configuration: Configuration) async throws {
    let fixed = [
      ("data", configuration.dataFolder == self.configuration.dataFolder),
      ("control_socket", configuration.controlSocket == self.configuration.controlSocket),
      ("retention", configuration.retention == self.configuration.retention),
    ].filter { !$0.1 }.map(\.0)
    guard fixed.isEmpty else { throw RestartNeeded(settings: fixed) }
    self.configuration = configuration
    revision += 1
    // A mailbox that is gone, renamed or lies elsewhere is let go with its lock.
    accesses = accesses.filter { name, open in
      configuration.mailboxes.contains { $0.name == name && $0.maildir == open.maildir }
    }
    try await store.audit("configuration_replaced", by: "operator")
    sleeper?.cancel()
  }

  /// Looks into every mailbox and works off all that can be worked off now. Returns how many mails came to an end.
  @discardableResult
  public func round() async throws -> Int {
    var ended = 0
    var isMore = true
    while isMore && !isStopping {
      let configuration = configuration
      let (mailboxes, areMore) = try await lookInto(configuration)
      ended += try await workOff(mailboxes, policy: try await policy(configuration))
      isMore = areMore
    }
    return ended
  }

  /// Takes in what has come to each mailbox, a batch at most, and notes what people have taken away.
  private func lookInto(
    _ configuration: Configuration
  ) async throws -> (mailboxes: [MailboxName: WatchedMailbox], areMore: Bool) {
    var mailboxes: [MailboxName: WatchedMailbox] = [:]
    var areMore = false
    for settings in configuration.mailboxes {
      do {
        let mailbox = try await open(settings, configuration)
        let arrivals = Arrivals(mailbox: mailbox, store: store, listener: listener)
        if try await arrivals.collect(limit: Self.batch) == Self.batch { areMore = true }
        try await noteTaken(from: mailbox)
        mailboxes[settings.name] = mailbox
        try await store.clear(.mailboxUnavailable, mailbox: settings.name)
      } catch let error as MailboxError {
        listener(.mailboxUnavailable(settings.name, reason: error.description))
        try await store.raise(.mailboxUnavailable, mailbox: settings.name, ["error": error.description])
      }
    }
    return (mailboxes, areMore)
  }

  /// Mails taken in before the first of them is worked on.
  private static let batch = 200

  /// A mail that waited for a person and no longer lies where it was put has been taken care of.
  private func noteTaken(from mailbox: WatchedMailbox) async throws {
    for entry in try await store.waitingForPerson(in: mailbox.name)
    where try await !mailbox.access.contains(entry.location) {
      try await store.takenByPerson(entry.id)
    }
  }

  private func workOff(_ mailboxes: [MailboxName: WatchedMailbox], policy: DecisionPolicy) async throws -> Int {
    var ended = 0
    let revision = revision
    while !isStopping, revision == self.revision,
      let entry = try await store.claimNext(owner: owner, leaseSeconds: 15 * 60)
    {
      guard let mailbox = mailboxes[entry.mailbox] else {
        try await postpone(entry, "mailbox")
        continue
      }
      let flow = MessageFlow(
        mailbox: mailbox, store: store, readers: readers, listener: listener, world: world, policy: policy)
      do {
        _ = try await flow.advance(entry)
        ended += 1
        try await store.clear(.connectorUnavailable, mailbox: entry.mailbox)
        try await store.clear(.sendingUnavailable, mailbox: entry.mailbox)
      } catch let error as ConnectorUnavailable {
        try await store.raise(.connectorUnavailable, mailbox: entry.mailbox, ["connector": error.connector])
        try await postpone(entry, "connector")
      } catch let error as SendingError {
        try await store.raise(.sendingUnavailable, mailbox: entry.mailbox, ["reason": error.description])
        try await postpone(entry, "sending")
      } catch is MailboxError {
        try await postpone(entry, "mailbox")
      } catch {
        // Its own stored values cannot be read, say: others go on, this one is seen in `status`. A disk that is full
        // refuses these lines as well, and the round ends.
        try await store.raise(.messageStuck, mailbox: entry.mailbox, ["message": entry.id.description])
        try await postpone(entry, "store")
      }
    }
    return ended
  }

  private func postpone(_ entry: MessageEntry, _ cause: String) async throws {
    let attempts = try await store.entry(entry.id).attempts
    let moment = world.now().adding(seconds: Patience.delay(afterAttempts: attempts))
    try await store.postpone(entry.id, until: moment, cause: cause)
    listener(.postponed(entry.id, cause: cause))
  }

  /// Opens a mailbox, or takes the one that is open. Nothing is created in one that is only observed.
  private func open(_ settings: MailboxSettings, _ configuration: Configuration) async throws -> WatchedMailbox {
    let access: MaildirMailbox
    if let known = accesses[settings.name], known.maildir == settings.maildir {
      access = known.access
    } else {
      accesses[settings.name] = nil
      access = try MaildirMailbox(
        root: settings.maildir, state: "\(configuration.dataFolder)/mailboxes/\(settings.name)", creating: false,
        world: world)
      accesses[settings.name] = (settings.maildir, access)
    }
    try await store.open(mailbox: settings.name, mode: settings.mode)
    guard let trade = configuration.trades[settings.profile] else {
      throw MailboxError.unavailable("the profile “\(settings.profile)” is not loaded")
    }
    let carrier = settings.mode == .automatic ? try settings.outgoing.map { try MaildirCarrier(root: $0) } : nil
    let mailbox = WatchedMailbox(
      settings: settings, access: access, carrier: carrier, trade: trade,
      connectors: settings.connectors.compactMap { configuration.connectors[$0] })
    if settings.mode != .observe { try await access.createFolders(mailbox.folders + [settings.drafts]) }
    return mailbox
  }

  /// Keeps configuration and models under their hashes, so that decisions can name them.
  private func policy(_ configuration: Configuration) async throws -> DecisionPolicy {
    var models: [String: ContentHash] = [:]
    for (trade, profile) in configuration.trades {
      models[trade] = try await store.keep(profile.lexicon.canonicalBytes, kind: "model")
    }
    return DecisionPolicy(
      safeguards: configuration.safeguards,
      configurationHash: try await store.keep(configuration.snapshot, kind: "configuration"), modelHashes: models,
      ourAddresses: configuration.mailboxes.flatMap(\.addresses))
  }

  /// Sleeps until the next look is due, or until something wakes the appliance.
  private func sleep() async {
    guard !isStopping else { return }
    let seconds = configuration.mailboxes.map(\.poll).min() ?? 5
    let sleeper = Task<Void, Never> { try? await Task.sleep(for: .seconds(seconds)) }
    self.sleeper = sleeper
    await sleeper.value
  }

  /// The first mailbox and the policy, for a test that takes the steps by itself.
  func parts() async throws -> (WatchedMailbox, DecisionPolicy) {
    (try await open(configuration.mailboxes[0], configuration), try await policy(configuration))
  }

  /// The running configuration.
  var current: Configuration { configuration }
}

/// Settings that only a restart can change.
public struct RestartNeeded: Error, Hashable, Sendable, CustomStringConvertible {
  public let settings: [String]

  public var description: String {
    "a change of \(settings.joined(separator: ", ")) takes effect at a restart of the service only; nothing was applied"
  }
}
