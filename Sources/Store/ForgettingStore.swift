public import Domain
import GRDB

/// A message that was not read yet, as its header tells: the store itself knows nothing of what its bytes say.
public struct UnreadMessage: Hashable, Sendable {
  public let id: Identifier<Message>
  public let messageID: String?
  /// The addresses of everybody whom it names, in lower case.
  public let people: Set<String>

  public init(id: Identifier<Message>, messageID: String?, people: Set<String>) {
    self.id = id
    self.messageID = messageID
    self.people = people
  }
}

extension ApplianceStore {
  /// Messages whose bytes are kept and that were not read yet.
  public func unread() async throws -> [MessageEntry] {
    try await read { try Self.entries("WHERE state = 'received' AND erased_at IS NULL ORDER BY row", [], $0) }
  }

  /// Erases all that is kept of a person by their address: their mails with what was made of them, the mails that went to
  /// them, and the examples of theirs. Journal and figures stay, without anything personal.
  ///
  /// Models that may have learned from them, which decisions name by their hashes, lose their bytes as well.
  ///
  /// - Parameter unread: The messages that were not read yet; those that name the person are erased.
  public func forget(address: String, unread: [UnreadMessage]) async throws -> Forgotten {
    let address = address.lowercased()
    let theirs = unread.filter { $0.people.contains(address) }
    let known = try await read { database in
      try Self.entries(
        """
        WHERE erased_at IS NULL AND (
          id IN (SELECT message FROM participant WHERE value = ?1)
          OR id IN (SELECT message FROM outbox WHERE recipient = ?1))
        ORDER BY row
        """, [address], database
      ).map(\.id)
    }
    let messages = Set(known).union(theirs.map(\.id))
    for id in messages.sorted() { try await eraseKeepingLog(id) }
    let examples = try await write { database in
      for message in theirs {
        try database.execute(cached: "DELETE FROM answered WHERE message_id = ?", arguments: [message.messageID])
      }
      try database.execute(
        cached: """
          DELETE FROM example WHERE sender = ?1
            OR EXISTS (SELECT 1 FROM json_each(message, '$.participants') WHERE json_extract(value, '$.value') = ?1)
          """, arguments: [address])
      let count = database.changesCount
      try database.execute(cached: "UPDATE content SET bytes = x'' WHERE kind = 'model'")
      return count
    }
    try await checkpoint()
    return Forgotten(messages: messages.count, examples: examples)
  }
}
