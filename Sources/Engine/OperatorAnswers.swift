public import Domain
import Foundation
import Mailboxes
import Store

/// What the commands of an operator come to, with a service that runs and without.
extension Appliance {
  /// Answers a command.
  /// - Parameter author: The system account that gave it, for the audit trail.
  public func answer(_ request: ControlRequest, by author: String) async -> ControlReply {
    do {
      let forgotten = try await Self.carryOut(request, by: author, store, current)
      return ControlReply(
        status: try await StatusReport.make(store, current, health: await health()), forgotten: forgotten)
    } catch {
      return ControlReply(error: Localized(describing: error).text(current.language))
    }
  }

  /// Answers a command when no service runs. A status only reads, and creates nothing; what changes something is done
  /// under the appliance's lock, in a data folder that exists.
  public static func answerAlone(
    _ request: ControlRequest, _ configuration: Configuration, world: World
  ) async throws -> ControlReply {
    let folder = configuration.dataFolder
    if case .status = request {
      let store = try ApplianceStore(existing: folder, retention: configuration.retention, world: world)
      guard let store else { return ControlReply(status: .nothingYet) }
      return ControlReply(status: try await StatusReport.make(store, configuration))
    }
    let lock = try FolderLock(folder)
    let store = try ApplianceStore(directory: folder, retention: configuration.retention, world: world)
    let forgotten = try await carryOut(request, by: OperatorAccount.own, store, configuration)
    let report = try await StatusReport.make(store, configuration)
    withExtendedLifetime(lock) {}
    return ControlReply(status: report, forgotten: forgotten)
  }

  /// Does what a command asks for, beside telling the status.
  private static func carryOut(
    _ request: ControlRequest, by author: String, _ store: ApplianceStore, _ configuration: Configuration
  ) async throws -> Forgotten? {
    switch request {
    // What runs the service reads its files again; without a service there is nothing to be told.
    case .status, .reload: return nil
    case .sendingStop: try await store.setSending(allowed: false, by: author)
    case .sendingStart: try await store.setSending(allowed: true, by: author)
    case .audit(let message, let isRight):
      try await AuditList.keep(isRight: isRight, message, by: author, store, configuration)
    case .forget(let address): return try await forget(address, by: author, store, configuration)
    }
    return nil
  }
}
