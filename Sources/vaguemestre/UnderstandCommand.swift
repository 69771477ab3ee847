import ArgumentParser
import Domain
import Engine
import TextExtraction

struct UnderstandCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "understand",
    abstract: "Reads mails and tells what they want: a line of JSON a mail.",
    discussion: """
      FILE is a single mail, an mbox, a folder of mails (a Maildir for instance), or - for standard input. A file that \
      cannot be read, or not to its end, is told on standard error and makes the exit code 66.
      """)

  @Argument(help: "Mail, mbox, folder, or -.") var file: String

  @Option(name: .long, help: "Whose intents are read: ecommerce or suppliers.") var profile = "ecommerce"

  @Option(
    name: .long,
    help: """
      An address of our own mailbox, so that being only in copy is seen; may be repeated. Without it, the one to which \
      the mail says it was delivered.
      """)
  var address: [String] = []

  @Flag(name: .long, help: "FILE holds plain text, the subject in its first line.") var plain = false

  @Flag(name: .long, help: "One line of JSON a mail (this is what it does anyway).") var json = false

  @Flag(name: .long, help: "Tell a person what was read and why.") var explain = false

  func run() async throws {
    var isComplete = true
    let problem: ParseMails.Problem = { sentence in
      isComplete = false
      complain(sentence)
    }
    let extractor = TextExtractor(executable: Installation.ownExecutable, workers: 1)
    do {
      let mails = try UnderstandMails(
        profile: profile, addresses: address, installation(), language: Installation.language(), extractor: extractor,
        now: World.real.now())
      try await mails.report(
        file, isPlainText: plain, isExplained: explain, problem: problem, remark: complain, line: printLine)
    } catch let error as UnderstandMails.UnknownProfile {
      fail(say(error.text), .validationFailure)
    } catch let error as ConfigurationProblems {
      fail(error.text(Installation.language()), .failure)
    }
    await extractor.shutdown()
    if !isComplete { throw ExitCode.noInput }
  }
}
