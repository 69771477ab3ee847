import Connectors
import Domain
import Testing

@Suite struct ConnectorSettingsTests {
  static let place = SettingPlace(file: "x", line: 3, column: 5)

  static func node(_ entries: [(String, String)]) -> SettingNode {
    let values = entries.map {
      SettingNode.Entry(key: $0.0, place: place, node: SettingNode(.scalar($0.1), place: place))
    }
    let connector = SettingNode.Entry(key: "boutique", place: place, node: SettingNode(.map(values), place: place))
    return SettingNode(.map([connector]), place: place)
  }

  static let kinds: [([(String, String)], [Record.Kind])] = [
    ([("type", "csv_shop"), ("orders", "/a.csv")], [.order]),
    ([("type", "csv_shop"), ("orders", "/a.csv"), ("products", "/b.csv")], [.order, .product]),
    ([("type", "csv_ledger"), ("invoices", "/a.csv")], [.invoice]),
  ]

  @Test(arguments: kinds) func readsConnectors(_ entries: [(String, String)], _ kinds: [Record.Kind]) throws {
    let connectors = try ConnectorSettings.connectors(
      reading: Self.node(entries), world: CSVConnectorTests.world)
    let connector = try #require(connectors["boutique"])
    #expect(connector.name == "boutique")
    #expect(Record.Kind.allCases.filter(connector.holds) == kinds)
  }

  static let problems: [([(String, String)], SettingProblem.Wording)] = [
    ([("orders", "/a.csv")], .missing(name: "type")),
    ([("type", "csv_shop")], .missing(name: "orders")),
    ([("type", "csv_ledger"), ("orders", "/a.csv")], .missing(name: "invoices")),
    (
      [("type", "csv_shp")], .notOneOf(value: "csv_shp", choices: ["csv_shop", "csv_ledger"], suggestion: "csv_shop")
    ),
  ]

  @Test(arguments: problems) func tellsProblems(_ entries: [(String, String)], _ wording: SettingProblem.Wording) {
    let problem = #expect(throws: SettingProblem.self) {
      try ConnectorSettings.connectors(reading: Self.node(entries), world: CSVConnectorTests.world)
    }
    #expect(problem == SettingProblem(Self.place, wording))
  }

  @Test func noSectionIsNoConnector() throws {
    #expect(try ConnectorSettings.connectors(reading: nil, world: CSVConnectorTests.world).isEmpty)
  }
}
