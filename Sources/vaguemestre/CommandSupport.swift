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
  /// sysexits(3): EX_NOINPUT, EX_UNAVAILABLE, EX_CONFIG.
  static let noInput = ExitCode(66)
  static let unavailable = ExitCode(69)
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

/// Ends the command with a sentence on standard error.
func fail(_ sentence: String, _ code: ExitCode) -> Never {
  complain(sentence)
  exit(code.rawValue)
}

func complain(_ sentence: String) {
  FileHandle.standardError.write(Data((sentence + "\n").utf8))
}

/// A sentence in the language of the operator's locale.
func say(_ sentence: Localized) -> String { sentence.text(Installation.language()) }

/// Writes a value as JSON, keys sorted.
func printJSON(_ value: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  print(String(decoding: try encoder.encode(value), as: UTF8.self))
}
