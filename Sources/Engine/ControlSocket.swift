public import Domain
import Foundation
import Mailboxes
import Store

/// What a command may ask of the running service.
public enum ControlRequest: String, Codable, Sendable {
  case status
  case sendingStop = "sending_stop"
  case sendingStart = "sending_start"
}

public struct ControlReply: Codable, Sendable {
  public let status: StatusReport?
  /// A sentence for the operator; nil when all is well.
  public let error: String?

  public init(status: StatusReport? = nil, error: String? = nil) {
    self.status = status
    self.error = error
  }
}

/// The door by which commands speak to the running service: a Unix socket, one line of JSON each way.
///
/// Mode 0660, group `vaguemestre` where there is one: whoever may open it may stop and start sending.
public final class ControlSocket: Sendable {
  private let path: String
  private let descriptor: Int32

  /// Listens at `path` and answers by `handler` until the value is released.
  public init(
    _ path: String, handler: @escaping @Sendable (ControlRequest) async -> ControlReply
  ) throws(ControlSocketError) {
    self.path = path
    if Self.connect(path) != nil { throw ControlSocketError.alreadyRunning(path) }
    unlink(path)
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    descriptor = listening
    // Nobody may connect between `bind` and `chmod`.
    let mask = umask(0o177)
    let isBound = Self.withAddress(path) { bind(listening, $0, $1) } == 0
    let failure = errno
    umask(mask)
    guard isBound, listen(listening, 16) == 0 else {
      let reason = String(cString: strerror(isBound ? errno : failure))
      close(listening)
      throw ControlSocketError.unusable(path, reason)
    }
    if let group = getgrnam("vaguemestre") { _ = chown(path, getuid(), group.pointee.gr_gid) }
    chmod(path, 0o660)
    // A thread of its own: `accept` waits, and must not hold a thread of the concurrency pool.
    Thread.detachNewThread {
      while true {
        let connection = accept(listening, nil, nil)
        if connection < 0 {
          if errno == EINTR || errno == ECONNABORTED { continue }
          return
        }
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        Self.serve(connection, handler)
      }
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
    close(descriptor)
    unlink(path)
  }

  private static func serve(_ connection: Int32, _ handler: @escaping @Sendable (ControlRequest) async -> ControlReply)
  {
    Self.limitWaiting(connection, seconds: 5)
    guard let line = readLine(connection), let request = try? JSONDecoder().decode(ControlRequest.self, from: line)
    else {
      write(ControlReply(error: "unknown request"), to: connection)
      close(connection)
      return
    }
    Task {
      write(await handler(request), to: connection)
      close(connection)
    }
  }

  /// Asks the service that listens at `path`; nil when none does.
  public static func ask(_ request: ControlRequest, at path: String) -> ControlReply? {
    guard let connection = connect(path) else { return nil }
    defer { close(connection) }
    limitWaiting(connection, seconds: 30)
    write(request, to: connection)
    return readLine(connection).flatMap { try? JSONDecoder().decode(ControlReply.self, from: $0) }
  }

  private static func connect(_ path: String) -> Int32? {
    let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard withAddress(path, { Foundation.connect(connection, $0, $1) }) == 0 else {
      close(connection)
      return nil
    }
    return connection
  }

  /// Calls `body` with the socket address of a path; -1 when the path is too long for one (107 bytes).
  private static func withAddress(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
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

  private static func limitWaiting(_ connection: Int32, seconds: Int) {
    var time = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
  }

  private static func readLine(_ connection: Int32) -> Data? {
    var line = Data()
    var buffer = [UInt8](repeating: 0, count: 4096)
    while line.count < 1 << 20 {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return nil }
      line.append(contentsOf: buffer[..<count])
      if let end = line.firstIndex(of: UInt8(ascii: "\n")) { return line[..<end] }
    }
    return nil
  }

  private static func write(_ value: some Encodable, to connection: Int32) {
    guard var data = try? JSONEncoder().encode(value) else { return }
    data.append(UInt8(ascii: "\n"))
    var rest = [UInt8](data)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

public enum ControlSocketError: Error, Hashable, Sendable {
  case alreadyRunning(String)
  case unusable(String, String)

  public var text: Localized {
    switch self {
    case .alreadyRunning(let path):
      Localized(
        fr: "un service vaguemestre répond déjà sur \(path)", en: "a vaguemestre service already answers at \(path)")
    case .unusable(let path, let reason):
      Localized(
        fr: "la prise \(path) ne peut être ouverte (\(reason)) ; corrigez « control_socket »",
        en: "the socket \(path) cannot be opened (\(reason)); correct “control_socket”")
    }
  }
}

extension Appliance {
  /// Answers a command.
  public func answer(_ request: ControlRequest) async -> ControlReply {
    do {
      switch request {
      case .status: break
      case .sendingStop: try await store.setSending(allowed: false, by: "operator")
      case .sendingStart: try await store.setSending(allowed: true, by: "operator")
      }
      return ControlReply(status: try await StatusReport.make(store, current))
    } catch {
      return ControlReply(error: String(describing: error))
    }
  }
}

extension Appliance {
  /// Answers a command when no service runs: reads the store, and changes it only under the appliance's lock.
  public static func answerAlone(
    _ request: ControlRequest, _ configuration: Configuration, world: World
  ) async throws -> StatusReport {
    let store = try ApplianceStore(
      directory: configuration.dataFolder, retention: configuration.retention, world: world)
    switch request {
    case .status: break
    case .sendingStop, .sendingStart:
      let lock = try FolderLock(configuration.dataFolder)
      try await store.setSending(allowed: request == .sendingStart, by: "operator")
      withExtendedLifetime(lock) {}
    }
    return try await StatusReport.make(store, configuration)
  }
}
