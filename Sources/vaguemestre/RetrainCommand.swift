import ArgumentParser
import Domain
import Engine
import Foundation

struct RetrainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrain",
    abstract: "Makes new models of what people have confirmed, and uses them unless they are worse.",
    discussion: """
      Learns from the mails that come with the program, from corrections and from examples (`vaguemestre learn`), half of \
      which are kept to judge by. A new model takes the place of the one at work only when it is not worse on mails that \
      neither has learned, on the whole and for each intent. A running service uses it at once; its answers are then audited \
      anew.
      """)

  @OptionGroup var settings: SettingsOption

  @Option(name: .long, help: "Only what was confirmed from this day on, as 2026-01-31.") var since: String?

  @Flag(name: .long, help: "Compare only; change nothing.") var dryRun = false

  @Flag(name: .long, help: "Go back to the models before the present ones.") var rollback = false

  @Flag(name: .long, help: "The result as JSON.") var json = false

  private static let days: Date.ISO8601FormatStyle = .iso8601.year().month().day()

  func validate() throws {
    if let since, (try? Self.days.parse(since)) == nil {
      throw ValidationError("“\(since)” is no day; write it as 2026-01-31.")
    }
    if rollback, since != nil || dryRun { throw ValidationError("--rollback stands alone.") }
  }

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    do {
      if rollback { return try await goBack(configuration) }
      let day = try since.map { try Self.days.parse($0) }
      let isTerminal = isatty(STDERR_FILENO) == 1
      let retraining = try await Retraining.run(
        configuration, resources: installation.resources,
        since: day.map { Instant(seconds: Int64($0.timeIntervalSince1970)) }, isDryRun: dryRun, world: .real
      ) { if isTerminal { complain(say($0)) } }
      if !dryRun, retraining.results.contains(where: \.isPromoted) {
        _ = try await ServiceAccess(configuration).reply(to: .reload)
      }
      if json { return try printJSON(retraining) }
      printLine(say(retraining.text))
    } catch {
      fail(say(Localized(describing: error)), .failure)
    }
  }

  private func goBack(_ configuration: Configuration) async throws {
    let profiles = try Retraining.rollBack(configuration)
    guard !profiles.isEmpty else {
      fail(
        say(
          Localized(fr: "Il n’y a pas de modèle précédent.", en: "There is no model before the present one.")), .failure
      )
    }
    _ = try await ServiceAccess(configuration).reply(to: .reload)
    let list = profiles.joined(separator: ", ")
    printLine(
      say(
        Localized(
          fr: "Le modèle précédent sert de nouveau : \(list).", en: "The model before is at work again: \(list).")))
  }
}
