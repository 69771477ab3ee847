import ArgumentParser
import Domain
import Engine
import Foundation
import TextExtraction

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks the settings file, and tries everything that it names.",
    discussion: """
      Mistakes are told with line and column. Then every mailbox, connector and secret is tried, and the confinement of \
      the readers of untrusted documents. Nothing is changed. Exit code 78 when the settings are wrong, 1 when something \
      that they name does not work.
      """)

  @OptionGroup var settings: SettingsOption

  @Flag(name: .long, help: "The findings as JSON.") var json = false

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    let extractor = installation.extractor(workers: 1)
    let findings = await SystemCheck(configuration, extractor: extractor, world: .real).findings()
    await extractor.shutdown()
    if json {
      try printJSON(findings)
    } else {
      for finding in findings { print((finding.isNote ? "– " : finding.isWell ? "✓ " : "✗ ") + finding.text) }
    }
    if findings.contains(where: { !$0.isWell }) { throw ExitCode.failure }
  }
}
