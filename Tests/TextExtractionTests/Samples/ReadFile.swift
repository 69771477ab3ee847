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

/// Reads a file in a confined worker.
func readConfined(_ bytes: [UInt8], name: String? = nil) async throws -> ExtractedFile? {
  let answer = try await extractor.documents.run(.file(FileToRead(bytes, name: name))).answer.get()
  guard case .file(let file) = answer else { return nil }
  return file
}
