/// A list of phrases that a line is compared with, found by their first byte so that a long list costs no more than a
/// short one.
///
/// Phrases are written with their accents and folded once. A phrase ends at a word's end, unless it ends with `*`: then
/// it is the beginning of a word (`confidentiel*`).
struct PhraseTable: Sendable {
  private struct Phrase {
    let bytes: [UInt8]
    let isStem: Bool
  }

  private let phrasesByFirstByte: [[Phrase]]

  init(_ phrases: [String]) {
    var table = Array(repeating: [Phrase](), count: 256)
    for phrase in phrases {
      let isStem = phrase.hasSuffix("*")
      let bytes = Folding.fold(isStem ? String(phrase.dropLast()) : phrase)
      guard let first = bytes.first else { continue }
      table[Int(first)].append(Phrase(bytes: bytes, isStem: isStem))
    }
    phrasesByFirstByte = table.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }

  /// The end of the longest phrase that stands in `folded` at `start`, nil when there is none.
  func end(in folded: [UInt8], at start: Int = 0) -> Int? {
    guard start < folded.count else { return nil }
    for phrase in phrasesByFirstByte[Int(folded[start])] {
      let end = start + phrase.bytes.count
      guard end <= folded.count, folded[start..<end].elementsEqual(phrase.bytes) else { continue }
      if phrase.isStem || end == folded.count || !folded[end].isWordByte || !folded[end - 1].isWordByte { return end }
    }
    return nil
  }

  /// Whether a line starts with one of the phrases.
  func startsLine(_ folded: [UInt8]) -> Bool {
    end(in: folded) != nil
  }

  /// Whether a line is one of the phrases and nothing else but punctuation.
  func isWholeLine(_ folded: [UInt8]) -> Bool {
    guard let end = end(in: folded) else { return false }
    return folded[end...].allSatisfy { !$0.isWordByte }
  }

  /// Where the phrases stand in a line, each at the start of a word.
  func matches(in folded: [UInt8], upTo limit: Int = .max) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < folded.count, found.count < limit {
      let startsWord = index == 0 || !folded[index - 1].isWordByte || !folded[index].isWordByte
      if startsWord, let end = end(in: folded, at: index) {
        found.append(index..<end)
        index = end
      } else {
        index += 1
      }
    }
    return found
  }

  func occurs(in folded: [UInt8]) -> Bool {
    !matches(in: folded, upTo: 1).isEmpty
  }
}

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// Letters of folded text; bytes of other scripts count as letters.
  var isLetter: Bool { self >= 0x61 && self <= 0x7A || self >= 0x80 }

  var isWordByte: Bool { isDigit || isLetter }
}
