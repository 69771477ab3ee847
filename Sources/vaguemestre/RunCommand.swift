import ArgumentParser
import Dispatch
import Domain
import Engine
import Foundation
import Logging

struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs the service: watches the mailboxes until it is told to stop.",
    discussion: """
      SIGTERM and SIGINT end it after the mail in hand. SIGHUP reads the settings file again and applies it as a whole; a \
      file with a mistake is refused and the running settings stay. The log goes to standard error and holds no personal \
      data.
      """)

  @OptionGroup var settings: SettingsOption

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    let log = Logger(label: "vaguemestre") { StreamLogHandler.standardError(label: $0) }
    let extractor = installation.extractor(for: configuration)
    let appliance: Appliance
    do {
      appliance = try await Appliance(
        configuration, extractor: extractor, world: .real, listener: { Self.note($0, in: log) })
    } catch {
      fail(say(Localized(describing: error)), .unavailable)
    }
    let socket: ControlSocket
    do {
      socket = try ControlSocket(configuration.controlSocket) { request, author in
        if case .reload = request { await reload(appliance, installation, log) }
        return await appliance.answer(request, by: author)
      }
    } catch {
      fail(say(error.text), .unavailable)
    }
    do {
      let certificate = try await appliance.consoleCertificate()
      if certificate.isNew { log.notice("certificate of the console made", metadata: ["file": "\(certificate.file)"]) }
    } catch {
      // The mails are served all the same.
      log.error("no certificate for the console", metadata: ["error": "\(error)"])
    }
    let signals = [
      Self.on(SIGTERM) { await appliance.stop() }, Self.on(SIGINT) { await appliance.stop() },
      Self.on(SIGHUP) { await reload(appliance, installation, log) },
    ]
    log.notice("started", metadata: ["mailboxes": "\(configuration.mailboxNames.count)"])
    await appliance.run()
    withExtendedLifetime((socket, signals)) { log.notice("stopped") }
  }

  private func reload(_ appliance: Appliance, _ installation: Installation, _ log: Logger) async {
    do {
      try await appliance.replace(
        try Configuration.load(settings.settings, resources: installation.resources, world: .real))
      log.notice("settings applied")
    } catch let problems as ConfigurationProblems {
      log.error("settings refused, the running ones stay", metadata: ["problems": "\(problems.text(.english))"])
    } catch {
      log.error("settings refused, the running ones stay", metadata: ["error": "\(error)"])
    }
  }

  private static func on(_ number: Int32, _ action: @escaping @Sendable () async -> Void) -> any DispatchSourceSignal {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { Task { await action() } }
    source.resume()
    return source
  }

  /// Identifiers and codes only: nothing of a mail's content or people.
  private static func note(_ event: EngineEvent, in log: Logger) {
    switch event {
    case .arrived(let id): log.info("arrived", metadata: ["message": "\(id)"])
    case .relocated(let id): log.info("relocated", metadata: ["message": "\(id)"])
    case .reached(let id, let state): log.info("\(state.rawValue)", metadata: ["message": "\(id)"])
    case .answer(let id, let state): log.info("answer \(state.rawValue)", metadata: ["message": "\(id)"])
    case .actionBegan, .actionTookEffect: break
    case .actionEnded(let id, let position):
      log.info("action ended", metadata: ["message": "\(id)", "action": "\(position)"])
    case .postponed(let id, let cause):
      log.warning("postponed", metadata: ["message": "\(id)", "cause": "\(cause)"])
    case .handedToPerson(let id): log.notice("handed to a person", metadata: ["message": "\(id)"])
    case .mailboxUnavailable(let name, let reason):
      log.warning("mailbox unavailable", metadata: ["mailbox": "\(name)", "reason": "\(reason)"])
    case .messageUnreadable(let name, let location):
      log.warning("message unreadable", metadata: ["mailbox": "\(name)", "uid": "\(location.uid)"])
    case .breakerTripped: log.error("too many answers in an hour: sending stopped by itself")
    case .roundFailed(let reason): log.error("round failed", metadata: ["reason": "\(reason)"])
    }
  }
}
