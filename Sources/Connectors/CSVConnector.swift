// Connectors finds what a mail speaks of in the company's own systems: the order in the shop, the invoice in the ledger,
// the product in the catalogue. Each connector turns its system's shapes into the appliance's `Record`s; `LookUp` decides
// which numbers of a mail are looked for, and where. A system that does not answer is an error, never "not found": the
// mail waits and is asked about again.

public import Domain

/// A shop or a ledger kept as CSV files, exported there by another program: for the demo, for tests, and for a company
/// whose software can do no better.
public struct CSVConnector: Sendable {
  public let name: String
  private let files: [Record.Kind: CSVFile]
  private let world: World

  /// A shop: orders, and products where there is a file of them.
  public static func shop(name: String, orders: String, products: String?, world: World) -> CSVConnector {
    var files: [Record.Kind: CSVFile] = [:]
    files[.order] = CSVFile(connector: name, path: orders, layout: .orders)
    files[.product] = products.map { CSVFile(connector: name, path: $0, layout: .products) }
    return CSVConnector(name: name, files: files, world: world)
  }

  /// A ledger of suppliers' invoices.
  public static func ledger(name: String, invoices: String, world: World) -> CSVConnector {
    CSVConnector(
      name: name, files: [.invoice: CSVFile(connector: name, path: invoices, layout: .invoices)], world: world)
  }

  /// Whether it holds records of this kind.
  public func holds(_ kind: Record.Kind) -> Bool { files[kind] != nil }

  /// An order by reference or id, an invoice by the supplier's number or ours, a product by reference; spaces and case do
  /// not count. Nothing when there is none.
  public func records(_ kind: Record.Kind, key: String) async throws(ConnectorUnavailable) -> [Record] {
    guard let file = files[kind] else { return [] }
    return try await file.records(key: key, at: world.now())
  }

  /// The orders or invoices whose facts may be told to a mail address.
  public func records(_ kind: Record.Kind, ownedBy address: String) async throws(ConnectorUnavailable) -> [Record] {
    guard let file = files[kind] else { return [] }
    return try await file.records(ownedBy: address, at: world.now())
  }
}
