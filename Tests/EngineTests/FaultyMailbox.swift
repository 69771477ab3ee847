import Domain
import Foundation
import Mailboxes
import Reading
import Store
import TestSupport

@testable import Engine

/// A mailbox whose inbox is written down, and the rest of which is a real one.
struct FaultyMailbox: MailboxAccess {
  let real: any MailboxAccess
  var inbox: [UInt32]?
  var message: @Sendable (UInt32) -> Result<FetchedMessage, MailboxError> = { _ in .failure(.unavailable("broken")) }
  var contains: (@Sendable () throws -> Bool)?
  /// Called before a move.
  var moving: @Sendable () async throws -> Void = {}

  func createFolders(_ names: [FolderName]) async throws { try await real.createFolders(names) }

  func folder(for purpose: FolderPurpose) async throws -> FolderName? { try await real.folder(for: purpose) }

  func spelling(of folder: FolderName) async throws -> String { try await real.spelling(of: folder) }

  func contents(of folder: FolderName) async throws -> FolderContents {
    if folder == .inbox, let inbox { return FolderContents(uidValidity: 7, uids: inbox) }
    return try await real.contents(of: folder)
  }

  func fetch(_ locations: [MessageLocation]) async throws -> [Result<FetchedMessage, MailboxError>] {
    if inbox == nil || locations.first?.folder != .inbox { return try await real.fetch(locations) }
    return locations.map { message($0.uid) }
  }

  func contains(_ location: MessageLocation) async throws -> Bool {
    if let contains { return try contains() }
    return try await real.contains(location)
  }

  func move(_ location: MessageLocation, to folder: FolderName, again: Bool) async throws -> MessageLocation {
    try await moving()
    return try await real.move(location, to: folder, again: again)
  }

  func set(_ flag: MessageFlag, on location: MessageLocation) async throws { try await real.set(flag, on: location) }

  func append(_ message: OwnMessage, to folder: FolderName, flags: Set<MessageFlag>) async throws {
    try await real.append(message, to: folder, flags: flags)
  }

  func holds(_ message: OwnMessage, in folder: FolderName) async throws -> Bool {
    try await real.holds(message, in: folder)
  }

  func find(_ bytes: [UInt8], messageID: String?, in folder: FolderName) async throws -> MessageLocation? {
    try await real.find(bytes, messageID: messageID, in: folder)
  }

  func watch(_ onNews: @escaping @Sendable () -> Void) async {}

  func health() async -> [ConnectionHealth] { [] }

  func close() async {}
}

extension EngineFixture {
  /// A look into the appliance's first mailbox through another access.
  func mailboxRound(
    _ appliance: Appliance, _ fault: (inout FaultyMailbox) -> Void = { _ in },
    listener: @escaping EngineListener = { _ in }
  ) async throws -> MailboxRound {
    let (mailbox, reader, policy) = try await appliance.parts()
    var access = FaultyMailbox(real: mailbox.access)
    fault(&access)
    return MailboxRound(
      mailbox: WatchedMailbox(
        settings: mailbox.settings, access: access, carrier: mailbox.carrier, trade: mailbox.trade,
        connectors: mailbox.connectors, drafts: mailbox.drafts, sent: mailbox.sent),
      reader: reader, store: appliance.store, listener: listener, world: clock.world,
      policy: policy, owner: "test", lane: RecognitionLane(onReady: {}))
  }

  func alarms(_ appliance: Appliance) async -> [Alarm.Code] {
    await appliance.answer(.status, by: "claire").status?.alarms.map(\.code) ?? []
  }
}
