internal import Domain

/// Which columns a CSV file has, and what record a row becomes.
struct CSVLayout: Sendable {
  enum Value: Hashable, Sendable {
    case text, date, number
    /// Its currency stands in the column `currency`, else it is the euro.
    case amount
    /// As a text, and the record is known by it: a mail's number is looked for in it.
    case key
  }

  struct Column: Sendable {
    let name: String
    let value: Value

    init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  let kind: Record.Kind
  /// The first key names the record; its column must be there, every other one may be missing.
  let columns: [Column]

  var keyColumns: [String] { columns.filter { $0.value == .key }.map(\.name) }

  var keyColumn: String { keyColumns.first ?? "" }

  static let orders = CSVLayout(
    kind: .order,
    columns: [
      Column("reference", .key), Column("id", .key), Column("date", .date), Column("customer_name", .text),
      Column("customer_email", .text), Column("state", .text), Column("state_label", .text),
      Column("shipped_at", .date), Column("delivered_at", .date), Column("carrier", .text),
      Column("tracking_number", .text), Column("tracking_url", .text), Column("total", .amount),
      Column("lines", .text),
    ])

  static let products = CSVLayout(
    kind: .product,
    columns: [
      Column("reference", .key), Column("name", .text), Column("stock", .number), Column("price", .amount),
      Column("restock_date", .date),
    ])

  static let invoices = CSVLayout(
    kind: .invoice,
    columns: [
      Column("invoice_number", .key), Column("our_reference", .key), Column("supplier_name", .text),
      Column("supplier_email", .text), Column("supplier_domain", .text), Column("order_number", .text),
      Column("date", .date), Column("due_date", .date), Column("net", .amount), Column("vat", .amount),
      Column("total", .amount), Column("state", .text), Column("paid_at", .date), Column("payment_mode", .text),
      Column("payment_reference", .text), Column("remaining", .amount),
    ])
}

extension CSVLayout {
  /// The record of a row, or nil where its key is empty. Empty cells, and cells that are not what their column holds,
  /// are left out: a template that needs them is then not used.
  func record(_ cells: [String: String], connector: String, at now: Instant) -> Record? {
    guard let key = cells[keyColumn], !key.isEmpty else { return nil }
    let currency = cells["currency"].flatMap { $0.isEmpty ? nil : $0.uppercased() } ?? "EUR"
    var fields: [String: FieldValue] = [:]
    for column in columns {
      guard let cell = cells[column.name], !cell.isEmpty else { continue }
      fields[column.name] = column.value.field(cell, currency: currency)
    }
    if kind == .product, fields["state"] == nil { fields["state"] = stockState(fields).map { .text($0) } }
    return Record(connector: connector, kind: kind, key: key, fields: fields, fetchedAt: now)
  }

  /// A list of products has no states; rules speak of them as of any record's.
  private func stockState(_ fields: [String: FieldValue]) -> String? {
    guard case .number(let stock)? = fields["stock"] else { return nil }
    if stock > 0 { return "in_stock" }
    return fields["restock_date"] == nil ? "out_of_stock" : "restock_planned"
  }
}

extension CSVLayout.Value {
  fileprivate func field(_ cell: String, currency: String) -> FieldValue? {
    switch self {
    case .text, .key: .text(cell)
    case .number: Int(cell).map { .number($0) }
    case .date: CSVDate.iso(cell).map { .date($0) }
    case .amount: CSVAmount.decimal(cell).map { .amount($0, currency: currency) }
    }
  }
}

/// `2026-11-17`, `17/11/2026`, `17.11.2026`; a time of day after it is dropped.
enum CSVDate {
  static func iso(_ cell: String) -> String? {
    let day = cell.prefix { $0 != " " && $0 != "T" }
    let parts = day.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" || $0 == "." }
    guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }),
      let year = Int(parts[0].count == 4 ? parts[0] : parts[2]), let month = Int(parts[1]),
      let dayOfMonth = Int(parts[0].count == 4 ? parts[2] : parts[0]),
      1000...9999 ~= year, 1...12 ~= month, 1...31 ~= dayOfMonth
    else { return nil }
    return "\(year)-\(month < 10 ? "0" : "")\(month)-\(dayOfMonth < 10 ? "0" : "")\(dayOfMonth)"
  }
}

/// `1234.50`, `1 234,50`, `1'960.00`, `1.234,50 €`: the last `.` or `,` with one or two digits behind it is the decimal
/// mark.
enum CSVAmount {
  static func decimal(_ cell: String) -> String? {
    let decoration: Set<Character> = [" ", "\u{A0}", "\u{202F}", "'", "’", "€"]
    let text = cell.filter { !decoration.contains($0) }
    let isNegative = text.hasPrefix("-")
    let unsigned = isNegative ? text.dropFirst() : text[...]
    let pieces = unsigned.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
    guard pieces.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } }),
      let last = pieces.last
    else { return nil }
    let hasDecimals = pieces.count > 1 && last.utf8.count <= 2
    let whole = (hasDecimals ? pieces.dropLast() : pieces[...]).joined()
    let decimals = hasDecimals ? last + (last.utf8.count == 1 ? "0" : "") : "00"
    return "\(isNegative ? "-" : "")\(whole).\(decimals)"
  }
}
