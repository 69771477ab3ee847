/// Quoted-printable of RFC 2045 §6.7 and the `Q` encoding of RFC 2047 §4.2, read leniently: a `=` that begins no escape
/// stands for itself.
enum QuotedPrintableDecoder {
  /// Decodes a body. Line ends stay as they are; blanks before one were added in transport and are dropped (rule 3).
  static func decode(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
    let input = encoded.span
    let count = input.count
    var output: [UInt8] = []
    output.reserveCapacity(count)
    var position = 0
    var blanks = 0
    while position < count {
      let byte = input[position]
      position += 1
      if byte == Octet.equals {
        blanks = 0
        if let value = escape(input, at: position) {
          output.append(value)
          position += 2
        } else if let next = softBreak(input, from: position) {
          position = next
        } else {
          output.append(byte)
        }
      } else if byte.isBlank {
        blanks += 1
        output.append(byte)
      } else {
        if byte.isLineEnd { output.removeLast(blanks) }
        blanks = 0
        output.append(byte)
      }
    }
    output.removeLast(blanks)
    return output
  }

  /// Decodes the text of an encoded word, where `_` is a space.
  static func decodeWord(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
    let input = encoded.span
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    var position = 0
    while position < input.count {
      let byte = input[position]
      position += 1
      if byte == Octet.equals, let value = escape(input, at: position) {
        output.append(value)
        position += 2
      } else {
        output.append(byte == Octet.underscore ? Octet.space : byte)
      }
    }
    return output
  }

  private static func escape(_ input: Span<UInt8>, at position: Int) -> UInt8? {
    guard position + 1 < input.count, let high = input[position].hexadecimalValue,
      let low = input[position + 1].hexadecimalValue
    else { return nil }
    return high << 4 | low
  }

  /// Where the text goes on after the soft line break whose `=` stands before `start`; nil when it is none.
  private static func softBreak(_ input: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < input.count, input[position].isBlank { position += 1 }
    guard position < input.count else { return position }
    if input[position] == Octet.lineFeed { return position + 1 }
    guard input[position] == Octet.carriageReturn else { return nil }
    return position + 1 < input.count && input[position + 1] == Octet.lineFeed ? position + 2 : position + 1
  }
}
