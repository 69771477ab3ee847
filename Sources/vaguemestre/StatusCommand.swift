import ArgumentParser
import Domain
import Engine
import Foundation

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Tells what has been done, what waits for a person, and what is wrong.",
    discussion: "Asks the running service; when none runs, reads its store.")

  @OptionGroup var settings: SettingsOption

  @Flag(name: .long, help: "The report as JSON.") var json = false

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    let report = try await ServiceAccess(configuration).ask(.status)
    if json {
      try printJSON(report)
    } else {
      print(report.text(try installation.words(configuration.language)))
    }
  }
}

struct SendingCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sending",
    abstract: "Stops or allows all sending, at once.",
    discussion: "Mails are still understood and filed; answers become drafts until sending is allowed again.",
    subcommands: [Stop.self, Start.self])

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "No answer leaves from now on.")
    @OptionGroup var settings: SettingsOption
    func run() async throws { try await SendingCommand.tell(.sendingStop, settings) }
  }

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Answers may leave again.")
    @OptionGroup var settings: SettingsOption
    func run() async throws { try await SendingCommand.tell(.sendingStart, settings) }
  }

  private static func tell(_ request: ControlRequest, _ settings: SettingsOption) async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    let report = try await ServiceAccess(configuration).ask(request)
    let words = try installation.words(configuration.language)
    print(words.text(report.isSendingAllowed ? "status.sending_allowed" : "status.sending_stopped"))
  }
}

/// Speaks to the running service, or takes its place for a moment when none runs.
struct ServiceAccess {
  private let configuration: Configuration

  init(_ configuration: Configuration) { self.configuration = configuration }

  func ask(_ request: ControlRequest) async throws -> StatusReport {
    guard let status = try await reply(to: request).status else { fail("?", .failure) }
    return status
  }

  func reply(to request: ControlRequest) async throws -> ControlReply {
    do {
      if let reply = try ControlSocket.ask(request, at: configuration.controlSocket) {
        if let error = reply.error { fail(error, .failure) }
        return reply
      }
      return try await Appliance.answerAlone(request, configuration, world: .real)
    } catch {
      fail(say(Localized(describing: error)), .unavailable)
    }
  }
}
