import Domain
import TextAnalysis

/// Finds dates: `12/03/2026`, `2026-03-12`, `12 mars 2026`, `March 12th, 2026`. A missing year is the one that brings the
/// date nearest to the day of the mail. Written as ISO 8601.
struct DateFinder {
  let written: CivilTime

  func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < text.chunks.count {
      guard !text.isTaken[index], let date = numeric(text, index) ?? spelled(text, index) else {
        index += 1
        continue
      }
      let range = text.chunks[index].range.lowerBound..<text.chunks[date.end - 1].range.upperBound
      found.append(
        Entity(
          kind: .date, value: date.iso, raw: text.text.text(range), place: place,
          confidence: date.hasYear ? 0.95 : 0.8))
      text.take(index..<date.end)
      index = date.end
    }
    return found
  }

  private struct Found {
    let iso: String
    let end: Int
    let hasYear: Bool
  }

  /// Day before month, as France and Britain write; a year of four digits may stand first.
  private func numeric(_ text: ChunkedText, _ index: Int) -> Found? {
    let chunk = text.chunks[index]
    guard chunk.isNumber, !chunk.isPlainNumber else { return nil }
    let tokens = text.text.tokens[chunk.tokens]
    let numbers = tokens.compactMap { $0.folded.count <= 4 ? Int($0.text) : nil }
    guard numbers.count == tokens.count, let first = tokens.first else { return nil }
    switch numbers.count {
    case 3 where first.folded.count == 4: return date(numbers[2], numbers[1], numbers[0], end: index + 1)
    case 3 where [2, 4].contains(tokens.last?.folded.count ?? 0):
      return date(numbers[0], numbers[1], numbers[2], end: index + 1)
    case 2
    where tokens.allSatisfy({ $0.folded.count <= 2 }) && text.source[first.range.upperBound] == UInt8(ascii: "/"):
      return date(numbers[0], numbers[1], nil, end: index + 1)
    default: return nil
    }
  }

  private func spelled(_ text: ChunkedText, _ index: Int) -> Found? {
    let count = text.chunks.count
    if let day = day(text, index), index + 1 < count, text.chunks[index + 1].gap == .word,
      let month = Self.months[text.token(index + 1).text]
    {
      return withYear(text, day, month, end: index + 2)
    }
    if let month = Self.months[text.token(index).text], text.chunks[index].isWord, index + 1 < count,
      text.chunks[index + 1].gap == .word, let day = day(text, index + 1)
    {
      return withYear(text, day, month, end: index + 2)
    }
    return nil
  }

  private func withYear(_ text: ChunkedText, _ day: Int, _ month: Int, end: Int) -> Found? {
    if end < text.chunks.count, text.chunks[end].gap < .sentence, text.chunks[end].isPlainNumber,
      text.chunks[end].digits == 4, let year = Int(text.token(end).text), (1900...2100).contains(year)
    {
      return date(day, month, year, end: end + 1)
    }
    return date(day, month, nil, end: end)
  }

  /// `12`, `1er`, `3rd`.
  private func day(_ text: ChunkedText, _ index: Int) -> Int? {
    let chunk = text.chunks[index]
    guard chunk.digits > 0, chunk.digits <= 2, chunk.tokens.count == 1 else { return nil }
    let digits = text.token(index).text.prefix(chunk.digits)
    let rest = text.token(index).text.dropFirst(chunk.digits)
    guard ["", "er", "st", "nd", "rd", "th"].contains(rest), let day = Int(digits) else { return nil }
    return day
  }

  private func date(_ day: Int, _ month: Int, _ year: Int?, end: Int) -> Found? {
    guard (1...12).contains(month), (1...31).contains(day),
      day <= [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    else { return nil }
    let full = year.map { $0 < 100 ? 2000 + $0 : $0 } ?? nearestYear(day: day, month: month)
    guard (1900...2100).contains(full) else { return nil }
    let iso = "\(full)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    return Found(iso: iso, end: end, hasYear: year != nil)
  }

  /// Counted in months of 31 days, which is near enough to choose between years.
  private func nearestYear(day: Int, month: Int) -> Int {
    let distance = (month - written.month) * 31 + day - written.day
    return distance > 186 ? written.year - 1 : distance < -186 ? written.year + 1 : written.year
  }

  private static let months: [String: Int] = {
    let names = [
      "janvier janv jan january", "fevrier fevr fev february feb", "mars march mar", "avril avr april apr", "mai may",
      "juin june jun", "juillet juil july jul", "aout august aug", "septembre sept september sep",
      "octobre oct october",
      "novembre nov november", "decembre dec december",
    ]
    var months: [String: Int] = [:]
    for (index, list) in names.enumerated() {
      for name in list.split(separator: " ") { months[String(name)] = index + 1 }
    }
    return months
  }()
}
