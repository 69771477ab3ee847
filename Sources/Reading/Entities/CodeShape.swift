import TextAnalysis

/// What the form alone of a code tells.
struct CodeShape: Sendable {
  /// The code's separate runs of letters or digits, in capitals: `CMD-2025-00417` gives `CMD`, `2025`, `00417`.
  let runs: [String]
  let raw: ArraySlice<UInt8>

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
  }

  private var digitCount: Int { raw.count(where: ChunkedText.isDigit) }
  private var isPlain: Bool { runs.count == 1 }

  /// `CMD-2025-00417`, `BC 2025-118`, a purchase order of SAP's (`4500012345`).
  var isOrder: Bool {
    if isPlain { return raw.count == 10 && raw.starts(with: Array("45".utf8)) }
    guard let prefix = runs.first, runs.count >= 2, digitCount >= 3 else { return false }
    return ["CMD", "CDE", "ORD", "ORDER", "PO", "BC", "SO", "WEB"].contains(prefix)
  }

  /// `FA-2026-0103`, `F2026/0771`, `AV-2026-014`.
  var isInvoice: Bool {
    guard let prefix = runs.first, runs.count >= 2, digitCount >= 3 else { return false }
    if ["FA", "FAC", "FACT", "FV", "FACTURE", "INV", "FCT"].contains(prefix) { return true }
    return ["F", "AV", "AVO", "FC", "NC", "IN", "A", "CN"].contains(prefix) && isYear(runs[1]) && runs.count >= 3
  }

  /// Whether it begins as our order or invoice series do, so that what follows belongs to it.
  static func hasOwnPrefix(_ code: CodeShape) -> Bool {
    ["CMD", "CDE", "BC", "FA", "FAC", "FV", "INV"].contains(code.runs.first ?? "")
  }

  private func isYear(_ run: String) -> Bool {
    run.utf8.count == 4 && run.hasPrefix("20") || run.utf8.count == 2 && run.hasPrefix("2")
  }

  /// A parcel's number by its form: S10 of the postal union (`LX123456789FR`), UPS, Colissimo.
  var isTracking: Bool {
    let count = raw.count
    if runs.count == 3, count == 13, runs[0].utf8.count == 2, runs[1].utf8.count == 9, runs[2].utf8.count == 2 {
      return true
    }
    if count == 18, raw.starts(with: Array("1Z".utf8)) { return true }
    return count == 13 && runs.count == 3 && runs[0].utf8.count == 1 && runs[1].utf8.count == 1
  }

  /// « 14h30 », « 60x120 », « 230V », « 3kg », « 2e »: a time, a size, a rank.
  var isMeasure: Bool {
    guard let first = runs.first, first.utf8.first.map(ChunkedText.isDigit) == true, runs.count >= 2 else {
      return false
    }
    let units = [
      "H", "X", "V", "W", "CM", "MM", "M", "KG", "G", "L", "E", "EME", "ER", "ERE", "J", "MN", "MIN", "K", "LM", "A",
      "GO",
      "MO", "KM", "EUR", "EUROS", "PCS", "ANS", "ND", "TH", "ST", "KW", "KWH", "AM", "PM", "ML", "CL", "P",
    ]
    return raw.count <= 9 && runs.dropFirst().contains { units.contains($0) } && !raw.contains(UInt8(ascii: "-"))
      && !raw.contains(UInt8(ascii: "/"))
  }

  var isYearAlone: Bool { isPlain && raw.count == 4 && (runs[0].hasPrefix("20") || runs[0].hasPrefix("19")) }

  /// Between a few signs and a few dozens, with some digits: what a shop or a ledger could have made.
  var isPlausible: Bool { (3...24).contains(raw.count) && digitCount >= 3 }

  /// No letters but capitals.
  var isCapitals: Bool { !raw.contains { $0 >= 0x61 && $0 <= 0x7A } }
}
