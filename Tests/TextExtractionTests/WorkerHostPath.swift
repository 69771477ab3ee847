import Testing
import TextExtraction

/// The executable beside the test bundle that becomes a worker.
let workerHost: String = {
  let bundle = CommandLine.arguments.first ?? ""
  let folder = bundle.lastIndex(of: "/").map { bundle[..<$0] } ?? "."
  return "\(folder)/WorkerHost"
}()

/// For tests that ask for a text and do not disturb the workers.
let extractor = TextExtractor(executable: workerHost, workers: 2, limits: patient)

/// The product's limits, but time enough for a program that was not optimised, on a machine that does other work.
private let patient: ExtractionLimits = {
  var limits = ExtractionLimits()
  limits.time = .seconds(60)
  return limits
}()

func text(_ html: String) async throws -> String {
  try await extractor.text(fromHTML: Array(html.utf8)).text
}

/// A document and the text a reader sees of it.
struct HTMLCase: Sendable, CustomTestStringConvertible {
  let name: String
  let html: String
  let expected: String

  init(_ name: String, _ html: String, _ expected: String) {
    self.name = name
    self.html = html
    self.expected = expected
  }

  var testDescription: String { name }
}
