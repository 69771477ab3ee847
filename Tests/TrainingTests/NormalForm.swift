import Domain
import Foundation

@testable import Reading

/// The one way in which each kind of entity is written, whatever way the mail writes it. Check digits must be right.
enum NormalForm {
  static func isNormal(_ value: String, _ kind: Entity.Kind) -> Bool {
    switch kind {
    case .orderNumber, .invoiceNumber: value.wholeMatch(of: /[A-Z0-9][A-Z0-9.\/_-]*/) != nil
    case .trackingNumber: value.wholeMatch(of: /[A-Z0-9]{8,35}/) != nil
    case .productReference, .supplierNumber: value.wholeMatch(of: /[^\s#]+/) != nil
    case .amount: value.wholeMatch(of: /(0|[1-9][0-9]*)\.[0-9]{2} [A-Z]{3}/) != nil
    case .date: isDay(value)
    case .phone: value.wholeMatch(of: /\+[1-9][0-9]{7,14}/) != nil
    case .postalCode: value.wholeMatch(of: /[A-Z0-9-]{4,8}/) != nil
    // Every domain is invented (RFC 2606 §2).
    case .email: value.wholeMatch(of: /[^\s@]+@[^\s@]+\.example/) != nil
    case .iban: CheckDigits.isIBAN(value)
    case .siren: value.utf8.count == 9 && CheckDigits.isLuhn(value)
    case .siret: value.utf8.count == 14 && CheckDigits.isLuhn(value)
    case .vatNumber: CheckDigits.isVATNumber(value)
    case .customerName, .supplierName:
      value.firstMatch(of: /^(M\.|MM\.|Mme|Mlle|Mr|Mrs|Ms|Miss|Dr|Me|Maître|Monsieur|Madame|Sir|Prof\.?) |^\s|\s$/)
        == nil
    }
  }

  /// A day of the calendar, ISO 8601.
  static func isDay(_ value: String) -> Bool {
    guard let parts = value.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/)?.output else { return false }
    let day = DateComponents(year: Int(parts.1), month: Int(parts.2), day: Int(parts.3))
    return day.isValidDate(in: Calendar(identifier: .gregorian))
  }
}

enum CheckDigits {
  /// Every second digit from the right doubled, the digits of all summed to a multiple of ten (ISO/IEC 7812-1).
  static func isLuhn(_ value: String) -> Bool {
    guard let digits = digits(value) else { return false }
    let sum = digits.reversed().enumerated().reduce(0) { (sum, item) in
      let digit = item.offset % 2 == 1 ? item.element * 2 : item.element
      return sum + (digit > 9 ? digit - 9 : digit)
    }
    return sum % 10 == 0
  }

  /// The number in which letters count from 10 and the first four signs stand last leaves 1 by 97 (ISO 13616).
  static func isIBAN(_ value: String) -> Bool {
    guard value.wholeMatch(of: /[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}/) != nil else { return false }
    var remainder = 0
    for sign in Array(value.utf8.dropFirst(4)) + Array(value.utf8.prefix(4)) {
      let isLetter = sign > UInt8(ascii: "9")
      remainder = (remainder * (isLetter ? 100 : 10) + Int(sign) - (isLetter ? 0x37 : 0x30)) % 97
    }
    return remainder == 1
  }

  /// VAT numbers of the countries that the mails come from.
  static func isVATNumber(_ value: String) -> Bool {
    let digits = digits(String(value.dropFirst(2).filter(\.isNumber))) ?? []
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    func weighted(_ count: Int) -> Int { (0..<count).reduce(0) { $0 + digits[$1] * (8 - $1) } }
    if value.wholeMatch(of: /FR[0-9]{11}/) != nil {
      let siren = number(2..<11)
      return isLuhn(String(value.suffix(9))) && number(0..<2) == (12 + 3 * (siren % 97)) % 97
    }
    if value.wholeMatch(of: /BE[01][0-9]{9}/) != nil { return number(8..<10) == 97 - number(0..<8) % 97 }
    if value.wholeMatch(of: /GB[0-9]{9}/) != nil {
      let sum = weighted(7) + number(7..<9)
      return sum % 97 == 0 || (sum + 55) % 97 == 0
    }
    if value.wholeMatch(of: /DE[0-9]{9}/) != nil {
      let product = digits.prefix(8).reduce(10) { (product, digit) in
        let sum = (digit + product) % 10
        return 2 * (sum == 0 ? 10 : sum) % 11
      }
      return (11 - product) % 10 == digits[8]
    }
    if value.wholeMatch(of: /IE[0-9]{7}[A-W]/) != nil {
      return Array("WABCDEFGHIJKLMNOPQRSTUV")[weighted(7) % 23] == value.last
    }
    return false
  }

  private static func digits(_ value: String) -> [Int]? {
    let digits = value.utf8.map { Int($0) - 0x30 }
    return digits.isEmpty || digits.contains { !(0...9).contains($0) } ? nil : digits
  }
}
