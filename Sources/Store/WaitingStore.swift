import GRDB

extension ApplianceStore {
  /// The messages that wait for a person, the newest first.
  public func newestWaitingForPerson(limit: Int) async throws -> [MessageEntry] {
    try await read {
      try Self.entries("WHERE needs_person = 1 ORDER BY received_at DESC, row DESC LIMIT ?", [limit], $0)
    }
  }
}
