import TextAnalysis

/// What the form alone of a code tells.
struct CodeShape: Sendable {
  /// The code's separate runs of letters or digits, in capitals: `CMD-2025-00417` gives `CMD`, `2025`, `00417`.
  let runs: [String]
  let raw: ArraySlice<UInt8>
  let digitCount: Int

  init(_ raw: ArraySlice<UInt8>) {
    self.raw = raw
    var runs: [[UInt8]] = []
    var kind = 0
    for byte in raw {
      let next = ChunkedText.isDigit(byte) ? 1 : byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A ? 2 : 0
      if next != 0 {
        if next != kind { runs.append([]) }
        runs[runs.count - 1].append(next == 2 ? byte & 0xDF : byte)
      }
      kind = next
    }
    self.runs = runs.map { String(decoding: $0, as: UTF8.self) }
    digitCount = raw.count(where: ChunkedText.isDigit)
  }

  /// Digits and nothing else.
  var isPlain: Bool { runs.count == 1 && digitCount == raw.count }
  /// Letters and digits.
  var isMixed: Bool { digitCount > 0 && runs.contains { !Self.isNumber($0) } }

  private static func isNumber(_ run: String) -> Bool { run.utf8.first.map(ChunkedText.isDigit) ?? false }

  // MARK: - Forms that speak for themselves

  /// `CMD-2025-00417`, `BC 2025-118`, `WEB203444`, `C3941571`, a purchase order of SAP's (`4500012345`).
  var isOrder: Bool {
    if isPlain { return raw.count == 10 && raw.starts(with: Array("45".utf8)) }
    guard let prefix = runs.first, runs.count >= 2, digitCount >= 3 else { return false }
    if Self.orderPrefixes.contains(prefix) { return true }
    // Without a separator only: `CF-88120` is whatever its sender counts.
    return runs.count == 2 && raw.count == prefix.utf8.count + runs[1].utf8.count
      && (prefix == "C" && raw.count == 8 || prefix == "CF" && digitCount >= 5)
  }

  private static let orderPrefixes: Set<String> = ["CMD", "CDE", "ORD", "ORDER", "PO", "BC", "BDC", "SO", "WEB"]

  /// `FA-2026-0103`, `F2026/0771`, `AV-2026-014`, `26/0771` in or about 2026.
  func isInvoice(year: Int) -> Bool {
    guard runs.count >= 2, let prefix = runs.first, digitCount >= 3 else { return false }
    if ["FA", "FAC", "FACT", "FV", "VF", "FACTURE", "INV", "FCT"].contains(prefix) {
      return digitCount >= 4 || hasYear
    }
    if ["F", "AV", "AVO", "FC", "NC", "IN", "A", "CN"].contains(prefix), hasYear, runs.count >= 3 { return true }
    return runs.count == 2 && Self.isNumber(prefix) && prefix.utf8.count == 2 && (3...6).contains(runs[1].utf8.count)
      && raw.contains(UInt8(ascii: "/")) && Self.isNear(prefix, year: year)
  }

  /// `2026-0418`, `202644103`: a year and a count.
  func isYearAndCount(year: Int) -> Bool {
    guard raw.count >= 7, digitCount >= 7, let first = runs.first, runs.count <= 3, runs.allSatisfy(Self.isNumber)
    else {
      return false
    }
    let head = String(first.prefix(4))
    return head.utf8.count == 4 && head.hasPrefix("20") && Self.isNear(String(head.suffix(2)), year: year)
      && (runs.count > 1 || (8...11).contains(raw.count))
  }

  private static func isNear(_ twoDigits: String, year: Int) -> Bool {
    guard let value = Int(twoDigits) else { return false }
    return abs(value - year % 100) <= 1
  }

  private var hasYear: Bool {
    guard runs.count > 1 else { return false }
    return runs[1].utf8.count == 4 && runs[1].hasPrefix("20") || runs[1].utf8.count == 2 && runs[1].hasPrefix("2")
  }

  /// Whether it begins as our order or invoice series do, so that what follows belongs to it.
  static func hasOwnPrefix(_ code: CodeShape) -> Bool {
    ["CMD", "CDE", "BC", "FA", "FAC", "FV", "INV"].contains(code.runs.first ?? "")
  }

  /// What GLS and others make of eight letters and digits.
  var isShortParcel: Bool { raw.count == 8 && isMixed && digitCount >= 2 && isCapitals }

  // MARK: - What is no number of ours

  /// « 14h30 », « 60x120 », « 230V », « 3kg », « 2e »: a time, a size, a rank.
  var isMeasure: Bool {
    guard let first = runs.first, first.utf8.first.map(ChunkedText.isDigit) == true, runs.count >= 2 else {
      return false
    }
    return raw.count <= 9 && runs.dropFirst().contains { Self.units.contains($0) } && !raw.contains(UInt8(ascii: "-"))
      && !raw.contains(UInt8(ascii: "/"))
  }

  private static let units: Set<String> = [
    "H", "X", "V", "W", "CM", "MM", "M", "KG", "G", "L", "E", "EME", "ER", "ERE", "J", "MN", "MIN", "K", "LM", "A",
    "GO",
    "MO", "KM", "EUR", "EUROS", "PCS", "ANS", "ND", "TH", "ST", "RD", "KW", "KWH", "AM", "PM", "ML", "CL", "P", "MA",
  ]

  /// Standards, paper sizes and the like: `ISO9001`, `IP67`, `CO2`.
  var isNotion: Bool {
    guard let first = runs.first else { return false }
    return Self.notions.contains(first)
  }

  private static let notions: Set<String> = [
    "ISO", "EN", "NF", "IP", "DIN", "USB", "COVID", "CO", "RAL", "HTML", "MP", "WI", "DDR", "RGPD", "CERFA", "ART",
    "USD",
    "EUR", "HDMI", "PDF", "JPG", "TVA", "UTF", "PS", "BAC", "ETA", "IMG", "DSC",
  ]

  var isYearAlone: Bool { isPlain && raw.count == 4 && (runs[0].hasPrefix("20") || runs[0].hasPrefix("19")) }

  /// Between a few signs and a few dozens, with some digits: what a shop or a ledger could have made.
  var isPlausible: Bool { (3...24).contains(raw.count) && digitCount >= 3 }

  /// Letters and a count, as shops number orders: `MUS-12840`, `QC11630`. Goods have fewer digits.
  var isSerial: Bool {
    guard let first = runs.first, runs.count == 2, isCapitals, !isNotion else { return false }
    return !Self.isNumber(first) && first.utf8.count <= 3 && (5...8).contains(runs[1].utf8.count)
  }

  /// Digits with a year or a year and month among them: `R-26-0555`, `PB/2604/19`, `T4-2026`.
  func carriesYear(_ year: Int) -> Bool {
    guard runs.count > 1 else { return false }
    return runs.contains { run in
      guard Self.isNumber(run) else { return false }
      switch run.utf8.count {
      case 2: return Self.isNear(run, year: year) && digitCount > 3
      case 4:
        let tail = Int(run.suffix(2)) ?? 0
        return run.hasPrefix("20") && Self.isNear(String(run.suffix(2)), year: year)
          || Self.isNear(String(run.prefix(2)), year: year) && (1...12).contains(tail)
      default: return false
      }
    }
  }

  /// Two stretches of letters, as goods are named and invoices are not: `GLS-OPAL-200`, `PRX-14-G5`.
  var hasSeveralNames: Bool { runs.count(where: { !Self.isNumber($0) }) > 1 }

  /// More digits than orders and accounts have.
  var isLongCount: Bool { isPlain && (14...28).contains(raw.count) }

  /// The number of a book (ISBN), in one go.
  var isBook: Bool { isPlain && raw.count == 13 && (runs[0].hasPrefix("978") || runs[0].hasPrefix("979")) }

  /// No letters but capitals.
  var isCapitals: Bool { !raw.contains { $0 >= 0x61 && $0 <= 0x7A } }

  /// `HX-19-RED`, `PN-118-SS`: letters at both ends, as goods are named.
  var isArticle: Bool {
    guard let first = runs.first, let last = runs.last, runs.count >= 3 else { return false }
    return !Self.isNumber(first) && !Self.isNumber(last) && digitCount <= 4
  }

  /// `RK-3T`, `TE-X9`, `DC-OAK-6`: a dash and at least one digit.
  var isShortArticle: Bool {
    isMixed && isCapitals && (5...20).contains(raw.count) && raw.contains(UInt8(ascii: "-")) && !isNotion
  }

  /// `26-0712`, `77-40918`: two numbers and a dash.
  var isDashedCount: Bool {
    runs.count == 2 && digitCount >= 5 && digitCount == raw.count - 1 && runs[0].utf8.count == 2
      && raw.contains(UInt8(ascii: "-"))
  }

  /// The same runs of letters and digits, whatever they hold.
  func isLike(_ other: CodeShape) -> Bool {
    runs.count == other.runs.count && zip(runs, other.runs).allSatisfy { Self.isNumber($0) == Self.isNumber($1) }
  }

  /// A code that stands out of the text without a word before it: capitals and digits, five signs or more.
  var isStriking: Bool {
    isMixed && isCapitals && (5...20).contains(raw.count) && digitCount >= 2 && !isNotion
      && (digitCount >= 3 || raw.contains { !ChunkedText.isWordByte($0) })
  }
}
