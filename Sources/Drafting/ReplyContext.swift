public import Domain

/// What a reply may speak of.
///
/// Templates name: the fields of a record by its kind (`order.reference`, `invoice.due_date`), when exactly one of that
/// kind was found; `orders` and `invoices`, lists of all of them; `is_STATE` inside these (`is_paid`); `customer_name`;
/// `numbers`, those that were not found; `signature`; `automatic`, when no person reads the reply before it leaves. Dates, amounts and lists are worded in the reply's language.
public struct ReplyContext: Sendable {
  public let language: Language
  let values: ReplyValues

  /// - Parameters:
  ///   - sender: The address that will be answered. Records that are not its own are left out, so that no template can
  ///     tell their facts.
  ///   - signature: The mailbox's, of one or several lines.
  ///   - isAutomatic: No person reads the reply before it leaves, and it must say so.
  public init(
    language: Language, sender: String?, records: [Record], findings: [Finding], signature: String,
    isAutomatic: Bool
  ) {
    self.language = language
    let wording = ReplyWording(language: language)
    var values = ReplyValues()
    let own = Self.distinct(records.filter { $0.isOwned(by: sender) })
    for kind in Record.Kind.allCases {
      let ofKind = own.filter { $0.kind == kind }
      values.lists["\(kind.rawValue)s"] = ofKind.map { ReplyValues(texts: wording.texts($0)) }
      guard ofKind.count == 1, let record = ofKind.first else { continue }
      for (field, text) in wording.texts(record) { values.texts["\(kind.rawValue).\(field)"] = text }
    }
    let names = Set(own.compactMap { $0.text("customer_name") })
    // Two customers on the sender's records: better no name than the wrong one.
    if names.count == 1 { values.texts["customer_name"] = names.first.map(wording.plain) }
    let numbers = findings.filter { $0.code == .unknownNumber }.compactMap { $0.parameters["value"] }
    values.texts["numbers"] = wording.list(numbers.map(wording.plain))
    values.texts["signature"] = signature
    if isAutomatic { values.texts["automatic"] = "true" }
    self.values = values
  }

  private static func distinct(_ records: [Record]) -> [Record] {
    var distinct: [Record] = []
    for record in records
    where !distinct.contains(where: { $0.kind == record.kind && $0.fields == record.fields }) {
      distinct.append(record)
    }
    return distinct
  }
}
