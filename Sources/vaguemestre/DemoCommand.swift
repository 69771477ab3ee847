import ArgumentParser
import Domain
import Engine
import Foundation

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Carries a week of invented mails the whole way, and shows what became of each.",
    discussion: """
      Two mailboxes, a lamp shop's customer service and an accounting office, with a shop and a ledger kept as tables. \
      Nothing leaves the machine; answers are left in a folder. Everything stays in DIR to be looked at.
      """)

  @Option(name: .long, help: ArgumentHelp("A new or empty folder in which everything is left.", valueName: "dir"))
  var keep: String?

  func run() async throws {
    let language = Installation.language()
    let installation = installation()
    let folder: String
    let demonstration: Demonstration
    do {
      folder = try self.folder()
      demonstration = try await Demonstration(in: folder, installation, language: language)
    } catch {
      let reason = Localized(describing: error)
      fail(
        say(
          Localized(
            fr: "La démonstration ne peut se faire dans « \(keep ?? NSTemporaryDirectory()) » : \(reason.fr)",
            en: "The demo cannot be made in “\(keep ?? NSTemporaryDirectory())”: \(reason.en)")), .failure)
    }
    let words = try installation.words(language).adding(demonstration.configuration)
    print(demonstration.table(words))
    print("\n" + words.text("demo.answers_title") + "\n")
    print(demonstration.answers(words))
    let counts = demonstration.counts()
    print(
      "\n"
        + words.text(
          "demo.counts",
          [
            "mails": String(demonstration.mails.count), "answered": String(counts.answered),
            "drafted": String(counts.drafted), "person": String(counts.toPerson),
          ]))
    print(words.text("demo.supposed"))
    print(words.text("demo.where", ["folder": folder]))
  }

  private func folder() throws -> String {
    guard let keep else {
      let folder = NSTemporaryDirectory() + "vaguemestre-demo-\(UUID().uuidString.prefix(8).lowercased())"
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      return folder
    }
    let folder = keep.hasPrefix("/") ? keep : FileManager.default.currentDirectoryPath + "/" + keep
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty else {
      fail(
        say(
          Localized(
            fr: "\(folder) n’est pas vide ; donnez un dossier nouveau ou vide.",
            en: "\(folder) is not empty; give a new or empty folder.")), .failure)
    }
    return folder
  }
}
