/// Our own name for a thing: a UUID of version 7 (RFC 9562 §5.7), so that names sort by the time they were given.
///
/// `Subject` is what is named; an identifier of a message cannot be handed where a conversation's is wanted. Identifiers
/// are the only names that leave Store: its row numbers stay inside.
public struct Identifier<Subject>: Hashable, Comparable, Sendable, Codable, LosslessStringConvertible {
  public let high: UInt64
  public let low: UInt64

  /// Builds version 7: 48 bits of Unix milliseconds, version, 12 random bits, variant, 62 random bits.
  public init(at instant: Instant, random: (UInt64, UInt64)) {
    let time = UInt64(clamping: instant.milliseconds) & 0xFFFF_FFFF_FFFF
    high = time << 16 | 0x7000 | (random.0 & 0x0FFF)
    low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
  }

  /// Reads the usual form, 8-4-4-4-12 hexadecimal digits; nil for anything else.
  public init?(_ description: String) {
    var digits: [UInt8] = []
    for (index, byte) in description.utf8.enumerated() {
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        // `UInt64` takes it for a sign.
        if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { return nil }
        digits.append(byte)
      }
    }
    guard digits.count == 32, description.utf8.count == 36,
      let high = UInt64(String(decoding: digits[..<16], as: UTF8.self), radix: 16),
      let low = UInt64(String(decoding: digits[16...], as: UTF8.self), radix: 16)
    else { return nil }
    self.high = high
    self.low = low
  }

  public var description: String {
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for position in 0..<32 {
      if position == 8 || position == 12 || position == 16 || position == 20 { text.append(UInt8(ascii: "-")) }
      let word = position < 16 ? high : low
      let digit = UInt8(truncatingIfNeeded: word >> (60 - 4 * UInt64(position % 16))) & 0x0F
      text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
    return String(decoding: text, as: UTF8.self)
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let value = Self(text) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
    }
    self = value
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The SHA-256 of some bytes as 64 hexadecimal digits: how mail bytes, attachments, configurations and models are named
/// where the bytes themselves are not at hand.
public struct ContentHash: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let hex: String

  public init(hex: String) { self.hex = hex }

  public var description: String { hex }

  public static func < (left: ContentHash, right: ContentHash) -> Bool { left.hex < right.hex }

  public init(from decoder: any Decoder) throws {
    hex = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hex)
  }
}
