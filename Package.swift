// swift-tools-version:6.2
import PackageDescription

// Warnings are errors in CI only: a developer in the middle of a change may leave one for a minute.
let isCI = Context.environment["CI"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isCI ? [.treatAllWarnings(as: .error)] : [])

/// - Parameter isFast: compiled for speed in a debug build too. Training and reading thousands of mails would else take the
///   tests a hundred times longer.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], isFast: Bool = false) -> Target {
  .target(
    name: name, dependencies: dependencies,
    swiftSettings: settings + (isFast ? [.unsafeFlags(["-O"], .when(configuration: .debug))] : []))
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
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    // 0: C libraries, each behind one door.
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"])]),
    .systemLibrary(name: "CStemmer", providers: [.apt(["libstemmer-dev"])]),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(name: "CHeif", pkgConfig: "libheif", providers: [.apt(["libheif-dev"])]),
    .systemLibrary(name: "CLeptonica", pkgConfig: "lept", providers: [.apt(["libleptonica-dev"])]),
    .systemLibrary(name: "CPoppler", pkgConfig: "poppler-glib", providers: [.apt(["libpoppler-glib-dev"])]),
    .systemLibrary(name: "CZbar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),
    .target(name: "CConfinement"),

    // 1
    room("Cryptography", ["COpenSSL"]),
    room("Domain"),
    room("Resources"),
    room("TextAnalysis", ["CStemmer"], isFast: true),

    // 2
    room("Classification", ["TextAnalysis"], isFast: true),
    room("HTTPClient", ["CCurl"]),
    room("IMAP", ["TLS", .product(name: "NIOCore", package: "swift-nio")]),
    room("MIME", ["Cryptography"]),
    room("SMTP", ["TLS", .product(name: "NIOCore", package: "swift-nio")]),
    room("Store", ["Domain", "Cryptography", .product(name: "GRDB", package: "GRDB.swift")]),
    room("TextExtraction", ["CArchive", "CConfinement", "CGumbo", "CHeif", "CLeptonica", "CPoppler", "CZbar"]),
    room(
      "TLS",
      [
        "COpenSSL", "Cryptography", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOTLS", package: "swift-nio"),
      ]),

    // 3
    room("Connectors", ["Domain"]),
    room("Drafting", ["Domain", .product(name: "Mustache", package: "swift-mustache")]),
    room("Learning", ["Classification", "Domain", "Store"]),
    room("Mailboxes", ["Cryptography", "Domain", "HTTPClient", "IMAP", "MIME", "SMTP", "TLS"]),
    room(
      "Reading", ["Classification", "Cryptography", "Domain", "MIME", "TextAnalysis", "TextExtraction"],
      isFast: true),
    room("Rules", ["Domain"]),
    room("Settings", ["Domain", "Resources", "Cryptography", "Yams"]),

    // 4
    room(
      "Engine",
      [
        "Domain", "Connectors", "Cryptography", "Drafting", "HTTPClient", "Learning", "Mailboxes", "Reading", "Rules",
        "Settings", "Store", "Resources", "TLS",
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
    support("TestServers", ["Cryptography", "TestSupport"]),
    program("WorkerHost", in: "WorkerHost", ["TextExtraction"]),
    program("chaos-runner", in: "ChaosRunner", ["Domain", "Engine", "TextExtraction"]),
    program(
      "fuzz-mime", in: "Fuzzing",
      ["Cryptography", "MIME", "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      exclude: ["IMAP", "LibFuzzer", "libfuzzer.sh"]),
    program(
      "fuzz-imap", in: "Fuzzing/IMAP",
      ["IMAP", "TestSupport", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(
      name: "ChaosTests", dependencies: ["Domain", "Store", "TestServers", "TestSupport", "chaos-runner"],
      swiftSettings: settings),
    .testTarget(name: "CommandTests", dependencies: ["TestSupport", "vaguemestre"], swiftSettings: settings),
    tests("Classification"),
    tests("Connectors", ["Domain"]),
    tests("Cryptography"),
    tests("Drafting", ["Domain", "Resources"]),
    tests(
      "Engine",
      ["Domain", "Mailboxes", "Reading", "Resources", "Rules", "Store", "TestSupport", "TextExtraction", "WorkerHost"],
      exclude: ["Scenarios"]),
    tests("HTTPClient", ["TestSupport"]),
    tests(
      "IMAP",
      ["TLS", .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio")]),
    tests("Learning", ["Domain", "Store", "TestSupport"]),
    tests("Mailboxes", ["Cryptography", "Domain", "HTTPClient", "TestSupport"]),
    .testTarget(
      name: "IntegrationTests",
      dependencies: [
        "Cryptography", "Domain", "Engine", "IMAP", "Mailboxes", "Resources", "Store", "TestServers", "TestSupport",
        "TextExtraction", "WorkerHost",
      ], swiftSettings: settings),
    tests("MIME", ["Cryptography"]),
    tests(
      "Reading",
      ["Domain", "MIME", "Resources", "Settings", "TestSupport", "TextAnalysis", "TextExtraction", "WorkerHost"],
      exclude: ["Documents/Layouts"]),
    tests("Resources"),
    tests("Rules", ["Domain", "Resources", "Settings"]),
    tests("SMTP", ["TLS", "TestSupport", .product(name: "NIOCore", package: "swift-nio")]),
    tests("Settings", ["Domain", "Cryptography"]),
    tests("Store", ["Domain", "TestSupport"]),
    tests(
      "TLS",
      [
        "COpenSSL", "TestSupport", .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOTLS", package: "swift-nio"),
      ]),
    tests("TestServers", ["TestSupport"]),
    tests("TextAnalysis"),
    tests("TextExtraction", ["CArchive", "WorkerHost"], exclude: ["Fixtures"]),
    .testTarget(
      name: "TrainingTests", dependencies: ["Domain", "Reading", "Settings", "TestSupport"], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
