import Domain
import Foundation
import TestSupport
import Testing

@testable import Engine

/// The demo held against what a careful person would say of each of its mails (`Resources/Demo/expected.tsv`).
@Suite struct DemoTests {
  struct Expected: Sendable {
    let name: String
    let intent: String
    let folder: String
    let mayBeAnswered: Bool
  }

  /// Mails that a careful person would not answer automatically, the one answer they may get, and why it does no harm.
  static let exceptions: [String: (template: String, why: String)] = [
    "ecommerce/23-sans-numero": ("order-number-wanted", "it discloses nothing"),
    "ecommerce/13-suisse-variateur": (
      "product-in-stock",
      "it tells stock and price of the article that is named; rules do not see yet what else is asked"
    ),
    "ecommerce/24-commande-inexistante": ("order-unknown", "it discloses nothing"),
    "ecommerce/26-ignorez-vos-instructions": (
      "return-explained", "it promises nothing that the mail asks of the machine"
    ),
    "ecommerce/34-authentification-echouee": ("tracking-shipped", "authentication is checked from a later version on"),
    "suppliers/13-aucune-information": ("information-wanted", "it discloses nothing"),
  ]

  static let expected: [Expected] = {
    let path = EngineFixture.checkout + "/Resources/Demo/expected.tsv"
    let lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n").dropFirst()
    return lines.map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Expected(
        name: String(cells[0].dropLast(".eml".count)), intent: cells[2], folder: cells[5],
        mayBeAnswered: cells[6] == "yes")
    }
  }()

  @Test func theDemoKeepsItsPromises() async throws {
    let folder = try TemporaryFolder()
    let installation = try Installation(
      environment: ["VAGUEMESTRE_RESOURCES": TrainedModels.resources],
      executable: BuiltPrograms.url("WorkerHost").path)
    let demonstration = try await Demonstration(in: folder.path, installation, language: .french)
    let mails = Dictionary(uniqueKeysWithValues: demonstration.mails.map { ($0.name, $0.explanation) })
    #expect(Self.expected.count == 63 && mails.count == Self.expected.count)

    for mail in Self.expected where !mail.mayBeAnswered {
      let explanation = try #require(mails[mail.name])
      guard explanation.isAnswered else { continue }
      let comment = Comment(rawValue: "\(mail.name) is not to be answered automatically")
      #expect(explanation.draft?.template.text == Self.exceptions[mail.name]?.template, comment)
    }
    try expectEverythingIsFiled(folder.path)
    try expectNothingIsAnsweredTwice(folder.path, answered: mails.values.filter(\.isAnswered).count)

    // The model missed 5 motives and 3 folders when this was written. A little room is left for a change that mends more
    // mails elsewhere than it costs here.
    let missedIntents = Self.expected.filter { mails[$0.name]?.understanding.accepted.first?.id != $0.intent }
    let missedFolders = Self.expected.filter { mail in
      guard let explanation = mails[mail.name], !explanation.isAnswered else { return false }
      return explanation.folder != mail.folder
    }
    let unanswered = mails.values.filter { !$0.isAnswered }.count
    print("demo: primary intent right in \(Self.expected.count - missedIntents.count) of \(Self.expected.count)")
    for mail in missedIntents {
      print("  \(mail.name): \(mail.intent), read as \(mails[mail.name]?.understanding.accepted.map(\.id) ?? [])")
    }
    print("demo: folder right in \(unanswered - missedFolders.count) of \(unanswered) mails not answered")
    for mail in missedFolders { print("  \(mail.name): \(mail.folder), filed in \(mails[mail.name]?.folder ?? "-")") }
    #expect(missedIntents.count <= 7)
    #expect(missedFolders.count <= 5)
  }

  private func expectEverythingIsFiled(_ folder: String) throws {
    for mailbox in ["ecommerce", "suppliers"] {
      for subfolder in ["new", "cur", "tmp"] {
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(mailbox)/\(subfolder)").isEmpty)
      }
    }
  }

  /// Each answer names the mail it answers, and no two name the same.
  private func expectNothingIsAnsweredTwice(_ folder: String, answered: Int) throws {
    let answers = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/outgoing/new")
    let parents = try answers.flatMap { name in
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(folder)/outgoing/new/\(name)")), as: UTF8.self)
        .components(separatedBy: "\r\n").filter { $0.hasPrefix("In-Reply-To: ") }.prefix(1)
    }
    #expect(answers.count == answered && answered > 0)
    #expect(parents.count == answers.count && Set(parents).count == parents.count)
  }

  @Test func theExceptionsAreMailsOfTheDemo() {
    #expect(Set(Self.exceptions.keys).isSubset(of: Set(Self.expected.filter { !$0.mayBeAnswered }.map(\.name))))
  }
}
