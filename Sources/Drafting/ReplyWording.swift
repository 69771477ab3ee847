internal import Domain

/// Dates, amounts and lists as a person writes them in French or English.
struct ReplyWording: Sendable {
  let language: Language

  private var isEnglish: Bool { language == .english }

  /// Every field of a record as text, and `is_STATE`.
  func texts(_ record: Record) -> [String: String] {
    var texts = record.fields.compactMapValues(text)
    if let state = record.text("state") { texts["is_\(state)"] = state }
    return texts
  }

  /// Nil where the value is not what its type says: a date that is no date is missing rather than printed.
  func text(_ value: FieldValue) -> String? {
    switch value {
    case .text(let text): plain(text)
    case .number(let number): String(number)
    case .date(let iso): date(iso)
    case .amount(let decimal, let currency): amount(decimal, currency: currency)
    }
  }

  /// On one line: a line end in a shop's field must not look like a paragraph of ours.
  func plain(_ text: String) -> String {
    text.split { $0.isWhitespace || $0.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control } }
      .joined(separator: " ")
  }

  private static let months = [
    ("janvier", "January"), ("février", "February"), ("mars", "March"), ("avril", "April"), ("mai", "May"),
    ("juin", "June"), ("juillet", "July"), ("août", "August"), ("septembre", "September"), ("octobre", "October"),
    ("novembre", "November"), ("décembre", "December"),
  ]

  /// « 17 novembre 2026 », « 1er décembre 2026 »; 17 November 2026.
  func date(_ iso: String) -> String? {
    let parts = iso.prefix(10).split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3, 1...12 ~= parts[1], 1...31 ~= parts[2] else { return nil }
    let month = Self.months[parts[1] - 1]
    if isEnglish { return "\(parts[2]) \(month.1) \(parts[0])" }
    return "\(parts[2] == 1 ? "1er" : String(parts[2])) \(month.0) \(parts[0])"
  }

  /// « 1 234,50 € » with the narrow no-break space between thousands; €1,234.50. Other currencies by their code.
  func amount(_ decimal: String, currency: String) -> String? {
    let isNegative = decimal.hasPrefix("-")
    let halves = (isNegative ? decimal.dropFirst() : decimal[...]).split(
      separator: ".", omittingEmptySubsequences: false)
    guard 1...2 ~= halves.count, halves.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) }) else {
      return nil
    }
    let cents = halves.count == 2 ? halves[1] + (halves[1].utf8.count == 1 ? "0" : "") : "00"
    let whole = grouped(halves[0], by: isEnglish ? "," : "\u{202F}")
    let sign = isNegative ? "-" : ""
    let isEuro = currency.uppercased() == "EUR"
    if isEnglish { return "\(sign)\(isEuro ? "€" : "\(currency) ")\(whole).\(cents)" }
    return "\(sign)\(whole),\(cents)\u{A0}\(isEuro ? "€" : currency)"
  }

  /// « A, B et C »; empty for none.
  func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + (isEnglish ? " and " : " et ") + last
  }

  private func grouped(_ digits: Substring, by separator: String) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += separator }
      result.append(digit)
    }
    return result
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
}
