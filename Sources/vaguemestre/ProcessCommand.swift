import ArgumentParser
import Domain
import Engine
import Foundation
import TextExtraction

struct ProcessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "process",
    abstract: "Carries one mail the whole way and explains every step.",
    discussion: """
      With --dry-run nothing is sent, filed or kept: the mail is taken as if it arrived in the mailbox at the moment of \
      its own date, with the rules, connectors and mode of the settings. Without it the mail is put into the mailbox's \
      inbox, where the service finds it.
      """)

  @OptionGroup var settings: SettingsOption

  @Flag(name: .long, help: "Only show what would be done.") var dryRun = false

  @Option(name: .long, help: "The mailbox in which it arrives; may be left out when there is only one.")
  var mailbox: String?

  @Flag(name: .long, help: "The explanation as JSON.") var json = false

  @Argument(help: "A mail, or - for standard input.") var file: String

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    let mailbox = chosenMailbox(mailbox, configuration)
    let bytes = try mail()
    let extractor = installation.extractor(for: configuration, workers: 1)
    let explanation: Explanation
    do {
      explanation = try await Trial.explanation(
        of: bytes, arrivingIn: mailbox, configuration, extractor: extractor, world: .real)
      if !dryRun { try await Delivery.deliver(bytes, into: mailbox, configuration, world: .real) }
    } catch {
      fail(say(Localized(describing: error)), .failure)
    }
    if json {
      try printJSON(explanation)
    } else {
      print(explanation.text(try installation.words(configuration.language).adding(configuration)))
    }
    await extractor.shutdown()
    if !dryRun {
      // Beside the JSON, which is for programs.
      complain(
        say(
          Localized(
            fr: "Mail déposé dans « \(mailbox) » ; le service le prendra à sa prochaine relève.",
            en: "Mail left in “\(mailbox)”; the service takes it up at its next look.")))
    }
  }

  private func mail() throws -> [UInt8] {
    if file == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
    guard let data = FileManager.default.contents(atPath: file) else {
      fail(say(Localized(fr: "\(file) ne peut être lu.", en: "\(file) cannot be read.")), .noInput)
    }
    return [UInt8](data)
  }
}
