import ArgumentParser
import Engine

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measures a model on labelled texts that it has not learned from.")

  @Option(name: .long, help: "A model made by train.") var model: String

  @Option(name: .long, help: examplesHelp) var data: String

  @Flag(name: .long, help: "The figures as JSON, shares from 0 to 1.") var json = false

  func run() throws {
    let evaluation = attempt { () throws(ModelCommandError) in
      try ModelCommands.evaluate(model: model, data: data)
    }
    if json {
      try printJSON(evaluation.figures)
    } else {
      printLine(say(evaluation.text))
    }
  }
}
