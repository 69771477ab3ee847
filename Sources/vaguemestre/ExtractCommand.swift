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

  @Flag(name: .long, help: "One line of JSON a file (this is what it does anyway).") var json = false

  @Flag(name: .long, help: "Print the text instead.") var text = false

  func run() async throws {
    let work = try ExtractFiles(installation(), now: World.real.now())
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
