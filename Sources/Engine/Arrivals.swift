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

  /// Messages fetched at once: twice as many small ones are held in memory.
  private static let chunk = 50

  /// Looks into the inbox once and takes in about `limit` messages at most, so that a large backlog is worked off in
  /// turns. Returns whether there are more and another look would get on.
  /// - Parameter goesOn: Asked before each chunk. One is kept while the next is on its way.
  func collect(limit: Int, while goesOn: @Sendable () async -> Bool) async throws -> Bool {
    let contents = try await mailbox.access.contents(of: .inbox)
    guard let first = contents.uids.first else { return false }
    let known = try await store.knownUIDs(
      mailbox: mailbox.name, folder: .inbox, uidValidity: contents.uidValidity, from: first)
    let present = Set(contents.uids)
    var rest = contents.uids.filter { !known.contains($0) }.map {
      MessageLocation(folder: .inbox, uidValidity: contents.uidValidity, uid: $0)
    }[...]
    var taken = 0
    var areAllReadable = true
    var chunk = try await fetch(rest, goesOn)
    while !chunk.isEmpty {
      rest = rest.dropFirst(chunk.count)
      // Those that cannot be read do not count: they must not keep the others from being taken in.
      taken += chunk.count { if case .success = $0.result { true } else { false } }
      let wanted = taken < limit ? rest : []
      async let next = fetch(wanted, goesOn)
      do {
        if try await !keep(chunk, present: present) { areAllReadable = false }
      } catch {
        for mail in chunk + ((try? await next) ?? []) { mail.result.discard() }
        throw error
      }
      chunk = try await next
    }
    if areAllReadable && rest.isEmpty { try await store.clear(.messageUnreadable, mailbox: mailbox.name) }
    return taken > 0 && !rest.isEmpty
  }

  private typealias Fetched = (location: MessageLocation, result: Result<FetchedMessage, MailboxError>)

  /// The first of these messages; none when it shall not go on.
  private func fetch(
    _ locations: ArraySlice<MessageLocation>, _ goesOn: @Sendable () async -> Bool
  ) async throws -> [Fetched] {
    guard !locations.isEmpty, await goesOn() else { return [] }
    let chunk = Array(locations.prefix(Self.chunk))
    return Array(zip(chunk, try await mailbox.access.fetch(chunk)))
  }

  /// Keeps and journals a chunk. Returns whether all of it could be read.
  private func keep(_ chunk: [Fetched], present: Set<UInt32>) async throws -> Bool {
    var messages: [(location: MessageLocation, message: FetchedMessage)] = []
    var areAllReadable = true
    for (location, result) in chunk {
      do {
        messages.append((location, try result.get()))
      } catch {
        if try await isReallyGone(location, error) { continue }
        try await noteUnreadable(location, error)
        areAllReadable = false
      }
    }
    let hashes = try store.keep(messages.map(\.message.content))
    let arrivals = zip(messages, hashes).map { fetched, hash in
      Arrival(
        location: fetched.location, receivedAt: fetched.message.receivedAt, contentHash: hash,
        isAnswered: fetched.message.flags.contains(.answered))
    }
    try await journal(arrivals, present: present)
    return areAllReadable
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
    var known = try await store.messages(of: arrivals.map(\.contentHash), in: mailbox.name)
    var new: [Arrival] = []
    for arrival in arrivals {
      if let moved = try await moved(arrival, among: known[arrival.contentHash] ?? [], present: present) {
        if let id = filedUnder(moved) {
          try await store.movedByPerson(moved.id, to: arrival.location, backFrom(id, moved))
        } else {
          try await store.relocate(moved.id, to: arrival.location)
        }
        // Another copy of it in this chunk is new.
        known[arrival.contentHash]?.removeAll { $0.id == moved.id }
        listener(.relocated(moved.id))
      } else {
        new.append(arrival)
      }
    }
    for entry in try await store.receive(new, in: mailbox.name) { listener(.arrived(entry.id)) }
  }

  /// The profile's id of the folder in which we had put a message; nil when it lay elsewhere.
  private func filedUnder(_ entry: MessageEntry) -> String? {
    guard entry.state == .done, !entry.isErased, entry.location.folder != .inbox else { return nil }
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
  private func moved(
    _ arrival: Arrival, among entries: [MessageEntry], present: Set<UInt32>
  ) async throws -> MessageEntry? {
    for known in entries {
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
