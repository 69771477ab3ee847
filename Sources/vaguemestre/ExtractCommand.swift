import ArgumentParser
import Domain
import Engine
import Foundation

struct ExtractCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: "Reads files as attachments are read, and tells what they are and say: a line of JSON a file.",
    discussion: """
      A file that cannot be opened is told on standard error and makes the exit code 66; one that cannot be understood \
      has its line, with the reason under "error".
      """)

  @Argument(help: "Files: PDF, pictures, office documents, archives, mails.") var files: [String]

  @Option(name: .long, help: "Whose numbers are looked for: ecommerce or suppliers.") var profile = "suppliers"

  @Flag(name: .long, help: "One line of JSON a file (this is what it does anyway).") var json = false

  @Flag(name: .long, help: "Print the text instead.") var text = false

  func run() async throws {
    let work: ExtractFiles
    do {
      work = try ExtractFiles(profile: profile, installation())
    } catch let error as ConfigurationProblems {
      fail(error.text(Installation.language()), .failure)
    }
    var isComplete = true
    for file in files {
      do {
        printLine(text ? try await work.text(file) : try await work.report(file))
      } catch let error as CocoaError {
        isComplete = false
        complain("\(file): \(error.localizedDescription)")
      }
    }
    await work.end()
    if !isComplete { throw ExitCode.noInput }
  }
}
