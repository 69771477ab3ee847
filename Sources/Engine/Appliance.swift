// Engine carries each mail from its arrival to its end: it takes in what has come, has it read, looked up and decided, does
// what was decided, and journals every step before its effect, so that a process killed at any instant loses no mail and
// answers none twice. `MessageFlow` tells the way of one mail; `MailboxRound` one look into a mailbox; `Appliance` is the
// whole at work.

public import Domain
import Foundation
import Learning
import Mailboxes
import Reading
import Store
public import TextExtraction

/// The appliance at work on its mailboxes.
///
/// It holds the sole right to its data folder for as long as it lives. The mailboxes are served side by side, so that a
/// slow server holds up its own mails only. In each the oldest mails come first: some are read ahead together, what is to be
/// done of them is done for one after the other, and those that are only observed are decided together.
public actor Appliance {
  private var configuration: Configuration
  private var doors: [MailboxName: MailboxDoor] = [:]
  /// Made once for many mails: they compile the profile's words, and remember the files that they have read.
  private var readers: [MailboxName: MailReader] = [:]
  private let lock: FolderLock
  private let owner: String
  private let extractor: TextExtractor
  private let listener: EngineListener
  private var isStopping = false
  /// Counts the configurations, so that work under an old one ends after the mail in hand.
  private var revision = 0
  private var sleepers: [MailboxName: Task<Void, Never>] = [:]
  /// Mailboxes in which something has come since the last look.
  private var news: Set<MailboxName> = []
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
    try await store.releaseClaims()
    try await store.removeUnnamedFiles()
    try await store.makeAuditSeed()
    // What was being fetched when an earlier process died.
    try? FileManager.default.removeItem(atPath: configuration.spoolFolder)
  }

  /// Works until `stop` is called.
  public func run() async {
    while !isStopping {
      let revision = revision
      try? await store.clearAlarms(except: configuration.mailboxNames)
      await withTaskGroup { group in
        for mailbox in configuration.mailboxNames { group.addTask { await self.serve(mailbox, under: revision) } }
      }
    }
    for door in doors.values { await door.close() }
    await extractor.shutdown()
  }

  /// Ends `run` after the mails in hand.
  public func stop() {
    isStopping = true
    wakeAll()
  }

  /// Puts another configuration in the place of the running one, for the next mail on.
  public func replace(_ configuration: Configuration) async throws {
    let fixed = [
      ("data", configuration.dataFolder == self.configuration.dataFolder),
      ("control_socket", configuration.controlSocket == self.configuration.controlSocket),
      ("retention", configuration.retention == self.configuration.retention),
      ("key_file", configuration.seal == self.configuration.seal),
      ("attachments", configuration.attachments == self.configuration.attachments),
    ].filter { !$0.1 }.map(\.0)
    guard fixed.isEmpty else { throw RestartNeeded(settings: fixed) }
    self.configuration = configuration
    readers = [:]
    revision += 1
    // A mailbox that is gone, renamed or lies elsewhere is let go with its lock and connections.
    for (name, door) in doors where !configuration.mailboxes.contains(where: door.leads(to:)) {
      doors[name] = nil
      await door.close()
    }
    try await store.audit("configuration_replaced", by: "operator")
    wakeAll()
  }

  /// Looks into every mailbox and works off all that can be worked off now, however long its text takes to be recognised.
  /// Returns how many mails came to an end.
  @discardableResult
  public func round() async throws -> Int {
    let names = configuration.mailboxNames
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for name in names { group.addTask { try await self.workOffWhole(name) } }
      var ended = 0
      for try await some in group { ended += some }
      return ended
    }
  }

  /// Looks into a mailbox again and again: when something is told to have come, at the latest when the time is up.
  private func serve(_ name: MailboxName, under revision: Int) async {
    var watcher: Task<Void, Never>?
    while isCurrent(revision) {
      do {
        try await workOff(name)
        try await store.eraseExpired()
        try await store.clear(.roundFailed, mailbox: name)
      } catch {
        // A full disk, say: nothing is lost, and the next round may go better.
        listener(.roundFailed(String(describing: error)))
        try? await store.raise(.roundFailed, mailbox: name, Localized(describing: error))
      }
      if watcher == nil, let door = doors[name] {
        watcher = Task { await door.watch { Task { await self.wake(name) } } }
      }
      await sleep(name, under: revision)
    }
    watcher?.cancel()
    await watcher?.value
  }

  /// Works off all that can be worked off in a mailbox now.
  @discardableResult
  private func workOff(_ name: MailboxName) async throws -> Int {
    let revision = revision
    news.remove(name)
    guard isCurrent(revision), let round = try await mailboxRound(name) else { return 0 }
    return try await round.work { await self.isCurrent(revision) }
  }

  private func workOffWhole(_ name: MailboxName) async throws -> Int {
    var ended = try await workOff(name)
    while let lane = doors[name]?.lane, await lane.settle() { ended += try await workOff(name) }
    return ended
  }

  /// What a look into a mailbox needs; nil when it is not in the settings, or cannot be opened now.
  private func mailboxRound(_ name: MailboxName) async throws -> MailboxRound? {
    let configuration = configuration
    guard let settings = configuration.mailboxes.first(where: { $0.name == name }) else { return nil }
    try await store.open(mailbox: name, mode: settings.mode)
    do {
      let door = try door(to: settings, configuration)
      let mailbox = try await door.mailbox(settings, configuration)
      return MailboxRound(
        mailbox: mailbox, reader: try reader(for: settings, configuration), store: store, listener: listener,
        world: world,
        policy: try await policy(configuration), owner: owner, lane: door.lane)
    } catch let error as MailboxError {
      try await store.raise(error, in: name, listener)
      return nil
    }
  }

  private func reader(for settings: MailboxSettings, _ configuration: Configuration) throws -> MailReader {
    if let known = readers[settings.name] { return known }
    guard let trade = configuration.trades[settings.profile] else {
      throw MailboxError.unavailable("the profile “\(settings.profile)” is not loaded")
    }
    let reader = configuration.reader(for: settings, trade, extractor: extractor)
    if configuration.hash == self.configuration.hash { readers[settings.name] = reader }
    return reader
  }

  /// The door that is open, or a new one.
  private func door(to settings: MailboxSettings, _ configuration: Configuration) throws -> MailboxDoor {
    if let known = doors[settings.name], known.leads(to: settings) { return known }
    doors[settings.name] = nil
    let door = try MailboxDoor(
      settings, configuration, ServerLogins(configuration, store: store, world: world), world: world,
      lane: RecognitionLane { [weak self] in await self?.wake(settings.name) })
    doors[settings.name] = door
    return door
  }

  /// Keeps configuration and models under their hashes, so that decisions can name them.
  private func policy(_ configuration: Configuration) async throws -> DecisionPolicy {
    var versions: [String: AnswerVersions] = [:]
    for (trade, profile) in configuration.trades {
      try await store.keep(profile.versions.model, kind: "model") { profile.modelBytes }
      versions[trade] = profile.versions
    }
    try await store.keep(configuration.hash, kind: "configuration") { configuration.snapshot }
    return DecisionPolicy(
      safeguards: configuration.safeguards,
      reliability: ReliabilityGate(target: configuration.reliability.target),
      surge: VolumeSurge(least: configuration.reliability.surge),
      configurationHash: configuration.hash, versions: versions,
      ourAddresses: configuration.mailboxes.flatMap(\.addresses))
  }

  private func isCurrent(_ revision: Int) -> Bool { !isStopping && revision == self.revision }

  /// Sleeps until the next look is due, or until something wakes the mailbox.
  private func sleep(_ name: MailboxName, under revision: Int) async {
    guard isCurrent(revision), !news.contains(name) else { return }
    let seconds = configuration.mailboxes.first { $0.name == name }?.poll ?? 30
    let sleeper = Task<Void, Never> { try? await Task.sleep(for: .seconds(seconds)) }
    sleepers[name] = sleeper
    await sleeper.value
  }

  private func wake(_ name: MailboxName) {
    news.insert(name)
    sleepers[name]?.cancel()
  }

  private func wakeAll() {
    for sleeper in sleepers.values { sleeper.cancel() }
  }

  /// How the connections of each mailbox stand.
  func health() async -> [MailboxName: [ConnectionHealth]] {
    var health: [MailboxName: [ConnectionHealth]] = [:]
    for (name, door) in doors { health[name] = await door.health() }
    return health
  }

  /// The first mailbox and the policy, for a test that takes the steps by itself.
  func parts() async throws -> (WatchedMailbox, MailReader, DecisionPolicy) {
    let settings = configuration.mailboxes[0]
    let mailbox = try await door(to: settings, configuration).mailbox(settings, configuration)
    return (mailbox, try reader(for: settings, configuration), try await policy(configuration))
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
