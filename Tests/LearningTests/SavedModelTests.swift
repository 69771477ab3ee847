import Classification
import Foundation
import TestSupport
import Testing

@testable import Learning

@Suite struct SavedModelTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/models/shop.model"
  }

  private func model(_ word: String) throws -> [UInt8] {
    let examples = [("a", "\(word) un deux"), ("a", "\(word) trois"), ("b", "quatre cinq"), ("b", "six sept")]
    return ModelFile.bytes(of: try Trainer().train(examples.map { Example(FieldedText($1), labels: [$0]) }))
  }

  private func present() throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }

  @Test func oneGoesBackToTheModelBefore() throws {
    let (first, second) = (try model("colis"), try model("facture"))
    try SavedModel.keep(first, at: path)
    #expect(try !SavedModel.rollBack(path))
    try SavedModel.keep(second, at: path)
    #expect(try present() == second)
    #expect(try SavedModel.rollBack(path))
    #expect(try present() == first)
    // Going back was a mistake.
    #expect(try SavedModel.rollBack(path))
    #expect(try present() == second)
  }

  @Test func theOlderOnesCanBeErased() throws {
    try SavedModel.keep(try model("colis"), at: path)
    try SavedModel.keep(try model("facture"), at: path)
    try SavedModel.eraseOlder(than: path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/models") == ["shop.model"])
  }

  @Test func whatIsNoModelIsLeftAlone() throws {
    let notes = try folder.write("notes", to: "notes.txt")
    #expect(throws: LearningProblem.occupied(notes)) { try SavedModel.keep(try model("colis"), at: notes) }
  }
}
