import Foundation
import Testing

/// Whole stories, a file each: see `ScenarioFile` for how they are written.
@Suite struct ScenarioTests {
  static let folder = EngineFixture.checkout + "/Tests/EngineTests/Scenarios"

  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".scenario") }.sorted()

  @Test func bothTradesAreTold() {
    #expect(Self.names.filter { $0.hasPrefix("boutique-") }.count >= 20)
    #expect(Self.names.filter { $0.hasPrefix("fournisseurs-") }.count >= 15)
  }

  @Test(arguments: names)
  func whatIsExpectedHappens(name: String) async throws {
    let scenario = try ScenarioFile(try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8))
    try await ScenarioRun(scenario).play()
  }
}
