import Foundation
import TestSupport

/// A real Postfix of Debian, private to one test, that takes mail from whoever logs in and delivers every one of them
/// into a Dovecot, which also checks the passwords and tokens. No mail can leave the machine: that Dovecot is the only
/// place it knows.
///
/// Needs root, as Postfix does.
public final class PostfixServer: Sendable {
  private let folder: TemporaryFolder
  private let life: ServerLife<PostfixConfiguration>

  /// `dovecot` has to run already, so that its ports are settled. Mails of more than `sizeLimit` bytes are refused.
  public init(before dovecot: DovecotServer, certificate: ServerCertificate, sizeLimit: Int = 100_000_000) throws {
    folder = try TemporaryFolder()
    life = ServerLife(
      PostfixConfiguration(
        folder: folder, ports: try PostfixPorts(), backend: dovecot.ports, certificate: certificate,
        sizeLimit: sizeLimit))
    for name in ["data", "queue"] {
      try FileManager.default.createDirectory(atPath: folder.path + "/" + name, withIntermediateDirectories: false)
    }
    // Postfix' processes walk through the folder under their own names.
    chmod(folder.path, 0o711)
  }

  /// They may change at the first start, when somebody else took one meanwhile, and never after.
  public var ports: PostfixPorts { life.configuration.ports }

  /// Returns once it listens. `MailServerError.needsRoot` for anybody but root.
  public func start() async throws { try await life.start() }

  /// Cuts every connection and ends; what it has taken stays in its queue.
  public func stop() async throws { try await life.stop() }

  /// Stops and starts on the same ports.
  public func restart() async throws { try await life.restart() }

  /// Waits until all that it has taken is delivered; false when something still is not after half a minute.
  public func waitUntilDelivered() async throws -> Bool {
    try await onOwnThread {
      for _ in 0..<1500 {
        if try self.queued().isEmpty { return true }
        usleep(20_000)
      }
      return false
    }
  }

  /// The files of its queue. One moves on while we look, so that the folders are looked at in the order of its way; but
  /// what was deferred goes back.
  private func queued() throws -> [String] {
    try ["deferred", "incoming", "active", "deferred"].flatMap { name in
      try FileManager.default.subpathsOfDirectory(atPath: "\(folder.path)/queue/\(name)").filter {
        // Folders within have a name of one letter.
        ($0 as NSString).lastPathComponent.count > 1
      }
    }
  }

  /// What it wrote to its log.
  public var log: String { life.configuration.log }
}
