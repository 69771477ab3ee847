import Testing

/// The code as it stands, held to the plan.
@Suite struct HouseTests {
  let plan = HousePlan.vaguemestre

  @Test func everyImportFollowsAnArrow() {
    #expect(!Checkout.sources.isEmpty)
    #expect(strayImports(in: Checkout.sources, plan: plan) == [])
  }

  @Test func arrowsGoDownwardWithoutCircles() {
    #expect(flaws(in: plan) == [])
  }

  @Test func packageAgreesWithThePlanAndTheImports() throws {
    let manifest = Manifest(try #require(Checkout.text(of: "Package.swift")))
    #expect(!manifest.dependencies.isEmpty)
    #expect(disagreements(of: manifest, with: plan, files: Checkout.sources) == [])
  }

  @Test func noTypeIsNamedAsItsTarget() {
    #expect(typesNamedAsTheirTarget(in: Checkout.sources) == [])
  }

  @Test(arguments: ["Sources", "Tests", "Benchmarks"])
  func nothingIsADrawer(top: String) {
    #expect(drawers(among: Checkout.paths(under: top)) == [])
  }

  @Test func unsafeMarkersStandInTrustedFilesOnly() {
    let strangers = Checkout.sources.filter { !HousePlan.filesTrustedWithUnsafe.contains($0.path) }
    #expect(strangers.flatMap(unsafeMarkers) == [])
  }

  @Test(arguments: HousePlan.filesTrustedWithUnsafe.sorted())
  func trustedFileStillNeedsTrust(path: String) throws {
    let file = try #require(Checkout.sources.first { $0.path == path })
    #expect(!unsafeMarkers(in: file).isEmpty, "take \(path) off the list")
  }

  /// The way of a mail is one story, read in one go.
  @Test(.enabled(if: Checkout.text(of: messageFlow) != nil))
  func messageFlowIsAShortStory() throws {
    let text = try #require(Checkout.text(of: messageFlow))
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 150)
  }
}

private let messageFlow = "Sources/Engine/MessageFlow.swift"
