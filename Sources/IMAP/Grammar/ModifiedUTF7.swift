/// The spelling of mailbox names in plain ASCII: modified UTF-7 (RFC 3501 §5.1.3).
///
/// Printable ASCII stands for itself except `&`, written `&-`; everything else is UTF-16 in base64 with `,` for `/`,
/// between `&` and `-`.
public enum ModifiedUTF7 {
  public static func encode(_ name: String) -> String {
    var result = ""
    var pending: [UInt8] = []
    func flush() {
      guard !pending.isEmpty else { return }
      result += "&" + base64(pending) + "-"
      pending = []
    }
    for scalar in name.unicodeScalars {
      if (0x20...0x7E).contains(scalar.value) {
        flush()
        result += scalar == "&" ? "&-" : String(scalar)
      } else {
        for unit in String(scalar).utf16 { pending += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
      }
    }
    flush()
    return result
  }

  /// The name spelled by some bytes; nil when they are no modified UTF-7 (a lone `&`, bad base64, a lone surrogate).
  public static func decode(_ text: String) -> String? {
    var result = ""
    var rest = Substring(text).utf8[...]
    while let byte = rest.first {
      rest.removeFirst()
      guard byte != UInt8(ascii: "&") else {
        guard let end = rest.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let shifted = rest[..<end]
        rest = rest[rest.index(after: end)...]
        if shifted.isEmpty {
          result += "&"
        } else {
          guard let piece = utf16(shifted) else { return nil }
          result += piece
        }
        continue
      }
      guard (0x20...0x7E).contains(byte) else { return nil }
      result.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return result
  }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,".utf8)

  private static func base64(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        result.append(alphabet[Int(bits >> UInt32(count) & 0x3F)])
      }
      bits &= (1 << UInt32(count)) - 1
    }
    if count > 0 { result.append(alphabet[Int(bits << UInt32(6 - count) & 0x3F)]) }
    return String(decoding: result, as: UTF8.self)
  }

  private static func utf16(_ base64: some Collection<UInt8>) -> String? {
    var units: [UInt16] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in base64 {
      guard let digit = alphabet.firstIndex(of: byte) else { return nil }
      bits = bits << 6 | UInt32(digit)
      count += 6
      if count >= 16 {
        count -= 16
        units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= (1 << UInt32(count)) - 1
      }
    }
    guard count < 6, bits == 0 else { return nil }
    return String(validating: units, as: UTF16.self)
  }
}
