import Connectors
public import Domain
import Foundation
import Mailboxes
import Reading
import Rules
import Store
public import TextExtraction

/// The whole way of one mail in a folder of its own, under the rules and with the connectors of a configuration: what
/// would be done if it arrived, without touching mailbox, store or anybody.
public enum Trial {
  /// - Parameter mailbox: The mailbox in which it would arrive.
  /// - Returns: Its explanation, at the moment that the mail itself names as its date if that is past.
  public static func explanation(
    of bytes: [UInt8], arrivingIn mailbox: MailboxName, _ configuration: Configuration, extractor: TextExtractor,
    world: World
  ) async throws -> Explanation {
    let folder = NSTemporaryDirectory() + "vaguemestre-trial-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let arrival = await arrival(of: bytes, extractor, world)
    let then = World(now: { arrival }, random: world.random)
    let original = try? ApplianceStore(
      existing: configuration.dataFolder, retention: configuration.retention, world: world)
    let configuration = configuration.trial(of: mailbox, in: folder)
    let appliance = try await Appliance(configuration, extractor: extractor, world: then, listener: { _ in })
    if let original { try await appliance.copyAudits(from: original) }
    // The mailbox turns automatic before the mail arrives, as it has in earnest.
    try await appliance.store.open(mailbox: mailbox, mode: .automatic)
    let maildir = folder + "/Maildir"
    for subfolder in ["tmp", "new", "cur"] {
      try FileManager.default.createDirectory(
        atPath: "\(maildir)/\(subfolder)", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
    let path = maildir + "/new/1.trial"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(arrival.milliseconds) / 1000)], ofItemAtPath: path)
    try await appliance.round()
    guard let explanation = try await appliance.latestExplanation() else {
      throw await obstacle(in: configuration)
    }
    return explanation
  }

  /// What kept the mail from its end: nearly always a table that cannot be read.
  private static func obstacle(in configuration: Configuration) async -> TrialError {
    for mailbox in configuration.mailboxes {
      for connector in mailbox.connectors.compactMap({ configuration.connectors[$0] }) {
        do throws(ConnectorUnavailable) {
          for kind in Record.Kind.allCases where connector.holds(kind) {
            _ = try await connector.records(kind, key: "?")
          }
        } catch {
          return TrialError(text: error.text)
        }
      }
    }
    return TrialError(
      text: Localized(
        fr: "le mail n’a pu être mené à son terme ; lancez « vaguemestre check »",
        en: "the mail could not be carried to its end; run “vaguemestre check”"))
  }

  private static func arrival(of bytes: [UInt8], _ extractor: TextExtractor, _ world: World) async -> Instant {
    let raw = RawMessage(
      mailbox: MailboxName("trial"), location: MessageLocation(folder: .inbox, uidValidity: 1, uid: 1),
      receivedAt: world.now(), bytes: bytes)
    let message = await MessageReader(extractor: extractor).message(
      from: raw, id: world.identifier(), contentHash: ContentHash(hex: ""))
    return min(message.sentAt ?? world.now(), world.now())
  }
}

/// Why a mail could not be tried.
public struct TrialError: Error, Hashable, Sendable {
  public let text: Localized
}

extension Appliance {
  /// The explanation of the message that came last, if it has come to its end.
  func latestExplanation() async throws -> Explanation? {
    guard let entry = try await store.entries().last, entry.state == .done,
      let mailbox = current.mailboxes.first(where: { $0.name == entry.mailbox }),
      let trade = current.trades[mailbox.profile]
    else { return nil }
    return try await Explanation(of: entry, store: store, mailbox: mailbox, trade: trade, current.language)
  }
}
