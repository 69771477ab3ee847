public import Domain
import Mailboxes
import Reading
import Store

extension Appliance {
  /// Erases all that is kept of a person by their address, and writes into the audit trail that it was done, not of whom.
  static func forget(
    _ address: String, by author: String, _ store: ApplianceStore, _ configuration: Configuration
  ) async throws -> Forgotten {
    let ours = configuration.mailboxes.flatMap(\.addresses).map { $0.lowercased() }
    guard !ours.contains(address.lowercased()) else { throw ForgetError.ourOwn(address) }
    let unread = try await store.unread().compactMap { entry -> UnreadMessage? in
      // Bytes that are lost name nobody.
      guard let bytes = try? store.bytes(entry.contentHash) else { return nil }
      let header = MessageReader.header(of: bytes)
      return UnreadMessage(
        id: entry.id, messageID: header.messageID, people: Set(header.participants.map(\.value)))
    }
    let forgotten = try await store.forget(address: address, unread: unread)
    try await store.audit(
      "person_forgotten", by: author,
      ["messages": String(forgotten.messages), "examples": String(forgotten.examples)])
    return forgotten
  }
}

/// Why somebody cannot be forgotten.
public enum ForgetError: Error, Sendable {
  /// Every mail of the mailbox names it.
  case ourOwn(String)

  public var text: Localized {
    switch self {
    case .ourOwn(let address):
      Localized(
        fr: "« \(address) » est l’adresse d’une de vos boîtes : rien n’a été effacé. Donnez celle de la personne.",
        en: "“\(address)” is the address of one of your mailboxes: nothing was erased. Give that of the person.")
    }
  }
}
