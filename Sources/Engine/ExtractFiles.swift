import Domain
import Foundation
import Reading
import TextExtraction

/// The work of `vaguemestre extract`: files read and told, nothing else done with them.
public struct ExtractFiles {
  private let reader: AttachmentReader
  private let extractor: TextExtractor
  private let limits: ExtractionLimits

  /// - Parameter profile: whose numbers are looked for: a shop's or an accounts department's.
  public init(profile: String, _ installation: Installation) throws {
    let trade = try TradeProfile.load(profile, from: installation.resources)
    let settings = AttachmentSettings()
    limits = settings.limits
    extractor = installation.extractor(workers: 1, limits: settings.limits)
    let documents = DocumentReader(
      model: trade.documents, languages: [.french, .english],
      trade: trade.lexicon.trade)
    reader = AttachmentReader(extractor: extractor, documents: documents, settings: settings)
  }

  /// One line of JSON on a file and the files within it.
  public func report(_ path: String) async throws -> String {
    let all = try await reader.readings(of: try file(path))
    return DocumentReport(all[0], inside: Array(all.dropFirst())).json
  }

  /// The text of a file, page after page.
  public func text(_ path: String) async throws -> String {
    var time = AttachmentSettings().totalTime
    return try await extractor.contents(of: try file(path), within: &time, recognises: true).text
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
