import ArgumentParser
import Domain
import Engine
import Foundation

/// The settings file, for the commands that need one.
struct SettingsOption: ParsableArguments {
  @Option(name: .long, help: "The settings file.")
  var settings = "/etc/vaguemestre/vaguemestre.yaml"

  func load(_ installation: Installation, world: World = .real) throws -> Configuration {
    do {
      return try Configuration.load(settings, resources: installation.resources, world: world)
    } catch {
      fail(error.text(Installation.language()), .badSettings)
    }
  }
}

extension ExitCode {
  /// sysexits(3): EX_NOINPUT, EX_UNAVAILABLE, EX_IOERR, EX_CONFIG.
  static let noInput = ExitCode(66)
  static let unavailable = ExitCode(69)
  static let cannotWrite = ExitCode(74)
  static let badSettings = ExitCode(78)
}

/// Finds resources and executable, or says what is missing.
func installation() -> Installation {
  do {
    return try Installation()
  } catch {
    fail(say(error.text), .failure)
  }
}

/// The mailbox that is meant: the one named, or the only one.
func chosenMailbox(_ name: String?, _ configuration: Configuration) -> MailboxName {
  let names = configuration.mailboxNames
  if let name, names.contains(MailboxName(name)) { return MailboxName(name) }
  if name == nil, names.count == 1 { return names[0] }
  let list = names.map(\.text).joined(separator: ", ")
  fail(
    say(
      Localized(
        fr: "Dites de quelle boîte il s’agit ; le fichier de réglages connaît : \(list).",
        en: "Say which mailbox is meant; the settings know: \(list).")), ExitCode.validationFailure)
}

/// What a file of examples is, for the commands that read one.
let examplesHelp: ArgumentHelp =
  "Labelled texts, a line each: label TAB text, or a JSON object with label and text, or with label and named fields."

/// The result of a command about models, or the end of the command with a sentence.
func attempt<Result>(_ work: () throws(ModelCommandError) -> Result) -> Result {
  do {
    return try work()
  } catch {
    let code: ExitCode =
      switch error.cause {
      case .input: .noInput
      case .output: .cannotWrite
      case .examples: .failure
      }
    fail(say(error.text), code)
  }
}

/// Ends the command with a sentence on standard error.
func fail(_ sentence: String, _ code: ExitCode) -> Never {
  complain(sentence)
  exit(code.rawValue)
}

func complain(_ sentence: String) {
  // Nobody is left to be told that this failed.
  try? FileHandle.standardError.write(contentsOf: Data((sentence + "\n").utf8))
}

/// A sentence in the language of the operator's locale.
func say(_ sentence: Localized) -> String { sentence.text(Installation.language()) }

/// Writes a value as JSON, keys sorted.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  printLine(String(decoding: try encoder.encode(value), as: UTF8.self))
}

/// Writes a line to standard output.
func printLine(_ line: String) { printOctets(Array((line + "\n").utf8)) }

/// Writes to standard output at once. A reader that has read enough (`| head`) ends the command well; a full disk or a
/// closed output ends it with a sentence.
func printOctets(_ octets: [UInt8]) {
  var octets = octets[...]
  while !octets.isEmpty {
    let written = octets.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    if written > 0 {
      octets = octets.dropFirst(written)
    } else if errno == EPIPE {
      exit(0)
    } else if errno != EINTR {
      let reason = String(cString: strerror(errno))
      let sentence = Localized(
        fr: "La sortie standard ne peut être écrite : \(reason)", en: "Standard output cannot be written: \(reason)")
      fail(say(sentence), .cannotWrite)
    }
  }
}
