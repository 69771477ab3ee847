import Domain
import Mailboxes
import Rules
import Store

/// What people did in a mailbox with their own mail program: a message that lies in another folder than ours was moved by
/// a person, which corrects what we made of it; an answer in the folder of sent mails that is not ours was written by one.
/// Either way the exchange is a person's from then on.
///
/// The journal tells their deeds from ours. What lay in a folder before it was first looked at is nobody's deed.
struct PersonWatch {
  let mailbox: WatchedMailbox
  let store: ApplianceStore
  let world: World

  func look() async throws {
    try await noteTaken()
    // Sent first: who was answered by a person is not answered by us.
    let folders = [(mailbox.sent, nil)] + mailbox.trade.profile.folders.map { (mailbox.folder($0.id), $0.id) }
    for (folder, id) in folders {
      do {
        try await lookInto(folder, sorted: id)
        try await store.clear(.folderRefused, mailbox: mailbox.name, where: "folder", is: folder.text)
      } catch MailboxError.server(let problem) where problem.isOfOneMessage {
        // A folder that may not be opened, or is damaged: the others go on.
        try await store.raise(.folderRefused, mailbox: mailbox.name, problem.text, ["folder": folder.text])
      }
    }
  }

  /// A message that waited for a person and no longer lies where it was put has been taken care of.
  private func noteTaken() async throws {
    let waiting = Dictionary(grouping: try await store.waitingForPerson(in: mailbox.name), by: \.location.folder)
    for (folder, entries) in waiting {
      let contents = try await mailbox.access.contents(of: folder)
      let present = Set(contents.uids)
      for entry in entries {
        if entry.location.uidValidity == contents.uidValidity && present.contains(entry.location.uid) { continue }
        if entry.location.uidValidity != contents.uidValidity,
          let place = try await mailbox.find(entry, keptIn: store, in: folder)
        {
          // The folder's numbers are new ones, the message is where it was (RFC 3501 §2.3.1.1).
          try await store.relocate(entry.id, to: place)
        } else {
          try await store.takenByPerson(entry.id)
        }
      }
    }
  }

  /// Looks at what is new in a folder.
  /// - Parameter id: The folder's id in the profile; nil for the folder of sent mails.
  private func lookInto(_ folder: FolderName, sorted id: String?) async throws {
    let contents = try await mailbox.access.contents(of: folder)
    let next = contents.uids.last.map { $0 + 1 } ?? 1
    let mark = try await store.mark(of: folder, in: mailbox.name)
    func setMark(_ next: UInt32) async throws {
      let new = FolderMark(uidValidity: contents.uidValidity, nextUID: next)
      if new != mark { try await store.setMark(new, of: folder, in: mailbox.name) }
    }
    guard let first = Self.firstUnseen(contents, mark) else { return try await setMark(next) }
    guard first < next else { return }
    let known = try await store.knownUIDs(
      mailbox: mailbox.name, folder: folder, uidValidity: contents.uidValidity, from: first)
    for uid in contents.uids where uid >= first && !known.contains(uid) {
      let location = MessageLocation(folder: folder, uidValidity: contents.uidValidity, uid: uid)
      // Our own move that is not journaled yet is looked at again once it is.
      guard try await note(location, sorted: id) else { return try await setMark(uid) }
    }
    try await setMark(next)
  }

  /// The first UID that has not been looked at; nil when the folder was never looked at, or its numbers are new ones.
  private static func firstUnseen(_ contents: FolderContents, _ mark: FolderMark?) -> UInt32? {
    guard let mark else { return nil }
    // It did not exist then: all of it is new.
    if mark.uidValidity == FolderContents.absent.uidValidity { return 1 }
    return mark.uidValidity == contents.uidValidity ? mark.nextUID : nil
  }

  /// Returns false while it cannot be told whose deed it is.
  private func note(_ location: MessageLocation, sorted id: String?) async throws -> Bool {
    // One that cannot be read or is gone again tells nothing.
    guard case .success(let message)? = try await mailbox.access.fetch([location]).first else { return true }
    defer { message.content.discard() }
    if let id { return try await noteMove(message.content, to: location, id: id) }
    try await noteAnswer(message.content)
    return true
  }

  private func noteMove(_ content: MailContent, to location: MessageLocation, id: String) async throws -> Bool {
    let hash = try ApplianceStore.hash(content)
    let known = try await store.messages(of: [hash], in: mailbox.name)
    for entry in known[hash] ?? [] where !entry.isErased {
      if entry.state != .done {
        // Our own move that is not journaled yet; any other while we work on the mail is seen when its turn comes.
        return try await !store.actions(of: entry.id).contains { $0.state == .started && $0.action.isFiling }
      }
      if entry.location == location { return true }
      // It still lies where it was: a copy, which says nothing.
      if try await mailbox.access.contains(entry.location) { continue }
      try await store.movedByPerson(entry.id, to: location, try await correction(of: entry, to: id))
      return true
    }
    return true
  }

  /// The move as a correction of the folder that we chose, or would have chosen; nil when it corrects nothing.
  private func correction(of entry: MessageEntry, to id: String) async throws -> Correction? {
    let decision = try await store.stage(.decision, of: entry.id, as: Decision.self)
    let done = try await store.actions(of: entry.id).map(\.action)
    let chosen = (decision.withheld + done).compactMap { action in
      if case .file(let folder) = action { folder } else { nil }
    }.last
    // Back where we had put it: that tells something only of a correction before.
    if chosen == id, try await !store.isCorrected(entry.id) { return nil }
    return Correction(
      id: world.identifier(), message: entry.id, kind: .folder, before: chosen ?? "", after: id,
      author: mailbox.name.text, at: world.now())
  }

  /// An answer that is not ours leaves what it answers to its author.
  private func noteAnswer(_ content: MailContent) async throws {
    let fields = ThreadFields(content)
    if let own = fields.messageID, try await store.isOurs(messageID: own) { return }
    for answered in fields.answered { try await store.answeredByPerson(messageID: answered, in: mailbox.name) }
  }
}
