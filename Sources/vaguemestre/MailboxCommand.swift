import ArgumentParser
import Domain
import Engine
import Foundation

struct MailboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mailbox",
    abstract: "Looks at a mailbox's folders, or authorises the access to it.",
    subcommands: [Folders.self, Authorise.self])

  struct Folders: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the folders that the appliance uses, and creates those that are missing if asked to.",
      discussion: "The service creates them by itself in the modes draft and automatic.")

    @OptionGroup var settings: SettingsOption

    @Flag(name: .long, help: "Create the folders that are missing.") var create = false

    @Flag(name: .long, help: "The list as JSON.") var json = false

    @Argument(help: "The mailbox; may be left out when there is only one.") var name: String?

    func run() async throws {
      let configuration = try settings.load(installation())
      let mailbox = chosenMailbox(name, configuration)
      let report: MailboxFolders
      do {
        report = try await MailboxFolders.look(into: mailbox, creating: create, configuration, world: .real)
      } catch {
        fail(say(Localized(describing: error)), .failure)
      }
      if json { return try printJSON(report) }
      for folder in report.folders { printLine(Self.line(folder, configuration.language)) }
    }

    private static func line(_ folder: MailboxFolders.Folder, _ language: Language) -> String {
      let count = Localized(fr: "\(folder.messages) mail(s)", en: "\(folder.messages) mail(s)")
      let state = folder.exists ? count : Localized(fr: "absent", en: "missing")
      let purpose: Localized? =
        switch folder.purpose {
        case .filing: nil
        case .drafts: Localized(fr: "brouillons", en: "drafts")
        case .sent: Localized(fr: "envoyés", en: "sent")
        }
      var line = (folder.exists ? "✓ " : "✗ ") + folder.name.text
      if folder.spelled != folder.name.text { line += "  →  \(folder.spelled)" }
      return line + "  (" + [purpose, state].compactMap { $0?.text(language) }.joined(separator: ", ") + ")"
    }
  }

  struct Authorise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Asks a person's consent to a mailbox at Microsoft 365 or Google, once.",
      discussion: """
        Prints a link. Open it in any browser, consent, and paste here the address to which the browser is led then, even \
        if it says that it cannot open it. What comes of it is kept in the data folder, sealed; a running service uses it \
        at its next look.
        """)

    @OptionGroup var settings: SettingsOption

    @Argument(help: "The mailbox; may be left out when there is only one.") var name: String?

    func run() async throws {
      let configuration = try settings.load(installation())
      let mailbox = chosenMailbox(name, configuration)
      do {
        let consent = try MailboxConsent(to: mailbox, configuration, world: .real)
        printLine(
          say(
            Localized(
              fr: "Ouvrez ce lien dans un navigateur et donnez votre accord :",
              en: "Open this link in a browser and give your consent:")))
        printLine("\n  \(consent.url)\n")
        printLine(
          say(
            Localized(
              fr: "Le navigateur est ensuite conduit vers une adresse qu’il ne peut ouvrir. Collez-la ici :",
              en: "The browser is then led to an address that it cannot open. Paste it here:")))
        guard let pasted = readLine(), !pasted.isEmpty else {
          fail(say(Localized(fr: "Rien n’a été collé.", en: "Nothing was pasted.")), .noInput)
        }
        try await consent.finish(pasted: pasted)
        printLine(
          say(
            Localized(
              fr: "L’accès à « \(mailbox) » est autorisé.", en: "The access to “\(mailbox)” is authorised.")))
      } catch {
        fail(say(Localized(describing: error)), .failure)
      }
    }
  }
}
