/// What goes through the pipes: a length of four bytes (big-endian, of what follows), a kind of one byte, a payload.
///
/// Both sides bound the length before they make room for it, and the parent trusts nothing that a worker says.
enum Frame {
  static let headBytes = 4

  static func encode(kind: UInt8, payload: [UInt8]) -> [UInt8] {
    var frame = FrameWriter()
    frame.bytes.reserveCapacity(headBytes + 1 + payload.count)
    frame.append(UInt32(clamping: payload.count + 1))
    frame.bytes.append(kind)
    frame.bytes.append(contentsOf: payload)
    return frame.bytes
  }

  /// The length of what follows the head, or nil when it is out of bounds.
  static func length(head: some Collection<UInt8>, limit: Int) -> Int? {
    let length = head.reduce(0) { $0 << 8 | Int($1) }
    return (1...max(1, limit)).contains(length) ? length : nil
  }
}

struct FrameWriter {
  var bytes: [UInt8] = []

  mutating func append(_ number: UInt32) {
    withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func append(_ text: String) {
    append(UInt32(clamping: text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }
}

/// Reads a payload; every read past its end is nil.
struct FrameReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() -> UInt8? { rest.popFirst() }

  mutating func number() -> UInt32? {
    guard rest.count >= 4 else { return nil }
    defer { rest = rest.dropFirst(4) }
    return rest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func text() -> String? {
    guard let count = number(), rest.count >= Int(count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return String(decoding: rest.prefix(Int(count)), as: UTF8.self)
  }

  mutating func take(_ count: Int) -> [UInt8]? {
    guard rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }
}
