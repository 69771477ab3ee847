public import Domain
import Foundation
import Mailboxes

/// Leaves a mail in a mailbox's inbox, for the service to find.
public enum Delivery {
  public static func deliver(
    _ bytes: [UInt8], into mailbox: MailboxName, _ configuration: Configuration, world: World
  ) async throws {
    guard let settings = configuration.mailboxes.first(where: { $0.name == mailbox }) else { return }
    let identifier = (world.identifier() as Identifier<Message>).description + ".delivered"
    switch settings.place {
    case .maildir(let root):
      // A wrong path in the settings must not become a Maildir in which nobody looks.
      guard FileManager.default.fileExists(atPath: root + "/cur") else {
        throw TrialError(
          text: Localized(
            fr: "\(root) n’est pas un Maildir (il n’a pas de dossier « cur ») ; rien n’a été déposé",
            en: "\(root) is no Maildir (it has no folder “cur”); nothing was left there"))
      }
      // As a mail transfer agent does, without the lock: the service may be at work there.
      try await MaildirCarrier(root: root).send(
        MailObject(messageID: identifier, sender: "", recipients: [], bytes: bytes))
    case .imap:
      let logins = try ServerLogins(besideService: configuration, world: world)
      let door = try MailboxDoor(settings, configuration, logins, world: world)
      try await door.deliver(OwnMessage(messageID: identifier, bytes: bytes))
      await door.close()
    }
  }
}
