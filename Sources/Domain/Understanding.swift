/// A contact motive, by its fixed id (`order_tracking`); a profile may add its own.
public struct Intent: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let id: String

  public init(_ id: String) { self.id = id }

  public static let spam = Intent("spam")
  public static let other = Intent("other")
  public static let copyOnly = Intent("copy_only")

  public var description: String { id }

  public static func < (left: Intent, right: Intent) -> Bool { left.id < right.id }

  public init(from decoder: any Decoder) throws {
    id = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(id)
  }
}

/// One intent as read in a message, with the words that spoke for it.
public struct IntentReading: Hashable, Sendable, Codable {
  public let intent: Intent
  /// Probability in 0…1 that the message is about it.
  public let confidence: Double
  public let evidence: [Evidence]

  public init(intent: Intent, confidence: Double, evidence: [Evidence]) {
    self.intent = intent
    self.confidence = confidence
    self.evidence = evidence
  }

  /// A word or phrase of the message and its weight; negative speaks against.
  public struct Evidence: Hashable, Sendable, Codable {
    public let words: String
    public let weight: Double

    public init(words: String, weight: Double) {
      self.words = words
      self.weight = weight
    }
  }
}

/// An identifier found in a message.
public struct Entity: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case orderNumber = "order_number"
    case invoiceNumber = "invoice_number"
    case productReference = "product_reference"
    case trackingNumber = "tracking_number"
    case amount, date, iban, siret, siren
    case vatNumber = "vat_number"
    case phone
    case postalCode = "postal_code"
    case customerName = "customer_name"
    case supplierName = "supplier_name"
    case supplierNumber = "supplier_number"
    case email
  }

  /// Where it stood. Written `subject`, `body`, `quote` or `attachment:NAME#PAGE`.
  public enum Place: Hashable, Sendable, Codable, CustomStringConvertible {
    case subject, body, quote
    case attachment(name: String, page: Int)

    public var description: String {
      switch self {
      case .subject: "subject"
      case .body: "body"
      case .quote: "quote"
      case .attachment(let name, let page): "attachment:\(name)#\(page)"
      }
    }
  }

  /// What a date or an amount is of, where the text says so.
  public enum Role: String, Sendable, Codable, CaseIterable {
    /// Dates: when a payment is due, when the invoice or the order was made, when goods arrive, when money moved.
    case due, invoice, order, delivery
    /// A payment's date, or how much was paid.
    case payment
    /// Amounts: taxes included, without taxes, what is still owed.
    case total, net, remaining
  }

  public let kind: Kind
  /// The normal form: no spaces, no leading `#` or `n°`.
  public let value: String
  /// As it was written.
  public let raw: String
  public let place: Place
  public let confidence: Double
  /// Nil for all kinds but date and amount, and for those of which the text does not tell.
  public let role: Role?

  public init(kind: Kind, value: String, raw: String, place: Place, confidence: Double, role: Role? = nil) {
    self.kind = kind
    self.value = value
    self.raw = raw
    self.place = place
    self.confidence = confidence
    self.role = role
  }
}

public enum Sentiment: String, Sendable, Codable {
  case negative, neutral, positive
}

/// A language by its ISO 639-1 code.
public struct Language: Hashable, Sendable, Codable, CustomStringConvertible {
  public let code: String

  public init(_ code: String) { self.code = code }

  public static let french = Language("fr")
  public static let english = Language("en")

  public var description: String { code }

  public init(from decoder: any Decoder) throws {
    code = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(code)
  }
}

/// What was read in a message.
public struct Understanding: Hashable, Sendable, Codable {
  public let language: Language
  /// Every intent of the profile with some evidence, most probable first.
  public let intents: [IntentReading]
  /// The intents judged present, the primary first.
  public let accepted: [Intent]
  /// Those of the mail itself, then those of its documents.
  public let entities: [Entity]
  /// What its attachments are and say, each followed by the files within it.
  public let documents: [DocumentReading]
  public let sentiment: Sentiment
  public let isUrgent: Bool

  public init(
    language: Language, intents: [IntentReading], accepted: [Intent], entities: [Entity],
    documents: [DocumentReading] = [], sentiment: Sentiment, isUrgent: Bool
  ) {
    self.language = language
    self.intents = intents
    self.accepted = accepted
    self.entities = entities
    self.documents = documents
    self.sentiment = sentiment
    self.isUrgent = isUrgent
  }

  public func entities(_ kind: Entity.Kind) -> [Entity] { entities.filter { $0.kind == kind } }
}
