public import Domain
import Mailboxes
import Rules

/// The folders of a mailbox that the appliance uses, and those that are not there yet.
public struct MailboxFolders: Sendable, Codable {
  public struct Folder: Sendable, Codable {
    public enum Purpose: String, Sendable, Codable {
      case filing, drafts, sent
    }

    public let purpose: Purpose
    /// The profile's number of a folder into which mails are filed.
    public let id: String?
    public let name: FolderName
    /// As the mailbox spells it: separators are replaced, accents may be encoded.
    public let spelled: String
    public let exists: Bool
    public let messages: Int
  }

  public let mailbox: MailboxName
  public let folders: [Folder]

  /// Looks at the folders, after having created those that are missing if asked to.
  public static func look(
    into name: MailboxName, creating: Bool, _ configuration: Configuration, world: World
  ) async throws -> MailboxFolders {
    guard let settings = configuration.mailboxes.first(where: { $0.name == name }) else {
      throw MailboxError.unavailable("no such mailbox")
    }
    let logins = try ServerLogins(besideService: configuration, world: world)
    // Opened as one that is observed: looking creates nothing.
    let door = try MailboxDoor(settings.observed, configuration, logins, world: world)
    do {
      let folders = try await door.folders(creating: creating, settings, configuration)
      await door.close()
      return MailboxFolders(mailbox: name, folders: folders)
    } catch {
      await door.close()
      throw error
    }
  }
}

extension MailboxDoor {
  fileprivate func folders(
    creating: Bool, _ settings: MailboxSettings, _ configuration: Configuration
  ) async throws -> [MailboxFolders.Folder] {
    let mailbox = try await mailbox(settings.observed, configuration)
    if creating { try await mailbox.access.createFolders(mailbox.folders + [mailbox.drafts, mailbox.sent]) }
    let wanted: [(MailboxFolders.Folder.Purpose, String?, FolderName)] =
      mailbox.trade.profile.folders.map { (.filing, $0.id, mailbox.folder($0.id)) }
      + [(.drafts, nil, mailbox.drafts), (.sent, nil, mailbox.sent)]
    var folders: [MailboxFolders.Folder] = []
    for (purpose, id, name) in wanted {
      let contents = try await mailbox.access.contents(of: name)
      folders.append(
        MailboxFolders.Folder(
          purpose: purpose, id: id, name: name, spelled: try await mailbox.access.spelling(of: name),
          exists: contents != .absent, messages: contents.uids.count))
    }
    return folders
  }
}
