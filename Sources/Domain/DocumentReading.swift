/// What an attachment, or a file within one, was found to be and to say.
public struct DocumentReading: Hashable, Sendable, Codable {
  /// Its name; for a file within a file the names on the way to it, parted by `/`.
  public var name: String
  /// By its own bytes, whatever the mail declared.
  public var mediaType: String
  public var contentHash: ContentHash
  /// Nil when nothing in it could be read.
  public var type: DocumentType?
  /// Probability in 0…1 of the type.
  public var confidence: Double
  /// Of the file, also those that were not read; 0 where the format has none.
  public var pages: Int
  /// Whether some of its text was recognised in pictures, and so may hold misread letters.
  public var isRecognised: Bool
  /// Letters and signs of its text, white space left out.
  public var textCharacters: Int
  public var entities: [Entity]
  public var fields: DocumentFields
  /// What hindered the reading, as codes that are worded when shown.
  public var problems: [String]

  public init(name: String, mediaType: String, contentHash: ContentHash) {
    self.name = name
    self.mediaType = mediaType
    self.contentHash = contentHash
    type = nil
    confidence = 0
    pages = 0
    isRecognised = false
    textCharacters = 0
    entities = []
    fields = DocumentFields()
    problems = []
  }
}

/// What sort of document a file is.
public enum DocumentType: String, Hashable, Sendable, Codable, CaseIterable {
  case invoice
  case creditNote = "credit_note"
  case orderForm = "order_form"
  case orderConfirmation = "order_confirmation"
  case deliveryNote = "delivery_note"
  /// A slip that somebody signed, or a carrier's certificate of delivery.
  case proofOfDelivery = "proof_of_delivery"
  case statementOfAccount = "statement_of_account"
  /// What a payer sends: this transfer pays these invoices.
  case paymentAdvice = "payment_advice"
  /// A RIB.
  case bankDetails = "bank_details"
  case reminderLetter = "reminder_letter"
  case productPhoto = "product_photo"
  case screenshot
  case idDocument = "id_document"
  case other
}

/// What a business document says of itself, in normal forms: dates `YYYY-MM-DD`, amounts with a dot, numbers without
/// spaces.
public struct DocumentFields: Hashable, Sendable, Codable {
  /// One value and whence it is.
  public struct Field: Hashable, Sendable, Codable {
    public var value: String
    /// As it was written; the value itself where it was data.
    public var raw: String
    /// From 1; 0 for data, which stands on no page.
    public var page: Int
    public var confidence: Double

    public init(value: String, raw: String, page: Int, confidence: Double) {
      self.value = value
      self.raw = raw
      self.page = page
      self.confidence = confidence
    }
  }

  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case documentNumber = "document_number"
    case orderNumber = "order_number"
    case date
    case dueDate = "due_date"
    case net, vat, total, currency, supplier, siren, siret
    case vatNumber = "vat_number"
    case iban, buyer
    case customerName = "customer_name"
    case trackingNumber = "tracking_number"
  }

  public var values: [Kind: Field]
  public var productReferences: [Field]
  /// Whether net and VAT make the total; nil where one of the three is not there.
  public var addsUp: Bool?

  public init() {
    values = [:]
    productReferences = []
    addsUp = nil
  }

  public subscript(_ kind: Kind) -> Field? {
    get { values[kind] }
    set { values[kind] = newValue }
  }
}
