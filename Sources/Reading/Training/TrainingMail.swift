import Domain

/// A mail written for training, with what a careful person reads in it, as it stands in `Resources/Training`; the format is
/// described there in ORIGIN.md.
public struct TrainingMail: Sendable {
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

  /// An entity that the mail names.
  struct Annotation: Hashable, Sendable {
    var kind: Entity.Kind
    /// The normal form.
    var value: String
    /// As it is written, a line break in it replaced by a space.
    var raw: String
    var place: Place
    var role: Entity.Role?
  }

  enum Place: String, Hashable, Sendable { case subject, body, quote }
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
