import MIME

/// A message written as lines, which mails end by CRLF.
func message(_ lines: String...) -> InternetMessage { message(lines: lines) }

func message(lines: [String]) -> InternetMessage {
  InternetMessage(parsing: Array(lines.joined(separator: "\r\n").utf8))
}

/// A message given as octets: `\u{E9}` in the string is the octet 0xE9.
func message(latin1 text: String) -> InternetMessage { InternetMessage(parsing: octets(latin1: text)) }

func octets(latin1 text: String) -> [UInt8] { text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }

extension BodyPart {
  /// The tree in one line: `TEXT multipart/mixed(1 text/plain, 2 image/png)`.
  var outline: String {
    var text = "\(path) \(mediaType.essence)"
    if isOpaque { text += "!" }
    if !children.isEmpty { text += "(" + children.map(\.outline).joined(separator: ", ") + ")" }
    if !unpacked.isEmpty { text += "[" + unpacked.map(\.outline).joined(separator: ", ") + "]" }
    return text
  }

  var content: String { String(decoding: decoded(), as: UTF8.self) }
}
