import Cryptography
import Domain
import Foundation
import Settings
import Testing

@Suite("Secrets")
struct SecretTests {
  private let place = SettingPlace(file: "v.yaml", line: 3, column: 5)

  private func read(_ text: String, keyFile: String = "/none", environment: [String: String] = [:]) -> Result<
    String, SettingProblem
  > {
    Result { () throws(SettingProblem) in
      let secret = try SecretReader(keyFile: keyFile, environment: environment)
        .secret(at: SettingNode(.scalar(text), place: place))
      return secret.withBytes { String(decoding: copy $0, as: UTF8.self) }
    }
  }

  private func refusal(_ text: String, keyFile: String = "/none", environment: [String: String] = [:]) -> String? {
    guard case .failure(let problem) = read(text, keyFile: keyFile, environment: environment) else { return nil }
    return problem.line(.french)
  }

  @Test("From the environment")
  func environment() {
    #expect(read("${PASS}", environment: ["PASS": "été\n"]) == .success("été\n"))
    #expect(refusal("${PASS}") == "v.yaml:3:5: La variable d’environnement « PASS » est absente ou vide.")
    #expect(
      refusal("${PASS}", environment: ["PASS": ""])
        == "v.yaml:3:5: La variable d’environnement « PASS » est absente ou vide.")
  }

  @Test(
    "From a file, without its last line end",
    arguments: [("x", "x"), ("x\n", "x"), ("x\r\n", "x"), ("x\n\n", "x\n"), (" x ", " x "), ("x\r", "x\r")])
  func file(_ content: String, _ secret: String) throws {
    try withTemporaryFolder { folder in
      try Data(content.utf8).write(to: URL(filePath: folder + "/secret"))
      #expect(read("file:\(folder)/secret") == .success(secret))
    }
  }

  @Test("A file that is empty, absent, a folder or far too long is refused")
  func badFile() throws {
    try withTemporaryFolder { folder in
      try Data("\n".utf8).write(to: URL(filePath: folder + "/empty"))
      try Data(count: 70_000).write(to: URL(filePath: folder + "/long"))
      #expect(refusal("file:\(folder)/empty") == "v.yaml:3:5: Le fichier \(folder)/empty est vide.")
      for name in ["absent", "", "long"] {
        #expect(refusal("file:\(folder)/\(name)")?.contains("ne peut pas être lu") == true)
      }
    }
  }

  @Test("A file that everybody can read is told")
  func worldReadable() throws {
    try withTemporaryFolder { folder in
      try Data("x".utf8).write(to: URL(filePath: folder + "/secret"))
      let root = try SettingsFile.parse("password: file:\(folder)/secret\n", file: "v.yaml")
      let declarations = [SettingDeclaration("password", .secret, Localized(fr: "", en: ""))]
      let reader = SecretReader(keyFile: "/none", environment: [:])
      #expect(chmod(folder + "/secret", 0o640) == 0)
      #expect(reader.warnings(in: root, declarations: declarations).isEmpty)
      #expect(chmod(folder + "/secret", 0o644) == 0)
      #expect(
        reader.warnings(in: root, declarations: declarations).map { $0.text(.french) } == [
          "Tous les comptes de cette machine peuvent lire \(folder)/secret ; lancez « chmod 640 \(folder)/secret »."
        ])
      #expect(reader.problems(in: root, declarations: declarations).isEmpty)
    }
  }

  @Test("Sealed, then opened with the same key and no other")
  func sealed() throws {
    try withTemporaryFolder { folder in
      let key = try SealKeyFile.readOrCreate(folder + "/key")
      let sealed = try Secret(Array("mot de passe".utf8)).sealed(with: key)
      #expect(sealed.hasPrefix("sealed:"))
      #expect(read(sealed, keyFile: folder + "/key") == .success("mot de passe"))
      #expect(problemLines("mailboxes: {a: {address: a@b.fr, imap: {host: h, password: \"\(sealed)\"}}}") == [])

      _ = try SealKeyFile.readOrCreate(folder + "/other")
      #expect(
        refusal(sealed, keyFile: folder + "/other")
          == "v.yaml:3:5: Ce secret ne s’ouvre pas avec la clé \(folder)/other : il a été scellé avec une autre clé "
          + "ou mal recopié ; relancez « vaguemestre seal ».")
      #expect(refusal(sealed, keyFile: folder + "/absent")?.contains("n’existe pas") == true)
      #expect(refusal(String(sealed.dropLast(9)), keyFile: folder + "/key") != nil)
    }
  }

  @Test("Sealed bytes of another purpose do not open as a secret")
  func purpose() throws {
    try withTemporaryFolder { folder in
      let key = try SealKeyFile.readOrCreate(folder + "/key")
      let sealed = try key.seal(Array("x".utf8), associated: Array("vaguemestre session 1".utf8))
      #expect(refusal("sealed:\(Data(sealed).base64EncodedString())", keyFile: folder + "/key") != nil)
    }
  }

  @Test("The check of all secrets finds those that cannot be had")
  func all() throws {
    let yaml = "mailboxes:\n  a:\n    address: a@b.fr\n    imap: {host: h, password: \"${GONE}\"}\n"
    let root = try SettingsFile.parse(yaml, file: "v.yaml")
    let problems = SecretReader(keyFile: "/none", environment: [:]).problems(in: root, declarations: sample)
    #expect(
      problems.map { $0.line(.english) }
        == ["v.yaml:4:31: The environment variable “GONE” is absent or empty."])
  }

  @Test("A secret never prints")
  func silent() {
    let secret = Secret(Array("hunter2".utf8))
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), "\((secret, 1))", dumped] {
      #expect(!text.contains("hunter2") && !text.contains("104"))
      #expect(text.contains("•••"))
    }
  }
}

@Suite("The key file")
struct SealKeyFileTests {
  @Test("Made once, with mode 0600 and 32 bytes, then the same")
  func create() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/key"
      let key = try SealKeyFile.readOrCreate(path)
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(status.st_mode & 0o7777 == 0o600)
      #expect(status.st_size == 32)
      let again = try SealKeyFile.readOrCreate(path)
      let sealed = try key.seal([1, 2, 3], associated: [])
      #expect(try again.open(sealed, associated: []) == [1, 2, 3])
    }
  }

  @Test("Refused when others can read it", arguments: [0o640, 0o604, 0o660, 0o610] as [mode_t])
  func mode(_ mode: mode_t) throws {
    try withTemporaryFolder { folder in
      _ = try SealKeyFile.readOrCreate(folder + "/key")
      #expect(chmod(folder + "/key", mode) == 0)
      #expect(reason(folder + "/key") == .readableByOthers)
    }
  }

  @Test("Refused when of another length", arguments: [0, 1, 31, 33, 4_096])
  func size(_ size: Int) throws {
    try withTemporaryFolder { folder in
      try Data(count: size).write(to: URL(filePath: folder + "/key"))
      #expect(chmod(folder + "/key", 0o600) == 0)
      #expect(reason(folder + "/key") == .wrongSize)
    }
  }

  @Test("Refused when it is absent, a folder or a symbolic link")
  func notAFile() throws {
    try withTemporaryFolder { folder in
      #expect(reason(folder + "/absent") == .absent)
      #expect(reason(folder) == .notAFile)
      _ = try SealKeyFile.readOrCreate(folder + "/key")
      #expect(symlink(folder + "/key", folder + "/link") == 0)
      #expect(reason(folder + "/link") == .system(ELOOP))
      #expect(throws: SealKeyProblem.self) { try SealKeyFile.readOrCreate(folder + "/no/folder/key") }
    }
  }

  @Test("The sentence says what to do")
  func sentence() throws {
    try withTemporaryFolder { folder in
      _ = try SealKeyFile.readOrCreate(folder + "/key")
      #expect(chmod(folder + "/key", 0o644) == 0)
      do throws(SealKeyProblem) {
        _ = try SealKeyFile.read(folder + "/key")
        Issue.record("read a key that everybody can read")
      } catch {
        #expect(
          error.text.fr
            == "D’autres comptes peuvent lire le fichier de clé \(folder)/key ; lancez « chmod 600 \(folder)/key ».")
      }
    }
  }

  private func reason(_ path: String) -> SealKeyProblem.Reason? {
    do {
      _ = try SealKeyFile.read(path)
      return nil
    } catch {
      return error.reason
    }
  }
}
