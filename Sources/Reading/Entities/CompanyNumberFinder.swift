import Domain
import TextAnalysis

/// Finds SIRET and SIREN numbers and the VAT numbers of France and its neighbours, all by their check digits.
enum CompanyNumberFinder {
  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < text.chunks.count {
      guard !text.isTaken[index],
        let (entity, end) = vatNumber(text, at: index, place) ?? companyNumber(text, at: index, place)
      else {
        index += 1
        continue
      }
      found.append(entity)
      text.take(index..<end)
      index = end
    }
    return found
  }

  private static func vatNumber(_ text: ChunkedText, at index: Int, _ place: Entity.Place) -> (Entity, Int)? {
    let first = text.bytes(text.chunks[index])
    guard first.count >= 2, first.prefix(2).allSatisfy({ $0 < 0x80 && ChunkedText.isLetter($0) }),
      let form = VATNumber.forms[String(decoding: first.prefix(2), as: UTF8.self).uppercased()]
    else { return nil }
    let (bytes, ends) = text.run(at: index, most: VATNumber.mostSigns)
    for length in form.lengths {
      guard let last = ends.firstIndex(of: length), form.isRight(bytes[2..<length]) else { continue }
      let end = index + last + 1
      return (text.entity(.vatNumber, bytes[..<length], index..<end, place, confidence: 0.98), end)
    }
    return nil
  }

  /// A SIRET is told by its 14 digits and their check, and by its name, its spacing or the usual zeroes of its second
  /// part: one parcel number in ten passes the check too. A SIREN needs its name beside it.
  private static func companyNumber(_ text: ChunkedText, at index: Int, _ place: Entity.Place) -> (Entity, Int)? {
    guard text.chunks[index].isNumber, [3, 9, 14].contains(text.chunks[index].digits) else { return nil }
    let (bytes, ends) = text.run(at: index, most: 14)
    guard ends.contains(9) || ends.contains(14) else { return nil }
    let isNamed = (max(0, index - 5)..<min(text.chunks.count, index + 7)).contains {
      names.contains(text.token($0).hash)
    }
    if let last = ends.firstIndex(of: 14), isLuhn(bytes[..<14]),
      isNamed || last > 0 || bytes[9..<12].allSatisfy({ $0 == UInt8(ascii: "0") })
    {
      let end = index + last + 1
      return (text.entity(.siret, bytes[..<14], index..<end, place, confidence: 0.98), end)
    }
    guard isNamed, let last = ends.firstIndex(of: 9), isLuhn(bytes[..<9]) else { return nil }
    let end = index + last + 1
    return (text.entity(.siren, bytes[..<9], index..<end, place, confidence: 0.98), end)
  }

  private static let names = Set(
    ["siren", "rcs", "siret", "immatriculee", "immatricule", "immatriculation", "identifiant", "registre", "sirene"]
      .map { WordHash.of($0.utf8) })

  /// Every second digit from the right doubled, the sum of all digits a multiple of ten.
  static func isLuhn(_ digits: ArraySlice<UInt8>) -> Bool {
    var sum = 0
    for (position, byte) in digits.reversed().enumerated() {
      guard ChunkedText.isDigit(byte) else { return false }
      let digit = Int(byte) - 0x30
      let doubled = position % 2 == 1 ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum % 10 == 0
  }
}

/// The VAT numbers of each country: how long they are and how they check themselves.
enum VATNumber {
  struct Form: Sendable {
    /// The country's two letters counted.
    let lengths: [Int]
    /// Judges what follows the two letters.
    let isRight: @Sendable (ArraySlice<UInt8>) -> Bool
  }

  static let mostSigns = 15

  static let forms: [String: Form] = [
    "FR": Form(lengths: [13], isRight: isFrench),
    "BE": Form(lengths: [12]) { digits in
      guard let head = number(digits.prefix(8)), let tail = number(digits.suffix(2)) else { return false }
      return 97 - head % 97 == tail
    },
    "LU": Form(lengths: [10]) { digits in
      guard let head = number(digits.prefix(6)), let tail = number(digits.suffix(2)) else { return false }
      return head % 89 == tail
    },
    "DE": Form(lengths: [11], isRight: isGerman),
    "IT": Form(lengths: [13], isRight: CompanyNumberFinder.isLuhn),
    "GB": Form(lengths: [11]) { digits in
      guard let sum = weighted(digits.prefix(7), [8, 7, 6, 5, 4, 3, 2]), let tail = number(digits.suffix(2)) else {
        return false
      }
      return (sum + tail) % 97 == 0 || (sum + tail + 55) % 97 == 0
    },
    "IE": Form(lengths: [10, 11]) { signs in
      guard let sum = weighted(signs.prefix(7), [8, 7, 6, 5, 4, 3, 2]), let letter = signs.dropFirst(7).first else {
        return false
      }
      let second = signs.dropFirst(8).first.map { Int($0) - 0x40 } ?? 0
      return Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)[(sum + 9 * max(0, second)) % 23] == letter
    },
    "PT": Form(lengths: [11]) { digits in
      guard let sum = weighted(digits.prefix(8), [9, 8, 7, 6, 5, 4, 3, 2]), let last = number(digits.suffix(1)) else {
        return false
      }
      return (11 - sum % 11) % 11 % 10 == last
    },
    // Check digits and letters differ by the kind of holder; the form alone must do.
    "NL": Form(lengths: [14]) { signs in
      signs.dropFirst(9).first == UInt8(ascii: "B") && number(signs.prefix(9)) != nil && number(signs.suffix(2)) != nil
    },
    // Of the Swiss « CHE-123.456.789 » the third letter comes with the number.
    "CH": Form(lengths: [12]) { signs in
      guard signs.first == UInt8(ascii: "E"),
        let sum = weighted(signs.dropFirst().prefix(8), [5, 4, 3, 2, 7, 6, 5, 4]),
        let last = number(signs.suffix(1))
      else { return false }
      return (11 - sum % 11) % 11 == last
    },
  ]

  /// Two signs and a SIREN; where the two are digits they follow from it.
  private static func isFrench(_ signs: ArraySlice<UInt8>) -> Bool {
    let siren = signs.suffix(9)
    guard CompanyNumberFinder.isLuhn(siren), let value = number(siren) else { return false }
    guard let key = number(signs.prefix(2)) else { return true }
    return (12 + 3 * (value % 97)) % 97 == key
  }

  /// ISO 7064, modulus 11,10.
  private static func isGerman(_ digits: ArraySlice<UInt8>) -> Bool {
    guard number(digits) != nil, let last = digits.last else { return false }
    var product = 10
    for byte in digits.dropLast() {
      let sum = (Int(byte) - 0x30 + product) % 10
      product = 2 * (sum == 0 ? 10 : sum) % 11
    }
    return (11 - product) % 10 == Int(last) - 0x30
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.allSatisfy(ChunkedText.isDigit) else { return nil }
    return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  private static func weighted(_ digits: ArraySlice<UInt8>, _ weights: [Int]) -> Int? {
    guard digits.count == weights.count, digits.allSatisfy(ChunkedText.isDigit) else { return nil }
    return zip(digits, weights).reduce(0) { $0 + (Int($1.0) - 0x30) * $1.1 }
  }
}
