import Domain
import TextAnalysis

/// Finds the parcel numbers whose form speaks for itself, with or without spaces: S10 of the postal union (La Poste,
/// Colissimo, Chronopost, all posts abroad), UPS, Colissimo's own. Other carriers' numbers are mere digits, which only a
/// word before them tells (`NumberWalk`).
enum ParcelNumberFinder {
  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    for index in text.chunks.indices where !text.isTaken[index] {
      let first = text.chunks[index]
      guard first.range.count <= longest, mayOpen(text, index) else { continue }
      let (bytes, ends) = text.run(at: index, most: longest + 1)
      guard let length = ends.first(where: { isParcel(bytes[..<$0]) }), let last = ends.firstIndex(of: length),
        !text.isTaken[index..<index + last + 1].contains(true), bytes[0] != UInt8(ascii: "1") || !isLetter(text, index)
      else { continue }
      found.append(text.entity(.trackingNumber, bytes[..<length], index..<index + last + 1, place, confidence: 0.95))
      text.take(index..<index + last + 1)
    }
    return found
  }

  private static let longest = 20

  /// All forms have a letter second; one alone with its letters has digits behind.
  private static func mayOpen(_ text: ChunkedText, _ index: Int) -> Bool {
    let bytes = text.bytes(text.chunks[index])
    guard bytes.count >= 2, bytes[bytes.startIndex + 1] < 0x80, ChunkedText.isLetter(bytes[bytes.startIndex + 1]) else {
      return false
    }
    if text.chunks[index].digits > 0 { return true }
    return bytes.count == 2 && index + 1 < text.chunks.count && text.chunks[index + 1].digits > 0
  }

  /// « lettre recommandée 1A 204 558 7731 2 » is no parcel.
  private static func isLetter(_ text: ChunkedText, _ index: Int) -> Bool {
    (max(0, index - 4)..<index).contains { ["recommande", "recommandee", "ar", "lrar"].contains(text.token($0).text) }
  }

  static func isParcel(_ signs: ArraySlice<UInt8>) -> Bool {
    isS10(signs) || isUPS(signs) || isColissimo(signs) || isDHL(signs)
  }

  /// Two letters, eight digits and their check, two letters (UPU S10).
  private static func isS10(_ signs: ArraySlice<UInt8>) -> Bool {
    guard signs.count == 13, signs.prefix(2).allSatisfy(ChunkedText.isCapital),
      signs.suffix(2).allSatisfy(ChunkedText.isCapital)
    else { return false }
    let digits = signs.dropFirst(2).prefix(9).map { Int($0) - 0x30 }
    guard digits.allSatisfy({ (0...9).contains($0) }) else { return false }
    let sum = zip(digits, [8, 6, 4, 2, 3, 5, 9, 7]).reduce(0) { $0 + $1.0 * $1.1 }
    let check = 11 - sum % 11
    return digits[8] == (check == 10 ? 0 : check == 11 ? 5 : check)
  }

  /// `1Z`, fifteen signs, a check digit: letters count as their place in the alphabet and one more, modulo ten.
  private static func isUPS(_ signs: ArraySlice<UInt8>) -> Bool {
    guard signs.count == 18, signs.starts(with: Array("1Z".utf8)), let last = signs.last else { return false }
    var sum = 0
    for (position, byte) in signs.dropFirst(2).dropLast().enumerated() {
      guard ChunkedText.isDigit(byte) || ChunkedText.isCapital(byte) else { return false }
      let value = ChunkedText.isDigit(byte) ? Int(byte) - 0x30 : (Int(byte) - 63) % 10
      sum += position % 2 == 1 ? 2 * value : value
    }
    return (10 - sum % 10) % 10 == Int(last) - 0x30
  }

  /// A digit, a letter, eleven digits.
  private static func isColissimo(_ signs: ArraySlice<UInt8>) -> Bool {
    guard signs.count == 13, let first = signs.first else { return false }
    return ChunkedText.isDigit(first) && ChunkedText.isCapital(signs[signs.startIndex + 1])
      && signs.dropFirst(2).allSatisfy(ChunkedText.isDigit)
  }

  /// The licence plate of DHL's parcels, `JJD` or `JVGL` and digits.
  private static func isDHL(_ signs: ArraySlice<UInt8>) -> Bool {
    guard (15...20).contains(signs.count) else { return false }
    for prefix in ["JJD", "JVGL"] where signs.starts(with: prefix.utf8) {
      return signs.dropFirst(prefix.utf8.count).allSatisfy(ChunkedText.isDigit)
    }
    return false
  }
}
