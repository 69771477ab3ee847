/// An order, a product or an invoice as a scenario tells it in French, and the row of the customer's table that it is.
struct ScenarioRecord: Sendable {
  /// What a scenario calls a kind of record, and where its table stands.
  struct Kind: Sendable {
    let word: String
    let file: String
    let columns: [(french: String, column: String)]
    let states: [String: String]
  }

  let kind: Kind
  /// By column.
  private let cells: [String: String]

  init(kind word: String, lines: [String]) throws {
    guard let kind = Self.kinds.first(where: { $0.word == word }) else {
      throw ScenarioError("fiche « \(word) » inconnue")
    }
    let fields = try Fields(lines, known: kind.columns.map(\.french))
    var cells: [String: String] = [:]
    for (french, column) in kind.columns {
      guard let value = fields.all(french).first else { continue }
      cells[column] = column == "state" ? try ScenarioFile.choice(value, kind.states) : value
    }
    self.kind = kind
    self.cells = cells
  }

  /// The table of the records of one kind.
  static func table(_ kind: Kind, _ records: [ScenarioRecord]) -> String {
    let header = kind.columns.map(\.column).joined(separator: ";")
    let rows = records.filter { $0.kind.word == kind.word }.map { record in
      kind.columns.map { "\"\(record.cells[$0.column] ?? "")\"" }.joined(separator: ";")
    }
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  static let kinds = [
    Kind(
      word: "commande", file: "orders.csv",
      columns: [
        ("Référence", "reference"), ("Numéro", "id"), ("Date", "date"), ("Client", "customer_name"),
        ("Adresse", "customer_email"), ("État", "state"), ("Expédiée le", "shipped_at"),
        ("Livrée le", "delivered_at"), ("Transporteur", "carrier"), ("Numéro de suivi", "tracking_number"),
        ("Lien de suivi", "tracking_url"), ("Total", "total"),
      ],
      states: [
        "paiement attendu": "awaiting_payment", "payée": "paid", "en préparation": "in_preparation",
        "expédiée": "shipped", "livrée": "delivered", "annulée": "cancelled", "remboursée": "refunded",
        "paiement refusé": "payment_error",
      ]),
    Kind(
      word: "produit", file: "products.csv",
      columns: [
        ("Référence", "reference"), ("Nom", "name"), ("Stock", "stock"), ("Prix", "price"),
        ("Réassort le", "restock_date"),
      ], states: [:]),
    Kind(
      word: "facture", file: "invoices.csv",
      columns: [
        ("Numéro", "invoice_number"), ("Fournisseur", "supplier_name"), ("Adresse", "supplier_email"),
        ("Domaine", "supplier_domain"), ("Date", "date"), ("Échéance", "due_date"), ("Total", "total"),
        ("État", "state"), ("Payée le", "paid_at"), ("Mode de paiement", "payment_mode"),
        ("Référence du paiement", "payment_reference"), ("Reste dû", "remaining"),
      ],
      states: [
        "en saisie": "draft", "bloquée": "blocked", "comptabilisée": "booked", "payée en partie": "partly_paid",
        "payée": "paid",
      ]),
  ]
}
