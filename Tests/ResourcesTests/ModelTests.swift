import Foundation
import Testing

@testable import Resources

/// Where the models of the profiles are looked for.
@Suite struct ModelTests {
  @Test func theInstalledModelComesBeforeTheCheckouts() throws {
    let root = NSTemporaryDirectory() + "vaguemestre-models-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: root) }
    func write(_ text: String, to path: String) throws {
      let url = URL(fileURLWithPath: "\(root)/\(path)")
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try write("", to: "Resources/Profiles/x")
    let resources = ResourceFolder(path: root + "/Resources")
    #expect(try resources.model("ecommerce") == nil)
    try write("made", to: ".build/models/ecommerce.model")
    #expect(try resources.model("ecommerce") == Array("made".utf8))
    try write("shipped", to: "Resources/Models/ecommerce.model")
    #expect(try resources.model("ecommerce") == Array("shipped".utf8))
  }
}
