import Domain
import Foundation
import Settings
import Testing

@Suite("How a YAML file is read")
struct SettingsFileTests {
  @Test("What YAML refuses is told in plain words, where the hand has to go", arguments: syntax)
  func syntaxProblem(_ yaml: String, _ expected: String) {
    #expect(problemLines(yaml).first == expected)
  }

  @Test("The same in English", arguments: englishSyntax)
  func englishSyntaxProblem(_ yaml: String, _ expected: String) {
    #expect(problemLines(yaml, .english).first == expected)
  }

  @Test("Scalars stay as written; nothing, ~ and null are null")
  func scalars() throws {
    let root = try SettingsFile.parse("a: 00\nb: \"no\"\nc: ~\nd:\ne: \"\"\nf: 1e3\n'g': 'null'\n", file: "f")
    #expect(root["a"]?.scalar == "00")
    #expect(root["b"]?.scalar == "no")
    #expect(root["c"]?.isNull == true)
    #expect(root["d"]?.isNull == true)
    #expect(root["e"]?.scalar == "")
    #expect(root["f"]?.scalar == "1e3")
    #expect(root["g"]?.scalar == "null")
  }

  @Test("Places are those of the file, in characters")
  func places() throws {
    let root = try SettingsFile.parse("é: à\nb:\n  - x\n  - 'y'\n", file: "f")
    #expect(root["é"]?.place == SettingPlace(file: "f", line: 1, column: 4))
    #expect(root["b"]?.list?.map(\.place.description) == ["f:3:5", "f:4:5"])
    #expect(root.entries?.map(\.place.description) == ["f:1:1", "f:2:1"])
  }

  @Test("A byte order mark and Windows line ends do no harm")
  func windows() throws {
    let root = try SettingsFile.parse([0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\r\n".utf8), file: "f")
    #expect(root["a"]?.integer == 1)
    #expect(root["b"]?.place == SettingPlace(file: "f", line: 2, column: 4))
  }

  @Test("Aliases work in moderation")
  func alias() throws {
    let root = try SettingsFile.parse("a: &x [1, 2]\nb: *x\n", file: "f")
    #expect(root["b"]?.texts == ["1", "2"])
  }

  @Test("Stars in a text are no aliases")
  func stars() throws {
    let lines = (1...30).map { "  * *mot\($0)* & *autre*\n" }.joined()
    let root = try SettingsFile.parse("signature: |\n" + lines, file: "f")
    #expect(root["signature"]?.scalar?.hasPrefix("* *mot1* & *autre*\n") == true)
  }

  @Test("Bombs are refused, and cost little", arguments: bombs)
  func bomb(_ bomb: Bomb) {
    let clock = ContinuousClock()
    let time = clock.measure {
      let lines = problemLines(bomb.yaml)
      #expect(lines.count == 1 && lines[0].hasSuffix(bomb.sentence))
    }
    #expect(time < .seconds(10))
  }

  @Test("Every cut of a file is read or refused, never a crash")
  func cuts() {
    let bytes = Array("a: &b \"é\\u00e9\"\nc: [1, {d: *b}]\ne: |\n  f\n- g\n? h\n: 'i'\n".utf8)
    for end in bytes.indices {
      for mutation in [UInt8(ascii: "\t"), 0, 0xFF, UInt8(ascii: "*"), UInt8(ascii: "!")] {
        _ = try? SettingsFile.parse(Array(bytes[..<end]) + [mutation] + bytes[end...], file: "f")
        _ = try? SettingsFile.parse(Array(bytes[..<end]), file: "f")
      }
    }
  }

  @Test("Bytes that are not UTF-8 are found")
  func latin1() {
    let bytes = Array("a: 1\nb: caf".utf8) + [0xE9, 0x0A]
    #expect(throws: SettingProblem.self) { try SettingsFile.parse(bytes, file: "f") }
    do {
      _ = try SettingsFile.parse(bytes, file: "f")
    } catch {
      let sentence = "Ce fichier n’est pas en UTF-8 ; enregistrez-le à nouveau en choisissant l’encodage UTF-8."
      #expect(error.line(.french) == "f:2:7: " + sentence)
    }
  }

  @Test("A file that cannot be read says why")
  func unreadable() throws {
    try withTemporaryFolder { folder in
      #expect(refusal(folder + "/absent.yaml") == "Ce fichier n’existe pas.")
      #expect(refusal(folder) == "C’est un dossier, alors qu’il faut un fichier.")
      #expect(
        refusal("/dev/zero") == "Ce fichier dépasse un mégaoctet ; ce n’est sans doute pas un fichier de réglages.")
      try Data("a: 1\n".utf8).write(to: URL(filePath: folder + "/v.yaml"))
      #expect(try SettingsFile.read(folder + "/v.yaml")["a"]?.integer == 1)
    }
  }

  private func refusal(_ path: String) -> String? {
    do {
      _ = try SettingsFile.read(path)
      return nil
    } catch {
      return error.text(.french)
    }
  }
}

private let wrongIndent =
  "Le retrait de cette ligne ne correspond à aucune des lignes précédentes ; alignez-la sur les réglages de même niveau."
private let unexpectedColon =
  "Ce « : » n’est pas attendu ici ; si la valeur contient « : », mettez-la entre guillemets droits, "
  + "sinon vérifiez le retrait de la ligne."
private let noBreakSpace = "Il y a ici un espace insécable ; remplacez-le par un espace ordinaire."
private let tab = "Cette ligne est décalée par une tabulation ; remplacez-la par des espaces."

private func quote(_ mark: String) -> String {
  "Une valeur qui commence par « \(mark) » doit être mise entre guillemets droits : \"…\"."
}

private let syntax: [(String, String)] = [
  ("mailboxes:\n\tcontact:\n", "v.yaml:2:1: \(tab)"),
  ("mailboxes:\n  contact:\n  \taddress: a@b.fr\n", "v.yaml:3:3: \(tab)"),
  ("language fr\nmailboxes:\n", "v.yaml:1:1: Il manque « : » dans cette ligne ; écrivez « nom: valeur »."),
  ("a: 1\nlanguage fr\nb: 2\n", "v.yaml:2:1: Il manque « : » dans cette ligne ; écrivez « nom: valeur »."),
  (
    "a: 1\nlanguage:fr\nb: 2\n",
    "v.yaml:2:1: Il manque un espace après « : » dans cette ligne ; écrivez « nom: valeur »."
  ),
  ("language:fr\nb: 2\n", "v.yaml:1:1: Il manque un espace après « : » dans cette ligne ; écrivez « nom: valeur »."),
  ("a: 1\nlanguage:\u{A0}fr\nb: 2\n", "v.yaml:2:10: \(noBreakSpace)"),
  ("a:\n  b: 1\n \u{A0}c: 2\n", "v.yaml:3:2: \(noBreakSpace)"),
  ("language: fr: en\n", "v.yaml:1:13: \(unexpectedColon)"),
  ("language: fr\n  mode: x\n", "v.yaml:2:7: \(unexpectedColon)"),
  ("a:\n    b: 1\n  c: 2\n", "v.yaml:3:3: \(wrongIndent)"),
  ("a:\n  - x\n - y\n", "v.yaml:3:2: \(wrongIndent)"),
  ("a: \"x\nb: 2\n", "v.yaml:1:4: Le guillemet ouvert ici n’est jamais refermé."),
  ("a: 'x\n", "v.yaml:1:4: Le guillemet ouvert ici n’est jamais refermé."),
  (
    "a: \"x\" y\n",
    "v.yaml:1:8: Il y a du texte après le guillemet fermant ; placez tout le texte entre les guillemets."
  ),
  ("a: [x, y\n", "v.yaml:1:4: Après « [ », il manque une virgule ou le « ] » final."),
  ("a: {x: y\n", "v.yaml:1:4: Après « { », il manque une virgule ou le « } » final."),
  ("a: @x\n", "v.yaml:1:4: \(quote("@"))"),
  ("a: `x`\n", "v.yaml:1:4: \(quote("`"))"),
  ("a: %x\n", "v.yaml:1:4: \(quote("%"))"),
  ("a: *x\n", "v.yaml:1:4: \(quote("*"))"),
  ("a: **x**\n", "v.yaml:1:4: \(quote("*"))"),
  ("a: & b\n", "v.yaml:1:4: \(quote("&"))"),
  ("a: !x\n", "v.yaml:1:4: \(quote("!"))"),
  ("a: - x\n", "v.yaml:1:4: Ce tiret n’est pas attendu ici ; une liste commence à la ligne, sous le nom du réglage."),
  (
    "a: \"C:\\path\"\n",
    "v.yaml:1:7: Entre guillemets doubles, « \\ » a un sens particulier ; utilisez des apostrophes droites : '…'."
  ),
  ("a: 1\n---\nb: 2\n", "v.yaml:2:1: Une ligne « --- » ouvre ici un second document ; supprimez-la."),
  ("a: 1\nb: 2\na: 3\n", "v.yaml:3:1: « a » est écrit deux fois au même endroit ; gardez un seul des deux."),
  (
    "x:\n  a: 1\n  b:\n    a: 4\n  a: 3\n",
    "v.yaml:5:3: « a » est écrit deux fois au même endroit ; gardez un seul des deux."
  ),
  ("a: 1\n\"a\": 3\n", "v.yaml:2:1: « a » est écrit deux fois au même endroit ; gardez un seul des deux."),
  ("{a: 1, a: 2}\n", "v.yaml:1:2: « a » est écrit deux fois au même endroit ; gardez un seul des deux."),
  ("a: \u{7}\n", "v.yaml:1:4: Il y a ici un caractère invisible interdit ; effacez-le et retapez ce passage."),
  ("? [x]\n: y\n", "v.yaml:1:3: Un nom de réglage est attendu ici, suivi de « : »."),
]

private let englishSyntax: [(String, String)] = [
  ("a:\n\tb:\n", "v.yaml:2:1: This line is indented by a tab; replace it by spaces."),
  ("a b\nc: 1\n", "v.yaml:1:1: There is no “:” in this line; write “name: value”."),
  (
    "a:\n    b: 1\n  c: 2\n",
    "v.yaml:3:3: The indentation of this line matches none of the lines above; "
      + "align it with the settings of the same level."
  ),
  ("a: @x\n", "v.yaml:1:4: A value that begins with “@” must stand in straight quotes: \"…\"."),
  ("a: 1\na: 2\n", "v.yaml:2:1: “a” stands twice in the same place; keep only one."),
]

/// A short name, since the text itself would fill the screen of a failed test.
struct Bomb: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let yaml: String
  let sentence: String

  init(_ name: String, _ yaml: String, _ sentence: String) {
    testDescription = name
    self.yaml = yaml
    self.sentence = sentence
  }
}

private let aliasesRefused =
  "Ce fichier contient trop de renvois YAML (« *nom ») ; répétez plutôt les réglages eux-mêmes."
private let tooDeep = "Les réglages sont trop nombreux ou trop imbriqués à cet endroit."

private func copies(_ text: String, _ count: Int) -> String {
  Array(repeating: text, count: count).joined(separator: ",")
}

private let bombs: [Bomb] = [
  Bomb(
    "nine levels of nine aliases",
    "a0: &a0 [x]\n" + (1...9).map { "a\($0): &a\($0) [\(copies("*a\($0 - 1)", 9))]\n" }.joined(), aliasesRefused),
  Bomb("few aliases of a long list", "a: &a [\(copies("x", 20_000))]\nb: [\(copies("*a", 6))]\n", tooDeep),
  Bomb(
    "aliases as keys", "a: &a [\(copies("x", 20_000))]\nb: &b [\(copies("*a", 4))]\nc: {[\(copies("*b", 4))]: x}\n",
    tooDeep),
  Bomb("33 levels of lists", String(repeating: "[", count: 34) + String(repeating: "]", count: 34), tooDeep),
  Bomb("half a million open brackets", String(repeating: "[", count: 500_000), tooDeep),
  Bomb("half a million dashes", String(repeating: "- ", count: 500_000), tooDeep),
  Bomb("half a million question marks", String(repeating: "? ", count: 500_000), tooDeep),
  Bomb(
    "two megabytes", String(repeating: "a", count: 2 << 20),
    "Ce fichier dépasse un mégaoctet ; ce n’est sans doute pas un fichier de réglages."),
]
