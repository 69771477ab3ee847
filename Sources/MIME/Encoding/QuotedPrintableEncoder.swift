/// Quoted-printable (RFC 2045 §6.7) of text in canonical form, its lines ended by CR LF.
enum QuotedPrintableEncoder {
  /// Encoded lines hold at most 76 characters, the soft break's "=" included.
  static func encode(_ text: [UInt8]) -> [UInt8] {
    var encoded: [UInt8] = []
    encoded.reserveCapacity(text.count + text.count / 8)
    var start = 0
    while start < text.count {
      let end = text[...].firstOffset(of: "\r\n", from: start) ?? text.count
      encodeLine(text[start..<end], into: &encoded)
      guard end < text.count else { break }
      encoded.append(contentsOf: HeaderSyntax.crlf)
      start = end + 2
    }
    return encoded
  }

  private static func encodeLine(_ line: ArraySlice<UInt8>, into encoded: inout [UInt8]) {
    // "From " is rewritten to ">From " by mailboxes in mbox form, and a lone "." has ended messages in careless
    // relays (RFC 2049 §3): a letter in hexadecimal costs two bytes and keeps a signature valid.
    let hidesFirst = line.starts(with: "From ".utf8) || line.elementsEqual(".".utf8)
    var column = 0
    for index in line.indices {
      let byte = line[index]
      let isLast = index == line.endIndex - 1
      let isPlain: Bool =
        switch byte {
        case Octet.equals: false
        case 33...126: !(hidesFirst && index == line.startIndex)
        // A blank at the end of a line is stripped by some relays.
        case Octet.space, Octet.tab: !isLast
        default: false
        }
      let width = isPlain ? 1 : 3
      if column + width > (isLast ? 76 : 75) {
        encoded.append(Octet.equals)
        encoded.append(contentsOf: HeaderSyntax.crlf)
        column = 0
      }
      if isPlain {
        encoded.append(byte)
      } else {
        encoded.append(Octet.equals)
        encoded.append(contentsOf: HeaderSyntax.hexDigits(byte))
      }
      column += width
    }
  }
}
