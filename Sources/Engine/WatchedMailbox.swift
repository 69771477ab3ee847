import Connectors
import Domain
import Mailboxes
import Rules
import Store

/// A mailbox with all that belongs to it while the appliance runs.
struct WatchedMailbox: Sendable {
  let settings: MailboxSettings
  let access: any MailboxAccess
  let carrier: (any Carrier)?
  let trade: TradeProfile
  let connectors: [CSVConnector]
  let drafts: FolderName
  let sent: FolderName

  var name: MailboxName { settings.name }

  /// The folder of a profile's id, under the site's own name if it has one.
  func folder(_ id: String) -> FolderName {
    settings.folders[id] ?? trade.profile.folder(id)?.name ?? FolderName(id)
  }

  /// Every folder into which mails may be filed, in the profile's order.
  var folders: [FolderName] { trade.profile.folders.map { folder($0.id) } }
}

extension WatchedMailbox {
  /// Where a message lies in `folder` now, by its bytes as they were kept; nil if it is not there.
  func find(
    _ entry: MessageEntry, keptIn store: ApplianceStore, in folder: FolderName
  ) async throws -> MessageLocation? {
    let bytes = try store.bytes(entry.contentHash)
    return try await access.find(bytes, messageID: ThreadFields(.bytes(bytes)).messageID, in: folder)
  }
}
