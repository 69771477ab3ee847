import ArgumentParser
import Domain
import Engine
import Foundation

struct ForgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget",
    abstract: "Erases all that is kept of a person, and makes the models anew without them.",
    discussion: """
      Erased are the stored mails that name the address, what was made of them, the answers, and the examples; the journal \
      and the figures stay, without anything personal. Models made here are made anew of what is left, and the earlier ones \
      deleted. The mails in the mailbox itself are not touched: delete them there.
      """)

  @OptionGroup var settings: SettingsOption

  @Argument(help: "The person's mail address.") var address: String

  @Flag(name: .long, help: "The report as JSON.") var json = false

  private struct Report: Encodable {
    let messages: Int
    let examples: Int
    /// Profiles whose model was made anew.
    let models: [String]
  }

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    let access = ServiceAccess(configuration)
    guard let forgotten = try await access.reply(to: .forget(address: address)).forgotten else { fail("?", .failure) }
    let report: Report
    do {
      let models = try await Retraining.withoutForgotten(
        configuration, resources: installation.resources, world: .real)
      if !models.isEmpty { _ = try await access.reply(to: .reload) }
      report = Report(messages: forgotten.messages, examples: forgotten.examples, models: models)
    } catch {
      let reason = Localized(describing: error)
      fail(
        say(
          Localized(
            fr: "Les mails sont effacés, mais les modèles n’ont pu être refaits (\(reason.fr)) ; relancez la commande.",
            en: "The mails are erased, but the models could not be made anew (\(reason.en)); run the command again.")),
        .failure)
    }
    if json { return try printJSON(report) }
    let models = report.models.isEmpty ? "–" : report.models.joined(separator: ", ")
    printLine(
      say(
        Localized(
          fr: "Effacés : \(report.messages) mails et \(report.examples) exemples. Modèles refaits : \(models).",
          en: "Erased: \(report.messages) mails and \(report.examples) examples. Models made anew: \(models).")))
  }
}
