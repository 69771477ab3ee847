import Foundation
import TestSupport
import Testing

/// The commands by which people teach the appliance and judge its answers.
@Suite struct LearningCommandTests {
  let folder: TemporaryFolder
  let settings: String

  init() throws {
    folder = try TemporaryFolder()
    for name in ["contact", "contact/.Retours", "outgoing"] {
      for subfolder in ["tmp", "new", "cur"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder.path)/\(name)/\(subfolder)", withIntermediateDirectories: true)
      }
    }
    settings = try folder.write(
      """
      data: \(folder.path)/data
      control_socket: \(folder.path)/control.sock
      key_file: \(folder.path)/key
      reliability: {audited: 1}
      mailboxes:
        contact:
          profile: ecommerce
          mode: observe
          addresses: [contact@boutique.example]
          maildir: \(folder.path)/contact
          outgoing: \(folder.path)/outgoing
      """, to: "vaguemestre.yaml")
  }

  private func deliver(_ name: String, _ text: String, from: String = "claire@client.example") throws {
    _ = try folder.write(
      "From: \(from)\r\nTo: contact@boutique.example\r\nSubject: Retour\r\n\r\n\(text)\r\n",
      to: "contact/.Retours/cur/\(name):2,S")
  }

  @Test func aFolderIsLearned() async throws {
    try deliver("1.a", "Je souhaite renvoyer ma lampe.")
    try deliver("2.b", "Comment retourner un article ?", from: "paul@client.example")
    let learned = try await vaguemestre(["learn", "Retours", "--intent", "return_request", "--settings", settings])
    #expect(learned.code == 0)
    #expect(learned.output.hasPrefix("2 mails lus, dont 2 nouveaux exemples et 0 illisibles."))
    let again = try await vaguemestre(
      ["learn", "Retours", "--intent", "return_request", "--settings", settings, "--json"])
    #expect(again.output == "{\"mails\":2,\"new\":0,\"unreadable\":0}\n")
  }

  private func models() throws -> [String] {
    let folder = folder.path + "/data/models"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func whatWasConfirmedMakesANewModelAndAPersonIsForgotten() async throws {
    for number in 0..<12 { try deliver("\(number).a", "Je souhaite renvoyer la lampe numéro \(number).") }
    try deliver("99.b", "Où renvoyer mon tapis ?", from: "paul@client.example")
    _ = try await vaguemestre(["learn", "Retours", "--intent", "return_request", "--settings", settings])
    let dry = try await vaguemestre(["retrain", "--dry-run", "--settings", settings])
    #expect(dry.code == 0)
    #expect(dry.output.hasPrefix("Profil ecommerce : un modèle de "))
    #expect(dry.output.contains("Il prendrait la place du précédent (essai à blanc : rien n’a été changé)."))
    #expect(try models().isEmpty)

    let trained = try await vaguemestre(["retrain", "--settings", settings, "--json"])
    #expect(trained.code == 0)
    #expect(trained.output.contains("\"isPromoted\":true"))
    #expect(try models() == ["ecommerce.model"])

    let forgotten = try await vaguemestre(["forget", "Paul@client.example", "--settings", settings])
    #expect(forgotten.output == "Effacés : 0 mails et 1 exemples. Modèles refaits : ecommerce.\n")
    // Earlier models may have learned from the one forgotten.
    #expect(try models() == ["ecommerce.model"])
    let ours = try await vaguemestre(["forget", "contact@boutique.example", "--settings", settings])
    #expect(ours.code == 69)
    #expect(ours.errors.contains("rien n’a été effacé"))
  }

  @Test func aDamagedModelIsToldAndTheShippedOneUsed() async throws {
    _ = try folder.write("no model", to: "data/models/ecommerce.model")
    let check = try await vaguemestre(["check", "--settings", settings])
    #expect(check.output.contains("ne peut être lu ; celui d’origine le remplace"))
    #expect(try await vaguemestre(["retrain", "--rollback", "--settings", settings]).code == 1)
    #expect(try await vaguemestre(["retrain", "--since", "hier", "--settings", settings]).code == 64)
  }

  @Test(arguments: [
    (["learn", "Retours", "--intent", "retour_request"], "vouliez-vous écrire « return_request » ?"),
    (["learn", "Retour", "--intent", "return_request"], "Le dossier « Retour » n’existe pas dans cette boîte"),
  ])
  func whatCannotBeLearnedIsSaid(command: [String], sentence: String) async throws {
    let refused = try await vaguemestre(command + ["--settings", settings])
    #expect(refused.code == 1)
    #expect(refused.errors.contains(sentence))
  }

  @Test func thereIsNothingToAuditAtFirst() async throws {
    let list = try await vaguemestre(["audit", "--settings", settings])
    #expect(list.code == 0)
    #expect(list.output == "Aucune réponse n’attend de contrôle.\n")
    #expect(try await vaguemestre(["audit", "--right", "--settings", settings]).code == 64)
    let name = "01890000-0000-7000-8000-000000000000"
    _ = try FileManager.default.createDirectory(atPath: folder.path + "/data", withIntermediateDirectories: true)
    let stranger = try await vaguemestre(["audit", name, "--wrong", "--settings", settings])
    #expect(stranger.code == 69)
    #expect(stranger.errors.contains("n’attend aucun contrôle"))
  }

  @Test func reliabilityIsToldForEveryIntent() async throws {
    let table = try await vaguemestre(["evaluate", "--reliability", "--settings", settings])
    #expect(table.code == 0)
    #expect(table.output.hasPrefix("Une réponse part sans relecture quand sa fiabilité démontrée atteint 95,0 %."))
    let lines = table.output.split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.dropFirst(2).allSatisfy { $0.contains("en brouillon") && $0.contains("59 contrôles justes de plus") })
    #expect(try await vaguemestre(["evaluate", "--settings", settings]).code == 64)
  }
}
