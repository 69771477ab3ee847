import TextAnalysis

/// What a label on a document announces.
enum FieldLabel: Sendable, Hashable {
  /// « Facture », which may stand before the number or above it.
  case title
  /// The number of a confirmation: its own, and that of the order where it names no other.
  case confirmation
  /// The number of a delivery note: that of the document where it is one, named on an invoice for what it bills.
  case deliveryNote
  case documentNumber, orderNumber, trackingNumber, productReference
  case date, dueDate
  /// Of a delivery, an order, a period: no date of the document.
  case otherDate
  case net, vat, total
  /// What is to be paid; less than the total where something was paid before.
  case due
  case prepaid
  /// Of a page, a group of lines, or before discounts and costs.
  case subtotal
  case currency
  /// No tax is due.
  case exemption
  case supplier, buyer
  /// To whom goods go: neither of the two.
  case recipient
  /// The heading of a column of articles, quantities or prices.
  case column
  /// Numbers, rates and amounts that are none of the fields.
  case other
}

/// A label found in a line.
struct LabelHit: Sendable {
  let label: FieldLabel
  /// How surely the words mean it, 0…1.
  let quality: Double
  /// Among the line's tokens.
  let tokens: Range<Int>
  /// In the line's text, in bytes.
  let range: Range<Int>
}

/// The labels of documents, French, English, German and Dutch, each with how surely it means its field.
struct LabelTable: Sendable {
  private struct Entry {
    let words: [String]
    let label: FieldLabel
    let quality: Double
  }

  private var entries: [String: [Entry]] = [:]

  static let standard = LabelTable()

  /// The labels of a line, the longest at each place, from left to right.
  ///
  /// - Parameter isRecognised: one letter of a long word may be misread.
  func hits(in line: PageLayout.Line, isRecognised: Bool) -> [LabelHit] {
    var hits: [LabelHit] = []
    let tokens = line.text.tokens
    let words = tokens.map(\.text)
    var index = 0
    while index < words.count {
      guard let (entry, count) = longest(words, at: index, tokens, line, isRecognised) else {
        index += 1
        continue
      }
      let range = tokens[index].range.lowerBound..<tokens[index + count - 1].range.upperBound
      hits.append(LabelHit(label: entry.label, quality: entry.quality, tokens: index..<index + count, range: range))
      index += count
    }
    return Self.joined(hits, in: line)
  }

  private static let sums: Set<FieldLabel> = [.total, .net, .due, .subtotal]
  private static let including: Set<String> = [
    "incl", "inkl", "inclusief", "inc", "including", "inklusive", "compris", "comprise", "incluse", "included", "with",
  ]
  private static let excluding: Set<String> = [
    "excl", "exkl", "exclusief", "ex", "excluding", "ohne", "without", "hors", "before", "exklusive", "excluded",
  ]

  /// « Total prestations HT », « Total (incl. VAT) », « Rechnungssumme ohne USt. »: the second label says what kind of sum
  /// the first one is.
  private static func joined(_ hits: [LabelHit], in line: PageLayout.Line) -> [LabelHit] {
    var joined: [LabelHit] = []
    for hit in hits {
      guard let last = joined.last, sums.contains(last.label), let label = kind(of: last, then: hit, in: line) else {
        joined.append(hit)
        continue
      }
      joined[joined.count - 1] = LabelHit(
        label: label, quality: max(last.quality, 0.95), tokens: last.tokens.lowerBound..<hit.tokens.upperBound,
        range: last.range.lowerBound..<hit.range.upperBound)
    }
    return joined
  }

  private static func kind(of first: LabelHit, then second: LabelHit, in line: PageLayout.Line) -> FieldLabel? {
    guard line.cell(at: first.range.lowerBound) == line.cell(at: second.range.lowerBound),
      second.tokens.lowerBound - first.tokens.upperBound <= 4
    else { return nil }
    let between = line.text.tokens[first.tokens.upperBound..<second.tokens.lowerBound]
    guard between.allSatisfy({ !$0.isNumber }) else { return nil }
    let isAmount = second.tokens.count == 1 && ["ht", "ttc"].contains(line.text.tokens[second.tokens.lowerBound].text)
    if isAmount { return first.label == .total || first.label == .net ? second.label : first.label }
    guard second.label == .vat || second.label == .net || second.label == .total else { return nil }
    let after = line.text.tokens[second.tokens.upperBound...].prefix(1)
    let words = (Array(between) + Array(line.text.tokens[second.tokens]) + Array(after)).map(\.text)
    if words.contains(where: excluding.contains) { return first.label == .total ? .net : first.label }
    return words.contains(where: including.contains) ? first.label : nil
  }

  private func longest(
    _ words: [String], at index: Int, _ tokens: [Token], _ line: PageLayout.Line, _ isRecognised: Bool
  ) -> (Entry, Int)? {
    var candidates = entries[words[index]] ?? []
    // « Physiotherapierechnung »
    if candidates.isEmpty, words[index].utf8.count > 8, Self.titleEnds.contains(where: { words[index].hasSuffix($0) }) {
      candidates = [Entry(words: [words[index]], label: .title, quality: 0.75)]
    }
    if candidates.isEmpty, isRecognised, words[index].utf8.count >= 5 {
      candidates = entries.filter { Self.isNear($0.key, words[index]) }.sorted { $0.key < $1.key }.flatMap(\.value)
    }
    let cell = line.cell(at: tokens[index].range.lowerBound)
    return candidates.filter { entry in
      guard index + entry.words.count <= words.count,
        !Self.isPartOfCode(tokens[index..<index + entry.words.count], in: line, entry.label),
        !Self.isEverydayWord(tokens[index..<index + entry.words.count], in: line, entry.label)
      else { return false }
      for (offset, word) in entry.words.enumerated() {
        let found = words[index + offset]
        guard found == word || isRecognised && Self.isNear(word, found) else { return false }
      }
      return line.cell(at: tokens[index + entry.words.count - 1].range.lowerBound) == cell
    }.max { ($0.words.count, $0.quality) < ($1.words.count, $1.quality) }.map { ($0, $0.words.count) }
  }

  /// « BC-2026-0417 », « invoice_number_1 » are numbers that begin like labels; « Facture-2026-07 » at the beginning of a
  /// line is a label and its number.
  private static func isPartOfCode(_ found: ArraySlice<Token>, in line: PageLayout.Line, _ label: FieldLabel) -> Bool {
    guard let first = found.first, let last = found.last else { return false }
    let (source, start, end) = (line.text.source, first.range.lowerBound, last.range.upperBound)
    if start > 1 {
      let sign = source[start - 1]
      if sign == UInt8(ascii: "_") || sign == UInt8(ascii: "-") && ChunkedText.isWordByte(source[start - 2])
        || sign == UInt8(ascii: "/") && ChunkedText.isDigit(source[start - 2])
      {
        return true
      }
    }
    guard end + 1 < source.count else { return false }
    if source[end] == UInt8(ascii: "_") { return true }
    let isJoined = source[end] == UInt8(ascii: "-") || source[end] == UInt8(ascii: "/")
    return isJoined && ChunkedText.isDigit(source[end + 1]) && !(start == 0 && label == .title)
  }

  /// « à », « de », « to » announce a party only where they fill their cell or have a colon.
  private static func isEverydayWord(
    _ found: ArraySlice<Token>, in line: PageLayout.Line, _ label: FieldLabel
  ) -> Bool {
    guard [.supplier, .buyer, .recipient].contains(label), found.count == 1, let word = found.first,
      word.folded.count <= 4
    else { return false }
    let cell = line.cells[line.cell(at: word.range.lowerBound)]
    let rest = line.text.source[word.range.upperBound..<cell.upperBound].first { $0 != 0x20 }
    return cell.lowerBound != word.range.lowerBound || rest != nil && rest != UInt8(ascii: ":")
  }

  private static let titleEnds = ["rechnung", "factuur", "gutschrift"]

  /// Whether two words of at least five letters differ by one letter, as recognisers misread them.
  static func isNear(_ word: String, _ other: String) -> Bool {
    let (left, right) = (Array(word.utf8), Array(other.utf8))
    guard left.count >= 5, right.count >= 5, abs(left.count - right.count) <= 1 else { return false }
    var start = 0
    while start < min(left.count, right.count), left[start] == right[start] { start += 1 }
    let (leftSkip, rightSkip) = (left.count >= right.count ? 1 : 0, right.count >= left.count ? 1 : 0)
    return left.dropFirst(start + leftSkip).elementsEqual(right.dropFirst(start + rightSkip))
  }

  private init() {
    for (label, quality, phrases) in Self.phrases {
      for phrase in phrases.split(separator: "|") {
        let words = TokenizedText(String(phrase)).tokens.map(\.text)
        guard let first = words.first else { continue }
        entries[first, default: []].append(Entry(words: words, label: label, quality: quality))
      }
    }
  }
}
