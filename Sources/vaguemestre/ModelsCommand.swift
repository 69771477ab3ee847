import ArgumentParser
import Domain
import Engine

struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "Learns each profile's intents from the mails that come with the program.",
    discussion: """
      Whoever builds the package does this once: the models become part of it. In a checkout they are looked for in \
      .build/models; without them intents are read by keywords alone.
      """)

  @Option(name: .long, help: ArgumentHelp("The folder to which the models are written.", valueName: "dir"))
  var out: String

  func run() {
    do {
      try ProfileModels.make(in: out, from: installation().resources) { complain(say($0)) }
    } catch {
      let reason = Localized(describing: error)
      fail(
        say(
          Localized(
            fr: "Les modèles n’ont pu être faits dans « \(out) » : \(reason.fr)",
            en: "The models could not be made in “\(out)”: \(reason.en)")), .failure)
    }
  }
}
