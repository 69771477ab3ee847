import Foundation

/// A wire that breaks when told: it stands on loopback before a server, passes bytes both ways, and at a given moment
/// cuts a connection or lets it go silent.
///
/// Within TLS it sees no words; only `.received` and what is done at once is of use there.
public final class CuttingProxy: Sendable {
  /// What happens to a connection.
  public enum Fault: Sendable {
    /// Both sides see the end. What was passed before arrives.
    case cut
    /// Nothing passes any more, and nothing ends.
    case stall
  }

  /// When it happens, to the first connection it fits.
  public enum Moment: Sendable {
    /// The client sends these words; neither they nor what follows reaches the server.
    case before(String)
    /// The client has sent these words and they were passed to the server; nothing after them is.
    case after(String)
    /// The client has sent these words, and the server answers: the first `passing` bytes of the answer are passed, the
    /// rest is lost. With 0 the server has done its work, and the client never learns it.
    case reply(to: String, passing: Int = 0)
    /// The server has sent this many bytes since the fault was armed; they are passed, and none after them.
    case received(bytes: Int)
  }

  public let port: UInt16
  private let wires: ProxyWires

  /// Listens at once, before the server at this port of 127.0.0.1.
  public init(to server: UInt16) throws {
    port = try freePorts(1)[0]
    wires = try ProxyWires(port: port, server: server)
  }

  deinit { wires.end() }

  /// The fault happens once; a connection made after it is whole. A fault armed before is forgotten.
  public func arm(_ fault: Fault, _ moment: Moment) {
    wires.state.change { $0.armed = ArmedFault(fault: fault, moment: moment) }
  }

  /// How many faults have happened.
  public var firings: Int { wires.state.change { $0.firings } }

  /// How many connections clients have made.
  public var connections: Int { wires.state.change { $0.accepted } }

  /// Waits until so many faults have happened; false when they have not after half a minute.
  public func waitForFirings(_ count: Int = 1) async throws -> Bool {
    try await onOwnThread { [wires] in wires.state.wait(until: Date(timeIntervalSinceNow: 30)) { $0.firings >= count } }
  }

  /// Waits until clients have made so many connections; false when they have not after half a minute.
  public func waitForConnections(_ count: Int) async throws -> Bool {
    try await onOwnThread { [wires] in wires.state.wait(until: Date(timeIntervalSinceNow: 30)) { $0.accepted >= count }
    }
  }

  /// Cuts every connection at once; new ones are still taken.
  public func cutAll() { wires.cutAll() }

  /// From now on connections are refused, as by a machine where no server runs. Those there are stay.
  public func refuse() { wires.refuse() }

  /// From now on nothing passes, and nothing ends, on old connections and on new ones.
  public func stall() { wires.state.change { $0.isStalled = true } }

  /// Ends `refuse` and `stall`, and forgets a fault that has not happened yet.
  public func pass() throws { try wires.pass() }
}
