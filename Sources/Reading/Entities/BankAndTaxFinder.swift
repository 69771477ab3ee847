import Domain
import TextAnalysis

/// Finds IBANs (ISO 13616), SIRET and SIREN numbers and VAT numbers: all carry check digits, so that what passes is what
/// it seems.
struct BankAndTaxFinder {
  private static let mostChunks = 12

  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    var index = 0
    while index < text.chunks.count {
      if let (entity, end) = iban(text, at: index, place) ?? vatNumber(text, at: index, place)
        ?? companyNumber(text, at: index, place)
      {
        found.append(entity)
        text.take(index..<end)
        index = end
      } else {
        index += 1
      }
    }
    return found
  }

  /// The capitals and digits of chunks from `index` on that only spaces part, and where each chunk ends in them.
  private static func run(_ text: ChunkedText, at index: Int, most: Int) -> (bytes: [UInt8], ends: [Int]) {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    var next = index
    while next < text.chunks.count, next - index < mostChunks, bytes.count < most,
      next == index || text.followsOneSpace(next)
    {
      for byte in text.bytes(text.chunks[next]) where byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".") {
        bytes.append(byte >= 0x61 && byte <= 0x7A ? byte & 0xDF : byte)
      }
      ends.append(bytes.count)
      next += 1
    }
    return (bytes, ends)
  }

  private static func entity(
    _ kind: Entity.Kind, _ text: ChunkedText, _ chunks: Range<Int>, _ bytes: ArraySlice<UInt8>, _ place: Entity.Place
  ) -> Entity {
    let range = text.chunks[chunks.lowerBound].range.lowerBound..<text.chunks[chunks.upperBound - 1].range.upperBound
    return Entity(
      kind: kind, value: String(decoding: bytes, as: UTF8.self), raw: text.text.text(range), place: place,
      confidence: 0.98)
  }

  // MARK: - IBAN

  private static let lengths: [String: Int] = [
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24,
    "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LI": 21, "LT": 20, "LU": 20,
    "LV": 21, "MA": 28, "MC": 27, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "TN": 24,
  ]

  private static func iban(_ text: ChunkedText, at index: Int, _ place: Entity.Place) -> (Entity, Int)? {
    let first = text.bytes(text.chunks[index]).prefix(4)
    guard first.count == 4, let length = lengths[String(decoding: first.prefix(2), as: UTF8.self).uppercased()] else {
      return nil
    }
    let (bytes, ends) = run(text, at: index, most: 34)
    guard let last = ends.firstIndex(of: length), isIBAN(bytes[..<length]) else { return nil }
    let end = index + last + 1
    return (entity(.iban, text, index..<end, bytes[..<length], place), end)
  }

  /// The remainder by 97 of the number in which letters count from 10 and the first four signs stand last (ISO 7064).
  static func isIBAN(_ bytes: ArraySlice<UInt8>) -> Bool {
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

  // MARK: - VAT, SIRET, SIREN

  /// French VAT numbers: FR, two signs, a SIREN.
  private static func vatNumber(_ text: ChunkedText, at index: Int, _ place: Entity.Place) -> (Entity, Int)? {
    guard text.bytes(text.chunks[index]).prefix(2).elementsEqual(Array("FR".utf8)) else { return nil }
    let (bytes, ends) = run(text, at: index, most: 13)
    guard let last = ends.firstIndex(of: 13), isLuhn(bytes[4..<13]) else { return nil }
    let end = index + last + 1
    return (entity(.vatNumber, text, index..<end, bytes[..<13], place), end)
  }

  /// A SIRET is told by its 14 digits and their check; a SIREN also needs its name beside it.
  private static func companyNumber(_ text: ChunkedText, at index: Int, _ place: Entity.Place) -> (Entity, Int)? {
    guard text.chunks[index].isPlainNumber, !text.isTaken[index] else { return nil }
    let (bytes, ends) = run(text, at: index, most: 14)
    if let last = ends.firstIndex(of: 14), isLuhn(bytes[..<14]) {
      let end = index + last + 1
      return (entity(.siret, text, index..<end, bytes[..<14], place), end)
    }
    let names: Set<String> = ["siren", "rcs", "siret"]
    guard let last = ends.firstIndex(of: 9), isLuhn(bytes[..<9]),
      (max(0, index - 3)..<index).contains(where: { names.contains(text.token($0).text) })
    else { return nil }
    let end = index + last + 1
    return (entity(.siren, text, index..<end, bytes[..<9], place), end)
  }

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
