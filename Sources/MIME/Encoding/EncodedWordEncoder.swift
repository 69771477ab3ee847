/// Encoded words of RFC 2047, in UTF-8.
enum EncodedWordEncoder {
  /// Longest encoded word (RFC 2047 §2).
  static let maximumLength = 75

  /// The text as encoded words, to be separated by a fold or a space which the reader ignores (§6.2). A character's
  /// bytes always stay within one word (§5), since readers decode each word alone.
  ///
  /// - Parameter room: columns left on the current line for the first word.
  static func encode(_ text: some StringProtocol, room: Int) -> [[UInt8]] {
    let form = form(for: text)
    let frame = 12  // "=?utf-8?Q?" and "?="
    // The longest character takes 12 columns in Q; a smaller room is left alone and the first word is folded.
    var budget = (room >= frame + 12 ? min(room, maximumLength) : maximumLength) - frame
    var words: [[UInt8]] = []
    var pending: [UInt8] = []
    var pendingLength = 0
    for scalar in text.unicodeScalars {
      let bytes = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      let length = form.length(of: bytes, after: pendingLength, count: pending.count)
      if length > budget, !pending.isEmpty {
        words.append(form.word(pending))
        budget = maximumLength - frame
        pending = []
        pendingLength = 0
      }
      pendingLength = form.length(of: bytes, after: pendingLength, count: pending.count)
      pending.append(contentsOf: bytes)
    }
    if !pending.isEmpty { words.append(form.word(pending)) }
    return words
  }

  private enum Form {
    case q, b

    /// Columns taken once `bytes` follow `count` bytes that took `length`.
    func length(of bytes: [UInt8], after length: Int, count: Int) -> Int {
      switch self {
      case .q: length + bytes.reduce(0) { $0 + EncodedWordEncoder.qWidth($1) }
      case .b: (count + bytes.count + 2) / 3 * 4
      }
    }

    func word(_ bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .q: Array("=?utf-8?Q?".utf8) + bytes.flatMap(EncodedWordEncoder.qEncoded) + Array("?=".utf8)
      case .b: Array("=?utf-8?B?".utf8) + Base64Encoder.encode(bytes) + Array("?=".utf8)
      }
    }
  }

  /// Q keeps Latin text readable in a raw source, B is shorter for other scripts (RFC 2047 §4).
  private static func form(for text: some StringProtocol) -> Form {
    let others = text.unicodeScalars.count { !$0.isASCII }
    return others * 2 <= text.unicodeScalars.count ? .q : .b
  }

  /// The characters that stay as they are within a display name (RFC 2047 §5 rule 3), the strictest of the places
  /// where an encoded word may stand.
  private static func isPlain(_ byte: UInt8) -> Bool {
    HeaderSyntax.isLetterOrDigit(byte) || "!*+-/".utf8.contains(byte)
  }

  private static func qWidth(_ byte: UInt8) -> Int { isPlain(byte) || byte == Octet.space ? 1 : 3 }

  private static func qEncoded(_ byte: UInt8) -> [UInt8] {
    if byte == Octet.space { return [Octet.underscore] }
    return isPlain(byte) ? [byte] : [Octet.equals] + HeaderSyntax.hexDigits(byte)
  }
}
