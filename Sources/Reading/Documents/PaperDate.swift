import TextAnalysis

/// A date as documents write it: with its year, in numbers or in French, English, German or Dutch words.
///
/// Dates of mails (`DateFinder`) are told from the day of the mail and may lack a year; those of documents never do, but
/// may have the month first, which only the rest of the document tells.
struct PaperDate: Hashable, Sendable {
  let day: CalendarDay
  /// The other reading, where day and month could be exchanged.
  let exchanged: CalendarDay?
  /// In the line, in bytes.
  let range: Range<Int>
  /// The place behind it among the line's tokens.
  let end: Int

  /// Which comes first in `03/04/2026`.
  enum Order: Sendable { case dayFirst, monthFirst }

  /// Written in numbers, the year last: day and month tell their order by being above twelve.
  var isNumeric: Bool { firstIsDay || secondIsDay || exchanged != nil }
  let firstIsDay: Bool
  let secondIsDay: Bool

  func value(_ order: Order) -> CalendarDay { order == .monthFirst ? exchanged ?? day : day }

  /// The date that begins at a token of a line.
  init?(_ text: TokenizedText, at index: Int) {
    guard let found = Self.numeric(text, index) ?? Self.dayAndWord(text, index) ?? Self.wordAndDay(text, index) else {
      return nil
    }
    (day, exchanged, end) = found
    let (first, second) = (Self.number(text.tokens[index]), Self.number(text.tokens[index + 1]))
    let isNumeric = text.tokens[index].folded.count <= 2 && Self.separator(text, index) == UInt8(ascii: "/")
    firstIsDay = isNumeric && (first ?? 0) > 12
    secondIsDay = isNumeric && (second ?? 0) > 12
    range = text.tokens[index].range.lowerBound..<text.tokens[end - 1].range.upperBound
  }

  /// All dates of a line, from left to right.
  static func all(in text: TokenizedText) -> [(index: Int, date: PaperDate)] {
    var found: [(Int, PaperDate)] = []
    var index = 0
    while index < text.tokens.count {
      if let date = PaperDate(text, at: index) {
        found.append((index, date))
        index = date.end
      } else {
        index += 1
      }
    }
    return found
  }

  private typealias Found = (CalendarDay, CalendarDay?, Int)

  /// `12/03/2026`, `12.03.26`, `2026-03-12`. Spaces that a recogniser puts around the signs do no harm.
  private static func numeric(_ text: TokenizedText, _ index: Int) -> Found? {
    guard index + 2 < text.tokens.count, let first = number(text.tokens[index]),
      let second = number(text.tokens[index + 1]), let third = number(text.tokens[index + 2]),
      let sign = separator(text, index), separator(text, index + 1) == sign
    else { return nil }
    // `1.12.03.2026` is a version or an article.
    if index > 0, separator(text, index - 1) == sign, text.tokens[index - 1].isNumber,
      text.tokens[index].range.lowerBound - text.tokens[index - 1].range.upperBound == 1
    {
      return nil
    }
    let digits = (0...2).map { text.tokens[index + $0].folded.count }
    if digits[0] == 4 {
      guard digits[1] <= 2, digits[2] <= 2 else { return nil }
      return CalendarDay(year: first, month: second, day: third).map { ($0, nil, index + 3) }
    }
    guard digits[0] <= 2, digits[1] <= 2, digits[2] == 4 || digits[2] == 2 else { return nil }
    // `12.03.26` may be a date; `1.2.26` is a number of a chapter.
    if digits[2] == 2, digits[0] + digits[1] < 3 { return nil }
    let year = digits[2] == 2 ? 2000 + third : third
    let dayFirst = CalendarDay(year: year, month: second, day: first)
    let monthFirst = sign == UInt8(ascii: ".") ? nil : CalendarDay(year: year, month: first, day: second)
    guard let day = dayFirst ?? monthFirst else { return nil }
    return (day, dayFirst == nil ? nil : monthFirst, index + 3)
  }

  /// `12 mars 2026`, `7. Mai 2014`, `1er août 2026`, `12-mrt-2026`, `3rd of March 2026`.
  private static func dayAndWord(_ text: TokenizedText, _ index: Int) -> Found? {
    guard let day = day(text.tokens[index]) else { return nil }
    var next = index + 1
    if next < text.tokens.count, ["of", "de"].contains(text.tokens[next].text) { next += 1 }
    guard next + 1 < text.tokens.count, let month = months[text.tokens[next].hash],
      let year = year(text.tokens[next + 1]), let date = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    return (date, nil, next + 2)
  }

  /// `March 12, 2026`, `Jan 1 2022`.
  private static func wordAndDay(_ text: TokenizedText, _ index: Int) -> Found? {
    guard index + 2 < text.tokens.count, let month = months[text.tokens[index].hash],
      let day = day(text.tokens[index + 1]), text.tokens[index + 2].folded.count == 4,
      let year = year(text.tokens[index + 2]), let date = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    return (date, nil, index + 3)
  }

  private static func number(_ token: Token) -> Int? {
    token.isNumber && token.folded.count <= 4 ? Int(token.text) : nil
  }

  private static func year(_ token: Token) -> Int? {
    guard let year = number(token) else { return nil }
    return token.folded.count == 4 ? year : token.folded.count == 2 ? 2000 + year : nil
  }

  private static func day(_ token: Token) -> Int? {
    // A recogniser's « 1er ».
    if ["ler", "ier"].contains(token.text) { return 1 }
    let digits = token.folded.prefix { ChunkedText.isDigit($0) }
    guard (1...2).contains(digits.count),
      ["", "er", "st", "nd", "rd", "th", "e"].contains(
        String(decoding: token.folded.dropFirst(digits.count), as: UTF8.self))
    else { return nil }
    return Int(String(decoding: digits, as: UTF8.self)).flatMap { (1...31).contains($0) ? $0 : nil }
  }

  /// The one sign between two tokens, spaces left out; nil where there is none or another.
  private static func separator(_ text: TokenizedText, _ index: Int) -> UInt8? {
    let gap = text.source[text.tokens[index].range.upperBound..<text.tokens[index + 1].range.lowerBound]
    let signs = gap.filter { $0 != 0x20 }
    guard signs.count == 1, let sign = signs.first, gap.count <= 3 else { return nil }
    return [UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-")].contains(sign) ? sign : nil
  }

  private static let months: [UInt64: Int] = {
    let names = [
      "janvier janv jan january januar januari", "fevrier fevr fev february feb februar februari",
      "mars march mar marz maerz maart mrt mrz", "avril avr april apr", "mai may mei", "juin june jun juni",
      "juillet juil july jul juli", "aout august aug augustus", "septembre sept september sep",
      "octobre oct october oktober okt", "novembre nov november", "decembre dec december dezember dez",
    ]
    var months: [UInt64: Int] = [:]
    for (index, words) in names.enumerated() {
      for token in TokenizedText(words).tokens { months[token.hash] = index + 1 }
    }
    return months
  }()
}
