public import Domain
import Foundation
import Reading
import TextExtraction

/// The work of `vaguemestre extract`: files read and told, nothing else done with them.
public struct ExtractFiles {
  private let reader: AttachmentReader
  private let extractor: TextExtractor
  private let limits: ExtractionLimits
  private let now: Instant

  /// - Parameter now: the day from which a date takes a missing year.
  public init(_ installation: Installation, now: Instant) throws {
    self.now = now
    let settings = AttachmentSettings()
    limits = settings.limits
    extractor = installation.extractor(workers: 1, limits: settings.limits)
    reader = AttachmentReader(
      extractor: extractor, languages: [.french, .english],
      model: try TradeProfile.documents(from: installation.resources),
      settings: settings)
  }

  /// One line of JSON on a file and the files within it.
  public func report(_ path: String) async throws -> String {
    let all = try await reader.readings(of: try file(path), receivedAt: now)
    return DocumentReport(all[0], inside: Array(all.dropFirst())).json
  }

  /// The text of a file, page after page.
  public func text(_ path: String) async throws -> String {
    var time = AttachmentSettings().totalTime
    return try await extractor.contents(of: try file(path), within: &time, recognises: true, findsBarcodes: false).text
  }

  public func end() async { await extractor.shutdown() }

  /// - Throws: an error with a sentence when it cannot be read.
  private func file(_ path: String) throws -> FileToRead {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    // One more than is read, so that it is told.
    let bytes = try handle.read(upToCount: limits.inputBytes + 1) ?? Data()
    return FileToRead(Array(bytes), name: path)
  }
}
