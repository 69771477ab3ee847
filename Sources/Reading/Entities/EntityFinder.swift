import Domain
import TextAnalysis

/// Finds the identifiers that a message names, with where they stood.
///
/// The finders go over a text one after the other, the surest first; what one has taken the next does not see, so that a
/// telephone number or a date never passes for an order.
struct EntityFinder: Sendable {
  /// More than any honest mail names; it bounds what is stored of a hostile one.
  private static let mostEntities = 200

  private let written: CivilTime

  /// - Parameters:
  ///   - writtenAt: the day of the mail, from which dates take a missing year.
  ///   - zone: the writer's clock, minutes east of UTC.
  init(writtenAt: Instant, zone: Int) {
    written = CivilTime(writtenAt, offsetMinutes: zone)
  }

  /// What the author names, then what only stands in the history. Each value once a kind.
  func entities(subject: String, newText: String, quotedText: String) -> [Entity] {
    let isOfInvoices = Topic.isInvoices(TokenizedText(subject), TokenizedText(newText))
    let all =
      entities(in: subject, place: .subject, isOfInvoices) + entities(in: newText, place: .body, isOfInvoices)
      + entities(in: quotedText, place: .quote, isOfInvoices)
    var seen: Set<String> = []
    return Array(all.filter { seen.insert("\($0.kind.rawValue) \($0.value)").inserted }.prefix(Self.mostEntities))
  }

  private func entities(in text: String, place: Entity.Place, _ isOfInvoices: Bool) -> [Entity] {
    var text = ChunkedText(text)
    var found = BankAndTaxFinder.find(in: &text, place: place)
    PhoneFinder.mark(in: &text)
    found += DateFinder(written: written).find(in: &text, place: place)
    found += AmountFinder.find(in: &text, place: place)
    var walk = NumberWalk(text, place: place, isOfInvoices: isOfInvoices)
    walk.walk()
    return walk.found + found
  }
}
