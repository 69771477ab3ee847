/// Text of header fields: encoded words (RFC 2047) and octets beyond ASCII, into a String.
///
/// Leniency, by culprit: web shops put raw spaces into `Q` words, or words into quotes; others glue a word to its
/// neighbours, cut one in the middle of a character, or name a charset that it is not in.
enum EncodedWords {
  /// Decodes an unfolded value. Controls but the tab become spaces, so that no decoded value carries a line end.
  static func text(of value: ArraySlice<UInt8>) -> String {
    var isPlain = true
    var previous: UInt8 = 0
    for byte in value {
      if byte >= 0x7F || (byte < 0x20 && byte != Octet.tab) || (byte == Octet.question && previous == Octet.equals) {
        isPlain = false
        break
      }
      previous = byte
    }
    if isPlain { return String(decoding: value, as: UTF8.self) }
    var decoder = Decoder(value)
    return String(decoding: decoder.run(), as: UTF8.self)
  }

  /// An encoded word as it stands: `=?charset*language?B?text?=`.
  struct Word {
    var charset: ArraySlice<UInt8>
    var isBase64: Bool
    var encoded: ArraySlice<UInt8>
    var end: Int
  }

  /// Finds words in one value. Remembers where the next `?=` stands, or that there is none: a value of many beginnings
  /// without an end would otherwise be searched once for each.
  struct Scanner {
    let bytes: ArraySlice<UInt8>
    private var nextEnd: Int

    init(_ bytes: ArraySlice<UInt8>) {
      self.bytes = bytes
      nextEnd = bytes.startIndex - 1
    }

    /// The word at `start`; nil when none begins there.
    mutating func word(at start: Int) -> Word? {
      guard start + 1 < bytes.endIndex, bytes[start] == Octet.equals, bytes[start + 1] == Octet.question else {
        return nil
      }
      let charsetStart = start + 2
      let charsetLimit = min(bytes.endIndex, charsetStart + 64)
      guard let charsetEnd = bytes.firstOffset(of: Octet.question, from: charsetStart, to: charsetLimit),
        charsetEnd > charsetStart, charsetEnd + 2 < bytes.endIndex, bytes[charsetEnd + 2] == Octet.question
      else { return nil }
      let encoding = bytes[charsetEnd + 1].lowercased
      guard encoding == UInt8(ascii: "q") || encoding == UInt8(ascii: "b") else { return nil }
      let textStart = charsetEnd + 3
      guard let end = endOfText(from: textStart) else { return nil }
      let charset = bytes[charsetStart..<charsetEnd].prefix { $0 != Octet.asterisk }
      return Word(
        charset: charset, isBase64: encoding == UInt8(ascii: "b"), encoded: bytes[textStart..<end], end: end + 2)
    }

    private mutating func endOfText(from start: Int) -> Int? {
      if nextEnd < start {
        nextEnd = bytes.firstOffset(of: "?=", from: start) ?? bytes.endIndex
      }
      return nextEnd < bytes.endIndex ? nextEnd : nil
    }
  }

  private struct Decoder {
    let value: ArraySlice<UInt8>
    var scanner: Scanner
    var output: [UInt8] = []
    /// Octets outside of words, of which the charset is not known.
    var raw: [UInt8] = []
    /// Words of one charset side by side.
    var pending: Run?

    /// Neighbouring words: a character may begin in one and end in the next, and so may a group of base64.
    struct Run {
      var charset: ArraySlice<UInt8>
      var content: [UInt8] = []
      /// Base64 that stopped in the middle of a group.
      var unfinished: [UInt8] = []
      private var unfinishedLetters = 0

      init(charset: ArraySlice<UInt8>) {
        self.charset = charset
      }

      mutating func add(_ word: Word) {
        guard word.isBase64 else {
          finish()
          content += QuotedPrintableDecoder.decodeWord(word.encoded)
          return
        }
        let letters = word.encoded.reduce(into: 0) { $0 += $1.isBlank ? 0 : 1 }
        unfinishedLetters += letters
        unfinished += word.encoded
        if unfinishedLetters.isMultiple(of: 4) || word.encoded.last == Octet.equals { finish() }
      }

      mutating func finish() {
        content += Base64Decoder.decode(unfinished[...])
        unfinished.removeAll()
        unfinishedLetters = 0
      }
    }

    init(_ value: ArraySlice<UInt8>) {
      self.value = value
      scanner = Scanner(value)
      output.reserveCapacity(value.count)
    }

    mutating func run() -> [UInt8] {
      var position = value.startIndex
      while position < value.endIndex {
        if let word = scanner.word(at: position) {
          add(word)
          position = word.end
        } else if pending != nil, let next = wordAfterBlanks(from: position) {
          // Blanks between two words belong to neither (RFC 2047 §6.2).
          position = next
        } else {
          flushPending()
          raw.append(value[position])
          position += 1
        }
      }
      flushPending()
      flushRaw()
      for index in output.indices where output[index] < 0x20 && output[index] != Octet.tab {
        output[index] = Octet.space
      }
      return output
    }

    private mutating func add(_ word: Word) {
      let continues = pending?.charset.elementsEqual(word.charset, by: { $0.lowercased == $1.lowercased }) ?? false
      if !continues {
        flushPending()
        pending = Run(charset: word.charset)
      }
      pending?.add(word)
    }

    private mutating func wordAfterBlanks(from start: Int) -> Int? {
      guard value[start].isBlank else { return nil }
      var position = start
      while position < value.endIndex, value[position].isBlank { position += 1 }
      return scanner.word(at: position) == nil ? nil : position
    }

    private mutating func flushPending() {
      guard var open = pending else { return }
      pending = nil
      open.finish()
      flushRaw()
      output += Charset.utf8(open.content[...], label: String(decoding: open.charset, as: UTF8.self))
    }

    private mutating func flushRaw() {
      guard !raw.isEmpty else { return }
      output += Charset.utf8(raw[...], label: nil)
      raw.removeAll(keepingCapacity: true)
    }
  }
}
