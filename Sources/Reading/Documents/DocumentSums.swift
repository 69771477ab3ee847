/// Net, VAT and total of a document, chosen together: of all that is labelled, what adds up is believed first.
struct DocumentSums: Sendable {
  typealias Candidate = FieldCandidate<Int>

  struct Choice: Sendable {
    let candidate: Candidate
    let confidence: Double
  }

  private(set) var net: Choice?
  private(set) var vat: Choice?
  private(set) var total: Choice?

  /// Nil where one of the three is not there.
  var addsUp: Bool? {
    guard let net, let vat, let total else { return nil }
    return abs(net.candidate.value + vat.candidate.value - total.candidate.value) <= Self.slack
  }

  /// Hundredths by which rounding each rate's tax may be off.
  private static let slack = 2
  /// Of each label's candidates, the best; it bounds the search.
  private static let most = 40

  init(_ pages: [LabelledValues]) {
    func labelled(_ label: FieldLabel) -> [Candidate] {
      let all = pages.flatMap { $0.sums(label) }
      return Array(all.sorted { ($1.quality, $0.place) < ($0.quality, $1.place) }.prefix(Self.most))
    }
    let nets = Evidence(labelled(.net))
    let vats = Evidence(labelled(.vat))
    let prepaid = Evidence(labelled(.prepaid))
    let subtotals = Evidence(labelled(.subtotal))
    var totals = Evidence(labelled(.total))
    let dues = Evidence(labelled(.due))
    for (value, found) in dues.best { totals.add(value, found, quality: found.quality * 0.85) }
    let all = Set(pages.flatMap { $0.amounts.flatMap { $0.filter(\.hasCents).map(\.cents) } })
    let book = Book(nets: nets, vats: vats, prepaid: prepaid, subtotals: subtotals, dues: dues, all: all)

    let ranked = totals.best.map { value, found in
      (candidate: found, score: book.score(total: value, found, isTotal: totals.count(value)))
    }.sorted { ($1.score, $0.candidate.place) < ($0.score, $1.candidate.place) }
    guard let best = ranked.first, best.score > 0.25 else {
      chooseWithoutTotal(nets, vats)
      return
    }
    let second = ranked.dropFirst().first { abs($0.candidate.value) != abs(best.candidate.value) }?.score ?? 0
    let lead = max(0, min(0.3, best.score - second))
    total = Choice(candidate: best.candidate, confidence: min(0.98, 0.35 + 0.3 * min(best.score, 1.6) + lead * 0.5))
    chooseParts(of: best.candidate, book, isExempt: pages.contains { !$0.sites([.exemption]).isEmpty })
  }

  /// What is known of each value, by its best candidate.
  struct Evidence: Sendable {
    private(set) var best: [Int: Candidate] = [:]
    private var counts: [Int: Int] = [:]

    init(_ candidates: [Candidate]) {
      for candidate in candidates { add(candidate.value, candidate, quality: candidate.quality) }
    }

    mutating func add(_ value: Int, _ candidate: Candidate, quality: Double) {
      counts[value, default: 0] += 1
      guard quality > best[value]?.quality ?? 0 else { return }
      best[value] = Candidate(value: value, raw: candidate.raw, place: candidate.place, quality: quality)
    }

    func count(_ value: Int) -> Int { counts[value] ?? 0 }
    func quality(_ value: Int) -> Double { best[value]?.quality ?? 0 }
  }

  /// All labelled amounts of the document.
  struct Book: Sendable {
    let nets: Evidence
    let vats: Evidence
    let prepaid: Evidence
    let subtotals: Evidence
    let dues: Evidence
    let all: Set<Int>

    /// How well a value does as the total.
    func score(total: Int, _ candidate: Candidate, isTotal count: Int) -> Double {
      var score = candidate.quality + 0.05 * Double(min(3, count - 1))
      score += consistency(total)
      if all.allSatisfy({ abs($0) <= abs(total) }) { score += 0.15 }
      // What is left after a payment is not the total, nor is the payment.
      if prepaid.best.keys.contains(where: { paid in
        paid != 0 && (all.contains(total + abs(paid)) && dues.quality(total) > 0)
      }) {
        score -= 0.5
      }
      if prepaid.quality(total) > 0.5, consistency(total) == 0 { score -= 0.4 }
      if subtotals.quality(total) > candidate.quality { score -= 0.4 }
      // A line « Total » below the headings of several columns gives the net and the tax too.
      if total != 0, vats.quality(total) > 0.6 * candidate.quality { score -= 0.4 }
      if nets.quality(total) >= candidate.quality, consistency(total) == 0, vats.best.keys.contains(where: { $0 != 0 })
      {
        score -= 0.3
      }
      if total == 0, all.count > 1 { score -= 0.6 }
      return score
    }

    /// Whether a net and a tax make the total.
    func consistency(_ total: Int) -> Double {
      var best = 0.0
      for (net, found) in nets.best where net != 0 && net.signum() == total.signum() {
        let rest = total - net
        if rest == 0 {
          let isUntaxed = vats.best.isEmpty || vats.quality(0) > 0
          best = max(best, isUntaxed ? 0.3 * found.quality : 0)
        } else if abs(rest) < abs(net), rest.signum() == total.signum() {
          let near = (-DocumentSums.slack...DocumentSums.slack).map { rest + $0 }
          if near.contains(where: { vats.quality($0) > 0 }) {
            best = max(best, 0.6 * found.quality)
          } else if splits(rest) {
            best = max(best, 0.5 * found.quality)
          } else if isRate(rest, of: net), near.contains(where: all.contains) {
            best = max(best, 0.45 * found.quality)
          }
        }
      }
      if best == 0 {
        for (vat, found) in vats.best where vat != 0 && all.contains(total - vat) && isRate(vat, of: total - vat) {
          best = max(best, 0.4 * found.quality)
        }
      }
      return best
    }

    /// Whether several taxes of different rates make up a sum.
    func splits(_ sum: Int) -> Bool {
      let values = vats.best.keys.filter { $0 != 0 && $0.signum() == sum.signum() && abs($0) < abs(sum) }.sorted()
        .prefix(8)
      guard values.count > 1 else { return false }
      for mask in 3..<(1 << values.count) where mask.nonzeroBitCount > 1 {
        let made = values.enumerated().reduce(0) { mask & 1 << $1.offset != 0 ? $0 + $1.element : $0 }
        if abs(made - sum) <= DocumentSums.slack { return true }
      }
      return false
    }

    /// Rates of European countries: from 2 to 27 %, a mix of them too.
    func isRate(_ vat: Int, of net: Int) -> Bool {
      guard net != 0 else { return false }
      let rate = Double(vat) / Double(net)
      return rate > 0.019 && rate < 0.275
    }
  }

  private mutating func chooseParts(of total: Candidate, _ book: Book, isExempt: Bool) {
    let value = total.value
    var best: (net: Candidate, vat: Candidate?, score: Double)?
    for (net, found) in book.nets.best where abs(net) <= abs(value) && net.signum() == value.signum() {
      let rest = value - net
      let near = (-Self.slack...Self.slack).map { rest + $0 }.sorted { abs($0 - rest) < abs($1 - rest) }
      let vat = near.lazy.compactMap { book.vats.best[$0] }.first
      var score = found.quality * 0.5
      if let vat { score += 0.5 + 0.2 * vat.quality } else if book.splits(rest) { score += 0.5 }
      if rest == 0 { score -= vat == nil ? 0.1 : 0 }
      if best.map({ ($0.score, $0.net.place) < (score, found.place) }) ?? true { best = (found, vat, score) }
    }
    if let best, best.score > 0.3 {
      let rest = value - best.net.value
      let isRight = best.vat != nil || book.splits(rest)
      net = Choice(candidate: best.net, confidence: isRight ? 0.95 : min(0.75, 0.3 + 0.4 * best.net.quality))
      if let found = best.vat {
        vat = Choice(candidate: found, confidence: 0.95)
      } else if isRight {
        // The sum of several rates' taxes, which no line of its own gives.
        let made = Candidate(value: rest, raw: PaperAmount.written(rest), place: best.net.place, quality: 0.8)
        vat = Choice(candidate: made, confidence: 0.85)
      }
    }
    if vat == nil { chooseUnlabelled(total, book) }
    if net == nil, isExempt { net = Choice(candidate: total, confidence: 0.75) }
  }

  /// One of net and tax is labelled, and the other stands somewhere.
  private mutating func chooseUnlabelled(_ total: Candidate, _ book: Book) {
    let value = total.value
    if let net, book.isRate(value - net.candidate.value, of: net.candidate.value),
      book.all.contains(value - net.candidate.value)
    {
      let rest = value - net.candidate.value
      vat = Choice(
        candidate: Candidate(value: rest, raw: PaperAmount.written(rest), place: net.candidate.place, quality: 0.6),
        confidence: 0.75)
    } else if let (tax, found) = book.vats.best.filter({
      book.isRate($0.key, of: value - $0.key) && book.all.contains(value - $0.key)
    })
    .max(by: { ($0.value.quality, $1.value.place) < ($1.value.quality, $0.value.place) }) {
      vat = Choice(candidate: found, confidence: 0.8)
      let rest = Candidate(value: value - tax, raw: PaperAmount.written(value - tax), place: found.place, quality: 0.6)
      net = Choice(candidate: rest, confidence: 0.75)
    }
  }

  private mutating func chooseWithoutTotal(_ nets: Evidence, _ vats: Evidence) {
    func best(_ evidence: Evidence) -> Choice? {
      evidence.best.values.max { ($0.quality, $1.place) < ($1.quality, $0.place) }.map {
        Choice(candidate: $0, confidence: 0.4 * $0.quality)
      }
    }
    net = best(nets)
    vat = best(vats)
  }
}
