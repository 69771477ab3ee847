public import Domain
import IMAP
import TLS

// Moving, as each kind of server can: at once and telling where to, at once without a word, or only by copying.
extension IMAPMailbox {
  public func move(
    _ location: MessageLocation, to folder: FolderName, again: Bool
  ) async throws -> MessageLocation {
    try await createFolders([folder])
    return try await changing { connection in
      guard let uid = try await self.open(location, &connection), let name = connection.folders.existing(folder) else {
        throw MailboxError.gone(location)
      }
      let one = UIDSet([uid])
      let session = connection.session
      // A server with UIDPLUS tells where the message went, and nothing where there was none (RFC 4315 §3).
      if await session.movesAtOnce, await session.capabilities.offers(.uidPlus) {
        guard let copied = try await session.move(one, to: name).copied, let there = copied.mapping[uid] else {
          throw MailboxError.gone(location)
        }
        return MessageLocation(folder: folder, uidValidity: copied.uidValidity.number, uid: there.number)
      }
      guard try await session.search([.uid(one)]).contains(uid) else { throw MailboxError.gone(location) }
      if again, let copy = try await self.leftCopy(of: uid, in: folder, &connection) {
        guard try await self.open(location, &connection) != nil else { throw MailboxError.gone(location) }
        try await session.remove(one)
        return copy
      }
      guard try await self.open(location, &connection) != nil else { throw MailboxError.gone(location) }
      let before = try await session.status(name)
      if let copied = try await session.move(one, to: name).copied, let there = copied.mapping[uid] {
        return MessageLocation(folder: folder, uidValidity: copied.uidValidity.number, uid: there.number)
      }
      return try await self.place(of: location, movedTo: folder, as: name, since: before, &connection)
    }
  }

  /// The copy that a move made which was cut short, at a server that can only copy. Leaves that folder open when it has
  /// looked there.
  private func leftCopy(
    of uid: UID, in folder: FolderName, _ connection: inout WorkConnection
  ) async throws -> MessageLocation? {
    if await connection.session.movesAtOnce { return nil }
    guard let original = try await fetch(UIDSet([uid]), connection)[uid]?.content else { return nil }
    defer { original.discard() }
    guard let messageID = ThreadFields(original).messageID else { return nil }
    for other in try await candidates(messageID, in: folder, &connection) {
      guard let content = try await fetch(UIDSet([other]), connection)[other]?.content,
        let selected = connection.selected
      else { continue }
      defer { content.discard() }
      if content.isExactly(original) {
        return MessageLocation(folder: folder, uidValidity: selected.uidValidity, uid: other.number)
      }
    }
    return nil
  }

  /// Where a message lies that came into a folder a moment ago, at a server that does not tell (no UIDPLUS).
  private func place(
    of location: MessageLocation, movedTo folder: FolderName, as name: WireName, since before: MailboxStatus,
    _ connection: inout WorkConnection
  ) async throws -> MessageLocation {
    let opened = try await connection.select(folder, as: name, readOnly: false, since: nil)
    let uids = try await connection.session.search([.all]).filter { $0.number >= before.uidNext?.number ?? 1 }
    // Another one came at the same time: the caller looks for the bytes.
    guard uids.count == 1 else { throw MailboxError.gone(location) }
    return MessageLocation(folder: folder, uidValidity: opened.uidValidity?.number ?? 0, uid: uids[0].number)
  }
}
