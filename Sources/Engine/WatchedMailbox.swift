import Connectors
import Domain
import Mailboxes
import Rules

/// A mailbox with all that belongs to it while the appliance runs.
struct WatchedMailbox: Sendable {
  let settings: MailboxSettings
  let access: any MailboxAccess
  let carrier: (any Carrier)?
  let trade: TradeProfile
  let connectors: [CSVConnector]

  var name: MailboxName { settings.name }

  /// The folder of a profile's id, under the site's own name if it has one.
  func folder(_ id: String) -> FolderName {
    settings.folders[id] ?? trade.profile.folder(id)?.name ?? FolderName(id)
  }

  /// Every folder into which mails may be filed, in the profile's order.
  var folders: [FolderName] { trade.profile.folders.map { folder($0.id) } }
}
