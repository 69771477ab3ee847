import Foundation

/// One connection of the control socket: a line of JSON each way, with a moment at which whoever is too slow is left.
struct ControlConnection {
  /// A line longer than this is no request and no reply of ours.
  private static let longestLine = 1 << 20

  let descriptor: Int32
  let deadline: ContinuousClock.Instant

  init(_ descriptor: Int32, seconds: Int) {
    self.descriptor = descriptor
    deadline = .now + .seconds(seconds)
  }

  /// What stands at the end of a path.
  enum Attempt {
    case connected(Int32)
    /// The system's reason.
    case refused(Int32)
  }

  static func connect(_ path: String) -> Attempt {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return .refused(errno) }
    guard withAddress(path, { Foundation.connect(descriptor, $0, $1) }) == 0 else {
      let reason = errno
      Foundation.close(descriptor)
      return .refused(reason)
    }
    return .connected(descriptor)
  }

  /// Calls `body` with the socket address of a path; -1 when the path is too long for one.
  static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      errno = ENAMETOOLONG
      return -1
    }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }

  func close() { Foundation.close(descriptor) }

  /// Nil when no whole line came in time.
  func read<Value: Decodable>(_ type: Value.Type) -> Value? {
    var line = Data()
    var buffer = [UInt8](repeating: 0, count: 4096)
    while line.count < Self.longestLine, wait(for: POLLIN) {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return nil }
      let come = buffer[..<count]
      guard let end = come.firstIndex(of: UInt8(ascii: "\n")) else {
        line.append(contentsOf: come)
        continue
      }
      line.append(contentsOf: come[..<end])
      return try? JSONDecoder().decode(type, from: line)
    }
    return nil
  }

  func write(_ value: some Encodable) {
    guard var data = try? JSONEncoder().encode(value) else { return }
    data.append(UInt8(ascii: "\n"))
    var rest = [UInt8](data)[...]
    while !rest.isEmpty, wait(for: POLLOUT) {
      let count = rest.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      }
      if count < 0, errno == EINTR || errno == EAGAIN { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// False when the time is up.
  private func wait(for events: Int32) -> Bool {
    while true {
      let left = deadline - .now
      guard left > .zero else { return false }
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let ready = poll(&entry, 1, Int32(clamping: milliseconds + 1))
      if ready > 0 { return true }
      if ready < 0, errno != EINTR { return false }
    }
  }
}
