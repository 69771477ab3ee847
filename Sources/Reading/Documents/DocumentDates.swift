import TextAnalysis

/// The day on which a document was made and the day on which it is due.
struct DocumentDates: Sendable {
  struct Choice: Sendable {
    let candidate: FieldCandidate<PaperDate>
    let confidence: Double
  }

  private(set) var date: Choice?
  private(set) var due: Choice?
  private(set) var order = PaperDate.Order.dayFirst

  /// - Parameters:
  ///   - number: where the document's number stands; a date right behind it is the document's.
  ///   - isMonthFirst: whether documents in this language and currency usually write the month first.
  init(_ pages: [LabelledValues], number: Spot?, isMonthFirst: Bool, today: CalendarDay) {
    let all = pages.flatMap { $0.dates.flatMap { $0.map(\.date) } }
    order = Self.order(all, isMonthFirst: isMonthFirst)
    due = Self.best(pages.flatMap { $0.days(.dueDate) }, today: today)
    let others = Set(pages.flatMap { $0.days(.otherDate) + $0.days(.dueDate) }.map(\.place))
    var candidates = pages.flatMap { $0.days(.date) }
    candidates += pages.flatMap { Self.behindNumber($0, number) }
    candidates += pages.flatMap { Self.ofLetter($0) }
    candidates += pages.flatMap { Self.unlabelled($0) }.filter { !others.contains($0.place) }
    // A receipt that tells nothing but the day of the payment is of that day.
    if candidates.isEmpty { candidates = pages.flatMap { $0.days(.otherDate) }.map(Self.doubtful) }
    date = Self.best(candidates, today: today)
  }

  private static func doubtful(_ candidate: FieldCandidate<PaperDate>) -> FieldCandidate<PaperDate> {
    FieldCandidate(value: candidate.value, raw: candidate.raw, place: candidate.place, quality: 0.3)
  }

  /// A date that only makes sense one way tells how the others are meant.
  private static func order(_ dates: [PaperDate], isMonthFirst: Bool) -> PaperDate.Order {
    let isSlashed = dates.filter(\.isNumeric)
    let first = isSlashed.count { $0.firstIsDay }
    let second = isSlashed.count { $0.secondIsDay }
    if first != second { return first > second ? .dayFirst : .monthFirst }
    return isMonthFirst ? .monthFirst : .dayFirst
  }

  /// The surest; of equals the first on the page. A document is not of a day to come, give or take a month.
  private static func best(_ candidates: [FieldCandidate<PaperDate>], today: CalendarDay) -> Choice? {
    var counts: [CalendarDay: Int] = [:]
    for candidate in candidates { counts[candidate.value.day, default: 0] += 1 }
    func score(_ candidate: FieldCandidate<PaperDate>) -> Double {
      let again = 0.02 * Double(min(3, counts[candidate.value.day, default: 1] - 1))
      return candidate.quality + again - (candidate.value.day.number > today.number + 400 ? 0.3 : 0)
    }
    guard let best = candidates.max(by: { (score($0), $1.place) < (score($1), $0.place) }) else { return nil }
    return Choice(candidate: best, confidence: min(0.98, 0.1 + 0.87 * score(best)))
  }

  private static let links: Set<String> = [
    "du", "vom", "of", "van", "dated", "le", "en", "date", "from", "den", "d", "on", "datum",
  ]

  /// « Facture n° FA-12 du 12/03/2026 », « Rechnung 4711 vom 3. Mai 2026 ».
  private static func behindNumber(_ page: LabelledValues, _ number: Spot?) -> [FieldCandidate<PaperDate>] {
    guard let number, number.page == page.layout.page else { return [] }
    let line = page.layout.lines[number.line]
    guard let found = page.dates[number.line].first(where: { $0.date.range.lowerBound > number.offset }) else {
      return []
    }
    let between = line.text.tokens[..<found.index].drop { $0.range.lowerBound < number.offset }
    let code = line.text.source[number.offset...].prefix { $0 > 0x20 }.count
    let rest = between.drop { $0.range.lowerBound < number.offset + code }
    guard rest.allSatisfy({ links.contains($0.text) }), rest.count <= 3 else { return [] }
    return [page.candidate(found.date, number.line, quality: rest.isEmpty ? 0.7 : 0.95)]
  }

  /// « Lyon, le 12 mars 2026 », « Hamburg, den 3. Mai 2026 ».
  private static func ofLetter(_ page: LabelledValues) -> [FieldCandidate<PaperDate>] {
    page.dates.indices.flatMap { line in
      page.dates[line].filter { found in
        let tokens = page.layout.lines[line].text.tokens
        guard found.index > 0, ["le", "den", "du"].contains(tokens[found.index - 1].text) else { return false }
        // « du 13/07/2026 au 15/07/2026 »
        if found.date.end < tokens.count, ["au", "bis", "to"].contains(tokens[found.date.end].text) { return false }
        return found.index == 1 || found.index <= 4 && tokens[found.index - 1].gap == .clause
      }.map { page.candidate($0.date, line, quality: page.layout.page <= 1 ? 0.72 : 0.4) }
    }
  }

  /// A date without a label, high on the first page rather than elsewhere; one that fills its cell rather than one within
  /// a sentence.
  private static func unlabelled(_ page: LabelledValues) -> [FieldCandidate<PaperDate>] {
    page.dates.indices.flatMap { number -> [FieldCandidate<PaperDate>] in
      let line = page.layout.lines[number]
      let isHigh = page.layout.page <= 1 && number * 2 <= page.layout.lines.count
      return page.dates[number].map { found in
        let cell = line.cells[line.cell(at: found.date.range.lowerBound)]
        let fills = cell.count - found.date.range.count <= 3
        return page.candidate(found.date, number, quality: (isHigh ? 0.3 : 0.15) + (fills ? 0.15 : 0))
      }
    }
  }
}
