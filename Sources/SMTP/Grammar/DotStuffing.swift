/// Writes a message as the lines that follow DATA (RFC 5321 §4.5.2): a line that begins with a dot gets a second one,
/// and every line ends by CRLF, as a CR or an LF alone may be taken for a line end by one server and not by the next,
/// which lets two mails be read out of one.
///
/// The message may come in pieces; what is told apart at a border is remembered.
struct DotStuffing {
  private var isLineStart = true
  /// The line ended at a CR: an LF that follows belongs to it.
  private var isAfterReturn = false

  mutating func encode(_ piece: ArraySlice<UInt8>) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(piece.count + piece.count / 32 + 2)
    for byte in piece {
      let endsLine = byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n")
      if endsLine {
        if byte == UInt8(ascii: "\r") || !isAfterReturn { output += [UInt8(ascii: "\r"), UInt8(ascii: "\n")] }
      } else {
        if isLineStart, byte == UInt8(ascii: ".") { output.append(byte) }
        output.append(byte)
      }
      isLineStart = endsLine
      isAfterReturn = byte == UInt8(ascii: "\r")
    }
    return output
  }

  /// What ends the message: until the server has it, nothing is sent.
  func end() -> [UInt8] { Array((isLineStart ? ".\r\n" : "\r\n.\r\n").utf8) }
}

/// What has to be known of a message before it is announced.
struct MessageShape: Hashable {
  /// In octets as they travel, without the dots added (RFC 1870 §3).
  var size = 0
  var hasEightBits = false

  init(_ message: [UInt8]) {
    var previous: UInt8 = 0
    for byte in message {
      if byte >= 0x80 { hasEightBits = true }
      switch byte {
      case UInt8(ascii: "\r"): size += 2
      case UInt8(ascii: "\n"): size += previous == UInt8(ascii: "\r") ? 0 : 2
      default: size += 1
      }
      previous = byte
    }
    if !message.isEmpty, previous != UInt8(ascii: "\r"), previous != UInt8(ascii: "\n") { size += 2 }
  }
}
