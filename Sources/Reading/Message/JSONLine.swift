/// A JSON object on one line whose keys keep their order (RFC 8259), which `JSONEncoder` does not promise.
struct JSONLine: Sendable {
  enum Value: Sendable {
    case text(String?)
    case number(Int)
    /// Written with at most four digits behind the point.
    case share(Double)
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
    case .share(let share): bytes += String((share * 10_000).rounded() / 10_000).utf8
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
