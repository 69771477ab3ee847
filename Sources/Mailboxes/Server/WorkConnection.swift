import Domain
import IMAP
import TLS

/// A session in which messages are fetched and filed, with what was learnt of the server.
///
/// A value of this kind belongs to one task at a time; `IMAPMailbox` sees to it.
struct WorkConnection: Sendable {
  let session: IMAPSession
  let quirks: ServerQuirks
  var folders: ServerFolders
  /// When the folders were listed.
  var listedAt: Instant
  var selected: Selection?
  private let isUTF8: Bool

  /// The folder that is open in the session.
  struct Selection: Sendable {
    let folder: FolderName
    let uidValidity: UInt32
    let opened: SelectedMailbox
  }

  /// Logs in and learns what the server can do.
  static func open(_ account: ServerAccount, at now: Instant) async throws(ConnectionProblem) -> WorkConnection {
    let session = try await account.openIMAP()
    do throws(IMAPError) {
      return try await WorkConnection(session, host: account.server.endpoint.host, at: now)
    } catch {
      session.close()
      throw ConnectionProblem(account.server.endpoint, error)
    }
  }

  private init(_ session: IMAPSession, host: String, at now: Instant) async throws(IMAPError) {
    self.session = session
    quirks = try await ServerQuirks(of: session, host: host)
    _ = try await session.enable([.utf8Accept, .qresync])
    isUTF8 = await session.isUTF8
    listedAt = now
    folders = try await Self.folders(session, isUTF8: isUTF8)
  }

  private static func folders(_ session: IMAPSession, isUTF8: Bool) async throws(IMAPError) -> ServerFolders {
    let prefix = try await session.namespaces().personal.first?.prefix.octets ?? []
    return ServerFolders(try await session.list(), prefix: prefix, isUTF8: isUTF8)
  }

  /// Lists the folders anew.
  mutating func list(at now: Instant) async throws(IMAPError) {
    folders = try await Self.folders(session, isUTF8: isUTF8)
    listedAt = now
  }

  /// Opens a folder, and says what has changed since `known` where the server can tell (RFC 7162 §3.2.5).
  mutating func select(
    _ folder: FolderName, as name: WireName, readOnly: Bool, since known: FolderState?
  ) async throws(IMAPError) -> SelectedMailbox {
    selected = nil
    var resync: Resynchronization?
    if let known, let validity = UIDValidity(known.uidValidity), let modSequence = known.modSequence {
      resync = Resynchronization(uidValidity: validity, modSequence: modSequence)
    }
    let opened = try await session.select(name, readOnly: readOnly, resync: resync)
    // Messages without lasting numbers cannot be journaled (RFC 9051 §2.3.1.1).
    guard let validity = opened.uidValidity, opened.uidsAreSticky else {
      throw .protocolViolation("a folder without lasting UIDs")
    }
    selected = Selection(folder: folder, uidValidity: validity.number, opened: opened)
    return opened
  }
}

/// What a folder held when it was last looked into, so that the next look need not ask for all of it.
struct FolderState: Sendable {
  let uidValidity: UInt32
  /// Nil where the server does not say.
  let uidNext: UInt32?
  let modSequence: ModSequence?
  /// Ascending.
  let uids: [UInt32]

  var contents: FolderContents { FolderContents(uidValidity: uidValidity, uids: uids) }

  /// Whether nothing came and nothing went: UIDs only grow, so that the same next one and as many messages are the same
  /// messages (RFC 3501 §2.3.1.1).
  func stillHolds(uidValidity: UInt32, uidNext: UInt32?, count: Int) -> Bool {
    uidNext != nil && self.uidValidity == uidValidity && self.uidNext == uidNext && uids.count == count
  }
}
