import Foundation
import TestSupport
import Testing

/// `vaguemestre understand`: a line a mail, and sentences for a person.
@Suite struct UnderstandCommandTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private struct Line: Decodable {
    struct Guess: Decodable {
      let intent: String
      let confidence: Double
    }
    struct Found: Decodable, Equatable {
      let kind: String
      let value: String
      let raw: String
      let place: String
      let confidence: Double
    }
    struct File: Decodable, Equatable {
      let name: String?
      let mediaType: String
      let document: String?
      let error: String?
    }
    let file: String?
    let language: String
    let newText: String
    let intents: [Guess]
    let accepted: [String]
    let entities: [Found]
    let sentiment: String
    let urgent: Bool
    let automatic: Bool
    let attachments: [File]
  }

  private func lines(_ arguments: [String], input: String = "") async throws -> [Line] {
    let result = try await vaguemestre(["understand", "--json"] + arguments, input: input)
    #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try result.output.split(separator: "\n").map { try decoder.decode(Line.self, from: Data($0.utf8)) }
  }

  private static let mail = """
    From: Claire Martin <claire@client.example>
    To: contact@boutique.example
    Subject: =?utf-8?q?o=C3=B9?= est ma commande KZBMRTAQE
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: text/plain; charset=utf-8

    Bonjour, toujours rien reçu, quand sera-t-elle livrée ?

    Le 3 mars 2026 à 10:12, La boutique <contact@boutique.example> a écrit :
    > Votre commande ABCDEFGHI est prête.
    --b
    Content-Type: application/pdf; name=preuve.pdf
    Content-Disposition: attachment; filename=preuve.pdf

    x
    --b--

    """

  @Test func aLineTellsWhatAMailWants() async throws {
    let path = try folder.write(Self.mail, to: "mail.eml")
    let line = try #require(try await lines([path]).first)
    #expect(line.file == path && line.language == "fr" && line.sentiment == "neutral")
    #expect(line.newText == "Bonjour, toujours rien reçu, quand sera-t-elle livrée ?")
    #expect(line.accepted == ["order_tracking"] && line.intents[0].intent == "order_tracking")
    #expect(line.intents.count == 8 && line.intents[0].confidence > 0.5)
    #expect(zip(line.intents, line.intents.dropFirst()).allSatisfy { $0.confidence >= $1.confidence })
    #expect(abs(line.intents.reduce(0) { $0 + $1.confidence } - 1) < 0.01)
    #expect(
      line.entities.contains {
        $0.kind == "order_number" && $0.value == "KZBMRTAQE" && $0.raw == "KZBMRTAQE" && $0.place == "subject"
      })
    #expect(line.entities.contains { $0.value == "ABCDEFGHI" && $0.place == "quote" })
    #expect(!line.automatic && !line.urgent)
    #expect(
      line.attachments
        == [Line.File(name: "preuve.pdf", mediaType: "text/plain", document: nil, error: nil)])
  }

  @Test func aFolderIsALineAMail() async throws {
    _ = try folder.write(Self.mail, to: "mails/1.eml")
    _ = try folder.write("Subject: x\n\nAuto\n", to: "mails/2.eml")
    #expect(try await lines([folder.path + "/mails"]).count == 2)
  }

  @Test func plainTextHasItsSubjectInTheFirstLine() async throws {
    let text = "Facture FA-2026-0418\r\nBonjour,\nPJ : notre facture.\nFrom here on it is no mbox.\n"
    let line = try #require(try await lines(["--plain", "--profile", "suppliers", "-"], input: text).first)
    #expect(line.file == nil && line.newText.hasPrefix("Bonjour"))
    #expect(line.entities.map { "\($0.value) \($0.place)" } == ["FA-2026-0418 subject"])
  }

  @Test func beingOnlyInCopyIsSeen() async throws {
    let mail = """
      From: a@fournisseur.example
      To: achats@maison.example
      Cc: compta@maison.example
      Subject: Livraison

      Bonjour, nous livrerons lundi.

      """
    func accepted(_ address: [String], _ header: String = "") async throws -> [String] {
      try await lines(address + ["--profile", "suppliers", "-"], input: header + mail)[0].accepted
    }
    #expect(try await accepted(["--address", "Compta@maison.example"]).first == "copy_only")
    #expect(try await accepted([], "Delivered-To: compta@maison.example\n").first == "copy_only")
    #expect(try await !accepted(["--address", "achats@maison.example"]).contains("copy_only"))
  }

  @Test(arguments: [
    ("fr_FR.UTF-8", ["Motif retenu : Suivi de commande (", "Pour : « ", "Sans « ", "le motif retenu serait : "]),
    ("en_GB.UTF-8", ["Motive accepted: Order tracking (", "For: “", "Without “", "the motive would be: "]),
  ])
  func aPersonIsToldWhy(language: String, parts: [String]) async throws {
    let result = try await vaguemestre(["understand", "--explain", "-"], input: Self.mail, language: language)
    #expect(result.code == 0)
    for part in parts { #expect(result.output.contains(part), "\(result.output)") }
  }

  @Test func whatIsWrongIsSaid() async throws {
    let profile = try await vaguemestre(["understand", "--profile", "shop", "-"])
    #expect(profile.code == 64)
    #expect(profile.errors == "« shop » n’est pas un profil ; les profils sont : ecommerce, suppliers.\n")
    let file = try await vaguemestre(["understand", folder.path + "/none"])
    #expect(file.code == 66 && file.errors.contains("/none: No such file or directory"))
  }

  @Test(arguments: ["", "\0\u{1}\n\n\u{FFFD}", "Subject: \n\n", String(repeating: "a ", count: 100_000)])
  func anyBytesAreALine(input: String) async throws {
    #expect(try await lines(["-"], input: input).count == 1)
    #expect(try await lines(["--plain", "-"], input: input).count == 1)
  }
}
