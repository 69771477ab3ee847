import Domain
import TextAnalysis

/// Finds postcodes within addresses: `29600 Morlaix`, `B-4000 Liège`, `EC4A 2AB`, `G1R 2B5`. A number of five digits alone
/// is none.
enum PostalCodeFinder {
  static func find(in text: inout ChunkedText, place: Entity.Place) -> [Entity] {
    var found: [Entity] = []
    for index in text.chunks.indices where !text.isTaken[index] && text.chunks[index].digits > 0 {
      guard let used = french(text, index) ?? american(text, index) ?? neighbour(text, index) ?? lettered(text, index)
      else { continue }
      let range = text.chunks[index].range.lowerBound..<text.chunks[index + used - 1].range.upperBound
      var value = text.source[range].filter { $0 != 0x20 }[...]
      // « F-29600 », « B-4000 »
      if let dash = value.firstIndex(of: UInt8(ascii: "-")) { value = value[(dash + 1)...] }
      found.append(
        Entity(
          kind: .postalCode, value: String(decoding: value, as: UTF8.self).uppercased(), raw: text.text.text(range),
          place: place, confidence: 0.85))
      text.take(index..<index + used)
    }
    return found
  }

  /// Five digits and a town, at the beginning of a line or below or behind a street.
  private static func french(_ text: ChunkedText, _ index: Int) -> Int? {
    let chunk = text.chunks[index]
    let digits = text.bytes(chunk).suffix(5)
    guard chunk.digits == 5, digits.allSatisfy(ChunkedText.isDigit), isTown(text, index + 1),
      chunk.letters == 0 || chunk.letters == 1 && text.bytes(chunk).starts(with: Array("F-".utf8)),
      department(digits) >= 1, department(digits) <= 98
    else { return nil }
    return isInAddress(text, index) ? 1 : nil
  }

  /// « Brooklyn NY 11215 »; also « Boulogne-sur-Mer 62200 » at the end of a line.
  private static func american(_ text: ChunkedText, _ index: Int) -> Int? {
    guard text.chunks[index].isPlainNumber, text.chunks[index].digits == 5, text.followsOneSpace(index) else {
      return nil
    }
    let before = text.bytes(text.chunks[index - 1])
    if before.count == 2, before.allSatisfy(ChunkedText.isCapital), Cue.near(index, in: text) == nil { return 1 }
    let isLast = index + 1 == text.chunks.count || text.isFirstOfLine(index + 1)
    guard isLast, let first = before.first, ChunkedText.isCapital(first), !text.isFirstOfLine(index - 1) else {
      return nil
    }
    return Cue.near(index, in: text) == nil && !Marker.isMarker(index - 1, in: text) ? 1 : nil
  }

  private static func department(_ digits: ArraySlice<UInt8>) -> Int {
    digits.prefix(2).reduce(0) { $0 * 10 + Int($1) - 0x30 }
  }

  /// Four digits of Belgium, Switzerland or Luxembourg; one that may be a year needs its country's letter.
  private static func neighbour(_ text: ChunkedText, _ index: Int) -> Int? {
    let chunk = text.chunks[index]
    guard chunk.digits == 4, isTown(text, index + 1) else { return nil }
    let bytes = text.bytes(chunk)
    if chunk.letters == 0 {
      guard bytes.count == 4, !bytes.starts(with: Array("20".utf8)), !bytes.starts(with: Array("19".utf8)),
        bytes.first != UInt8(ascii: "0"),
        index + 2 >= text.chunks.count || !streets.contains(text.token(index + 2).text)
      else { return nil }
      return isInAddress(text, index) ? 1 : nil
    }
    let country = ["B-", "CH-", "L-", "BE-"].contains { bytes.starts(with: $0.utf8) }
    return country && bytes.suffix(4).allSatisfy(ChunkedText.isDigit) ? 1 : nil
  }

  /// `EC4A 2AB`, `SW1 2AB`, `G1R 2B5`: letters and digits in the order of Britain or Canada.
  private static func lettered(_ text: ChunkedText, _ index: Int) -> Int? {
    guard text.followsOneSpace(index + 1) else { return nil }
    func form(_ chunk: Int) -> String {
      String(
        decoding: text.bytes(text.chunks[chunk]).map {
          ChunkedText.isDigit($0) ? UInt8(ascii: "9") : ChunkedText.isCapital($0) ? UInt8(ascii: "A") : $0
        }, as: UTF8.self)
    }
    let forms = (form(index), form(index + 1))
    if forms == ("A9A", "9A9") { return 2 }
    return forms.1 == "9AA" && ["A9", "A99", "AA9", "AA99", "A9A", "AA9A"].contains(forms.0) ? 2 : nil
  }

  private static func isTown(_ text: ChunkedText, _ index: Int) -> Bool {
    guard text.followsOneSpace(index), text.chunks[index].isWord else { return false }
    if ["le", "la", "les"].contains(text.token(index).text) { return isTown(text, index + 1) }
    let first = text.byte(text.chunks[index].range.lowerBound)
    return (ChunkedText.isCapital(first) || first == 0xC3) && !notTowns.contains(text.token(index).text)
  }

  /// Nothing announces it as a number: it opens a line or follows a sign or a word such as « à ».
  private static func isInAddress(_ text: ChunkedText, _ index: Int) -> Bool {
    if text.isFirstOfLine(index) || text.chunks[index].gap > .word {
      let cue = Cue.near(index, in: text)
      return cue == nil || cue == .other || cue == .matter || cue == .account
    }
    guard index > 0 else { return true }
    if (max(0, index - 5)..<index).contains(where: { streets.contains(text.token($0).text) }) { return true }
    if ["a", "cp", "postal", "f"].contains(text.token(index - 1).text) { return true }
    return Cue.near(index, in: text) == nil && !Marker.isMarker(index - 1, in: text)
  }

  private static let streets: Set<String> = [
    "rue", "avenue", "av", "boulevard", "bd", "chemin", "impasse", "allee", "allees", "quai", "route", "place",
    "square",
    "street", "st", "road", "rd", "ave", "lane", "strasse", "laan", "straat",
  ]

  private static let notTowns: Set<String> = [
    "euros", "eur", "ttc", "ht", "chf", "je", "et", "pour", "il", "est", "merci", "bonjour", "i", "date", "montant",
    "facture", "commande", "vous", "nous", "c", "si", "rue", "avenue", "chemin", "route",
  ]
}
