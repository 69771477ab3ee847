import ArgumentParser
import Engine
import TextExtraction

struct ParseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Reads mails and tells what they hold: a line of JSON a mail.",
    discussion: """
      FILE is a single mail, an mbox, a folder of mails (a Maildir for instance), or - for standard input. Any bytes give \
      a line; a file that cannot be read, or not to its end, is told on standard error and makes the exit code 66.
      """)

  @Argument(help: "Mail, mbox, folder, or -.") var file: String

  @Flag(name: .long, help: "One line of JSON a mail (this is what it does anyway).") var json = false

  @Flag(name: .long, help: "Only count.") var summary = false

  func run() async throws {
    var isComplete = true
    let problem: ParseMails.Problem = { sentence in
      isComplete = false
      complain(sentence)
    }
    if summary {
      try printJSON(try await ParseMails.summary(file, problem: problem))
    } else {
      // Needs nothing of the installation but the program itself.
      let extractor = TextExtractor(executable: Installation.ownExecutable, workers: 1)
      try await ParseMails.report(file, extractor: extractor, problem: problem, remark: complain, line: printLine)
      await extractor.shutdown()
    }
    if !isComplete { throw ExitCode.noInput }
  }
}
