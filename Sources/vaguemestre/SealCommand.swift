import ArgumentParser
import Domain
import Engine
import Foundation
import Settings

struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Seals a secret, so that it can stand in the settings file.",
    discussion: """
      The secret is read from standard input, without being shown on a terminal. What is printed (sealed:…) opens only \
      with this server's key file, which is made if it is missing: keep a copy of it in a safe place.
      Example: printf %s "$PASSWORD" | vaguemestre seal
      """)

  @Option(name: .long, help: "The key file; else that of the settings file, else its default.") var keyFile: String?

  @Option(name: .long, help: "The settings file.") var settings = "/etc/vaguemestre/vaguemestre.yaml"

  func run() throws {
    let secret = readSecret()
    guard !secret.isEmpty else {
      fail(
        say(
          Localized(
            fr: "Aucun secret sur l’entrée standard. Exemple : printf %s \"$MOT_DE_PASSE\" | vaguemestre seal",
            en: "No secret on standard input. Example: printf %s \"$PASSWORD\" | vaguemestre seal")), .noInput)
    }
    do {
      let key = try SealKeyFile.readOrCreate(keyPath())
      print(try Secret(secret).sealed(with: key))
    } catch let problem as SealKeyProblem {
      fail(say(problem.text), .failure)
    }
  }

  private func keyPath() -> String {
    if let keyFile { return keyFile }
    let written = (try? SettingsFile.read(settings))?["key_file"]?.scalar
    return written ?? SealKeyFile.declaration.defaultValue ?? "/var/lib/vaguemestre/key"
  }

  /// Reads without echo on a terminal; a line end that the terminal or `echo` added is no part of the secret.
  private func readSecret() -> [UInt8] {
    if isatty(STDIN_FILENO) == 1 {
      return Array(String(cString: getpass(say(Localized(fr: "Secret : ", en: "Secret: ")))).utf8)
    }
    var bytes = [UInt8](FileHandle.standardInput.readDataToEndOfFile())
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    return bytes
  }
}
