// Status responses (`resp-cond-state`, RFC 9051 §9): a code in brackets perhaps, then words for people.
extension ResponseReader {
  /// What follows the condition; nothing may, though the grammar wants words (RFC 9051 §9, `text`).
  mutating func status(_ condition: Status.Condition) -> Status {
    reader.skipSpaces()
    guard reader.peek == Octet.openBracket else { return Status(condition, text: reader.rest()) }
    let whole = reader
    guard let code = try? code() else {
      // A bracket that nothing closes is text.
      reader = whole
      return Status(condition, text: reader.rest())
    }
    return Status(condition, code: code, text: reader.rest())
  }

  private mutating func code() throws(Malformed) -> ResponseCode {
    try reader.expect(Octet.openBracket)
    let name = try reader.word(endingAt: Octet.closeBracket)
    let arguments = reader
    if let code = try? knownCode(name), (try? closeBracket()) != nil { return code }
    // Known and malformed, or not known.
    reader = arguments
    return .other(name: name, text: try codeText())
  }

  private mutating func closeBracket() throws(Malformed) {
    reader.skipSpaces()
    try reader.expect(Octet.closeBracket)
  }

  private mutating func codeText() throws(Malformed) -> String {
    reader.skipSpaces()
    let text = try reader.octets(upTo: Octet.closeBracket)
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func knownCode(_ name: String) throws(Malformed) -> ResponseCode? {
    if let code = ResponseCode.words[name] { return code }
    switch name {
    case "CAPABILITY": return .capability(try capabilities(endingAt: Octet.closeBracket))
    case "PERMANENTFLAGS": return .permanentFlags(try flags())
    case "UIDVALIDITY": return try uidValidity().map(ResponseCode.uidValidity)
    case "UIDNEXT": return try reader.number().flatMap { UID($0) }.map(ResponseCode.uidNext)
    case "HIGHESTMODSEQ":
      return try reader.number().flatMap(ModSequence.init(unlessZero:)).map(ResponseCode.highestModSequence)
    case "APPENDUID":
      guard let validity = try uidValidity(), let uid = try reader.number().flatMap({ UID($0) }) else { return nil }
      return .appendUID(validity, uid)
    case "COPYUID":
      guard let validity = try uidValidity() else { return nil }
      reader.skipSpaces()
      let sources = try reader.ranges()
      reader.skipSpaces()
      guard let mapping = UIDMapping(from: sources, to: try reader.ranges()) else { return nil }
      return .copyUID(validity, mapping)
    default: return nil
    }
  }

  private mutating func uidValidity() throws(Malformed) -> UIDValidity? {
    try reader.number().flatMap { UIDValidity($0) }
  }
}
