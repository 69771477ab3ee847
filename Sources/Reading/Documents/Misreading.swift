/// What a page's word is taken for: hyphens and minus signs of all sorts are one, and where a text was recognised in a
/// picture, letters in an amount or a date are the digits that they look like.
enum Misreading {
  static func corrected(_ word: ArraySlice<UInt8>, isRecognised: Bool) -> ArraySlice<UInt8> {
    let plain = word.contains(0xE2) ? withPlainHyphens(word) : word
    return isRecognised ? number(plain) ?? plain : plain
  }

  /// U+2010 to U+2012 and U+2212.
  private static func withPlainHyphens(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var plain: [UInt8] = []
    var index = word.startIndex
    while index < word.endIndex {
      let sign = word[index...].prefix(3)
      if sign.elementsEqual([0xE2, 0x88, 0x92])
        || sign.starts(with: [0xE2, 0x80]) && sign.count == 3 && (0x90...0x92).contains(sign[index + 2])
      {
        plain.append(UInt8(ascii: "-"))
        index += 3
      } else {
        plain.append(word[index])
        index += 1
      }
    }
    return plain[...]
  }

  private static let lookalikes: [UInt8: UInt8] = [
    UInt8(ascii: "O"): 0x30, UInt8(ascii: "o"): 0x30, UInt8(ascii: "D"): 0x30, UInt8(ascii: "l"): 0x31,
    UInt8(ascii: "I"): 0x31, UInt8(ascii: "|"): 0x31, UInt8(ascii: "Z"): 0x32, UInt8(ascii: "S"): 0x35,
    UInt8(ascii: "B"): 0x38,
  ]

  /// `l 25O,0O` → `1250,00`, `=7,90` → `-7,90`, `12/O3/2026` → `12/03/2026`; nil where the word has no such shape.
  private static func number(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard (4...14).contains(word.count), word.count(where: ChunkedText.isDigit) * 2 >= word.count - 2 else {
      return nil
    }
    var digits = word.map { lookalikes[$0] ?? $0 }
    if digits[0] == UInt8(ascii: "=") || digits[0] == UInt8(ascii: "~") { digits[0] = UInt8(ascii: "-") }
    return digits != Array(word) && (isAmount(digits) || isDate(digits)) ? digits[...] : nil
  }

  /// Digits, points and spaces of thousands, a comma or point and two digits; perhaps a minus before it.
  private static func isAmount(_ signs: [UInt8]) -> Bool {
    let digits = signs.first == UInt8(ascii: "-") ? signs.dropFirst() : signs[...]
    guard digits.count >= 4, digits.suffix(2).allSatisfy(ChunkedText.isDigit), let first = digits.first else {
      return false
    }
    let isSign = [UInt8(ascii: ","), UInt8(ascii: ".")].contains(digits[digits.endIndex - 3])
    return isSign && ChunkedText.isDigit(first)
      && digits.dropLast(3).allSatisfy { ChunkedText.isDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
  }

  private static func isDate(_ signs: [UInt8]) -> Bool {
    let parts = signs.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".") }
    return parts.count == 3 && signs.count >= 8 && parts.allSatisfy { $0.allSatisfy(ChunkedText.isDigit) }
  }

  // MARK: - Numbers that check themselves

  /// A recognised text in which letters of bank accounts and of SIRET numbers are digits again, where that makes their
  /// check digits right.
  static func withCheckedNumbers(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var words = line.split(separator: " ", omittingEmptySubsequences: false).map { Array($0.utf8) }
      var index = 0
      while index < words.count {
        if let (number, end) = checkedNumber(words, at: index) {
          words.replaceSubrange(index..<end, with: [number])
        }
        index += 1
      }
      return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// The number that some words from `index` on make when read rightly; nil where they are right as they are, or wrong.
  private static func checkedNumber(_ words: [[UInt8]], at index: Int) -> ([UInt8], Int)? {
    var signs: [UInt8] = []
    for end in index..<min(words.count, index + 9) {
      signs += words[end]
      guard signs.count <= 34,
        words[end].allSatisfy({ $0 < 0x80 && ChunkedText.isWordByte($0) || $0 == UInt8(ascii: "|") })
      else { return nil }
      let isAccount = signs.count >= 15 && signs.prefix(2).allSatisfy(ChunkedText.isCapital)
      let read = (isAccount ? signs.prefix(2) : []) + signs.dropFirst(isAccount ? 2 : 0).map { lookalikes[$0] ?? $0 }
      guard read != signs[...], isAccount || read.allSatisfy(ChunkedText.isDigit) else { continue }
      let isRight =
        isAccount
        ? BankAccountFinder.isIBAN(read) && !BankAccountFinder.isIBAN(signs[...])
        : read.count == 14 && CompanyNumberFinder.isLuhn(read)
      if isRight { return (Array(read), end + 1) }
    }
    return nil
  }
}
