import Domain
import TextAnalysis

/// Finds dates, in numbers (`12/03/2026`, `2026-03-12`), in words (`12 mars 2026`, `March 12th`), and told from the day of
/// the mail (`hier`, `vendredi dernier`, `lundi 29`, `the 26th`). Written as ISO 8601.
///
/// A missing year or month is the one that brings the date nearest to the day of the mail. Durations (« sous huit jours »)
/// are no dates.
struct DateFinder {
  let today: CalendarDay

  func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var entities: [Entity] = []
    var found: [Found] = []
    var index = 0
    while index < text.chunks.count {
      let anchor = found.last.flatMap { $0.end + Self.reach >= index ? $0.day : nil }
      guard !text.isTaken[index], let date = date(text, index, after: anchor) else {
        index += 1
        continue
      }
      let range = text.chunks[index].range.lowerBound..<text.chunks[date.end - 1].range.upperBound
      if let day = date.day {
        entities.append(
          Entity(
            kind: .date, value: day.iso, raw: text.text.text(range), place: place, confidence: date.confidence,
            role: RoleReader.ofDate(index..<date.end, in: text)))
      }
      text.take(index..<date.end)
      found.append(date)
      index = date.end
    }
    return entities
  }

  /// Words within which a day alone belongs to the date before it: « du 8 août au 22 ».
  private static let reach = 8

  private struct Found {
    /// Nil for what looks like a date and tells no day, such as a day of every week.
    let day: CalendarDay?
    let end: Int
    let confidence: Double
  }

  /// - Parameter anchor: the date told just before.
  private func date(_ text: ChunkedText, _ index: Int, after anchor: CalendarDay?) -> Found? {
    let chunk = text.chunks[index]
    guard chunk.digits > 0 ? chunk.digits <= 8 : DateWords.opens(text.token(index).hash) else { return nil }
    return numeric(text, index) ?? spelled(text, index) ?? weekday(text, index) ?? spoken(text, index)
      ?? dayAlone(text, index, after: anchor)
  }

  private func word(_ text: ChunkedText, _ index: Int) -> String {
    text.chunks.indices.contains(index) ? text.token(index).text : ""
  }

  // MARK: - Numbers

  /// Day before month, as France and Britain write, unless only the other way round makes a date; a year of four digits
  /// may stand first.
  private func numeric(_ text: ChunkedText, _ index: Int) -> Found? {
    let chunk = text.chunks[index]
    guard chunk.isNumber, !chunk.isPlainNumber else { return nil }
    let tokens = text.text.tokens[chunk.tokens]
    let numbers = tokens.compactMap { $0.folded.count <= 4 ? Int($0.text) : nil }
    guard numbers.count == tokens.count, let first = tokens.first, let last = tokens.last,
      isEvenlyParted(tokens, in: text)
    else { return nil }
    switch numbers.count {
    case 3 where first.folded.count == 4:
      return CalendarDay(year: numbers[0], month: numbers[1], day: numbers[2]).map {
        Found(day: $0, end: index + 1, confidence: 0.95)
      }
    case 3
    where first.folded.count <= 2 && numbers[1] <= 31
      && (last.folded.count == 2 || last.folded.count == 4 && numbers[2] >= 1900):
      let year = numbers[2] < 100 ? 2000 + numbers[2] : numbers[2]
      let day =
        CalendarDay(year: year, month: numbers[1], day: numbers[0])
        ?? CalendarDay(year: year, month: numbers[0], day: numbers[1])
      return day.map { Found(day: $0, end: index + 1, confidence: 0.95) }
    case 2 where [24, 7].contains(numbers[0]) && [24, 7].contains(numbers[1]): return nil
    case 2 where first.folded.count <= 2 && last.folded.count <= 2 && isDayAndMonth(text, index, tokens):
      return (nearest(numbers[0], numbers[1]) ?? nearest(numbers[1], numbers[0])).map {
        Found(day: $0, end: index + 1, confidence: 0.85)
      }
    default: return nil
    }
  }

  /// `2026/11-04` is an invoice.
  private func isEvenlyParted(_ tokens: ArraySlice<Token>, in text: ChunkedText) -> Bool {
    let signs = tokens.dropLast().map { text.source[$0.range.upperBound] }
    return signs.allSatisfy { $0 == signs.first }
  }

  /// « 31/03 »; « 10.02 » and « 1/2 » only after a word that brings a date.
  private func isDayAndMonth(_ text: ChunkedText, _ index: Int, _ tokens: ArraySlice<Token>) -> Bool {
    guard let first = tokens.first, let last = tokens.last, !text.isShare(text.chunks[index]) else { return false }
    if Self.prepositions.contains(word(text, index - 1)), text.chunks[index].gap == .word { return true }
    return text.source[first.range.upperBound] == UInt8(ascii: "/") && first.folded.count + last.folded.count >= 3
  }

  private static let prepositions: Set<String> = ["le", "du", "au", "on", "by", "since", "until", "from"]

  // MARK: - Words

  private func spelled(_ text: ChunkedText, _ index: Int) -> Found? {
    var start = index
    if DateWords.weekday(word(text, index)) != nil {
      start += 1
      if ["the", "le"].contains(word(text, start)) { start += 1 }
    }
    guard start < text.chunks.count, start == index || text.chunks[start].gap < .sentence else { return nil }
    if let day = day(text, start) ?? DateWords.day(word(text, start)), let month = monthAfter(text, start) {
      // « dix-sept ans »
      if text.chunks[start].digits == 0, word(text, start + 1) == "sept" { return nil }
      return withYear(text, day, month.value, end: month.end)
    }
    if DateWords.isEnglishMonth(word(text, start)), let month = month(text, start), start + 1 < text.chunks.count,
      text.chunks[start + 1].gap == .word, let day = day(text, start + 1)
    {
      return withYear(text, day, month, end: start + 2)
    }
    return nil
  }

  private func month(_ text: ChunkedText, _ index: Int) -> Int? {
    guard index < text.chunks.count, text.chunks[index].isWord else { return nil }
    return DateWords.month(text.token(index), in: text.source)
  }

  /// The month right after a day, or after the days of a list that it ends: « les 3, 4 et 5 mars ».
  private func monthAfter(_ text: ChunkedText, _ index: Int) -> (value: Int, end: Int)? {
    let next = word(text, index + 1) == "of" ? index + 2 : index + 1
    if next < text.chunks.count, text.chunks[next].gap == .word, let month = month(text, next) {
      return (month, next + 1)
    }
    guard text.chunks[index].digits > 0 else { return nil }
    var end = index + 1
    while end < text.chunks.count, end - index < 8, text.chunks[end].gap < .sentence {
      if let month = month(text, end) { return day(text, end - 1) != nil ? (month, index + 1) : nil }
      guard day(text, end) != nil || Self.joining.contains(word(text, end)) else { return nil }
      end += 1
    }
    return nil
  }

  private static let joining: Set<String> = ["et", "ou", "au", "and", "or", "to", "le", "the", "a"]

  private func withYear(_ text: ChunkedText, _ day: Int, _ month: Int, end: Int) -> Found? {
    let isAbbreviated = word(text, end - 1).utf8.count <= 5
    if end < text.chunks.count, isAbbreviated || text.chunks[end].gap < .sentence, text.chunks[end].isPlainNumber,
      text.chunks[end].digits == 4, let year = Int(word(text, end)),
      let date = CalendarDay(year: year, month: month, day: day)
    {
      return Found(day: date, end: end + 1, confidence: 0.95)
    }
    guard let date = nearest(day, month) else { return nil }
    // « l’assemblée du 9 avril a décidé »: months away, the words around decide.
    if date.number - today.number > 90, Tense.weight(around: end - 2..<end, in: text) < -0.1,
      let past = CalendarDay(year: date.civil.year - 1, month: month, day: day)
    {
      return Found(day: past, end: end, confidence: 0.6)
    }
    return Found(day: date, end: end, confidence: 0.85)
  }

  /// `12`, `1er`, `3rd`.
  private func day(_ text: ChunkedText, _ index: Int) -> Int? {
    guard text.chunks.indices.contains(index) else { return nil }
    let chunk = text.chunks[index]
    guard chunk.digits > 0, chunk.digits <= 2, chunk.tokens.count == 1 else { return nil }
    // « 27,60 »
    let after = chunk.range.upperBound
    guard text.byte(after) != UInt8(ascii: ",") || !ChunkedText.isDigit(text.byte(after + 1)) else { return nil }
    let rest = word(text, index).dropFirst(chunk.digits)
    guard ["", "er", "st", "nd", "rd", "th"].contains(rest), let day = Int(word(text, index).prefix(chunk.digits)),
      (1...31).contains(day)
    else { return nil }
    return day
  }

  private func nearest(_ day: Int, _ month: Int) -> CalendarDay? {
    let year = today.civil.year
    return (year - 1...year + 1).compactMap { CalendarDay(year: $0, month: month, day: day) }
      .min { abs($0.number - today.number) < abs($1.number - today.number) }
  }

  // MARK: - Told from today

  private func weekday(_ text: ChunkedText, _ index: Int) -> Found? {
    guard let weekday = DateWords.weekday(word(text, index)),
      text.bytes(text.chunks[index]).allSatisfy({ $0 < 0x80 })
    else { return nil }
    let next = word(text, index + 1)
    let follows = index + 1 < text.chunks.count && text.chunks[index + 1].gap == .word
    if follows, let date = numeric(text, index + 1) { return Found(day: date.day, end: index + 2, confidence: 0.95) }
    if follows, let day = day(text, index + 1) ?? (next == "the" ? day(text, index + 2) : nil) {
      let end = next == "the" ? index + 3 : index + 2
      if let date = nearest(day, on: weekday) { return Found(day: date, end: end, confidence: 0.85) }
    }
    if isHabit(text, index) { return Found(day: nil, end: index + 1, confidence: 0) }
    let before = word(text, index - 1)
    if follows, ["dernier", "passe"].contains(next) { return past(weekday, end: index + 2) }
    if follows, ["prochain", "suivant"].contains(next) { return future(weekday, end: index + 2) }
    if before == "last" { return past(weekday, end: index + 1) }
    // « on est mercredi »
    if weekday == today.weekday, ["s", "est", "is", "sommes", "que"].contains(before) {
      return Found(day: today, end: index + 1, confidence: 0.6)
    }
    // « c’est dimanche la fête »
    if before == "est", word(text, index - 2) == "c" { return future(weekday, end: index + 1, confidence: 0.7) }
    if before == "next" || before == "this" || before == "coming" { return future(weekday, end: index + 1) }
    return Tense.weight(around: index..<index + 1, in: text) < 0
      ? past(weekday, end: index + 1, confidence: 0.7) : future(weekday, end: index + 1, confidence: 0.7)
  }

  private func past(_ weekday: Int, end: Int, confidence: Double = 0.85) -> Found {
    let back = (today.weekday - weekday + 7) % 7
    return Found(day: today.adding(-(back == 0 ? 7 : back)), end: end, confidence: confidence)
  }

  private func future(_ weekday: Int, end: Int, confidence: Double = 0.85) -> Found {
    let ahead = (weekday - today.weekday + 7) % 7
    return Found(day: today.adding(ahead == 0 ? 7 : ahead), end: end, confidence: confidence)
  }

  /// « le lundi », « tous les lundis », « du lundi au vendredi »: days of every week.
  private func isHabit(_ text: ChunkedText, _ index: Int) -> Bool {
    let before = word(text, index - 1)
    let next = word(text, index + 1)
    let isLimit = before == "a" && word(text, index - 2) == "jusqu"
    if Self.general.contains(before), !isLimit, text.chunks[index].gap == .word {
      return !["dernier", "prochain", "suivant", "passe"].contains(next)
    }
    let ranges: Set<String> = ["au", "a", "to"]
    return ranges.contains(next) && DateWords.weekday(word(text, index + 2)) != nil
      || ranges.contains(before) && DateWords.weekday(word(text, index - 2)) != nil
  }

  /// Before a weekday they speak of any such day, or of a sale.
  private static let general: Set<String> = [
    "le", "un", "a", "du", "au", "chaque", "every", "each", "black", "maundy", "good", "including",
  ]

  /// The day of the month that falls on a weekday, nearest to today: « lundi 29 ».
  private func nearest(_ day: Int, on weekday: Int) -> CalendarDay? {
    months(of: day).filter { $0.weekday == weekday }.min {
      abs($0.number - today.number) < abs($1.number - today.number)
    }
  }

  /// That day in the months around today.
  private func months(of day: Int) -> [CalendarDay] {
    let now = today.civil
    return (-3...3).compactMap { shift in
      let month = now.year * 12 + now.month - 1 + shift
      return CalendarDay(year: month / 12, month: month % 12 + 1, day: day)
    }
  }

  /// « hier », « après-demain », « aujourd’hui »; a time of this day (« ce matin ») tells no date.
  private func spoken(_ text: ChunkedText, _ index: Int) -> Found? {
    let first = word(text, index)
    func found(_ days: Int, _ count: Int) -> Found {
      Found(day: today.adding(days), end: index + count, confidence: 0.85)
    }
    switch (first, word(text, index + 1)) {
    case ("avant", "hier"): return found(-2, 2)
    case ("apres", "demain"): return found(2, 2)
    case ("hier", _), ("yesterday", _): return found(-1, 1)
    case ("demain", _), ("tomorrow", _), ("tmrw", _): return found(1, 1)
    case ("aujourd", "hui"): return found(0, 2)
    case ("aujourdhui", _), ("ajd", _), ("today", _): return found(0, 1)
    // « à ce jour » is no date, « ce jour-là » another one.
    case ("ce", "jour") where word(text, index - 1) != "a" && word(text, index + 2) != "la": return found(0, 2)
    default: return nil
    }
  }

  /// « le 24 », « avant le 1er », « the 26th »: the month nearest, as the words around look back or ahead.
  private func dayAlone(_ text: ChunkedText, _ index: Int, after anchor: CalendarDay?) -> Found? {
    guard let day = day(text, index), text.chunks[index].gap == .word else { return nil }
    let before = word(text, index - 1)
    let isRank = text.chunks[index].letters > 0
    let isFrench = ["le", "du", "au"].contains(before) && (!isRank || day == 1) && !isCounted(text, index + 1)
    guard text.byte(text.chunks[index].range.upperBound) != UInt8(ascii: ")") else { return nil }
    guard isFrench || before == "the" && isRank && !isCounted(text, index + 1) else { return nil }
    // « au lieu du 28 », « il faudrait du 29 »: sizes and houses.
    if before == "du", Self.ofSizes.contains(word(text, index - 2)) { return nil }
    if let anchor {
      let nearest = months(of: day).min { abs($0.number - anchor.number) < abs($1.number - anchor.number) }
      return nearest.map { Found(day: $0, end: index + 1, confidence: 0.7) }
    }
    let tense = Tense.weight(around: index..<index + 1, in: text)
    let days = months(of: day).filter { tense < -0.2 ? $0 <= today : tense > 0.2 ? $0 >= today : true }
    guard let date = days.min(by: { abs($0.number - today.number) < abs($1.number - today.number) }) else { return nil }
    return Found(day: date, end: index + 1, confidence: 0.6)
  }

  private static let ofSizes: Set<String> = [
    "lieu", "faudrait", "faut", "fallait", "fais", "fait", "prends", "chausse",
  ]

  /// « le 12 rue des Lilas », « the 3rd reminder »: the number belongs to the next word.
  private func isCounted(_ text: ChunkedText, _ index: Int) -> Bool {
    guard index < text.chunks.count, text.chunks[index].gap == .word else { return false }
    if text.isFirstOfLine(index) { return false }
    // « le 2 du mois », « le 21 bis »
    if ["du", "de", "bis", "ter", "ans"].contains(word(text, index)) { return true }
    return !LinkingWord.isLinking(text.token(index)) && !LinkingWord.followsNumber(text.token(index))
  }
}
