import Foundation
import TestSupport
import Testing

/// `vaguemestre parse` where something is missing: an output, an input, the rest of the installation.
@Suite struct ParseCommandTests {
  /// Runs the program with its resources nowhere to be found.
  private static func run(_ arguments: [String], input: String, output: Any) throws -> (code: Int32, errors: String) {
    let process = Process()
    process.executableURL = BuiltPrograms.url("vaguemestre")
    process.arguments = arguments
    process.environment = ["LANG": "en_GB.UTF-8", "VAGUEMESTRE_RESOURCES": "/nonexistent"].merging(
      ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }
    ) { $1 }
    let stdin = Pipe()
    let errors = Pipe()
    process.standardInput = stdin
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    let told = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, told)
  }

  @Test(arguments: [["parse", "-"], ["parse", "--summary", "-"]]) func aFullDiskIsAFailure(arguments: [String])
    async throws
  {
    let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
    let result = try Self.run(arguments, input: "Subject: s\n\nx\n", output: full)
    #expect(result.code == 74)
    #expect(result.errors.contains("Standard output cannot be written"))
  }

  @Test(arguments: ["", "Content-Type: text/html\n\n<p>Bonjour</p>\n"])
  func readsAnyInputWithoutResources(input: String) async throws {
    let output = Pipe()
    let result = try Self.run(["parse", "-"], input: input, output: output)
    let line = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(result.code == 0)
    #expect(result.errors.isEmpty)
    #expect(line.hasPrefix("{") && line.hasSuffix("}\n"))
    #expect(line.contains("Bonjour") == !input.isEmpty)
  }

  @Test func tellsOfHTMLThatCouldNotBeReadWhole() async throws {
    let output = Pipe()
    let deep = "Content-Type: text/html\n\n" + String(repeating: "<div>", count: 20_000) + "Avant"
    let result = try Self.run(["parse", "-"], input: deep, output: output)
    #expect(result.code == 0)
    #expect(result.errors.hasPrefix("-: its HTML could not be read whole"))
    let line = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    #expect(line.contains("Avant"))
  }

  @Test func aReaderThatHasReadEnoughIsNoFailure() async throws {
    let output = Pipe()
    try output.fileHandleForReading.close()
    #expect(try Self.run(["parse", "-"], input: "Subject: s\n\nx\n", output: output).code == 0)
  }
}
