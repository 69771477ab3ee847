// The mails that teach the reader of intents and entities, as they stand in `Resources/Training`: this parser knows their
// format (described there in ORIGIN.md), the tests hold every file to it and to what is promised of the whole.

/// A mail written for training, with what a careful person reads in it.
struct TrainingMail: Sendable {
  /// Where it begins, for a complaint about it.
  var place: String
  /// The primary one first.
  var intents: [String]
  /// The day on which it was sent, ISO 8601.
  var date: String
  var from: String?
  var to: String?
  var cc: String?
  var subject: String
  var attachments: [String]
  var entities: [Annotation]
  var sentiment: Sentiment
  var isUrgent: Bool
  var body: String

  enum Sentiment: String, Sendable { case negative, neutral, positive }

  /// An entity that the mail names.
  struct Annotation: Hashable, Sendable {
    var kind: Kind
    /// The normal form.
    var value: String
    /// As it is written, a line break in it replaced by a space.
    var raw: String
    var place: Place
    var role: Role?
  }

  enum Kind: String, Sendable, CaseIterable {
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

  enum Place: String, Sendable { case subject, body, quote }

  /// What an amount or a date is of, where the text says so.
  enum Role: String, Sendable {
    case due, invoice, order, delivery, payment, total, net, remaining
  }
}

extension TrainingMail {
  /// The author's own text: the lines that do not quote.
  var ownText: String {
    body.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix(">") }.joined(separator: "\n")
  }

  /// Where an entity is to be looked for. History is marked line by line or stands below a header, so a quoted number is
  /// looked for in all of the body.
  func text(of place: Place) -> String {
    switch place {
    case .subject: subject
    case .body: ownText
    case .quote: body.replacing("\n>", with: "\n")
    }
  }
}
