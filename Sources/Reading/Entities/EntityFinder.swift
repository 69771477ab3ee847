import Domain
import TextAnalysis

/// Finds the identifiers that a message names, with where they stood.
///
/// The finders go over a text one after the other, the surest first; what one has taken the next does not see, so that a
/// telephone number or a date never passes for an order.
struct EntityFinder: Sendable {
  /// More than any honest mail names; it bounds what is stored of a hostile one.
  private static let mostEntities = 200

  private let today: CalendarDay
  private let trade: Trade
  private let masks: [NumberMask]

  /// - Parameters:
  ///   - writtenAt: the day of the mail, from which dates take a missing year.
  ///   - zone: the writer's clock, minutes east of UTC.
  ///   - trade: of the mailbox.
  ///   - masks: the forms of the site's own numbers, known beside the usual ones.
  init(writtenAt: Instant, zone: Int, trade: Trade, masks: [NumberMask] = []) {
    self.trade = trade
    self.masks = masks
    today = CalendarDay(CivilTime(writtenAt, offsetMinutes: zone))
  }

  /// What the author names, then what only stands in the history. Each value once a kind.
  ///
  /// - Parameters:
  ///   - newText: the author's words.
  ///   - signature: of the author, with name, company and contact lines.
  ///   - quotedText: what others wrote before.
  func entities(subject: String, newText: String, signature: String = "", quotedText: String) -> [Entity] {
    let topic = Topic(TokenizedText(subject), TokenizedText(newText))
    var all = entities(in: subject, place: .subject, topic) + entities(in: newText, place: .body, topic)
    all += SignedName.find(subject: subject, newText: newText, signature: signature, trade: trade)
    all += entities(in: signature, place: .body, topic) + entities(in: quotedText, place: .quote, topic)
    let best = Self.bestNumbers(all)
    var seen: Set<String> = []
    return Array(
      all.filter { entity in
        guard Self.numbers.contains(entity.kind) else {
          return seen.insert("\(entity.kind.rawValue) \(entity.value)").inserted
        }
        return best[entity.value] == entity.kind && seen.insert(entity.value).inserted
      }.prefix(Self.mostEntities))
  }

  /// What a page of a document names.
  func entities(inDocument text: String, place: Entity.Place) -> [Entity] {
    Array(entities(in: text, place: place, Topic(TokenizedText(""), TokenizedText(text))).prefix(Self.mostEntities))
  }

  private static let numbers: Set<Entity.Kind> = [
    .orderNumber, .invoiceNumber, .productReference, .trackingNumber, .supplierNumber,
  ]

  /// A number that one sentence calls an invoice is one wherever else it stands.
  private static func bestNumbers(_ all: [Entity]) -> [String: Entity.Kind] {
    var best: [String: Entity] = [:]
    for entity in all where numbers.contains(entity.kind) {
      if let known = best[entity.value], known.confidence >= entity.confidence { continue }
      best[entity.value] = entity
    }
    return best.mapValues(\.kind)
  }

  private func entities(in text: String, place: Entity.Place, _ topic: Topic) -> [Entity] {
    guard !text.isEmpty else { return [] }
    var text = ChunkedText(text)
    var found = AddressFinder.find(in: &text, place: place)
    found += BankAccountFinder.find(in: &text, place: place)
    found += CompanyNumberFinder.find(in: &text, place: place)
    found += ParcelNumberFinder.find(in: &text, place: place)
    found += PhoneFinder.find(in: &text, place: place)
    found += PostalCodeFinder.find(in: &text, place: place)
    found += DateFinder(today: today).find(in: &text, place: place)
    found += AmountFinder.find(in: &text, place: place)
    var walk = NumberWalk(text, place: place, trade: trade, topic: topic, year: today.civil.year, masks: masks)
    walk.walk()
    let all = walk.found + found
    // Of what others wrote only the numbers that can be looked up count.
    return place == .quote ? all.filter { $0.kind == .orderNumber || $0.kind == .invoiceNumber } : all
  }
}
