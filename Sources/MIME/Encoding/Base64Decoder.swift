/// Base64 of RFC 2045 §6.8, read leniently: octets outside the alphabet are passed over, padding may be missing.
enum Base64Decoder {
  /// The six bits of each letter; 64 for padding, 65 for an octet outside the alphabet.
  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 65, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (value, letter) in alphabet.utf8.enumerated() { table[Int(letter)] = UInt8(value) }
    table[Int(Octet.equals)] = 64
    return table
  }()

  static func decode(_ encoded: ArraySlice<UInt8>) -> [UInt8] {
    let count = encoded.count
    var output = [UInt8](repeating: 0, count: (count / 4 + 1) * 3)
    var written = 0
    let table = values.span
    let input = encoded.span
    var result = output.mutableSpan
    var position = 0
    var bits: UInt32 = 0
    var letters = 0
    // Once padding was met: to where the octets were seen to be base64.
    var checked: Int?

    while position < count {
      if let end = checked, position >= end {
        guard let end = endOfContinuation(input, from: position, table) else { break }
        checked = end
      }
      if letters == 0 {
        // Four letters of one line at a time, which is nearly always.
        while count - position >= 4 {
          let first = table[Int(input[position])]
          let second = table[Int(input[position + 1])]
          let third = table[Int(input[position + 2])]
          let fourth = table[Int(input[position + 3])]
          guard first | second | third | fourth < 64 else { break }
          let group = UInt32(first) << 18 | UInt32(second) << 12 | UInt32(third) << 6 | UInt32(fourth)
          result[written] = UInt8(truncatingIfNeeded: group >> 16)
          result[written + 1] = UInt8(truncatingIfNeeded: group >> 8)
          result[written + 2] = UInt8(truncatingIfNeeded: group)
          written += 3
          position += 4
        }
        guard position < count else { break }
      }
      let value = table[Int(input[position])]
      position += 1
      if value < 64 {
        bits = bits << 6 | UInt32(value)
        letters += 1
        guard letters == 4 else { continue }
        result[written] = UInt8(truncatingIfNeeded: bits >> 16)
        result[written + 1] = UInt8(truncatingIfNeeded: bits >> 8)
        result[written + 2] = UInt8(truncatingIfNeeded: bits)
        written += 3
        (bits, letters) = (0, 0)
      } else if value == 64, letters >= 2 || letters == 0 {
        written += flush(bits, letters, into: &result, at: written)
        (bits, letters) = (0, 0)
        checked = checked ?? position
      }
    }
    written += flush(bits, letters, into: &result, at: written)
    output.removeLast(output.count - written)
    return output
  }

  /// Writes the octets that an incomplete group still gives, and tells how many.
  private static func flush(_ bits: UInt32, _ letters: Int, into result: inout MutableSpan<UInt8>, at: Int) -> Int {
    switch letters {
    case 2:
      result[at] = UInt8(truncatingIfNeeded: bits >> 4)
      return 1
    case 3:
      result[at] = UInt8(truncatingIfNeeded: bits >> 10)
      result[at + 1] = UInt8(truncatingIfNeeded: bits >> 2)
      return 2
    default: return 0
    }
  }

  /// Padding ends the content, unless another encoded run was joined to it: a list server's plain footer behind the
  /// padding must not be read as letters. Tells where the line that follows ends, when it is base64 and nothing else.
  private static func endOfContinuation(_ input: Span<UInt8>, from start: Int, _ table: Span<UInt8>) -> Int? {
    var position = start
    while position < input.count,
      input[position] == Octet.equals || input[position].isBlank || input[position].isLineEnd
    {
      position += 1
    }
    guard position < input.count else { return nil }
    var letters = 0
    while position < input.count, !input[position].isLineEnd {
      // Words have blanks between them, encoded lines at most behind them.
      if !input[position].isBlank {
        guard table[Int(input[position])] <= 64, position == start || !input[position - 1].isBlank || letters == 0
        else {
          return nil
        }
        letters += 1
      }
      position += 1
    }
    return letters.isMultiple(of: 4) ? position : nil
  }
}
