// swift-tools-version:6.2
import PackageDescription

// Warnings are errors in CI only: a developer in the middle of a change may leave one for a minute.
let isCI = Context.environment["CI"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isCI ? [.treatAllWarnings(as: .error)] : [])

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, exclude: exclude, swiftSettings: settings)
}

/// What several test targets share.
func support(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Tests/" + name, swiftSettings: settings)
}

/// A program that tests start, or that is run by hand.
func program(
  _ name: String, in folder: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Tests/" + folder, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "vaguemestre",
  products: [.executable(name: "vaguemestre", targets: ["vaguemestre"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // 0: C libraries, each behind one door.
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"])]),
    .target(name: "CConfinement"),

    // 1
    room("Cryptography", ["COpenSSL"]),
    room("Domain"),
    room("Resources"),
    room("TextAnalysis"),

    // 2
    room("IMAP"),
    room("MIME", ["Cryptography"]),
    room("Store", ["Domain", "Cryptography", .product(name: "GRDB", package: "GRDB.swift")]),
    room("TextExtraction", ["CGumbo", "CConfinement"]),

    // 3
    room("Connectors", ["Domain"]),
    room("Drafting", ["Domain", .product(name: "Mustache", package: "swift-mustache")]),
    room("Mailboxes", ["Domain", "IMAP", "MIME"]),
    room("Reading", ["Cryptography", "Domain", "MIME", "TextAnalysis", "TextExtraction"]),
    room("Rules", ["Domain"]),
    room("Settings", ["Domain", "Resources", "Cryptography", "Yams"]),

    // 4
    room(
      "Engine",
      [
        "Domain", "Connectors", "Drafting", "Mailboxes", "Reading", "Rules", "Settings", "Store", "Resources",
        "TextExtraction",
      ]),

    // 5
    .executableTarget(
      name: "vaguemestre",
      dependencies: [
        "Domain", "Engine", "Settings", "TextExtraction",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ], swiftSettings: settings),

    // Tests, and the small programs that they start.
    support("TestSupport", ["Domain"]),
    program("WorkerHost", in: "WorkerHost", ["TextExtraction"]),
    program("chaos-runner", in: "ChaosRunner", ["Domain", "Engine", "TextExtraction"]),
    program(
      "fuzz-mime", in: "Fuzzing",
      ["Cryptography", "MIME", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      exclude: ["LibFuzzer", "libfuzzer.sh"]),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(
      name: "ChaosTests", dependencies: ["Domain", "TestSupport", "chaos-runner"], swiftSettings: settings),
    .testTarget(name: "CommandTests", dependencies: ["TestSupport", "vaguemestre"], swiftSettings: settings),
    tests("Connectors", ["Domain"]),
    tests("Cryptography"),
    tests("Drafting", ["Domain", "Resources"]),
    tests(
      "Engine",
      ["Domain", "Mailboxes", "Reading", "Resources", "Rules", "Store", "TestSupport", "TextExtraction", "WorkerHost"],
      exclude: ["Scenarios"]),
    tests("IMAP"),
    tests("Mailboxes", ["Domain", "TestSupport"]),
    tests("MIME", ["Cryptography"]),
    tests("Reading", ["Domain", "MIME", "Resources", "Settings", "TextAnalysis", "TextExtraction", "WorkerHost"]),
    tests("Resources"),
    tests("Rules", ["Domain", "Resources", "Settings"]),
    tests("Settings", ["Domain", "Cryptography"]),
    tests("Store", ["Domain", "TestSupport"]),
    tests("TextAnalysis"),
    tests("TextExtraction", ["WorkerHost"]),
  ],
  swiftLanguageModes: [.v6]
)
