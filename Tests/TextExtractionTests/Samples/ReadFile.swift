@testable import TextExtraction

/// Reads a file in this process, as a worker would.
func read(
  _ bytes: [UInt8], name: String? = nil, _ limits: ExtractionLimits = ExtractionLimits()
) -> ExtractedFile {
  FileReader.read(FileToRead(bytes, name: name), WorkerLimits(limits))
}

/// An Office Open XML or OpenDocument file of these parts.
func office(_ parts: [(String, String)]) -> [UInt8] {
  ArchiveWriter.write(.zip, parts.map { ArchiveWriter.Entry($0.0, $0.1) })
}

/// Workers for whole files.
let filePool = WorkerPool(executable: workerHost, workers: 2, limits: patientLimits)

/// Time enough for a program that was not optimised.
private let patientLimits: ExtractionLimits = {
  var limits = ExtractionLimits()
  limits.time = .seconds(60)
  return limits
}()

/// Reads a file in a confined worker.
func readConfined(_ bytes: [UInt8], name: String? = nil) async throws -> ExtractedFile? {
  guard case .file(let file) = try await filePool.run(.file(FileToRead(bytes, name: name))).answer.get() else {
    return nil
  }
  return file
}
