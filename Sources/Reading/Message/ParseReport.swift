import Cryptography
public import MIME

/// What `vaguemestre parse` tells of a mail: one line of JSON, its keys always present and in the same order, null where
/// nothing is known.
public struct ParseReport: Sendable {
  private let file: String?
  private let mail: InternetMessage
  private let shown: DisplayedText

  /// - Parameter file: where the mail was read; nil for standard input.
  public init(file: String?, mail: InternetMessage, shown: DisplayedText) {
    self.file = file
    self.mail = mail
    self.shown = shown
  }

  /// The line, without its end.
  public var json: String {
    var object = JSONLine()
    object.add("file", .text(file))
    object.add("message_id", .text(mail.messageID))
    object.add("subject", .text(mail.header.first("subject") == nil ? nil : mail.subject))
    object.add("date", .text(mail.date?.iso8601))
    object.add("from", addresses(mail.from))
    object.add("to", addresses(mail.to))
    object.add("cc", addresses(mail.cc))
    object.add("reply_to", addresses(mail.replyTo))
    object.add("in_reply_to", .list(mail.inReplyTo.map { .text($0) }))
    object.add("references", .list(mail.references.map { .text($0) }))
    object.add("automatic", .flag(mail.automatic != nil))
    object.add("text", .text(shown.text))
    object.add("new_text", .text(shown.newText))
    object.add("parts", .list(mail.leafParts.map(part)))
    return object.line
  }

  private func addresses(_ addresses: [Address]) -> JSONLine.Value {
    .list(
      addresses.map { address in
        var object = JSONLine()
        object.add("name", .text(address.name))
        object.add("address", .text(address.address))
        return .object(object)
      })
  }

  private func part(_ part: BodyPart) -> JSONLine.Value {
    let content = part.decoded()
    var object = JSONLine()
    object.add("path", .text(part.path))
    object.add("media_type", .text(part.mediaType.essence))
    object.add("charset", .text(part.charset))
    object.add("filename", .text(part.filename))
    object.add("disposition", .text(part.disposition))
    object.add("size", .number(content.count))
    object.add("sha256", .text(SHA256Digest(of: content).hex))
    return .object(object)
  }
}

/// A JSON object on one line whose keys keep their order (RFC 8259), which `JSONEncoder` does not promise.
struct JSONLine: Sendable {
  enum Value: Sendable {
    case text(String?)
    case number(Int)
    case flag(Bool)
    case list([Value])
    case object(JSONLine)
  }

  private var members: [UInt8] = []

  var line: String { String(decoding: octets, as: UTF8.self) }

  private var octets: [UInt8] { [UInt8(ascii: "{")] + members + [UInt8(ascii: "}")] }

  mutating func add(_ key: String, _ value: Value) {
    if !members.isEmpty { members.append(UInt8(ascii: ",")) }
    Self.append(quoted: key, to: &members)
    members.append(UInt8(ascii: ":"))
    Self.append(value, to: &members)
  }

  private static func append(_ value: Value, to bytes: inout [UInt8]) {
    switch value {
    case .text(nil): bytes += "null".utf8
    case .text(let text?): append(quoted: text, to: &bytes)
    case .number(let number): bytes += String(number).utf8
    case .flag(let flag): bytes += (flag ? "true" : "false").utf8
    case .object(let object): bytes += object.octets
    case .list(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
  }

  private static func append(quoted text: String, to bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case 0x0A: bytes += "\\n".utf8
      case 0x09: bytes += "\\t".utf8
      case 0..<0x20, 0x7F: bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
