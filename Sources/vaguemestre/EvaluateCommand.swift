import ArgumentParser
import Domain
import Engine

struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures a model on labelled texts that it has not learned from, or tells how reliable the answers are.",
    discussion: """
      With --model and --data: how well a model made by `train` sorts these texts.
      With --reliability: of each intent of the mailboxes, how often it was seen and answered, what the audits \
      (`vaguemestre audit`) have shown, and what is missing before it is answered without a person.
      """)

  @OptionGroup var settings: SettingsOption

  @Flag(name: .long, help: "The reliability of the answers, from the store of the service.") var reliability = false

  @Option(name: .long, help: "A model made by train.") var model: String?

  @Option(name: .long, help: examplesHelp) var data: String?

  @Flag(name: .long, help: "The figures as JSON, shares from 0 to 1.") var json = false

  func validate() throws {
    guard reliability ? model == nil && data == nil : model != nil && data != nil else {
      throw ValidationError("Give --model and --data, or --reliability alone.")
    }
  }

  func run() async throws {
    if let model, let data { try evaluate(model, data) } else { try await tellReliability() }
  }

  private func evaluate(_ model: String, _ data: String) throws {
    let evaluation = attempt { () throws(ModelCommandError) in
      try ModelCommands.evaluate(model: model, data: data)
    }
    if json {
      try printJSON(evaluation.figures)
    } else {
      printLine(say(evaluation.text))
    }
  }

  private func tellReliability() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    do {
      let report = try await ReliabilityReport(configuration, world: .real)
      if json { return try printJSON(report) }
      printLine(report.text(try installation.words(configuration.language).adding(configuration)))
    } catch {
      fail(say(Localized(describing: error)), .unavailable)
    }
  }
}
