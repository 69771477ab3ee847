import Foundation

/// The connections of a proxy, each with two threads that pass its bytes.
final class ProxyWires: Sendable {
  let state = Watched(ProxyState())
  private let port: UInt16
  private let server: UInt16

  init(port: UInt16, server: UInt16) throws {
    self.port = port
    self.server = server
    try pass()
  }

  func pass() throws {
    state.change {
      $0.armed = nil
      $0.isStalled = false
    }
    guard state.change({ $0.listener == nil }) else { return }
    let listener = try LoopbackListener(port: port)
    state.change { $0.listener = listener }
    Thread.detachNewThread { while let client = listener.accept() { self.take(client) } }
  }

  func refuse() { state.change { $0.listener.take() }?.stop() }

  func cutAll() {
    for link in state.change({ state in
      defer { state.links = [:] }
      return Array(state.links.values)
    }) { link.cut() }
  }

  func end() {
    refuse()
    cutAll()
  }

  private func take(_ client: LoopbackSocket) {
    guard let server = try? LoopbackSocket.connect(to: server, patience: 0) else { return }
    let link = ProxyLink(client: client, server: server)
    let number = state.change { $0.add(link) }
    Thread.detachNewThread {
      self.pump(from: client, to: server, of: number) { state, bytes in state.clientSends(bytes, on: number) }
    }
    Thread.detachNewThread {
      self.pump(from: server, to: client, of: number) { state, bytes in state.serverSends(bytes.count, on: number) }
    }
  }

  /// Passes bytes until one side ends or a fault happens.
  private func pump(
    from source: LoopbackSocket, to target: LoopbackSocket, of number: Int,
    judge: (inout ProxyState, [UInt8]) -> (passing: Int, fault: CuttingProxy.Fault?)
  ) {
    defer { state.change { $0.ended(number) } }
    while let bytes = try? source.receive(), !bytes.isEmpty {
      // While all is stalled, what was read already waits too.
      state.wait { !$0.isStalled || $0.links[number] == nil }
      let (passing, fault) = state.change { judge(&$0, bytes) }
      guard (try? target.send(Array(bytes.prefix(passing)))) != nil else { break }
      switch fault {
      case nil: continue
      case .cut: state.change { $0.links.removeValue(forKey: number) }?.cut()
      // The other direction learns it at its next bytes.
      case .stall: state.wait { $0.links[number] == nil }
      }
      return
    }
    target.endSending()
  }
}

/// A client and what it is connected to.
final class ProxyLink: Sendable {
  private let client: LoopbackSocket
  private let server: LoopbackSocket

  init(client: LoopbackSocket, server: LoopbackSocket) {
    self.client = client
    self.server = server
  }

  func cut() {
    client.shutDown()
    server.shutDown()
  }
}
