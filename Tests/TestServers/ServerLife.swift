import Foundation
import Synchronization
import TestSupport

/// What a server needs in order to be started.
protocol ServerConfiguration: Sendable {
  var program: String { get }
  /// The port whose answer shows that the server is up.
  var firstPort: UInt16 { get }
  var folder: TemporaryFolder { get }
  mutating func chooseOtherPorts() throws
  /// Writes the settings, and starts the server with them.
  func launch() throws -> HeldServer
}

extension ServerConfiguration {
  /// What the server wrote at its starts and since.
  var log: String {
    ["start.log", "log"].map { (try? String(contentsOfFile: "\(folder.path)/\($0)", encoding: .utf8)) ?? "" }.joined()
  }
}

/// The starts and stops of one server, whose ports stay the same once it has served on them.
final class ServerLife<Configuration: ServerConfiguration>: Sendable {
  private let state: Mutex<State>

  private struct State {
    var configuration: Configuration
    var running: HeldServer?
  }

  init(_ configuration: Configuration) { state = Mutex(State(configuration: configuration)) }

  var configuration: Configuration { state.withLock { $0.configuration } }

  /// Returns once the server listens. Another program may take a port between our choice and the server's start.
  func start() async throws {
    try await onOwnThread {
      for _ in 0..<4 {
        if try self.comesUp() { return }
        try self.state.withLock { try $0.configuration.chooseOtherPorts() }
      }
      try self.comeUp()
    }
  }

  /// Returns once the server has ended.
  func stop() async throws {
    try await onOwnThread { self.state.withLock { $0.running.take() }?.stop() }
  }

  func restart() async throws {
    try await stop()
    try await onOwnThread { try self.comeUp() }
  }

  private func comeUp() throws {
    guard try comesUp() else {
      throw MailServerError.failed(program: configuration.program, output: configuration.log)
    }
  }

  private func comesUp() throws -> Bool {
    let server = try configuration.launch()
    guard server.listens(on: configuration.firstPort) else { return false }
    state.withLock { $0.running = server }
    return true
  }
}
