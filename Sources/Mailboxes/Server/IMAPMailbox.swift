public import Domain
import IMAP
import TLS

/// A mailbox at an IMAP server.
///
/// One connection works, another waits to be told of new mail (`IMAPWatch`). Both are opened when needed and again after
/// they broke; a server that cannot be reached is left alone for a while (`Backoff`). What only reads is asked again on a
/// new connection; what changes something is not, since nobody knows whether it was done: the caller looks.
public actor IMAPMailbox: MailboxAccess {
  let account: ServerAccount
  let world: World
  private let isReadOnly: Bool
  private let spool: String
  private var connection: WorkConnection?
  private var states: [FolderName: FolderState] = [:]
  private var backoff = Backoff()
  private var problem: ConnectionProblem?
  private var workHealth: ConnectionHealth
  private let turn = Turn()
  private var isClosed = false
  var watch: IMAPWatch
  /// The session that waits for news.
  var watched: IMAPSession?

  /// - Parameters:
  ///   - isReadOnly: Folders are opened by EXAMINE: nothing of theirs changes, not even `\Recent`.
  ///   - spool: A folder of the appliance's own for large mails under way, on the disk of the mail store.
  public init(_ account: ServerAccount, isReadOnly: Bool, spool: String, world: World) {
    self.account = account
    self.isReadOnly = isReadOnly
    self.spool = spool
    self.world = world
    workHealth = ConnectionHealth(purpose: .work, state: .closed, since: world.now())
    watch = IMAPWatch(at: world.now())
  }

  // MARK: - Reading

  public func folder(for purpose: FolderPurpose) async throws -> FolderName? {
    try await reading { connection in connection.folders.folder(for: purpose) }
  }

  public func spelling(of folder: FolderName) async throws -> String {
    try await reading { connection in connection.folders.spelling(of: folder) }
  }

  public func contents(of folder: FolderName) async throws -> FolderContents {
    try await reading { connection in
      guard let name = try await self.existing(folder, &connection) else { return .absent }
      let state = try await self.state(of: folder, as: name, &connection)
      if folder == .inbox { self.noteInbox(state, after: self.states[.inbox]) }
      self.states[folder] = state
      return state.contents
    }
  }

  /// Folders listed longer ago are listed again before one is said not to exist: a person may have made it.
  private static let listingSeconds: Int64 = 300

  private func existing(_ folder: FolderName, _ connection: inout WorkConnection) async throws(IMAPError) -> WireName? {
    if let name = connection.folders.existing(folder) { return name }
    guard world.now().seconds - connection.listedAt.seconds >= Self.listingSeconds else { return nil }
    try await connection.list(at: world.now())
    return connection.folders.existing(folder)
  }

  private func state(
    of folder: FolderName, as name: WireName, _ connection: inout WorkConnection
  ) async throws(IMAPError) -> FolderState {
    let known = states[folder]
    // RFC 3501 §6.3.10: STATUS is not for the folder that is open.
    if let known, folder != .inbox, folder != connection.selected?.folder {
      let status = try await connection.session.status(name)
      if known.stillHolds(
        uidValidity: status.uidValidity?.number ?? 0, uidNext: status.uidNext?.number, count: Int(status.messages ?? 0))
      {
        return known
      }
    }
    let opened = try await connection.select(folder, as: name, readOnly: isReadOnly, since: known)
    let validity = opened.uidValidity?.number ?? 0
    let count = Int(opened.exists)
    if let known, known.stillHolds(uidValidity: validity, uidNext: opened.uidNext?.number, count: count) {
      return known
    }
    var uids = known.flatMap { changed($0, opened, count) }
    if uids == nil { uids = count == 0 ? [] : try await connection.session.search([.all]).map(\.number) }
    return FolderState(
      uidValidity: validity, uidNext: opened.uidNext?.number, modSequence: opened.highestModSequence, uids: uids ?? [])
  }

  /// What the folder holds by what the server told of changes; nil when that does not add up.
  private func changed(_ known: FolderState, _ opened: SelectedMailbox, _ count: Int) -> [UInt32]? {
    guard known.modSequence != nil, known.uidValidity == opened.uidValidity?.number else { return nil }
    let last = known.uids.last ?? 0
    let uids =
      known.uids.filter { number in UID(number).map { !opened.vanished.contains($0) } ?? false }
      + opened.changed.compactMap(\.uid?.number).filter { $0 > last }.sorted()
    return uids.count == count ? uids : nil
  }

  public func contains(_ location: MessageLocation) async throws -> Bool {
    try await reading { connection in
      guard let uid = try await self.open(location, &connection) else { return false }
      return try await connection.session.search([.uid(UIDSet([uid]))]).contains(uid)
    }
  }

  /// Opens the folder of a location. Nil when the numbers of the folder are others by now, or it is gone.
  func open(
    _ location: MessageLocation, _ connection: inout WorkConnection
  ) async throws(IMAPError) -> UID? {
    guard let uid = UID(location.uid) else { return nil }
    if connection.selected?.folder != location.folder {
      guard let name = try await existing(location.folder, &connection) else { return nil }
      _ = try await connection.select(location.folder, as: name, readOnly: isReadOnly, since: nil)
    }
    return connection.selected?.uidValidity == location.uidValidity ? uid : nil
  }

  public func fetch(_ locations: [MessageLocation]) async throws -> [Result<FetchedMessage, MailboxError>] {
    do {
      return try await fetchTogether(locations)
    } catch MailboxError.server(let problem) where !problem.isOfOneMessage || locations.count > 1 {
      return try await fetchOneByOne(locations, problem)
    }
  }

  private func fetchTogether(_ locations: [MessageLocation]) async throws -> [Result<FetchedMessage, MailboxError>] {
    guard let first = locations.first else { return [] }
    return try await reading { connection in
      guard try await self.open(first, &connection) != nil else { return locations.map { .failure(.gone($0)) } }
      let fetched = try await self.fetch(UIDSet(locations.compactMap { UID($0.uid) }), connection)
      return locations.map { location in
        UID(location.uid).flatMap { fetched[$0] }.map { .success($0) } ?? .failure(.gone(location))
      }
    }
  }

  /// One message that a server cannot read, or cannot give without breaking the connection, must not hold up the others: it
  /// is told apart by asking for each alone. Where the server itself is away, the error is the mailbox's.
  private func fetchOneByOne(
    _ locations: [MessageLocation], _ problem: ConnectionProblem
  ) async throws -> [Result<FetchedMessage, MailboxError>] {
    var results: [Result<FetchedMessage, MailboxError>] = []
    do {
      for location in locations { results += [try await fetchAlone(location)] }
    } catch {
      for result in results { result.discard() }
      throw error
    }
    return results
  }

  private func fetchAlone(_ location: MessageLocation) async throws -> Result<FetchedMessage, MailboxError> {
    do {
      return try await fetchTogether([location])[0]
    } catch MailboxError.server(let problem) {
      // Whether it was the message or the server is seen by whether the server still answers.
      var isOfMessage = problem.isOfOneMessage
      if !isOfMessage { isOfMessage = (try? await contains(location)) != nil }
      guard isOfMessage else { throw MailboxError.server(problem) }
      return .failure(.server(problem))
    }
  }

  func fetch(_ uids: UIDSet, _ connection: WorkConnection) async throws -> [UID: FetchedMessage] {
    let gathering = Gathering(in: spool, world: world)
    do {
      try await connection.session.fetch(uids, [.flags, .internalDate, .wholeBody]) { try gathering.take($0) }
    } catch {
      gathering.discard()
      throw error
    }
    return gathering.messages
  }

  public func holds(_ message: OwnMessage, in folder: FolderName) async throws -> Bool {
    try await reading { connection in
      try await !self.candidates(message.messageID, in: folder, &connection).isEmpty
    }
  }

  public func find(_ bytes: [UInt8], messageID: String?, in folder: FolderName) async throws -> MessageLocation? {
    try await reading { connection in
      // The newest first: it was moved a moment ago.
      let candidates = try await self.candidates(messageID, in: folder, &connection)
      // Its bytes are others there, and whoever wrote the mail chose its Message-ID.
      let isKnownByIdentifier = connection.quirks.rewritesMails && messageID != nil && candidates.count == 1
      for uid in candidates.reversed() {
        guard let selected = connection.selected else { return nil }
        if !isKnownByIdentifier {
          guard let content = try await self.fetch(UIDSet([uid]), connection)[uid]?.content else { continue }
          defer { content.discard() }
          guard content.isExactly(bytes) else { continue }
        }
        return MessageLocation(folder: folder, uidValidity: selected.uidValidity, uid: uid.number)
      }
      return nil
    }
  }

  /// The messages of a folder that bear a Message-ID; without one, all of them.
  func candidates(
    _ messageID: String?, in folder: FolderName, _ connection: inout WorkConnection
  ) async throws(IMAPError) -> [UID] {
    guard let name = try await existing(folder, &connection) else { return [] }
    // Opened afresh: some servers show what came meanwhile only then.
    _ = try await connection.select(folder, as: name, readOnly: isReadOnly, since: nil)
    let keys = messageID.map { [SearchKey.header(name: "Message-ID", value: "<\($0)>")] } ?? [.all]
    return try await connection.session.search(keys).sorted()
  }

  // MARK: - Changing

  public func createFolders(_ names: [FolderName]) async throws {
    try await changing { connection in
      for folder in names where connection.folders.existing(folder) == nil {
        guard let name = connection.folders.spelled(folder) else { continue }
        try await self.tolerant { () throws(IMAPError) in try await connection.session.create(name) }
        // Mail programs show subscribed folders only; a server that knows no subscriptions may refuse.
        try await self.tolerant { () throws(IMAPError) in try await connection.session.subscribe(name) }
        try await connection.list(at: self.world.now())
        guard connection.folders.existing(folder) != nil else {
          throw MailboxError.server(
            ConnectionProblem(self.account.server.endpoint, .refused(command: "CREATE", folder.text)))
        }
      }
    }
  }

  /// A refusal may only mean that somebody was there before us; what counts is what the server lists then.
  private func tolerant(_ body: () async throws(IMAPError) -> Void) async throws(IMAPError) {
    do {
      try await body()
    } catch {
      if error.isConnectionLost { throw error }
    }
  }

  public func set(_ flag: MessageFlag, on location: MessageLocation) async throws {
    try await changing { connection in
      guard let uid = try await self.open(location, &connection), let selected = connection.selected else {
        throw MailboxError.gone(location)
      }
      let flag = Flag(flag)
      if !flag.isSystem {
        if flag.isSendable, selected.opened.permits(flag) {
          try await connection.session.store(UIDSet([uid]), add: [flag])
        }
        return
      }
      guard try await connection.session.search([.uid(UIDSet([uid]))]).contains(uid) else {
        throw MailboxError.gone(location)
      }
      try await connection.session.store(UIDSet([uid]), add: [flag])
    }
  }

  public func append(_ message: OwnMessage, to folder: FolderName, flags: Set<MessageFlag>) async throws {
    try await createFolders([folder])
    try await changing { connection in
      guard let name = connection.folders.existing(folder) else { return }
      _ = try await connection.session.append(message.bytes, to: name, flags: flags.map(Flag.init))
    }
  }

  // MARK: - The connection

  /// Runs what only reads: once more on a new connection when the one at hand proves to be dead.
  private func reading<Value: Sendable>(
    _ body: (inout WorkConnection) async throws -> Value
  ) async throws -> Value {
    await turn.take()
    defer { turn.give() }
    let wasOpen = connection != nil
    do {
      return try await once(body)
    } catch MailboxError.server where wasOpen && connection == nil {
      return try await once(body)
    }
  }

  func changing<Value: Sendable>(
    _ body: (inout WorkConnection) async throws -> Value
  ) async throws -> Value {
    await turn.take()
    defer { turn.give() }
    return try await once(body)
  }

  /// Commands that name a folder.
  private static let folderCommands: Set = ["SELECT", "EXAMINE", "STATUS", "APPEND", "UID COPY", "UID MOVE"]

  private func once<Value: Sendable>(
    _ body: (inout WorkConnection) async throws -> Value
  ) async throws -> Value {
    var work = try await connected()
    do {
      let value = try await body(&work)
      connection = work
      return value
    } catch let error as IMAPError {
      let problem = ConnectionProblem(account.server.endpoint, error)
      if error.isConnectionLost {
        drop(problem)
      } else {
        if case .refused(let command, _, _, _) = error, Self.folderCommands.contains(command) {
          // A person may have deleted or renamed the folder: what is there is asked anew.
          work.selected = nil
          try? await work.list(at: world.now())
        }
        connection = work
      }
      throw MailboxError.server(problem)
    } catch let error as MailboxError {
      connection = work
      throw error
    } catch {
      // A full disk under the spool, or a cancelled task, in the middle of an answer.
      drop(nil)
      throw error
    }
  }

  private func connected() async throws -> WorkConnection {
    if isClosed { throw MailboxError.unavailable("the connection was closed") }
    if let connection { return connection }
    if let problem, !backoff.allowsAttempt(at: world.now()) { throw MailboxError.server(problem) }
    do throws(ConnectionProblem) {
      let opened = try await WorkConnection.open(account, at: world.now())
      backoff.reset()
      problem = nil
      connection = opened
      workHealth.change(to: .connected, at: world.now())
      return opened
    } catch {
      backoff.noteFailure(at: world.now(), random: world.random())
      drop(error)
      throw MailboxError.server(error)
    }
  }

  /// Lets go of the connection.
  private func drop(_ problem: ConnectionProblem?) {
    connection?.session.close()
    connection = nil
    self.problem = problem
    workHealth.change(to: problem == nil ? .closed : .down, at: world.now(), problem?.text)
  }

  public func health() -> [ConnectionHealth] { [workHealth, watch.health] }

  var isWorking: Bool { connection != nil }

  /// The connection that waits for news was made: the one that works need not wait any longer.
  func noteServerIsBack() { backoff.reset() }

  /// For good: whoever still works with this mailbox is refused.
  public func close() async {
    isClosed = true
    drop(nil)
  }
}
