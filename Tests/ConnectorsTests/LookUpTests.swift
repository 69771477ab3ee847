import Connectors
import Domain
import Testing

@Suite struct LookUpTests {
  /// The numbers of a mail and who wrote it; what was looked for, and what was found.
  static let cases: [(String, [(Entity.Kind, String, Entity.Place)], String?, [String])] = [
    ("nothing", [], "claire@example.org", []),
    ("one order", [(.orderNumber, "EJSBLZFYO", .body)], "claire@example.org", ["order EJSBLZFYO: EJSBLZFYO"]),
    ("unknown order", [(.orderNumber, "QWXZJKVBA", .body)], "claire@example.org", ["order QWXZJKVBA: "]),
    (
      "subject and body say it twice", [(.orderNumber, "45840", .subject), (.orderNumber, "45840", .body)],
      "claire@example.org", ["order 45840: EJSBLZFYO"]
    ),
    (
      "orders, invoices, products",
      [
        (.productReference, "LP-0101", .body), (.invoiceNumber, "26/0771", .attachment(name: "a.pdf", page: 1)),
        (.orderNumber, "EJSBLZFYO", .body),
      ], "claire@example.org",
      ["order EJSBLZFYO: EJSBLZFYO", "invoice 26/0771: 26/0771", "product LP-0101: LP-0101"]
    ),
    // Somebody else's order is found all the same: that it is not the sender's is a finding.
    ("another's", [(.orderNumber, "KNVQTRWPA", .body)], "claire@example.org", ["order KNVQTRWPA: KNVQTRWPA"]),
    (
      "quote, the sender's", [(.orderNumber, "EJSBLZFYO", .quote)], "claire@example.org", ["order EJSBLZFYO: EJSBLZFYO"]
    ),
    ("quote, another's", [(.orderNumber, "KNVQTRWPA", .quote)], "claire@example.org", []),
    ("quote, nobody's", [(.orderNumber, "QWXZJKVBA", .quote)], "claire@example.org", []),
    ("quote, no sender", [(.orderNumber, "EJSBLZFYO", .quote)], nil, []),
    (
      "the new text has one, the quote another",
      [(.orderNumber, "QWXZJKVBA", .body), (.orderNumber, "EJSBLZFYO", .quote)], "claire@example.org",
      ["order QWXZJKVBA: "]
    ),
    ("other numbers", [(.trackingNumber, "EJSBLZFYO", .body), (.phone, "45840", .body)], "claire@example.org", []),
  ]

  @Test(arguments: cases) func looksUp(
    _ name: String, _ numbers: [(Entity.Kind, String, Entity.Place)], _ sender: String?, _ expected: [String]
  ) async throws {
    let folder = try TemporaryFolder()
    let lookUp = try LookUp(connectors: [CSVConnectorTests.shop(folder), CSVConnectorTests.ledger(folder)])
    let results = try await lookUp.results(for: Self.understanding(numbers), sender: sender)
    #expect(results.map { "\($0.kind.rawValue) \($0.key): \($0.records.map(\.key).joined())" } == expected, "\(name)")
  }

  /// A ledger knows nothing of orders: that an order number is not in it means nothing.
  @Test func asksOnlyWhoHoldsSuchRecords() async throws {
    let folder = try TemporaryFolder()
    let lookUp = try LookUp(connectors: [CSVConnectorTests.ledger(folder)])
    let understanding = Self.understanding([(.orderNumber, "BC 2026-118", .body)])
    #expect(try await lookUp.results(for: understanding, sender: nil) == [])
  }

  @Test func foundInOneOfTwoShopsIsFound() async throws {
    let folder = try TemporaryFolder()
    let empty = try CSVConnector.shop(
      name: "vide", orders: folder.write("empty.csv", "reference\n"), products: nil, world: CSVConnectorTests.world)
    let lookUp = try LookUp(connectors: [empty, CSVConnectorTests.shop(folder)])
    let results = try await lookUp.results(for: Self.understanding([(.orderNumber, "45840", .body)]), sender: nil)
    #expect(results.map(\.connector) == ["boutique"])
    let unknown = try await lookUp.results(for: Self.understanding([(.orderNumber, "1", .body)]), sender: nil)
    #expect(unknown == [LookupResult(connector: "vide", kind: .order, key: "1", records: [])])
  }

  /// One connector that does not answer makes the whole mail wait.
  @Test func anUnavailableConnectorIsAnError() async throws {
    let folder = try TemporaryFolder()
    let gone = CSVConnector.ledger(name: "compta", invoices: folder.path("none.csv"), world: CSVConnectorTests.world)
    let lookUp = try LookUp(connectors: [CSVConnectorTests.shop(folder), gone])
    let understanding = Self.understanding([(.orderNumber, "45840", .body), (.invoiceNumber, "A", .body)])
    await #expect(throws: ConnectorUnavailable.self) {
      try await lookUp.results(for: understanding, sender: nil)
    }
  }

  private static func understanding(_ numbers: [(Entity.Kind, String, Entity.Place)]) -> Understanding {
    Understanding(
      language: .french, intents: [], accepted: [],
      entities: numbers.map { Entity(kind: $0.0, value: $0.1, raw: $0.1, place: $0.2, confidence: 1) },
      sentiment: .neutral, isUrgent: false)
  }
}
