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
      switch request {
      case .status: break
      case .sendingStop: try await store.setSending(allowed: false, by: author)
      case .sendingStart: try await store.setSending(allowed: true, by: author)
      case .audit(let message, let isRight):
        try await AuditList.keep(isRight: isRight, message, by: author, store, current)
      }
      return ControlReply(status: try await StatusReport.make(store, current, health: await health()))
    } catch {
      return ControlReply(error: Localized(describing: error).text(current.language))
    }
  }

  /// Answers a command when no service runs. A status only reads, and creates nothing; what changes something is done
  /// under the appliance's lock, in a data folder that exists.
  public static func answerAlone(
    _ request: ControlRequest, _ configuration: Configuration, world: World
  ) async throws -> StatusReport {
    let folder = configuration.dataFolder
    switch request {
    case .status:
      guard let store = try ApplianceStore(existing: folder, retention: configuration.retention, world: world) else {
        return .nothingYet
      }
      return try await StatusReport.make(store, configuration)
    default:
      let lock = try FolderLock(folder)
      let store = try ApplianceStore(directory: folder, retention: configuration.retention, world: world)
      if case .audit(let message, let isRight) = request {
        try await AuditList.keep(isRight: isRight, message, by: OperatorAccount.own, store, configuration)
      } else {
        try await store.setSending(allowed: request.allowsSending, by: OperatorAccount.own)
      }
      let report = try await StatusReport.make(store, configuration)
      withExtendedLifetime(lock) {}
      return report
    }
  }
}

extension ControlRequest {
  fileprivate var allowsSending: Bool { if case .sendingStart = self { true } else { false } }
}
