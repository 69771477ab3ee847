import ArgumentParser
import Domain
import Engine

struct AuditCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Shows the answers drawn by lot for an audit, or takes a person's verdict on one.",
    discussion: """
      An intent is answered without a person only while audits show that enough of its answers are right. A verdict is on \
      the whole answer: intent, numbers, record and text. See `vaguemestre evaluate --reliability` for what they add up to.
      """)

  @OptionGroup var settings: SettingsOption

  @Argument(help: ArgumentHelp("The message whose answer is judged.", valueName: "message")) var message: String?

  @Flag(help: "The answer is right, or it is wrong.") var verdict: AuditVerdict?

  @Flag(name: .long, help: "The list as JSON.") var json = false

  func validate() throws {
    guard (message == nil) == (verdict == nil) else {
      throw ValidationError("Give a message together with --right or --wrong, or neither.")
    }
    guard let message, Identifier<Message>(message) == nil else { return }
    throw ValidationError("“\(message)” is no message; `vaguemestre audit` tells their names.")
  }

  func run() async throws {
    let installation = installation()
    let configuration = try settings.load(installation)
    if let message = message.flatMap(Identifier<Message>.init), let verdict {
      _ = try await ServiceAccess(configuration).ask(.audit(message, isRight: verdict == .right))
    }
    do {
      let list = try await AuditList(configuration, world: .real)
      if json { return try printJSON(list) }
      let words = try installation.words(configuration.language).adding(configuration)
      printLine(message == nil ? list.text(words) : words.text("audit.noted", ["count": String(list.items.count)]))
    } catch {
      fail(say(Localized(describing: error)), .unavailable)
    }
  }
}

enum AuditVerdict: String, EnumerableFlag {
  case right, wrong
}
