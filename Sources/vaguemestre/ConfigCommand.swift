import ArgumentParser
import Domain
import Engine
import Settings

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "About the settings file.", subcommands: [Reference.self])

  struct Reference: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints a settings file in which every setting is explained.",
      discussion: """
        What is printed can be kept as /etc/vaguemestre/vaguemestre.yaml and filled in: settings with a default stand \
        behind a #.
        """)

    @Option(name: .long, help: "fr or en; else that of the locale.") var language: String?

    func validate() throws {
      if let language, language != "fr" && language != "en" {
        throw ValidationError("--language is fr or en, not \(language).")
      }
    }

    func run() {
      let language = language.map(Language.init) ?? Installation.language()
      print(SettingsManual.reference(Configuration.declarations, language), terminator: "")
    }
  }
}
