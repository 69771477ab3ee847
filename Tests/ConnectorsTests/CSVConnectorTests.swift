import Connectors
import Domain
import Foundation
import Testing

@Suite struct CSVConnectorTests {
  static let now = Instant(seconds: 1_795_000_000)
  static let world = World(now: { now }, random: { 0 })

  static let orders = """
    reference;id;date;customer_name;customer_email;state;shipped_at;total;currency;surplus
    EJSBLZFYO;45840;2026-11-10;Claire Martin;Claire@Example.org;shipped;2026-11-13;1 234,50;EUR;x
    KNVQTRWPA;45866;2026-11-14;Kevin Baraduc;kevin@example.org;in_preparation;;64.00;;
    ;45867;2026-11-14;Sans référence;sans@example.org;paid;;1;;

    """

  static let products = """
    reference;name;stock;price;restock_date
    LP-0101;Lampe « Vigie »;14;129.00;
    LP-0125;Suspension;0;139.00;2026-12-04
    LP-0144;Lampe à poser;0;94.00;
    LP-0999;Sans stock;;94.00;

    """

  static let invoices = """
    invoice_number,our_reference,supplier_email,supplier_domain,state,total,currency
    26/0771,AR-26-1190,compta@forez.example,forez.example,draft,412.30,eur
    VO-3381,AR-26-1133,x@jaquet.example,jaquet.example,booked,1960.00,CHF

    """

  static func shop(_ folder: TemporaryFolder) throws -> CSVConnector {
    try .shop(
      name: "boutique", orders: folder.write("orders.csv", orders), products: folder.write("products.csv", products),
      world: world)
  }

  static func ledger(_ folder: TemporaryFolder) throws -> CSVConnector {
    try .ledger(name: "compta", invoices: folder.write("invoices.csv", invoices), world: world)
  }

  static let keys: [(Record.Kind, String, [String])] = [
    (.order, "EJSBLZFYO", ["EJSBLZFYO"]),
    (.order, "ejsblzfyo", ["EJSBLZFYO"]),
    (.order, "45 840", ["EJSBLZFYO"]),
    (.order, "45841", []),
    (.order, "", []),
    // A row without its reference is no order.
    (.order, "45867", []),
    (.product, "lp-0125", ["LP-0125"]),
    (.invoice, "EJSBLZFYO", []),
  ]

  @Test(arguments: keys) func findsByKey(_ kind: Record.Kind, _ key: String, _ found: [String]) async throws {
    let folder = try TemporaryFolder()
    #expect(try await Self.shop(folder).records(kind, key: key).map(\.key) == found)
  }

  @Test func readsTheFieldsByTheirColumns() async throws {
    let folder = try TemporaryFolder()
    let order = try await Self.shop(folder).records(.order, key: "EJSBLZFYO").first
    #expect(
      order
        == Record(
          connector: "boutique", kind: .order, key: "EJSBLZFYO",
          fields: [
            "reference": .text("EJSBLZFYO"), "id": .text("45840"), "date": .date("2026-11-10"),
            "customer_name": .text("Claire Martin"), "customer_email": .text("Claire@Example.org"),
            "state": .text("shipped"), "shipped_at": .date("2026-11-13"),
            "total": .amount("1234.50", currency: "EUR"),
          ], fetchedAt: Self.now))
  }

  static let stocks = [
    ("LP-0101", "in_stock"), ("LP-0125", "restock_planned"), ("LP-0144", "out_of_stock"), ("LP-0999", nil),
  ]

  @Test(arguments: stocks) func productsHaveAState(_ reference: String, _ state: String?) async throws {
    let folder = try TemporaryFolder()
    #expect(try await Self.shop(folder).records(.product, key: reference).first?.text("state") == state)
  }

  @Test func amountsKeepTheirCurrency() async throws {
    let folder = try TemporaryFolder()
    let ledger = try Self.ledger(folder)
    #expect(try await ledger.records(.invoice, key: "VO-3381").first?.text("total") == "1960.00 CHF")
    #expect(try await ledger.records(.invoice, key: "AR-26-1190").first?.text("total") == "412.30 EUR")
  }

  static let owners: [(String, [String])] = [
    ("claire@example.org", ["EJSBLZFYO"]), ("CLAIRE@EXAMPLE.ORG", ["EJSBLZFYO"]), ("nobody@example.org", []),
  ]

  @Test(arguments: owners) func findsByOwner(_ address: String, _ found: [String]) async throws {
    let folder = try TemporaryFolder()
    #expect(try await Self.shop(folder).records(.order, ownedBy: address).map(\.key) == found)
  }

  @Test func findsASuppliersInvoicesByItsDomain() async throws {
    let folder = try TemporaryFolder()
    let found = try await Self.ledger(folder).records(.invoice, ownedBy: "direction@forez.example")
    #expect(found.map(\.key) == ["26/0771"])
  }

  @Test func readsAChangedFileAgain() async throws {
    let folder = try TemporaryFolder()
    let shop = try Self.shop(folder)
    #expect(try await shop.records(.order, key: "NEW").isEmpty)
    try folder.write("orders.csv", Self.orders + "NEW;45999;2026-11-20;N;n@example.org;paid;;1;;\n")
    #expect(try await shop.records(.order, key: "NEW").count == 1)
  }

  /// The same size at another time: told by the time alone.
  @Test func readsAFileOfTheSameSizeAgain() async throws {
    let folder = try TemporaryFolder()
    let shop = try Self.shop(folder)
    #expect(try await shop.records(.order, key: "45840").first?.text("state") == "shipped")
    let path = try folder.write("orders.csv", Self.orders.replacing("shipped;", with: "deliver;"))
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: path)
    #expect(try await shop.records(.order, key: "45840").first?.text("state") == "deliver")
  }

  @Test func aMissingFileIsUnavailableAndNotUnknown() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("none.csv")
    let shop = CSVConnector.shop(name: "boutique", orders: path, products: nil, world: Self.world)
    let error = await #expect(throws: ConnectorUnavailable.self) { try await shop.records(.order, key: "A") }
    #expect(error == ConnectorUnavailable(connector: "boutique", path: path, cause: .fileMissing))
  }

  @Test func aFileWithoutItsKeyColumnIsUnavailable() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("orders.csv", "numero;date\n1;2026-11-10\n")
    let shop = CSVConnector.shop(name: "boutique", orders: path, products: nil, world: Self.world)
    let error = await #expect(throws: ConnectorUnavailable.self) { try await shop.records(.order, key: "1") }
    #expect(error?.cause == .columnMissing("reference"))
  }

  /// Half a file, as one sees it while it is being written: what was known before does not stand in for it.
  @Test func aFileThatVanishesIsUnavailable() async throws {
    let folder = try TemporaryFolder()
    let shop = try Self.shop(folder)
    #expect(try await shop.records(.order, key: "45840").count == 1)
    try FileManager.default.removeItem(atPath: folder.path("orders.csv"))
    await #expect(throws: ConnectorUnavailable.self) { try await shop.records(.order, key: "45840") }
  }

  @Test func theDemoIsRead() async throws {
    let demo = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Resources/Demo")
    let shop = CSVConnector.shop(
      name: "boutique", orders: demo.appending(path: "shop.csv").path(),
      products: demo.appending(path: "products.csv").path(), world: Self.world)
    let ledger = CSVConnector.ledger(
      name: "compta", invoices: demo.appending(path: "ledger.csv").path(), world: Self.world)
    #expect(try await shop.records(.order, key: "45840").first?.key == "EJSBLZFYO")
    #expect(try await shop.records(.product, key: "LP-0125").first?.text("state") == "restock_planned")
    #expect(try await ledger.records(.invoice, key: "26/0771").first?.text("state") == "draft")
  }
}
