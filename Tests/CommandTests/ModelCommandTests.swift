import Foundation
import TestSupport
import Testing

/// `train`, `classify` and `evaluate`, as a person or another program would run them.
@Suite struct ModelCommandTests {
  private let folder: TemporaryFolder
  private let model: String

  init() throws {
    folder = try TemporaryFolder()
    model = folder.path + "/model"
  }

  /// Invented questions to a town hall, eight of each kind.
  private static let questions = [
    (
      "passeport",
      [
        "comment renouveler mon passeport", "quel délai pour un passeport ?", "mon passeport est périmé",
        "prendre rendez-vous pour un passeport", "passeport pour un enfant mineur", "j’ai perdu mon passeport hier",
        "combien coûte un passeport", "photo refusée pour mon passeport",
      ]
    ),
    (
      "poubelle",
      [
        "les poubelles n’ont pas été vidées", "quel jour passe le camion des poubelles ?", "ma poubelle est cassée",
        "je voudrais une poubelle jaune", "où jeter le verre et les cartons", "la poubelle de la rue déborde",
        "on m’a volé ma poubelle", "calendrier de ramassage des poubelles",
      ]
    ),
    (
      "cantine",
      [
        "inscrire ma fille à la cantine", "le menu de la cantine cette semaine", "mon fils est allergique, cantine",
        "facture de cantine trop élevée", "annuler le repas de cantine de jeudi", "tarif de la cantine scolaire",
        "la cantine est-elle ouverte pendant la grève ?", "repas sans viande à la cantine",
      ]
    ),
  ]

  private static let table = questions.flatMap { label, texts in texts.map { "\(label)\t\($0)\n" } }.joined()

  private static let objects = questions.flatMap { label, texts in
    texts.map { "{\"label\":\"\(label)\",\"subject\":\"Question\",\"body\":\"\($0)\"}\n" }
  }.joined()

  @discardableResult private func train(_ data: String = table, language: String = "fr_FR.UTF-8") async throws
    -> CommandResult
  {
    let file = try folder.write(data, to: "examples")
    return try await vaguemestre(["train", "--data", file, "--model", model], language: language)
  }

  private func classify(_ input: String) async throws -> [[Substring]] {
    let result = try await vaguemestre(["classify", "--model", model], input: input)
    #expect(result.code == 0 && result.errors.isEmpty)
    return result.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
  }

  @Test(arguments: [
    (
      "fr_FR.UTF-8",
      ["24 exemples, 3 étiquettes", "Recette choisie : ", "En validation croisée : exactitude ", "Modèle enregistré"]
    ), ("en_GB.UTF-8", ["24 examples, 3 labels", "Chosen recipe: ", "Cross-validated: accuracy ", "Model saved"]),
  ])
  func trainSaysWhatItChose(language: String, words: [String]) async throws {
    let result = try await train(language: language)
    #expect(result.code == 0)
    for word in words { #expect(result.output.contains(word), "\(result.output)") }
    // Progress is for a person who watches; nobody does.
    #expect(result.errors.isEmpty)
  }

  @Test(arguments: [true, false]) func whatWasLearnedIsAnswered(asObjects: Bool) async throws {
    try await train(asObjects ? Self.objects : Self.table)
    let answers = try await classify("passeport perdu\nvider la poubelle\r\n{\"body\":\"menu de la cantine\"}")
    #expect(answers.map(\.[0]) == ["passeport", "poubelle", "cantine"])
    for answer in answers {
      let probability = try #require(Double(answer[1]))
      #expect(probability > 0.3 && probability <= 1)
    }
  }

  @Test func anyLineIsAnswered() async throws {
    try await train()
    let long = String(repeating: "passeport ", count: 500_000)
    let answers = try await classify("\n\u{0}\u{1}\u{7F}\n   \n{\"label\":\n\(long)\nzzz")
    #expect(answers.count == 6)
    #expect(answers.allSatisfy { $0.count == 2 && !$0[0].isEmpty && Double($0[1]) != nil })
    #expect(answers[4][0] == "passeport")
    #expect(try await classify("").isEmpty)
  }

  /// Kept running, it answers each line before the next one is written.
  @Test func answersLineByLine() async throws {
    try await train()
    let filter = try started(["classify", "--model", model])
    let input = (filter.standardInput as! Pipe).fileHandleForWriting
    let output = (filter.standardOutput as! Pipe).fileHandleForReading
    for (line, label) in [("renouveler un passeport", "passeport"), ("poubelle cassée", "poubelle")] {
      try input.write(contentsOf: Data("\(line)\n".utf8))
      #expect(String(decoding: output.availableData, as: UTF8.self).hasPrefix(label + "\t"))
    }
    try input.close()
    filter.waitUntilExit()
    #expect(filter.terminationStatus == 0)
  }

  @Test func evaluationIsJSONOrATable() async throws {
    try await train()
    let test = try folder.write("passeport\tun passeport\npoubelle\tma poubelle\nfleurs\tdes tulipes\n", to: "test")
    let json = try await vaguemestre(["evaluate", "--model", model, "--data", test, "--json"])
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == ["accuracy", "macro_f1", "ece", "coverage_at_95", "coverage_at_99", "labels", "confusion"])
    #expect(object["accuracy"] as? Double == 2.0 / 3)
    let labels = try #require(object["labels"] as? [String: [String: Double]])
    #expect(labels["fleurs"] == ["precision": 0, "recall": 0, "f1": 0, "count": 1])
    #expect((object["confusion"] as? [String: [String: Int]])?["passeport"] == ["passeport": 1])
    let text = try await vaguemestre(["evaluate", "--model", model, "--data", test])
    #expect(text.output.contains("exactitude") && text.output.contains("66,7 %"), "\(text.output)")
    #expect(text.output.contains("fleurs") && text.output.contains("Confusions"))
  }

  @Test func theModelsBeforeAreKept() async throws {
    try await train()
    let first = try Data(contentsOf: URL(fileURLWithPath: model))
    // The same examples make the same model, to the byte: there is no other to keep.
    #expect(try await !train().output.contains("le précédent"))
    #expect(!FileManager.default.fileExists(atPath: model + ".1"))
    for number in 0..<7 {
      let result = try await train(Self.table + "cantine\tgoûter \(String(repeating: "x", count: number + 1))\n")
      #expect(result.output.contains("le précédent : \(model).1"), "\(result.output)")
      if number == 0 { #expect(try Data(contentsOf: URL(fileURLWithPath: model + ".1")) == first) }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix("model") }
    #expect(Set(names) == ["model", "model.1", "model.2", "model.3", "model.4", "model.5"])
    try FileManager.default.removeItem(atPath: model)
    try FileManager.default.copyItem(atPath: model + ".1", toPath: model)
    #expect(try await classify("un passeport\n")[0][0] == "passeport")
  }

  @Test(arguments: [
    ("", 1, "ne contient aucun exemple"),
    ("\n \n", 1, "ne contient aucun exemple"),
    ("a\tun\na\tdeux\n", 1, "tous les exemples ont l’étiquette « a »"),
    ("a\t\nb\t\n", 1, "aucun exemple ne contient de mot"),
    ("a\tun\nrien", 66, "ligne 2 : aucune tabulation"),
    ("a\tun\n\tdeux", 66, "ligne 2 : aucune étiquette"),
    ("a\u{0}\t\u{0}b\n", 66, "ligne 1 : l’étiquette contient des caractères de commande"),
    ("{\"label\":\"a\\tb\",\"text\":\"x\"}", 66, "ligne 1 : l’étiquette contient des caractères de commande"),
    ("{\"label\":\"a\",", 66, "ligne 1 : ce n’est pas un objet JSON entier"),
    ("{\"label\":\"a\"}", 66, "ligne 1 : aucun texte"),
  ])
  func badExamplesAreTold(data: String, code: Int32, sentence: String) async throws {
    let result = try await train(data)
    #expect(result.code == code)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(sentence), "\(result.errors)")
    #expect(!FileManager.default.fileExists(atPath: model))
  }

  @Test func tooManyLabelsAreTextsTakenForLabels() async throws {
    let result = try await train((0...1000).map { "\($0)\tx\n" }.joined())
    #expect(result.code == 1 && result.errors.contains("a 1001 étiquettes, c’est trop"))
  }

  /// Odd examples of which something can be learned all the same: a line of five megabytes, binary bytes, the same text
  /// again and again, also with another label, and a label that stands once.
  @Test(arguments: [
    ("poubelle\t", "encombrants et gravats ", 220_000), ("poubelle\t", "\u{0}\u{1}\u{2}\u{FFFD}", 1),
    ("", "cantine\tle menu\n", 200), ("", "cantine\tle menu\npoubelle\tle menu\n", 20),
    ("mariage\t", "publier les bans", 1),
  ])
  func oddExamplesAreLearned(beginning: String, repeated: String, count: Int) async throws {
    let odd = beginning + String(repeating: repeated, count: count) + "\n"
    #expect(try await train(Self.table + odd).code == 0)
    #expect(try await classify("renouveler mon passeport\n")[0][0] == "passeport")
  }

  @Test func filesThatCannotBeReadAreTold() async throws {
    let examples = try folder.write(Self.table, to: "examples")
    let missing = folder.path + "/nothing"
    for arguments in [
      ["train", "--data", missing, "--model", model], ["train", "--data", folder.path, "--model", model],
      ["classify", "--model", missing], ["classify", "--model", examples],
      ["evaluate", "--model", missing, "--data", examples], ["evaluate", "--model", examples, "--data", examples],
    ] {
      let result = try await vaguemestre(arguments)
      #expect(result.code == 66, "\(arguments)")
      #expect(result.errors.contains("ne peut être lu (") || result.errors.contains("n’est pas un modèle."))
    }
  }

  @Test func modelsOfOtherVersionsAndDamagedOnesAreTold() async throws {
    try await train()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: model))
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: URL(fileURLWithPath: model))
    let damaged = try await vaguemestre(["classify", "--model", model])
    #expect(damaged.code == 66 && damaged.errors.contains("est abîmé"))
    bytes["vgm-classes\n".utf8.count] = 99
    try bytes.write(to: URL(fileURLWithPath: model))
    let other = try await vaguemestre(["classify", "--model", model])
    #expect(other.code == 66 && other.errors.contains("d’une autre version de vaguemestre (format 99)"))
    // Either may be trained anew.
    #expect(try await train().code == 0)
  }

  @Test func aPlaceThatCannotTakeAModelIsToldBeforeTheWork() async throws {
    let examples = try folder.write(Self.table, to: "examples")
    for (place, sentence) in [
      (folder.path + "/nowhere/model", "ne peut être écrit ("), (folder.path, "existe et n’est pas un modèle"),
      (examples, "existe et n’est pas un modèle"), ("/dev/null", "existe et n’est pas un modèle"),
      (examples + "/model", "ne peut être écrit ("),
    ] {
      let result = try await vaguemestre(["train", "--data", examples, "--model", place])
      #expect(result.code == 74, "\(place)")
      #expect(result.errors.contains(sentence), "\(result.errors)")
    }
    #expect(try String(contentsOfFile: examples, encoding: .utf8) == Self.table)
    // An empty file is a place that somebody reserved.
    _ = try folder.write("", to: "model")
    #expect(try await train().code == 0)
    #expect(!FileManager.default.fileExists(atPath: model + ".1"))
  }

  @Test func aLinkIsFollowed() async throws {
    try await train()
    try FileManager.default.moveItem(atPath: model, toPath: folder.path + "/linked")
    try FileManager.default.createSymbolicLink(atPath: model, withDestinationPath: folder.path + "/linked")
    #expect(try await train(Self.objects).output.contains("le précédent : \(folder.path)/linked.1"))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: model) == folder.path + "/linked")
  }
}
