import Foundation
import TestServers
import TestSupport
import Testing

/// One run of the appliance, and what befalls it.
struct ChaosRun {
  /// What is to befall it. It comes to its end when the moment does not come.
  enum Blow {
    /// SIGKILL so many milliseconds after the COUNT-th event of this name, as the runner names them.
    case kill(step: String, count: Int = 1, delay: Int = 0)
    case killAfter(Duration)
    /// SIGKILL at a moment on the wire, where nothing passes any more.
    case killOnWire(CuttingProxy, CuttingProxy.Moment)
    /// The connection breaks, and the appliance goes on; SIGKILL half a second later.
    case cut(CuttingProxy, CuttingProxy.Moment)
  }

  enum End {
    case finished
    case killed
    /// It came to its end after its connection broke, and left something for later.
    case leftSomething
  }

  let folder: String
  /// How far the appliance's clock is ahead.
  var hoursAhead = 0

  func end(by blow: Blow? = nil) async throws -> End {
    let process = Process()
    process.executableURL = BuiltPrograms.url("chaos-runner")
    process.arguments = [folder, String(hoursAhead)]
    if case .kill(let step, let count, let delay) = blow { process.arguments? += [step, String(count), String(delay)] }
    let wire = blow?.wire
    let firings = wire?.proxy.firings ?? 0
    if let wire { wire.proxy.arm(wire.fault, wire.moment) }
    // Waiting must not hold one of the few threads that the other tests share.
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        return ended.resume(throwing: error)
      }
      switch blow {
      case .killAfter(let time): DispatchQueue.global().asyncAfter(deadline: .now() + time.seconds) { process.slay() }
      case .killOnWire(let proxy, _): Task { if try await proxy.waitForFirings(firings + 1) { process.slay() } }
      case .cut(let proxy, _):
        Task {
          guard try await proxy.waitForFirings(firings + 1) else { return }
          DispatchQueue.global().asyncAfter(deadline: .now() + 0.5) { process.slay() }
        }
      case .kill, nil: break
      }
    }
    let hasFired = wire.map { $0.proxy.firings > firings } ?? false
    // What a stalled wire still holds, the server sees the end of as if it had seen the process die.
    wire?.proxy.cutAll()
    try wire?.proxy.pass()
    if process.terminationReason == .uncaughtSignal {
      #expect(process.terminationStatus == SIGKILL)
      return .killed
    }
    try #require(process.terminationStatus == 0)
    return hasFired ? .leftSomething : .finished
  }
}

extension ChaosRun.Blow {
  fileprivate var wire: (proxy: CuttingProxy, fault: CuttingProxy.Fault, moment: CuttingProxy.Moment)? {
    switch self {
    case .killOnWire(let proxy, let moment): (proxy, .stall, moment)
    case .cut(let proxy, let moment): (proxy, .cut, moment)
    case .kill, .killAfter: nil
    }
  }
}

extension Process {
  fileprivate func slay() { if isRunning { kill(processIdentifier, SIGKILL) } }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
