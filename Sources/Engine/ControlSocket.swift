import Dispatch
public import Domain
import Foundation
import Synchronization

/// What a command may ask of the running service.
public enum ControlRequest: Codable, Sendable {
  case status, sendingStop, sendingStart
  /// A person's audit of the answer to a message.
  case audit(Identifier<Message>, isRight: Bool)
  /// Erase all that is kept of a person.
  case forget(address: String)
  /// Read the settings and the models again.
  case reload
}

public struct ControlReply: Codable, Sendable {
  public let status: StatusReport?
  /// What was erased, where that was asked for.
  public let forgotten: Forgotten?
  /// A sentence for the operator; nil when all is well.
  public let error: String?

  public init(status: StatusReport? = nil, forgotten: Forgotten? = nil, error: String? = nil) {
    self.status = status
    self.forgotten = forgotten
    self.error = error
  }
}

/// Answers a request; the text is the system account of whoever asks.
public typealias ControlHandler = @Sendable (ControlRequest, String) async -> ControlReply

/// The door by which commands speak to the running service: a Unix socket, one line of JSON each way.
///
/// Mode 0660, group `vaguemestre` where there is one: whoever may open it may stop and start sending.
public final class ControlSocket: Sendable {
  /// Connections served at once; others wait in the system's queue.
  private static let mostConnections = 16
  /// Seconds that a client has to ask, and again to take the reply.
  private static let patience = 5

  private let path: String
  private let descriptor: Int32

  /// Listens at `path` and answers by `handler` until the value is released.
  ///
  /// A socket that a killed service left is replaced; any other file is left alone and an error.
  public init(_ path: String, handler: @escaping ControlHandler) throws(ControlSocketError) {
    self.path = path
    try Self.clear(path)
    try? FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    let listening = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listening >= 0 else { throw .unusable(path, String(cString: strerror(errno))) }
    descriptor = listening
    guard ControlConnection.withAddress(path, { bind(listening, $0, $1) }) == 0 else {
      let reason = String(cString: strerror(errno))
      close(listening)
      throw .unusable(path, reason)
    }
    if let group = getgrnam("vaguemestre") { _ = chown(path, getuid(), group.pointee.gr_gid) }
    // Before `listen`, so that nobody can connect while the mode is still another.
    guard chmod(path, 0o660) == 0, listen(listening, 16) == 0 else {
      let reason = String(cString: strerror(errno))
      close(listening)
      unlink(path)
      throw .unusable(path, reason)
    }
    // A thread of its own: `accept` waits, and must not hold a thread of the concurrency pool.
    Thread.detachNewThread { Self.accept(from: listening, handler) }
  }

  deinit {
    // Ends `accept`; its thread closes the descriptor.
    shutdown(descriptor, Int32(SHUT_RDWR))
    unlink(path)
  }

  /// Removes the socket of a service that is no more.
  private static func clear(_ path: String) throws(ControlSocketError) {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT { return }
      throw .unusable(path, String(cString: strerror(errno)))
    }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path) }
    switch ControlConnection.connect(path) {
    case .connected(let connection):
      close(connection)
      throw .alreadyRunning(path)
    case .refused(ECONNREFUSED): unlink(path)
    case .refused(ENOENT): break
    case .refused(EACCES), .refused(EPERM): throw .forbidden(path)
    case .refused(let reason): throw .unusable(path, String(cString: strerror(reason)))
    }
  }

  private static func accept(from listening: Int32, _ handler: @escaping ControlHandler) {
    let places = DispatchSemaphore(value: mostConnections)
    defer { close(listening) }
    while true {
      let connection = Foundation.accept(listening, nil, nil)
      if connection < 0 {
        switch errno {
        case EINTR, ECONNABORTED: continue
        case EMFILE, ENFILE, ENOBUFS, ENOMEM:
          // Others will give some back.
          usleep(100_000)
          continue
        default: return
        }
      }
      _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
      places.wait()
      Thread.detachNewThread {
        serve(connection, handler)
        close(connection)
        places.signal()
      }
    }
  }

  /// Serves one client, on the thread of its own that calls this.
  private static func serve(_ connection: Int32, _ handler: @escaping ControlHandler) {
    guard let request = ControlConnection(connection, seconds: patience).read(ControlRequest.self) else {
      return ControlConnection(connection, seconds: 1).write(ControlReply(error: "unknown request"))
    }
    let author = OperatorAccount.peer(of: connection)
    let answer = PendingReply()
    Task { answer.give(await handler(request, author)) }
    ControlConnection(connection, seconds: patience).write(answer.take())
  }

  /// Asks the service that listens at `path`; nil when none does. Throws when one may listen but cannot be asked.
  public static func ask(_ request: ControlRequest, at path: String) throws(ControlSocketError) -> ControlReply? {
    switch ControlConnection.connect(path) {
    case .connected(let descriptor):
      let connection = ControlConnection(descriptor, seconds: 30)
      defer { connection.close() }
      connection.write(request)
      guard let reply = connection.read(ControlReply.self) else { throw .silent(path) }
      return reply
    case .refused(ENOENT), .refused(ECONNREFUSED), .refused(ENOTDIR): return nil
    case .refused(EACCES), .refused(EPERM): throw .forbidden(path)
    case .refused(let reason): throw .unusable(path, String(cString: strerror(reason)))
    }
  }
}

/// A reply that one thread waits for while a task makes it.
private final class PendingReply: Sendable {
  private let reply = Mutex<ControlReply?>(nil)
  private let isGiven = DispatchSemaphore(value: 0)

  func give(_ reply: ControlReply) {
    self.reply.withLock { $0 = reply }
    isGiven.signal()
  }

  func take() -> ControlReply? {
    isGiven.wait()
    return reply.withLock { $0 }
  }
}

public enum ControlSocketError: Error, Hashable, Sendable {
  case alreadyRunning(String)
  /// Something that is no socket lies at the path.
  case notASocket(String)
  /// This account may not use the socket.
  case forbidden(String)
  /// Somebody listens and does not answer.
  case silent(String)
  case unusable(String, String)

  public var text: Localized {
    switch self {
    case .alreadyRunning(let path):
      Localized(
        fr: "un service vaguemestre répond déjà sur \(path)", en: "a vaguemestre service already answers at \(path)")
    case .notASocket(let path):
      Localized(
        fr: "\(path) existe et n’est pas une prise ; il n’a pas été touché. Corrigez « control_socket »",
        en: "\(path) exists and is no socket; it was left alone. Correct “control_socket”")
    case .forbidden(let path):
      Localized(
        fr: "ce compte n’a pas accès à \(path) ; demandez à être ajouté au groupe « vaguemestre »",
        en: "this account may not use \(path); ask to be added to the group “vaguemestre”")
    case .silent(let path):
      Localized(
        fr: "le service qui écoute sur \(path) ne répond pas ; voyez son journal",
        en: "the service that listens at \(path) does not answer; look into its log")
    case .unusable(let path, let reason):
      Localized(
        fr: "la prise \(path) ne peut être ouverte (\(reason)) ; corrigez « control_socket »",
        en: "the socket \(path) cannot be opened (\(reason)); correct “control_socket”")
    }
  }
}
