import Testing

/// The checks themselves, on invented houses: each must see what it is there to see.
@Suite struct CheckTests {
  static let plan = HousePlan(
    rooms: [Room(2, "Kitchen", ["Cellar"]), Room(1, "Attic"), Room(1, "Cellar")],
    doors: ["Water": ["Kitchen"]],
    anywhere: ["Air"]
  )

  @Test(arguments: [
    ("import Air", nil),
    ("import Cellar", nil),
    ("public import Water", nil),
    ("import Attic", "Sources/Kitchen/A.swift:1: import Attic: no arrow Kitchen → Attic"),
    ("import Cellar; import Attic", "Sources/Kitchen/A.swift:1: import Attic: no arrow Kitchen → Attic"),
    ("// why\n\n@testable import Attic", "Sources/Kitchen/A.swift:3: import Attic: no arrow Kitchen → Attic"),
    ("@_spi(Beams) public import Attic", "Sources/Kitchen/A.swift:1: import Attic: no arrow Kitchen → Attic"),
    ("internal import struct Attic.Beam", "Sources/Kitchen/A.swift:1: import Attic: no arrow Kitchen → Attic"),
    ("import Attic.Beam", "Sources/Kitchen/A.swift:1: import Attic: no arrow Kitchen → Attic"),
    ("import Gas", "Sources/Kitchen/A.swift:1: import Gas: no room opens on Gas"),
    ("// import Attic", nil),
    ("/* /* */ \n import Attic */", nil),
    ("let text = \"\"\"\n  import Attic\n  \"\"\"", nil),
    ("let text = #\"\\\"#\nimport Attic", "Sources/Kitchen/A.swift:2: import Attic: no arrow Kitchen → Attic"),
    ("f(\"\\(g(\"(\"))\") /*\nimport Attic */", nil),
    ("container.import(Attic)", nil),
  ])
  func imports(text: String, stray: String?) {
    let file = SourceFile(path: "Sources/Kitchen/A.swift", text: text)
    #expect(strayImports(in: [file], plan: Self.plan) == (stray.map { [$0] } ?? []))
  }

  @Test func doorOfAnotherRoom() {
    let file = SourceFile(path: "Sources/Attic/Tank.swift", text: "import Water")
    #expect(
      strayImports(in: [file], plan: Self.plan) == ["Sources/Attic/Tank.swift:1: import Water: its door is Kitchen"])
  }

  @Test func unknownTarget() {
    let file = SourceFile(path: "Sources/Garage/Car.swift", text: "")
    #expect(strayImports(in: [file], plan: Self.plan) == ["Garage is not in the plan of the house"])
  }

  @Test(arguments: [
    ([Room(1, "A", ["B"]), Room(1, "B", ["C"]), Room(1, "C", ["A"]), Room(1, "D")], "circle through A, B, C"),
    ([Room(1, "A", ["A"])], "circle through A"),
    ([Room(1, "A", ["B"]), Room(2, "B")], "A → B goes up"),
    ([Room(1, "A", ["B"])], "A → B: no such room"),
    ([Room(1, "A", ["B"]), Room(1, "B")], nil),
  ])
  func plans(rooms: [Room], flaw: String?) {
    #expect(flaws(in: HousePlan(rooms: rooms, doors: [:], anywhere: [])) == (flaw.map { [$0] } ?? []))
  }

  @Test(arguments: [
    (#"room("Kitchen", ["Cellar", .product(name: "Water", package: "well")]), room("Cellar")"#, nil),
    (#"room("Kitchen", ["Cellar", "Attic"])"#, "Package.swift: no arrow Kitchen → Attic"),
    (#".target(name: "Kitchen", dependencies: ["Cellar", "Attic"])"#, "Package.swift: no arrow Kitchen → Attic"),
    (#"room("Kitchen", ["Cellar"]), room("Cellar", ["Water"])"#, "Package.swift: no arrow Cellar → Water"),
    (#"room("Kitchen", ["Cellar"]), room("Garage")"#, "Package.swift: Garage is not in the plan of the house"),
    (#"room("Kitchen")"#, "Sources/Kitchen/A.swift:1: Package.swift does not give Cellar to Kitchen"),
    (#"room("Cellar") // room("Kitchen", ["Cellar"])"#, "Sources/Kitchen/A.swift: not in Package.swift"),
    (#"room("Kitchen", ["Cellar"]), .systemLibrary(name: "Water", providers: [.apt(["well-dev"])])"#, nil),
    (
      #"room("Kitchen", ["Cellar"]), .target(name: "Water", dependencies: ["Attic"])"#,
      "Package.swift: Water, which is outside code, depends on Attic"
    ),
  ])
  func manifests(targets: String, disagreement: String?) {
    let manifest = Manifest("func room(_ name: String) { .target(name: name) }\ntargets: [\n\(targets)\n]")
    let file = SourceFile(path: "Sources/Kitchen/A.swift", text: "import Cellar")
    #expect(disagreements(of: manifest, with: Self.plan, files: [file]) == (disagreement.map { [$0] } ?? []))
  }

  @Test(arguments: [
    ("struct Kitchen {", true), ("public enum Kitchen: Error {", true), ("final class Kitchen {", true),
    ("struct KitchenTable {", false), ("extension Kitchen {", false), ("// struct Kitchen {", false),
  ])
  func names(line: String, isCaught: Bool) {
    let file = SourceFile(path: "Sources/Kitchen/A.swift", text: line)
    #expect(!typesNamedAsTheirTarget(in: [file]).isEmpty == isCaught)
  }

  @Test(arguments: [
    ("Sources/Kitchen/Utils", true), ("Sources/Kitchen/StringHelpers.swift", true), ("Tests/Common/A.swift", false),
    ("Tests/Common", true), ("Sources/Kitchen/CommonRoomKey.swift", false),
  ])
  func paths(path: String, isCaught: Bool) {
    #expect(!drawers(among: [path]).isEmpty == isCaught)
  }

  @Test(arguments: [
    ("final class Knife: @unchecked Sendable {", true), ("nonisolated(unsafe) var knife: Int", true),
    ("let edge = unsafe knife.edge", true), ("@unsafe func cut() {", true),
    ("bytes.withUnsafeBytes { $0.count }", false), ("// unsafe", false), ("let text = \"unsafe\"", false),
  ])
  func markers(line: String, isCaught: Bool) {
    #expect(!unsafeMarkers(in: SourceFile(path: "Sources/Kitchen/A.swift", text: line)).isEmpty == isCaught)
  }
}
