import ArgumentParser
import Engine
import Foundation
import TextExtraction

struct ParseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse",
    abstract: "Reads mails and tells what they hold: a line of JSON a mail.",
    discussion: """
      FILE is a single mail, an mbox, a folder of mails (a Maildir for instance), or - for standard input. Any bytes give \
      a line; a file that cannot be read is told on standard error and makes the exit code 66.
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
      let extractor = installation().extractor()
      try await ParseMails.report(file, extractor: extractor, problem: problem, line: Self.write)
      await extractor.shutdown()
    }
    if !isComplete { throw ExitCode.noInput }
  }

  /// A reader that has read enough (`| head`) ends the command.
  private static func write(_ line: String) {
    if (try? FileHandle.standardOutput.write(contentsOf: Data((line + "\n").utf8))) == nil { Foundation.exit(0) }
  }
}
