/// Values of business data as people and programs write them, in the one form that `ElectronicInvoice` promises; nil for
/// what is no such value.
enum NormalForm {
  /// `20260301` (UN/CEFACT's format 102), `2026-03-01`, either with a time or zone behind it.
  static func date(_ text: String) -> String? {
    let isISO = text.utf8.dropFirst(4).first == UInt8(ascii: "-")
    let day = isISO ? text.prefix(10).filter { $0 != "-" } : String(text.prefix(8))
    guard day.utf8.count == 8, let number = Int(day) else { return nil }
    let (month, ofMonth) = (number / 100 % 100, number % 100)
    guard number >= 1000_01_01, (1...12).contains(month), (1...31).contains(ofMonth) else { return nil }
    let digits = Array(day)
    return "\(String(digits[..<4]))-\(String(digits[4..<6]))-\(String(digits[6...]))"
  }

  /// A decimal number with a dot and at least two places, `-1234.50`. What follows the number, such as a currency, and
  /// zeros from the third place on are left out.
  static func amount(_ text: String) -> String? {
    let text = text.filter { !$0.isWhitespace && $0 != "'" }
    let sign = text.hasPrefix("-") ? "-" : ""
    let number = text.drop { $0 == "-" || $0 == "+" }.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
    // Data should have a dot and no thousands; where programs wrote a comma nevertheless, the last mark is the decimal one.
    let mark = number.lastIndex { $0 == "." || $0 == "," }
    let whole = number[..<(mark ?? number.endIndex)].filter { $0.isNumber }.drop { $0 == "0" }
    var places = mark.map { String(number[number.index(after: $0)...]) } ?? ""
    guard number.contains(where: \.isNumber), whole.count <= 15, places.count <= 15 else { return nil }
    while places.count > 2, places.hasSuffix("0") { places.removeLast() }
    while places.count < 2 { places += "0" }
    let isZero = whole.isEmpty && places.allSatisfy { $0 == "0" }
    return (isZero ? "" : sign) + (whole.isEmpty ? "0" : whole) + "." + places
  }

  /// Without spaces; nil for an account's number of another sort. The check digits are the reader's concern.
  static func iban(_ text: String) -> String? {
    let iban = text.filter { !$0.isWhitespace }.uppercased()
    let bytes = Array(iban.utf8)
    func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    guard (15...34).contains(bytes.count), bytes[..<2].allSatisfy(isLetter), bytes[2..<4].allSatisfy(isDigit),
      bytes[4...].allSatisfy({ isLetter($0) || isDigit($0) })
    else { return nil }
    return iban
  }

  /// A SIREN (ISO 6523's 0002) or a SIRET (0009), told apart by length: many programs write one under the other's scheme.
  static func registration(_ text: String, scheme: String?) -> String? {
    guard scheme == "0002" || scheme == "0009" else { return nil }
    let number = text.filter { !$0.isWhitespace }
    guard number.utf8.count == 9 || number.utf8.count == 14, number.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return number
  }
}

extension String {
  var trimmingWhitespace: String {
    if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first), (0x21...0x7E).contains(last) {
      return self
    }
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
