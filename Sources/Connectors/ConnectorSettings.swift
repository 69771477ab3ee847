public import Domain

/// The section `connectors` of the settings file.
public enum ConnectorSettings {
  public static let declarations: [SettingDeclaration] = [
    SettingDeclaration(
      "connectors",
      .named(
        example: "boutique",
        [
          SettingDeclaration(
            "type", .choice(Kind.allCases.map(\.rawValue)), isRequired: true, example: "csv_shop",
            Localized(
              fr: "csv_shop : une boutique (orders, products) ; csv_ledger : une comptabilité fournisseurs (invoices).",
              en: "csv_shop: a shop (orders, products); csv_ledger: a ledger of suppliers (invoices).")),
          SettingDeclaration(
            "orders", .path, example: "/var/lib/boutique/commandes.csv",
            Localized(
              fr: "Fichier CSV des commandes, relu dès qu’il change.",
              en: "CSV file of the orders, read again whenever it changes.")),
          SettingDeclaration(
            "products", .path, example: "/var/lib/boutique/produits.csv",
            Localized(
              fr: "Fichier CSV des produits et de leur stock ; facultatif.",
              en: "CSV file of the products and their stock; optional.")),
          SettingDeclaration(
            "invoices", .path, example: "/var/lib/compta/factures.csv",
            Localized(
              fr: "Fichier CSV des factures fournisseurs, relu dès qu’il change.",
              en: "CSV file of the suppliers’ invoices, read again whenever it changes.")),
        ]),
      Localized(
        fr: "Où chercher commandes, produits et factures. Une boîte mail nomme les connecteurs qu’elle utilise.",
        en: "Where orders, products and invoices are looked up. A mailbox names the connectors that it uses."))
  ]

  /// The connectors of the settings, by name. Relative paths are taken from the current folder.
  public static func connectors(
    reading node: SettingNode?, world: World
  ) throws(SettingProblem) -> [String: CSVConnector] {
    var connectors: [String: CSVConnector] = [:]
    for entry in node?.entries ?? [] {
      connectors[entry.key] = try connector(entry.key, entry.node, world: world)
    }
    return connectors
  }

  private enum Kind: String, CaseIterable {
    case csvShop = "csv_shop"
    case csvLedger = "csv_ledger"
  }

  private static func connector(
    _ name: String, _ node: SettingNode, world: World
  ) throws(SettingProblem) -> CSVConnector {
    let type = try node.required("type")
    switch type.scalar.flatMap(Kind.init) {
    case .csvShop:
      return .shop(
        name: name, orders: try node.requiredText("orders"), products: node["products"]?.scalar, world: world)
    case .csvLedger:
      return .ledger(name: name, invoices: try node.requiredText("invoices"), world: world)
    case nil:
      let choices = Kind.allCases.map(\.rawValue)
      throw SettingProblem(
        type.place,
        .notOneOf(
          value: type.scalar ?? "", choices: choices, suggestion: closest(to: type.scalar ?? "", in: choices)))
    }
  }
}
