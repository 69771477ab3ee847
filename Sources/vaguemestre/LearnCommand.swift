import ArgumentParser
import Domain
import Engine
import Foundation
import TextExtraction

struct LearnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "learn",
    abstract: "Takes the mails of an existing folder as examples of an intent.",
    discussion: """
      The folder is only read. The mails are kept as examples, by which `vaguemestre retrain` makes a better model; \
      nothing else changes. A Maildir that a running service watches cannot be read by this command: stop the service first.
      """)

  @OptionGroup var settings: SettingsOption

  @Argument(help: "The folder, as your mail program shows it.") var folder: String

  @Option(
    name: .long, help: "What its mails are about; several times, the primary first, when they are about several things."
  )
  var intent: [String]

  @Option(name: .long, help: "The mailbox; may be left out when there is only one.") var mailbox: String?

  @Flag(name: .long, help: "The result as JSON.") var json = false

  func validate() throws {
    if intent.isEmpty { throw ValidationError("Say what the mails are about: --intent order_tracking, say.") }
  }

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    let name = chosenMailbox(mailbox, configuration)
    let extractor = installation.extractor(for: configuration)
    let isTerminal = isatty(STDERR_FILENO) == 1
    let lesson: FolderLesson
    do {
      lesson = try await FolderLesson.learn(
        from: FolderName(folder), of: name, as: intent.map { Intent($0) }, configuration,
        extractor: extractor, world: .real
      ) { read, all in
        if isTerminal { complain("\(read) / \(all)") }
      }
    } catch {
      fail(say(Localized(describing: error)), .failure)
    }
    await extractor.shutdown()
    if json { return try printJSON(lesson) }
    printLine(
      say(
        Localized(
          fr: "\(lesson.mails) mails lus, dont \(lesson.new) nouveaux exemples et \(lesson.unreadable) illisibles. "
            + "« vaguemestre retrain » en tient compte.",
          en: "\(lesson.mails) mails read: \(lesson.new) new examples, \(lesson.unreadable) unreadable. "
            + "“vaguemestre retrain” takes them into account.")))
  }
}
