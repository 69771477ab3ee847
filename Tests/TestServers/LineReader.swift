/// Reads lines, counted bytes and terminated blocks off a connection.
public struct LineReader {
  private let socket: LoopbackSocket
  private var buffer: [UInt8] = []
  private var start = 0

  public init(_ socket: LoopbackSocket) { self.socket = socket }

  /// The next line without its CR LF; nil when the other side has closed before its end.
  public mutating func line() throws(LoopbackError) -> String? {
    guard var line = try bytes(through: [UInt8(ascii: "\n")]) else { return nil }
    line.removeLast()
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// The next `count` bytes; nil when there are fewer.
  public mutating func bytes(count: Int) throws(LoopbackError) -> [UInt8]? {
    while buffer.count - start < count { guard try fill() else { return nil } }
    return take(count)
  }

  /// All up to the end of the next `terminator`; nil when it does not come.
  public mutating func bytes(through terminator: [UInt8]) throws(LoopbackError) -> [UInt8]? {
    var searched = start
    while true {
      if let end = buffer[searched...].firstRange(of: terminator)?.upperBound { return take(end - start) }
      let seen = buffer.count - start
      guard try fill() else { return nil }
      searched = start + max(seen - terminator.count + 1, 0)
    }
  }

  private mutating func take(_ count: Int) -> [UInt8] {
    defer { start += count }
    return Array(buffer[start..<start + count])
  }

  private mutating func fill() throws(LoopbackError) -> Bool {
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    let more = try socket.receive()
    buffer += more
    return !more.isEmpty
  }
}
