public import Domain
import Foundation
import GRDB

extension ApplianceStore {
  /// The sealed refresh token of a mailbox; nil before its first consent.
  public func refreshToken(of mailbox: MailboxName) async throws -> [UInt8]? {
    try await read { database in
      try Data.fetchOne(
        database, cached: "SELECT sealed FROM refresh_token WHERE mailbox = ?", arguments: [mailbox.text]
      ).map { [UInt8]($0) }
    }
  }

  /// Keeps a sealed refresh token in the place of the one before; it is on disk when this returns.
  public func setRefreshToken(_ sealed: [UInt8], of mailbox: MailboxName) async throws {
    let now = world.now()
    try await write { database in
      try database.execute(
        cached: "INSERT OR REPLACE INTO refresh_token (mailbox, sealed, at) VALUES (?, ?, ?)",
        arguments: [mailbox.text, Data(sealed), now.milliseconds])
    }
  }
}
