/// How a sheet shows a number: enough of the format's language (ECMA-376, part 1, 18.8.31) to tell dates, decimals,
/// percents and currencies.
struct NumberFormat {
  private enum Sort: Equatable {
    case general, date, time, dateAndTime
    case number(decimals: Int, digits: Int, isPercent: Bool, currency: String)
  }

  private let sort: Sort

  static let general = NumberFormat(.general)

  private init(_ sort: Sort) { self.sort = sort }

  /// One of the formats that files do not write out (18.8.30).
  init(builtIn id: Int) {
    sort =
      switch id {
      case 1, 3, 37, 38: .number(decimals: 0, digits: 1, isPercent: false, currency: "")
      case 2, 4, 39, 40: .number(decimals: 2, digits: 1, isPercent: false, currency: "")
      case 9: .number(decimals: 0, digits: 1, isPercent: true, currency: "")
      case 10: .number(decimals: 2, digits: 1, isPercent: true, currency: "")
      case 14...17, 27...31, 36, 50...54, 57, 58: .date
      case 18...21, 32...35, 45...47, 55, 56: .time
      case 22: .dateAndTime
      default: .general
      }
  }

  /// - Parameter code: as `dd/mm/yyyy`, `#,##0.00\ "€"`, `[$-40C]d mmmm yyyy`; its first section counts.
  init(code: String) {
    var plain = ""
    var currency = ""
    var isQuoted = false
    var isEscaped = false
    var bracket: String?
    for character in code {
      if isEscaped {
        isEscaped = false
      } else if let inner = bracket {
        bracket = character == "]" ? nil : inner + String(character)
        // `[$€-40C]` is a currency, `[$-40C]` a language, `[h]` a length of time.
        if character == "]" {
          if inner.hasPrefix("$") { currency += inner.dropFirst().prefix { $0 != "-" } }
          if inner.lowercased().allSatisfy({ "hms".contains($0) }) { plain += inner }
        }
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        if character == "€" || character == "£" { currency = String(character) }
      } else {
        switch character {
        case "[": bracket = ""
        case "\\", "_", "*": isEscaped = true
        case "€", "£", "$": currency = String(character)
        default: plain.append(character)
        }
      }
      if character == ";", !isQuoted, bracket == nil { break }
    }
    sort = Self.sort(plain.lowercased(), currency: currency.trimmingWhitespace)
  }

  private static func sort(_ plain: String, currency: String) -> Sort {
    let isNumber = plain.contains { "0#?".contains($0) }
    let hasDay = plain.contains { "yd".contains($0) }
    let hasHour = plain.contains { "hs".contains($0) }
    if plain.contains("general") || plain.contains("standard") { return .general }
    if hasDay || hasHour || plain.contains("m") && !isNumber {
      return hasDay || !hasHour ? (hasHour ? .dateAndTime : .date) : .time
    }
    guard isNumber else { return .general }
    let dot = plain.firstIndex(of: ".")
    let whole = plain[..<(dot ?? plain.endIndex)]
    let decimals = dot.map { plain[plain.index(after: $0)...].prefix { "0#?".contains($0) }.filter { $0 == "0" }.count }
    return .number(
      decimals: min(decimals ?? 0, 10), digits: min(max(whole.filter { $0 == "0" }.count, 1), 15),
      isPercent: plain.contains("%"), currency: currency)
  }

  /// - Parameters:
  ///   - value: as the file has it.
  ///   - startsIn1904: whether days are counted from 1904, as on the Macintosh, and not from 1900.
  func shown(_ value: String, startsIn1904: Bool = false) -> String {
    guard let number = Double(value), number.isFinite else { return value }
    switch sort {
    case .general: return Self.plain(number)
    case .date: return Self.date(number, startsIn1904) ?? value
    case .time: return Self.time(number)
    case .dateAndTime: return Self.date(number, startsIn1904).map { $0 + " " + Self.time(number) } ?? value
    case .number(let decimals, let digits, let isPercent, let currency):
      let text = Self.fixed(isPercent ? number * 100 : number, decimals: decimals, digits: digits)
      return text + (isPercent ? " %" : "") + (currency.isEmpty ? "" : " " + currency)
    }
  }

  /// Fifteen digits, as many as spreadsheets keep: 0.1 + 0.2 is 0.3.
  private static func plain(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    guard abs(number) >= 1e-9, abs(number) < 1e15 else { return String(number) }
    let decimals = 15 - max(1, String(Int(abs(number))).count)
    var text = fixed(number, decimals: min(decimals, 12), digits: 1)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  private static func fixed(_ number: Double, decimals: Int, digits: Int) -> String {
    let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(number) * power).rounded()
    guard scaled < 9e18 else { return String(number) }
    var text = String(Int(scaled))
    text = String(repeating: "0", count: max(0, digits + decimals - text.count)) + text
    if decimals > 0 { text = text.dropLast(decimals) + "." + text.suffix(decimals) }
    return (number < 0 && scaled > 0 ? "-" : "") + text
  }

  private static func time(_ number: Double) -> String {
    let seconds = Int((number * 86_400).rounded().truncatingRemainder(dividingBy: 86_400))
    guard seconds >= 0 else { return plain(number) }
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
    let text = two(seconds / 3_600) + ":" + two(seconds / 60 % 60)
    return seconds % 60 == 0 ? text : text + ":" + two(seconds % 60)
  }

  private static func date(_ number: Double, _ startsIn1904: Bool) -> String? {
    guard number >= 0, number < 2_958_466 else { return nil }
    var days = Int(number)
    // Excel counts a 29 February 1900 that never was.
    if startsIn1904 { days += 1_462 } else if days < 60 { days += 1 }
    // Days since 1 March of the year 0, from which leap days come last (Hinnant's civil_from_days).
    let shifted = days - 25_569 + 719_468
    let era = shifted / 146_097
    let ofEra = shifted % 146_097
    let year = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let civil = (year: year + era * 400 + (month >= 10 ? 1 : 0), month: month < 10 ? month + 3 : month - 9)
    func padded(_ number: Int, _ count: Int) -> String {
      String(repeating: "0", count: max(0, count - String(number).count)) + String(number)
    }
    return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(day, 2)
  }
}
