import TextAnalysis
import TextExtraction

/// A value of a document that may be a field, with what speaks for it.
struct FieldCandidate<Value: Hashable & Sendable>: Sendable {
  let value: Value
  let raw: String
  let place: Spot
  /// How surely it is what its label says, 0…1.
  let quality: Double
}

/// Where something stands in a document.
struct Spot: Hashable, Comparable, Sendable {
  let page: Int
  let line: Int
  /// In the line, in bytes.
  let offset: Int

  static func < (left: Spot, right: Spot) -> Bool {
    (left.page, left.line, left.offset) < (right.page, right.line, right.offset)
  }
}

/// The labels of a page and what they announce: what stands behind a label on its line, or else below it in its column.
struct LabelledValues: Sendable {
  let layout: PageLayout
  /// For each line.
  let hits: [[LabelHit]]
  /// For each line the dates and amounts in it.
  let dates: [[(index: Int, date: PaperDate)]]
  let amounts: [[PaperAmount]]

  init(_ layout: PageLayout, labels: LabelTable = .standard) {
    self.layout = layout
    hits = layout.lines.map { labels.hits(in: $0, isRecognised: layout.isRecognised) }
    dates = layout.lines.map { PaperDate.all(in: $0.text) }
    amounts = layout.lines.map(PaperAmount.all)
  }

  /// A label with its line.
  struct Site: Sendable {
    let line: Int
    let hit: LabelHit
  }

  func sites(_ labels: Set<FieldLabel>) -> [Site] {
    hits.indices.flatMap { line in
      hits[line].filter { labels.contains($0.label) }.map { Site(line: line, hit: $0) }
    }
  }

  /// Where the next label begins on the line; « Date / Date » is one label in two languages.
  func limit(_ site: Site) -> Int {
    let line = layout.lines[site.line]
    let next = hits[site.line].first { hit in
      hit.range.lowerBound >= site.hit.range.upperBound && hit.label != site.hit.label
        && !(site.hit.label == .title && hit.label == .documentNumber)
    }
    return next?.range.lowerBound ?? line.text.source.count
  }

  /// The cell that the label ends, or only unit signs after it: what it announces stands elsewhere.
  func endsCell(_ site: Site) -> Bool {
    let line = layout.lines[site.line]
    let cell = line.cells[line.cell(at: site.hit.range.lowerBound)]
    return !line.text.tokens.contains { token in
      token.range.lowerBound >= site.hit.range.upperBound && token.range.upperBound <= cell.upperBound
        && !Self.units.contains(token.text)
    }
  }

  private static let units: Set<String> = [
    "eur", "euro", "euros", "en", "chf", "usd", "ttc", "ht", "in", "n", "no", "nr",
  ]

  func beginsCell(_ site: Site) -> Bool {
    let line = layout.lines[site.line]
    let cell = line.cells[line.cell(at: site.hit.range.lowerBound)]
    return line.text.tokens.first { $0.range.lowerBound >= cell.lowerBound }?.range.lowerBound
      == site.hit.range.lowerBound
  }

  /// A heading of a table of articles: what stands below are their lines, not the document's sums.
  func isArticleHead(_ line: Int) -> Bool {
    hits[line].count { $0.label == .column || $0.label == .productReference } >= 2
  }

  /// The cells below a label's, nearest first: each with its line and how many lines down it is. No further than a form's
  /// column reaches without a gap.
  func below(_ site: Site, most: Int) -> [(line: Int, cell: Range<Int>, depth: Int)] {
    let start = layout.lines[site.line]
    let head = start.box(of: site.hit.range)
    let others = hits[site.line].filter { $0.range != site.hit.range }.map { start.box(of: $0.range) }
    var found: [(Int, Range<Int>, Int)] = []
    var bottom = head.bottom
    for number in layout.lines.indices.dropFirst(site.line + 1) {
      let line = layout.lines[number]
      guard line.box.top - bottom < 4 * max(start.height, line.height) else { break }
      let cell = line.cells.filter { !$0.isEmpty }.max { left, right in
        line.box(of: left).sharesColumn(with: head) < line.box(of: right).sharesColumn(with: head)
      }
      guard let cell, line.box(of: cell).sharesColumn(with: head) > 0.2 else { continue }
      // A wide cell that lies more below another label is that one's.
      let share = line.box(of: cell).sharesColumn(with: head)
      if others.contains(where: { line.box(of: cell).sharesColumn(with: $0) > share + 0.3 }) { continue }
      found.append((number, cell, found.count + 1))
      bottom = line.box.bottom
      if found.count == most { break }
    }
    return found
  }
}

extension LabelledValues {
  private func spot(_ line: Int, _ offset: Int) -> Spot { Spot(page: layout.page, line: line, offset: offset) }

  /// What a label of a number announces.
  func codes(_ label: FieldLabel) -> [FieldCandidate<String>] {
    sites([label]).compactMap { site in
      let line = layout.lines[site.line]
      let isTitle = label == .title
      let isBare = site.hit.quality < 0.5
      let isAfterTitle = isBare && isAfterTitle(site)
      guard !(isTitle || isBare) || beginsCell(site) || isAfterTitle, !isBare || !isArticleHead(site.line) else {
        return nil
      }
      let start = isTitle ? behindTitle(site) : (offset: site.hit.range.upperBound, isMarked: true)
      let next = PaperCode(line, from: start.offset, to: limit(site), takesLetters: takesLetters(site))
      if let code = next, isPlausible(code, in: site.line), !isTitle || start.isMarked || isNumberLike(code.value) {
        let isNear = line.cell(at: code.range.lowerBound) <= line.cell(at: site.hit.range.upperBound - 1) + 1
        let quality =
          isTitle && start.isMarked ? 0.95 : isAfterTitle ? 0.9 : isBare && isBelowTitle(site) ? 0.85 : site.hit.quality
        return isNear
          ? FieldCandidate(
            value: code.value, raw: line.string(code.range), place: spot(site.line, code.range.lowerBound),
            quality: quality)
          : nil
      }
      guard endsCell(site) || start.isMarked && isTitle else { return nil }
      return codeBelow(site)
    }
  }

  private func codeBelow(_ site: Site) -> FieldCandidate<String>? {
    let isLoose = site.hit.label == .title || site.hit.quality < 0.5
    let rows = below(site, most: 3)
    let codes = rows.map { codeOfCell($0.line, $0.cell, takesLetters: takesLetters(site)) }
    guard let first = codes.prefix(2).firstIndex(where: { $0 != nil }), let code = codes[first],
      !isLoose || isNumberLike(code.value)
    else { return nil }
    // A column of like numbers is a list of other documents: a statement, an advice of payment.
    if codes.dropFirst(first + 1).contains(where: { $0.map { Self.shape($0.value) } == Self.shape(code.value) }) {
      return nil
    }
    let line = rows[first].line
    return FieldCandidate(
      value: code.value, raw: layout.lines[line].string(code.range), place: spot(line, code.range.lowerBound),
      quality: site.hit.quality * (first == 0 ? 0.9 : 0.75))
  }

  /// The number that fills a cell; nil where the cell begins with a label of its own.
  private func codeOfCell(_ line: Int, _ cell: Range<Int>, takesLetters: Bool) -> PaperCode? {
    let isLabel = hits[line].contains { $0.range.overlaps(cell) && $0.quality > 0.5 && $0.label != .title }
    guard !isLabel,
      let code = PaperCode(
        layout.lines[line], from: cell.lowerBound, to: cell.upperBound, takesLetters: takesLetters)
    else { return nil }
    return isPlausible(code, in: line) ? code : nil
  }

  /// `FA-0012` → `AA-0000`
  private static func shape(_ code: String) -> String {
    String(code.map { $0.isNumber ? "0" : $0.isLetter ? "A" : $0 })
  }

  /// « Facture du 04/11/2026 n° 4711 »
  private func isAfterTitle(_ site: Site) -> Bool {
    let line = layout.lines[site.line]
    let cell = line.cell(at: site.hit.range.lowerBound)
    return hits[site.line].contains { hit in
      hit.tokens.upperBound <= site.hit.tokens.lowerBound
        && (hit.label == .title || hit.label == .date && hit.quality == 1)
        && line.cell(at: hit.range.lowerBound) == cell
        && dates[site.line].contains {
          $0.index >= hit.tokens.upperBound && $0.index <= hit.tokens.upperBound + 2
            && $0.date.end == site.hit.tokens.lowerBound
        }
    }
  }

  /// « FACTURE », and below it « N° 4711 ».
  private func isBelowTitle(_ site: Site) -> Bool {
    sites([.title]).contains { title in
      (0...2).contains(site.line - title.line) && title.hit.range != site.hit.range && endsCell(title)
        && (title.line == site.line
          || below(title, most: 2).contains { $0.line == site.line && $0.cell.overlaps(site.hit.range) })
    }
  }

  private func takesLetters(_ site: Site) -> Bool { site.hit.label == .orderNumber && site.hit.quality >= 0.9 }

  /// « Facture », « Facture d’acompte de mars n° », « Handelsrechnung (380) Nr. »: behind the word that says a number
  /// follows, at most four words on.
  private func behindTitle(_ site: Site) -> (offset: Int, isMarked: Bool) {
    let line = layout.lines[site.line]
    let cell = line.cell(at: site.hit.range.lowerBound)
    for token in line.text.tokens.dropFirst(site.hit.tokens.upperBound).prefix(5)
    where line.cell(at: token.range.lowerBound) <= cell + 1 {
      if Self.markers.contains(token.text) { return (token.range.upperBound, true) }
    }
    // « Handelsrechnung (380) »: what stands in brackets is a kind, not the number.
    let isBracketed = line.text.source[site.hit.range.upperBound...].first { $0 != 0x20 } == UInt8(ascii: "(")
    return (isBracketed ? line.text.source.count : site.hit.range.upperBound, false)
  }

  private static let markers: Set<String> = ["n", "no", "nr", "num", "numero", "number", "nummer"]

  /// Three digits at least, or letters and digits: a number of a document even without a label that says so.
  private func isNumberLike(_ value: String) -> Bool {
    let digits = value.utf8.count { ChunkedText.isDigit($0) }
    return digits >= 3 || digits >= 1 && value.utf8.count >= 5
  }

  /// No date, no amount, no postal code before a town.
  private func isPlausible(_ code: PaperCode, in line: Int) -> Bool {
    if dates[line].contains(where: { $0.date.range.overlaps(code.range) }) { return false }
    return !amounts[line].contains { $0.range.overlaps(code.range) && ($0.hasCents || $0.currency != nil) }
  }

  /// What a label of a date announces.
  func days(_ label: FieldLabel) -> [FieldCandidate<PaperDate>] {
    sites([label]).compactMap { site in
      let line = layout.lines[site.line]
      let quality = site.hit.quality * (site.hit.quality < 1 ? plainness(site) : 1)
      guard quality > 0 else { return nil }
      let limit = limit(site)
      let right = dates[site.line].first { $0.date.range.lowerBound >= site.hit.range.upperBound }
      if let right, right.date.range.upperBound <= limit || right.date.range.lowerBound < limit {
        let gap = right.index - site.hit.tokens.upperBound
        let isNear = line.cell(at: right.date.range.lowerBound) <= line.cell(at: site.hit.range.upperBound - 1) + 1
        if gap <= 4, isNear {
          return candidate(right.date, site.line, quality: quality * (gap > 1 ? 0.9 : 1))
        }
      }
      guard endsCell(site) else { return nil }
      for below in self.below(site, most: 2) {
        guard let date = dates[below.line].first(where: { $0.date.range.overlaps(below.cell) })?.date else { continue }
        let isTable = isArticleHead(site.line)
        return candidate(date, below.line, quality: quality * (isTable ? 0.4 : below.depth == 1 ? 0.9 : 0.75))
      }
      return nil
    }
  }

  func candidate(_ date: PaperDate, _ line: Int, quality: Double) -> FieldCandidate<PaperDate> {
    FieldCandidate(
      value: date, raw: layout.lines[line].string(date.range), place: spot(line, date.range.lowerBound),
      quality: quality)
  }

  /// « Date » alone is the document's; « Date de mise en service » and « Check-in date » are not.
  private func plainness(_ site: Site) -> Double {
    let tokens = layout.lines[site.line].text.tokens
    let cell = layout.lines[site.line].cell(at: site.hit.range.lowerBound)
    let next = site.hit.tokens.upperBound
    if next < tokens.count, Self.prepositions.contains(tokens[next].text) { return 0 }
    let before = site.hit.tokens.lowerBound - 1
    guard before >= 0, layout.lines[site.line].cell(at: tokens[before].range.lowerBound) == cell else { return 1 }
    return tokens[next - 1].gap == .word ? 0.6 : 0.9
  }

  private static let prepositions: Set<String> = [
    "de", "d", "du", "des", "of", "der", "des", "van", "prevue", "limite", "fin",
  ]

  /// What a label of an amount announces: all that stands behind it on the line, the last the likeliest, and what stands
  /// below.
  func sums(_ label: FieldLabel) -> [FieldCandidate<Int>] {
    sites([label]).flatMap { site -> [FieldCandidate<Int>] in
      let limit = limit(site)
      let right = amounts[site.line].filter {
        $0.range.upperBound > site.hit.range.upperBound && $0.range.lowerBound < limit
      }
      let inRow = isRowLabel(site)
      if !right.isEmpty {
        return right.enumerated().map { place, amount in
          let isLast = place == right.count - 1
          let exact = amount.hasCents ? 1 : 0.8
          return candidate(
            amount, site.line, quality: site.hit.quality * exact * (isLast ? 1 : 0.8) * (inRow ? 1 : 0.7))
        }
      }
      if let left = amountBefore(site) {
        return [candidate(left, site.line, quality: site.hit.quality * 0.8)]
      }
      guard endsCell(site) else { return [] }
      let isTable = isArticleHead(site.line)
      let column = below(site, most: 12).compactMap { below in
        amounts[below.line].first { $0.range.overlaps(below.cell) }.map { (line: below.line, amount: $0) }
      }
      let sum = Self.sumOfColumn(column.map(\.amount.cents))
      return column.enumerated().map { place, found in
        let share = isTable ? 0.3 : sum.map { place == $0 ? 1 : 0.6 } ?? (place == 0 ? 0.9 : 0.8)
        return candidate(found.amount, found.line, quality: site.hit.quality * share)
      }
    }
  }

  /// « 2 083,33 € HT », « 416,67 € de TVA »
  private func amountBefore(_ site: Site) -> PaperAmount? {
    guard site.hit.tokens.count == 1 else { return nil }
    let line = layout.lines[site.line]
    return amounts[site.line].last { amount in
      let between = line.text.tokens.filter {
        $0.range.lowerBound >= amount.range.upperBound && $0.range.upperBound <= site.hit.range.lowerBound
      }
      return amount.range.upperBound <= site.hit.range.lowerBound
        && between.allSatisfy { ["de", "eur", "euros"].contains($0.text) }
        && line.cell(at: amount.range.upperBound - 1) == line.cell(at: site.hit.range.lowerBound)
    }
  }

  /// The place of a value that is the sum of all above it: a table of rates ends with such a line.
  private static func sumOfColumn(_ values: [Int]) -> Int? {
    var sum = 0
    for (place, value) in values.enumerated() {
      if place > 0, value == sum, value != 0 { return place }
      sum += value
    }
    return nil
  }

  func candidate(_ amount: PaperAmount, _ line: Int, quality: Double) -> FieldCandidate<Int> {
    FieldCandidate(
      value: amount.cents, raw: layout.lines[line].string(amount.range), place: spot(line, amount.range.lowerBound),
      quality: quality)
  }

  /// A label of a sum begins its cell; within a sentence it is only spoken of.
  private func isRowLabel(_ site: Site) -> Bool {
    let tokens = layout.lines[site.line].text.tokens
    let before = site.hit.tokens.lowerBound - 1
    guard before >= 0 else { return true }
    let line = layout.lines[site.line]
    return line.cell(at: tokens[before].range.lowerBound) != line.cell(at: site.hit.range.lowerBound)
      || hits[site.line].contains { $0.tokens.contains(before) }
  }
}
