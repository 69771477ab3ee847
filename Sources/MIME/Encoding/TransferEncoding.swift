/// How a part's octets were made fit for transport (RFC 2045 §6).
public enum TransferEncoding: Sendable, Hashable {
  /// `7bit`, `8bit`, `binary`, and any name that we do not know: the octets are as they stand.
  case identity
  case base64
  case quotedPrintable
  case uuencode

  /// Reads the field's value. Letter case, punctuation and comments are set aside, because `base-64`, `Base64;`,
  /// `quoted printable` and `8-bit` are all seen.
  init(value: some Sequence<UInt8>) {
    var letters: [UInt8] = []
    for byte in value.prefix(64) {
      if byte == Octet.openParenthesis { break }
      if byte.isLetter || byte.isDigit { letters.append(byte.lowercased) }
    }
    let name = letters[...]
    if name.hasASCII("base64", at: 0) || name.hasASCII("b64", at: 0) {
      self = .base64
    } else if name.hasASCII("quoted", at: 0) || name.elementsEqual("qp".utf8) {
      self = .quotedPrintable
    } else if name.hasASCII("uue", at: 0) || name.hasASCII("xuue", at: 0) {
      self = .uuencode
    } else {
      self = .identity
    }
  }

  /// Undoes the encoding. Damaged input gives what can be read of it.
  func decode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    switch self {
    case .identity: Array(bytes)
    case .base64: Base64Decoder.decode(bytes)
    case .quotedPrintable: QuotedPrintableDecoder.decode(bytes)
    case .uuencode: UUDecoder.firstBlock(in: bytes, from: bytes.startIndex)?.content ?? Array(bytes)
    }
  }
}
