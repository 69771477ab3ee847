/// What a QR code of payment says: the European one (EPC069-12, in Germany Girocode) and the Swiss QR-bill (SIX, Swiss
/// Payment Standards).
struct PaymentCode: Hashable, Sendable {
  var iban: String
  /// To whom is paid.
  var name: String
  /// In hundredths.
  var cents: Int?
  var currency: String?

  /// Nil for any other text.
  init?(_ text: String) {
    let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    switch lines.first {
    case "BCD": self.init(european: lines)
    case "SPC": self.init(swiss: lines)
    default: return nil
    }
  }

  /// Service tag, version, character set, `SCT`, BIC, name, IBAN, amount with its currency before it.
  private init?(european lines: [String]) {
    guard lines.count >= 7, lines[3] == "SCT", let iban = Self.checked(lines[6]) else { return nil }
    self.iban = iban
    name = lines[5]
    if lines.count > 7, lines[7].hasPrefix("EUR") {
      cents = Self.cents(lines[7].dropFirst(3))
      currency = "EUR"
    }
  }

  /// Type, version, coding, IBAN, seven lines of the creditor, seven of the ultimate creditor, amount, currency.
  private init?(swiss lines: [String]) {
    guard lines.count >= 20, let iban = Self.checked(lines[3]) else { return nil }
    self.iban = iban
    name = lines[5]
    cents = Self.cents(lines[18][...])
    currency = lines[19].isEmpty ? nil : lines[19]
  }

  private static func checked(_ text: String) -> String? {
    let iban = text.filter { $0 != " " }.uppercased()
    return iban.utf8.count <= 34 && BankAccountFinder.isIBAN(Array(iban.utf8)[...]) ? iban : nil
  }

  private static func cents(_ text: Substring) -> Int? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts[0].count <= 10, let whole = Int(parts[0]), whole >= 0 else { return nil }
    let decimals = parts.count == 2 ? String(parts[1]) : ""
    guard decimals.count <= 2, let rest = Int(decimals + String(repeating: "0", count: 2 - decimals.count)) else {
      return nil
    }
    return whole * 100 + rest
  }
}
