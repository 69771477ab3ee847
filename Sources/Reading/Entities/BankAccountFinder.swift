import Domain
import TextAnalysis

/// Finds IBANs (ISO 13616). Their check digits must be right, so that what passes is what it seems.
enum BankAccountFinder {
  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < text.chunks.count {
      guard let iban = iban(text, at: index) else {
        index += 1
        continue
      }
      found.append(text.entity(.iban, iban.value, index..<iban.end, place, confidence: 0.98))
      text.take(index..<iban.end)
      index = iban.end
    }
    return found
  }

  private static let lengths: [String: Int] = [
    "AD": 24, "AE": 23, "AL": 28, "AT": 20, "BA": 20, "BE": 16, "BG": 22, "BR": 29, "CH": 21, "CY": 28, "CZ": 24,
    "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18, "FO": 18, "FR": 27, "GB": 22, "GE": 22, "GI": 23, "GL": 18,
    "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IL": 23, "IS": 26, "IT": 27, "JO": 30, "KW": 30, "LB": 28, "LI": 21,
    "LT": 20, "LU": 20, "LV": 21, "MA": 28, "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "MU": 30, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "QA": 29, "RO": 24, "RS": 22, "SA": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27,
    "TN": 24, "TR": 26, "UA": 29, "VA": 22,
  ]

  private static func iban(_ text: ChunkedText, at index: Int) -> (value: ArraySlice<UInt8>, end: Int)? {
    let first = text.bytes(text.chunks[index]).prefix(4)
    guard first.count >= 2, first.prefix(2).allSatisfy({ $0 < 0x80 && ChunkedText.isLetter($0) }),
      first.count == 2 || ChunkedText.isDigit(first[first.startIndex + 2]),
      let length = lengths[String(decoding: first.prefix(2), as: UTF8.self).uppercased()]
    else { return nil }
    let (bytes, ends) = text.run(at: index, most: 34)
    // « de 12 jours pour la facture » passes the check too.
    guard let last = ends.firstIndex(of: length), isIBAN(bytes[..<length]),
      bytes[..<length].count(where: ChunkedText.isDigit) * 2 > length
    else { return nil }
    return (bytes[..<length], index + last + 1)
  }

  /// The remainder by 97 of the number in which letters count from 10 and the first four signs stand last (ISO 7064).
  static func isIBAN(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count > 4, bytes.dropFirst(2).prefix(2).allSatisfy(ChunkedText.isDigit) else { return false }
    var remainder = 0
    for byte in bytes.dropFirst(4) + bytes.prefix(4) {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): remainder = (remainder * 10 + Int(byte) - 0x30) % 97
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): remainder = (remainder * 100 + Int(byte) - 0x37) % 97
      default: return false
      }
    }
    return remainder == 1
  }
}
