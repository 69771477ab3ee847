import Domain
import Mailboxes
import Store

/// Takes in what has come to a mailbox: each new message is kept and journaled before anything is made of it.
struct Arrivals {
  let mailbox: WatchedMailbox
  let store: ApplianceStore
  let listener: EngineListener

  /// Looks into the inbox once and takes in `limit` messages at most, so that a large backlog is worked off in turns.
  /// Returns how many are new.
  func collect(limit: Int = .max) async throws -> Int {
    let contents = try await mailbox.access.contents(of: .inbox)
    guard let first = contents.uids.first else { return 0 }
    let known = try await store.knownUIDs(
      mailbox: mailbox.name, folder: .inbox, uidValidity: contents.uidValidity, from: first)
    let present = Set(contents.uids)
    var new = 0
    var areAllReadable = true
    for uid in contents.uids where !known.contains(uid) {
      if new >= limit { return new }
      let location = MessageLocation(folder: .inbox, uidValidity: contents.uidValidity, uid: uid)
      do {
        let fetched = try await mailbox.access.fetch(location)
        let raw = RawMessage(
          mailbox: mailbox.name, location: location, receivedAt: fetched.receivedAt, bytes: fetched.bytes)
        if let moved = try await moved(raw, validity: contents.uidValidity, present: present) {
          try await store.relocate(moved.id, to: location)
          listener(.relocated(moved.id))
        } else {
          let entry = try await store.receive(raw)
          listener(.arrived(entry.id))
          new += 1
        }
      } catch MailboxError.gone {
        continue
      } catch MailboxError.unavailable(let reason) {
        guard await isStillListed(location) else { throw MailboxError.unavailable(reason) }
        areAllReadable = false
        // One bad file must not hold up the others; the next look tries it again.
        try await store.raise(
          .messageUnreadable, mailbox: mailbox.name,
          ["folder": location.folder.text, "uid": String(location.uid)])
        listener(.messageUnreadable(mailbox.name, location))
      }
    }
    if areAllReadable { try await store.clear(.messageUnreadable, mailbox: mailbox.name) }
    return new
  }

  /// The known message that this one is, lying elsewhere now: a person moved it back, or the folder's UIDVALIDITY changed
  /// (RFC 3501 §2.3.1.1). The same bytes beside a message that still lies where it was are a second copy and new.
  private func moved(_ raw: RawMessage, validity: UInt32, present: Set<UInt32>) async throws -> MessageEntry? {
    for known in try await store.messages(withBytesOf: raw) {
      let place = known.location
      if place.folder == .inbox {
        if place.uidValidity == validity && present.contains(place.uid) { continue }
        return known
      }
      if try await !mailbox.access.contains(place) { return known }
    }
    return nil
  }

  private func isStillListed(_ location: MessageLocation) async -> Bool {
    (try? await mailbox.access.contains(location)) ?? false
  }
}
