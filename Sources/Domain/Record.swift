/// A shop's or ledger's object as a connector returned it, in the appliance's words.
public struct Record: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case order, invoice, customer, product
  }

  /// Which connector answered, by its name in the settings.
  public let connector: String
  public let kind: Kind
  /// The identifier by which people know it: order reference, invoice number.
  public let key: String
  public let fields: [String: FieldValue]
  public let fetchedAt: Instant

  public init(connector: String, kind: Kind, key: String, fields: [String: FieldValue], fetchedAt: Instant) {
    self.connector = connector
    self.kind = kind
    self.key = key
    self.fields = fields
    self.fetchedAt = fetchedAt
  }

  public func text(_ field: String) -> String? { fields[field]?.text }

  /// The addresses to which the record's facts may be told (identity gate): those the shop or ledger itself holds.
  public var ownerAddresses: [String] {
    [text("customer_email"), text("supplier_email")].compactMap { $0?.lowercased() }
  }
}

/// A field's value; amounts keep their decimals as written, dates are ISO 8601.
public enum FieldValue: Hashable, Sendable, Codable {
  case text(String)
  case amount(String, currency: String)
  case date(String)
  case number(Int)

  public var text: String {
    switch self {
    case .text(let value), .date(let value): value
    case .amount(let value, let currency): "\(value) \(currency)"
    case .number(let value): String(value)
    }
  }
}

/// What came of looking something up.
public struct LookupResult: Hashable, Sendable, Codable {
  public let connector: String
  public let kind: Record.Kind
  /// What was looked for.
  public let key: String
  public let records: [Record]
  /// The connector did not answer for so long that the mail goes on without it, to a person.
  public let isUnavailable: Bool

  public init(connector: String, kind: Record.Kind, key: String, records: [Record], isUnavailable: Bool = false) {
    self.connector = connector
    self.kind = kind
    self.key = key
    self.records = records
    self.isUnavailable = isUnavailable
  }
}

/// A fact noticed when mail and records are held against each other, as a code with parameters; it is put into words
/// only when shown (`record_not_senders`, `unknown_number` …).
public struct Finding: Hashable, Sendable, Codable {
  public enum Code: String, Sendable, Codable, CaseIterable {
    /// A number of the mail was looked up and is not in the shop or ledger. Parameters `kind`, `value`.
    case unknownNumber = "unknown_number"
    /// The record belongs to another address than the sender's. Parameters `kind`, `key`.
    case recordNotSenders = "record_not_senders"
    /// More than one record matches. Parameters `kind`, `count`.
    case severalRecords = "several_records"
    /// No number to look up was found. No parameter.
    case noNumber = "no_number"
    /// Our mailbox is only in copy. No parameter.
    case copyOnly = "copy_only"
    /// The shop or ledger did not answer, and its facts are missing. Parameter `connector`.
    case lookupUnavailable = "lookup_unavailable"
  }

  public let code: Code
  public let parameters: [String: String]

  public init(_ code: Code, _ parameters: [String: String] = [:]) {
    self.code = code
    self.parameters = parameters
  }
}
