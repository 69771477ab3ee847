public import Domain
import Foundation
import Mailboxes
import Reading
import Store
public import TextExtraction

/// The mails of an existing folder, taken as examples of intents: what `vaguemestre learn` does. The folder is only read.
public struct FolderLesson: Sendable, Codable {
  /// Mails that lie in the folder.
  public let mails: Int
  /// Of these, examples that were not known before.
  public let new: Int
  /// Mails that could not be read.
  public let unreadable: Int

  /// Mails fetched at once.
  private static let chunk = 50

  /// - Parameters:
  ///   - intents: What all mails of the folder are about, the primary first; intents of the mailbox's profile.
  ///   - progress: Told how many mails of how many have been read.
  public static func learn(
    from folder: FolderName, of name: MailboxName, as intents: [Intent],
    _ configuration: Configuration, extractor: TextExtractor, world: World, progress: (Int, Int) -> Void
  ) async throws -> FolderLesson {
    guard let settings = configuration.mailboxes.first(where: { $0.name == name }),
      let trade = configuration.trades[settings.profile]
    else { throw MailboxError.unavailable("no such mailbox") }
    let known = trade.lexicon.entries.map(\.intent)
    if let stranger = intents.first(where: { !known.contains($0) }) { throw LessonError.unknownIntent(stranger, known) }
    let logins = try ServerLogins(besideService: configuration, world: world)
    let door = try MailboxDoor(settings.observed, configuration, logins, world: world)
    defer { Task { await door.close() } }
    let contents = try await door.access.contents(of: folder)
    guard contents != .absent else { throw LessonError.noFolder(folder) }
    let store = try ApplianceStore(
      directory: configuration.dataFolder, retention: configuration.retention, world: world)
    let reader = MessageReader(extractor: extractor)
    var new = 0
    var read = 0
    var unreadable = 0
    var rest = contents.uids[...]
    while !rest.isEmpty {
      let locations = rest.prefix(chunk).map {
        MessageLocation(folder: folder, uidValidity: contents.uidValidity, uid: $0)
      }
      rest = rest.dropFirst(chunk)
      var examples: [ConfirmedMessage] = []
      let fetched = try await door.access.fetch(locations)
      defer { for result in fetched { result.discard() } }
      for (location, result) in zip(locations, fetched) {
        guard case .success(let mail) = result, let bytes = Self.bytes(mail.content) else {
          unreadable += 1
          continue
        }
        let raw = RawMessage(mailbox: name, location: location, receivedAt: mail.receivedAt, bytes: bytes)
        let message = await reader.message(
          from: raw, id: world.identifier(), contentHash: try ApplianceStore.hash(mail.content))
        examples.append(ConfirmedMessage(message: message, intents: intents, confirmedAt: world.now()))
      }
      new += try await store.keep(examples, profile: settings.profile, by: OperatorAccount.own)
      read += locations.count
      progress(read, contents.uids.count)
    }
    return FolderLesson(mails: contents.uids.count, new: new, unreadable: unreadable)
  }

  private static func bytes(_ content: MailContent) -> [UInt8]? {
    switch content {
    case .bytes(let bytes): bytes
    case .file(let path): FileManager.default.contents(atPath: path).map { [UInt8]($0) }
    }
  }
}

/// Why nothing can be learned from a folder.
public enum LessonError: Error, Sendable {
  case unknownIntent(Intent, [Intent])
  case noFolder(FolderName)

  public var text: Localized {
    switch self {
    case .unknownIntent(let intent, let known):
      let choices = known.map(\.id)
      let suggestion = closest(to: intent.id, in: choices)
      let list = choices.joined(separator: ", ")
      return Localized(
        fr: "« \(intent) » n’est pas un motif de ce profil"
          + (suggestion.map { " ; vouliez-vous écrire « \($0) » ?" } ?? ".") + " Les motifs sont : \(list).",
        en: "“\(intent)” is no intent of this profile" + (suggestion.map { "; did you mean “\($0)”?" } ?? ".")
          + " The intents are: \(list).")
    case .noFolder(let folder):
      return Localized(
        fr: "Le dossier « \(folder) » n’existe pas dans cette boîte ; « vaguemestre mailbox folders » montre ceux que "
          + "l’appliance connaît, votre logiciel de messagerie montre les autres.",
        en: "The folder “\(folder)” does not exist in this mailbox; “vaguemestre mailbox folders” shows those that the "
          + "appliance knows, your mail program shows the others.")
    }
  }
}
