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
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }

  mutating func byte() -> UInt8? { advance(1).map { bytes[$0] } }

  mutating func number() -> UInt32? {
    guard let start = advance(4) else { return nil }
    let (high, low) = (UInt32(bytes[start]) << 8 | UInt32(bytes[start + 1]), UInt32(bytes[start + 2]) << 8)
    return high << 16 | low | UInt32(bytes[start + 3])
  }

  mutating func text() -> String? {
    guard let count = number(), let start = advance(Int(count)) else { return nil }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  mutating func take(_ count: Int) -> [UInt8]? {
    advance(count).map { Array(bytes[$0..<position]) }
  }

  /// Passes over so many bytes.
  /// - Returns: where they start, or nil when there are fewer.
  private mutating func advance(_ count: Int) -> Int? {
    guard bytes.endIndex - position >= count else { return nil }
    defer { position += count }
    return position
  }
}
