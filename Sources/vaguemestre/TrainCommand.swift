import ArgumentParser
import Engine
import Foundation

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "Learns to sort texts from labelled ones, and keeps what it learned as a model.",
    discussion: """
      Several ways to learn are compared on texts held out from learning, and the best is taken; at the end it says which, \
      and how well it does. A model that stood at MODEL becomes MODEL.1, that one MODEL.2, and so on up to MODEL.5.
      """)

  @Option(name: .long, help: examplesHelp) var data: String

  @Option(name: .long, help: "Where the model goes.") var model: String

  func run() {
    let isWatched = isatty(STDERR_FILENO) == 1
    let summary = attempt { () throws(ModelCommandError) in
      try ModelCommands.train(data: data, model: model) { if isWatched { complain(say($0)) } }
    }
    printLine(say(summary))
  }
}
