public import Domain

/// Looks up what a mail speaks of.
public struct LookUp: Sendable {
  /// More numbers of a kind than any person asks about; a statement with a thousand lines is not a question.
  private static let numberLimit = 100

  private static let kinds: [(entity: Entity.Kind, record: Record.Kind)] = [
    (.orderNumber, .order), (.invoiceNumber, .invoice), (.productReference, .product),
  ]

  private let connectors: [CSVConnector]

  public init(connectors: [CSVConnector]) { self.connectors = connectors }

  /// Looks for every order, invoice and product number in the connectors that hold such records.
  ///
  /// Numbers in attachments are looked for if the mail itself names none of their kind.
  ///
  /// A number that stands only in a quote is looked for if neither the new text nor an attachment has one of its kind, and what is found counts
  /// only when it is the sender's: quoted words are somebody else's. A number found nowhere gives a result without records.
  public func results(
    for understanding: Understanding, sender: String?
  ) async throws(ConnectorUnavailable) -> [LookupResult] {
    var results: [LookupResult] = []
    for (entityKind, recordKind) in Self.kinds {
      let holders = connectors.filter { $0.holds(recordKind) }
      guard !holders.isEmpty else { continue }
      let entities = understanding.entities(entityKind)
      let written = Self.distinct(entities.filter { $0.place == .subject || $0.place == .body })
      let own = written.isEmpty ? Self.distinct(entities.filter { $0.place != .quote }) : written
      for key in own { results += try await look(recordKind, key, in: holders) }
      guard own.isEmpty else { continue }
      for key in Self.distinct(entities) {
        results += try await look(recordKind, key, in: holders).filter { result in
          !result.records.isEmpty && result.records.allSatisfy { $0.isOwned(by: sender) }
        }
      }
    }
    return results
  }

  /// Not found means found in none: another connector's records make the empty answers moot.
  private func look(
    _ kind: Record.Kind, _ key: String, in holders: [CSVConnector]
  ) async throws(ConnectorUnavailable) -> [LookupResult] {
    var results: [LookupResult] = []
    for connector in holders {
      let records = try await connector.records(kind, key: key)
      results.append(LookupResult(connector: connector.name, kind: kind, key: key, records: records))
    }
    let found = results.filter { !$0.records.isEmpty }
    return found.isEmpty ? Array(results.prefix(1)) : found
  }

  private static func distinct(_ entities: [Entity]) -> [String] {
    var seen: Set<String> = []
    return Array(entities.map(\.value).filter { seen.insert($0).inserted }.prefix(numberLimit))
  }
}
