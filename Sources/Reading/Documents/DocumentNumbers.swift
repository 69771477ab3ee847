import TextAnalysis

/// The number of a document and the numbers that it names: the order, the parcel, the articles.
struct DocumentNumbers: Sendable {
  typealias Candidate = FieldCandidate<String>

  struct Choice: Sendable {
    let candidate: Candidate
    let confidence: Double
  }

  private(set) var document: Choice?
  private(set) var order: Choice?
  private(set) var tracking: Choice?

  /// - Parameter known: company numbers, bank accounts, telephones: what is one of these is no number of a document.
  init(_ pages: [LabelledValues], known: Set<String>) {
    func found(_ label: FieldLabel) -> [Candidate] {
      pages.flatMap { $0.codes(label) }.filter { !known.contains($0.value.filter { $0.isLetter || $0.isNumber }) }
    }
    let confirmations = found(.confirmation)
    let orders = found(.orderNumber) + confirmations.map { Self.weakened($0, 0.6) }
    order = Self.best(orders)
    let orderValues = Set(orders.filter { $0.quality >= 0.9 }.map(\.value))
    let deliveries = found(.deliveryNote)
    let own =
      found(.documentNumber) + found(.title) + confirmations
      + (pages.contains(where: Self.isInvoice) ? deliveries.map { Self.weakened($0, 0.3) } : deliveries)
    document = Self.best(own.filter { $0.quality > 0.95 || !orderValues.contains($0.value) })
    // An order form has no number but the order's.
    let isOrder = pages.allSatisfy { $0.sites([.title]).isEmpty }
    if isOrder, let order, document.map({ $0.confidence < 0.5 && $0.confidence < order.confidence }) ?? true {
      document = Choice(candidate: order.candidate, confidence: order.confidence * 0.8)
    }
    tracking = Self.best(found(.trackingNumber).filter { $0.value.utf8.count >= 6 })
    // « Commande » and « Order » alone announce little.
    if let order, order.confidence < 0.35 { self.order = nil }
  }

  /// Whether a page has the title of an invoice or a credit note.
  private static func isInvoice(_ page: LabelledValues) -> Bool {
    page.sites([.title]).contains { site in
      invoiceTitles.contains(page.layout.lines[site.line].text.tokens[site.hit.tokens.lowerBound].text)
    }
  }

  private static let invoiceTitles: Set<String> = ["facture", "avoir", "invoice", "credit", "rechnung", "factuur"]

  private static func weakened(_ candidate: Candidate, _ share: Double) -> Candidate {
    Candidate(value: candidate.value, raw: candidate.raw, place: candidate.place, quality: candidate.quality * share)
  }

  /// The surest; a number said again is surer; of equals the first.
  private static func best(_ candidates: [Candidate]) -> Choice? {
    var counts: [String: Int] = [:]
    for candidate in candidates { counts[candidate.value, default: 0] += 1 }
    func score(_ candidate: Candidate) -> Double {
      let digits = candidate.value.utf8.count { ChunkedText.isDigit($0) }
      return candidate.quality + 0.04 * Double(min(3, counts[candidate.value, default: 1] - 1))
        - (digits < 2 ? 0.15 : 0)
        - (candidate.place.page > 1 ? 0.03 : 0)
    }
    guard let best = candidates.max(by: { (score($0), $1.place) < (score($1), $0.place) }) else { return nil }
    return Choice(candidate: best, confidence: min(0.97, 0.05 + 0.9 * score(best)))
  }
}
