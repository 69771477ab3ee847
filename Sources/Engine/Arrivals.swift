import Domain
import Mailboxes
import Rules
import Store

/// Takes in what has come to a mailbox: each new message is kept and journaled before anything is made of it.
struct Arrivals {
  let mailbox: WatchedMailbox
  let store: ApplianceStore
  let world: World
  let listener: EngineListener

  /// Messages fetched at once: so many small ones are held in memory.
  private static let chunk = 50

  /// Looks into the inbox once and takes in about `limit` messages at most, so that a large backlog is worked off in
  /// turns. Returns whether there are more.
  /// - Parameter goesOn: Asked before each chunk.
  func collect(limit: Int, while goesOn: @Sendable () async -> Bool) async throws -> Bool {
    let contents = try await mailbox.access.contents(of: .inbox)
    guard let first = contents.uids.first else { return false }
    let known = try await store.knownUIDs(
      mailbox: mailbox.name, folder: .inbox, uidValidity: contents.uidValidity, from: first)
    var unknown = contents.uids.filter { !known.contains($0) }[...]
    let present = Set(contents.uids)
    var taken = 0
    var areAllReadable = true
    while !unknown.isEmpty && taken < limit, await goesOn() {
      let locations = unknown.prefix(Self.chunk).map {
        MessageLocation(folder: .inbox, uidValidity: contents.uidValidity, uid: $0)
      }
      unknown = unknown.dropFirst(Self.chunk)
      var arrivals: [Arrival] = []
      for (location, fetched) in zip(locations, try await mailbox.access.fetch(locations)) {
        do {
          let message = try fetched.get()
          arrivals.append(
            Arrival(
              location: location, receivedAt: message.receivedAt, contentHash: try store.keep(message.content),
              isAnswered: message.flags.contains(.answered)))
        } catch let error as MailboxError {
          if try await isReallyGone(location, error) { continue }
          try await noteUnreadable(location, error)
          areAllReadable = false
        }
      }
      try await journal(arrivals, present: present)
      taken += arrivals.count
    }
    if areAllReadable { try await store.clear(.messageUnreadable, mailbox: mailbox.name) }
    return !unknown.isEmpty
  }

  /// Some servers say nothing of a message that they cannot give, as of one that is gone, and list it all the same.
  private func isReallyGone(_ location: MessageLocation, _ error: MailboxError) async throws -> Bool {
    guard case .gone = error else { return false }
    return try await !mailbox.access.contains(location)
  }

  /// One message that cannot be read must not hold up the others; the next look tries it again.
  private func noteUnreadable(_ location: MessageLocation, _ error: MailboxError) async throws {
    guard (try? await mailbox.access.contains(location)) == true else { throw error }
    try await store.raise(
      .messageUnreadable, mailbox: mailbox.name, ["folder": location.folder.text, "uid": String(location.uid)])
    listener(.messageUnreadable(mailbox.name, location))
  }

  /// Journals what is new, and where known messages lie now.
  private func journal(_ arrivals: [Arrival], present: Set<UInt32>) async throws {
    var new: [Arrival] = []
    for arrival in arrivals {
      if let moved = try await moved(arrival, present: present) {
        if let id = filedUnder(moved) {
          try await store.movedByPerson(moved.id, to: arrival.location, backFrom(id, moved))
        } else {
          try await store.relocate(moved.id, to: arrival.location)
        }
        listener(.relocated(moved.id))
      } else {
        new.append(arrival)
      }
    }
    for entry in try await store.receive(new, in: mailbox.name) { listener(.arrived(entry.id)) }
  }

  /// The profile's id of the folder in which we had put a message; nil when it lay elsewhere.
  private func filedUnder(_ entry: MessageEntry) -> String? {
    guard entry.state == .done, entry.location.folder != .inbox else { return nil }
    return mailbox.trade.profile.folders.first { mailbox.folder($0.id) == entry.location.folder }?.id
  }

  /// A person who puts a message back says that it did not belong there.
  private func backFrom(_ id: String, _ entry: MessageEntry) -> Correction {
    Correction(
      id: world.identifier(), message: entry.id, kind: .folder, before: id, after: FolderName.inbox.text,
      author: mailbox.name.text, at: world.now())
  }

  /// The known message that this one is, lying elsewhere now: a person moved it back, or the folder's UIDVALIDITY changed
  /// (RFC 3501 §2.3.1.1). The same bytes beside a message that still lies where it was are a second copy and new.
  private func moved(_ arrival: Arrival, present: Set<UInt32>) async throws -> MessageEntry? {
    for known in try await store.messages(of: arrival.contentHash, in: mailbox.name) {
      let place = known.location
      if place.folder == .inbox {
        if place.uidValidity == arrival.location.uidValidity && present.contains(place.uid) { continue }
        return known
      }
      if try await !mailbox.access.contains(place) { return known }
    }
    return nil
  }
}
