import Connectors
import Domain
import HTTPClient
import Mailboxes
import Settings
import Store

/// The way into a mailbox and out of it: its access and its carrier, which stay open between two looks.
actor MailboxDoor {
  private let settings: MailboxSettings
  nonisolated let access: any MailboxAccess
  private let account: ServerAccount?
  private let world: World
  private var carrier: (any Carrier)?
  /// Mails of this mailbox that take long to be read.
  nonisolated let lane: RecognitionLane

  init(
    _ settings: MailboxSettings, _ configuration: Configuration, _ logins: ServerLogins, world: World,
    lane: RecognitionLane = RecognitionLane(onReady: {})
  ) throws {
    self.settings = settings
    self.lane = lane
    self.world = world
    let tokens = logins.tokens(of: settings)
    let spool = "\(configuration.spoolFolder)/\(settings.name)"
    switch settings.place {
    case .maildir(let root):
      access = try MaildirMailbox(
        root: root, state: "\(configuration.dataFolder)/mailboxes/\(settings.name)", spool: spool, creating: false,
        world: world)
    case .imap(let server):
      access = IMAPMailbox(
        ServerAccount(server, login: logins.login(to: server, tokens)), isReadOnly: settings.mode == .observe,
        spool: spool, world: world)
    }
    if settings.mode == .automatic, case .smtp(let server, _) = settings.outgoing {
      account = ServerAccount(server, login: logins.login(to: server, tokens))
    } else {
      account = nil
    }
  }

  /// Whether it leads where these settings say.
  nonisolated func leads(to settings: MailboxSettings) -> Bool {
    settings.name == self.settings.name && settings.mode == self.settings.mode && settings.place == self.settings.place
      && settings.outgoing == self.settings.outgoing && settings.oauth == self.settings.oauth
      && settings.sent == self.settings.sent
  }

  /// The mailbox with all that belongs to it. Nothing is created in one that is only observed.
  func mailbox(_ settings: MailboxSettings, _ configuration: Configuration) async throws -> WatchedMailbox {
    guard let trade = configuration.trades[settings.profile] else {
      throw MailboxError.unavailable("the profile “\(settings.profile)” is not loaded")
    }
    let drafts = try await folder(settings.drafts, .drafts, otherwise: "Drafts")
    let sent = try await folder(settings.sent, .sent, otherwise: "Sent")
    let mailbox = WatchedMailbox(
      settings: settings, access: access, carrier: try carrier(sent), trade: trade,
      connectors: settings.connectors.compactMap { configuration.connectors[$0] }, drafts: drafts, sent: sent)
    if settings.mode != .observe { try await access.createFolders(mailbox.folders + [drafts]) }
    return mailbox
  }

  private func folder(
    _ named: FolderName?, _ purpose: FolderPurpose, otherwise name: String
  ) async throws -> FolderName {
    if let named { return named }
    return try await access.folder(for: purpose) ?? FolderName(name)
  }

  private func carrier(_ sent: FolderName) throws -> (any Carrier)? {
    guard settings.mode == .automatic else { return nil }
    if let carrier { return carrier }
    switch settings.outgoing {
    case .maildir(let root): carrier = try MaildirCarrier(root: root)
    case .smtp(_, let copies):
      carrier = account.map { SMTPCarrier($0, access: access, sent: sent, copies: copies, world: world) }
    case nil: break
    }
    return carrier
  }

  /// Leaves a mail in the inbox.
  func deliver(_ message: OwnMessage) async throws { try await access.append(message, to: .inbox, flags: []) }

  /// Waits for news of the mailbox for as long as the task lives.
  nonisolated func watch(_ onNews: @escaping @Sendable () -> Void) async { await access.watch(onNews) }

  func health() async -> [ConnectionHealth] { await access.health() + (carrier?.health() ?? []) }

  func close() async {
    await lane.stop()
    await carrier?.close()
    await access.close()
  }
}
