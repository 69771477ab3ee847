import ArgumentParser
import Engine

struct ClassifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classify",
    abstract: "Sorts the texts of standard input, a line each: label TAB probability.",
    discussion: """
      Each line is answered as soon as it has come, so that it can be kept running and asked again and again. Any line is \
      answered, also an empty one.
      """)

  @Option(name: .long, help: "A model made by train.") var model: String

  func run() {
    let filter = attempt { () throws(ModelCommandError) in try ModelCommands.Filter(model: model) }
    var input = LineInput(longestLine: ModelCommands.Filter.longestLine)
    while let lines = input.next() { printOctets(filter.answers(lines)) }
  }
}
