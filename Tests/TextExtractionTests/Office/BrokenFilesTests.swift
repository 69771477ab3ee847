import Foundation
import Testing

@testable import TextExtraction

@Suite("Files cut off or with flipped bits")
struct BrokenFilesTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let kind: FileKind

    init(_ kind: FileKind, _ bytes: [UInt8]) {
      testDescription = kind.rawValue
      self.kind = kind
      self.bytes = bytes
    }
  }

  private static let entries = [
    ArchiveWriter.Entry("facture.txt", String(repeating: "Facture FA-2026-0117\n", count: 30)),
    ArchiveWriter.Entry("b/bruit.bin", TestNoise.bytes(300, seed: 1)),
  ]

  private static let samples = [
    Sample(.zip, ArchiveWriter.write(.zip, entries)), Sample(.sevenZip, ArchiveWriter.write(.sevenZip, entries)),
    Sample(.tar, ArchiveWriter.write(.tar, entries)), Sample(.gzip, ArchiveWriter.write(.tarGzip, entries)),
    Sample(.bzip2, ArchiveWriter.write(.bzip2, [entries[0]])), Sample(.xz, ArchiveWriter.write(.tarXZ, entries)),
    Sample(.rar, storedRAR(name: "facture.txt", contents: entries[0].bytes)),
    Sample(.docx, OfficeSamples.docx), Sample(.xlsx, OfficeSamples.xlsx), Sample(.pptx, OfficeSamples.pptx),
    Sample(.odt, OfficeSamples.odt), Sample(.ods, OfficeSamples.ods), Sample(.rtf, OfficeSamples.rtf),
    Sample(.csv, Array("Réf;Qté;Prix\nCH-1;2;\"99,90\"\nTB-2;1;\"199\"\n".utf8)),
    Sample(.xml, Array(InvoiceSamples.facturX.utf8)),
    Sample(.html, Array("<!DOCTYPE html><p>Facture<table><tr><td>Réf<td>Prix<tr><td>CH-1<td>99</table>".utf8)),
  ]

  /// As many of each kind; 2,000 are tried by hand.
  private static let count =
    ProcessInfo.processInfo.environment["VAGUEMESTRE_MUTATIONS"].flatMap { Int($0) } ?? 20

  @Test("an answer or an error, and the next file is read", arguments: samples)
  func mutations(_ sample: Sample) async throws {
    let whole = try #require(try await readConfined(sample.bytes))
    #expect(whole.kind == sample.kind && whole.problems.isEmpty)
    #expect(!whole.text.isEmpty || !whole.files.isEmpty)
    var state = UInt64(sample.bytes.count)
    for _ in 0..<Self.count {
      do {
        _ = try await readConfined(mutated(sample.bytes, &state))
      } catch is ExtractionError {
        // That worker was lost, and nothing else.
      }
    }
    let again = try await readConfined(sample.bytes)
    #expect(again == whole)
  }

  private func mutated(_ bytes: [UInt8], _ state: inout UInt64) -> [UInt8] {
    func below(_ bound: Int) -> Int { Int(TestNoise.next(&state) % UInt64(max(1, bound))) }
    var bytes = bytes
    if below(4) == 0 { bytes.removeLast(below(bytes.count)) }
    for _ in 0..<below(6) + 1 where !bytes.isEmpty {
      let index = below(bytes.count)
      switch below(4) {
      case 0: bytes[index] = UInt8(truncatingIfNeeded: below(256))
      case 1: bytes[index] = 0xFF
      default: bytes[index] ^= 1 << below(8)
      }
    }
    return bytes
  }

  @Test(
    "an xml within a zip is hit where compression does not hide it",
    arguments: samples.filter { $0.kind == .docx || $0.kind == .xlsx })
  func parts(_ sample: Sample) async throws {
    let parts = try #require(try await readConfined(Self.asArchive(sample.bytes))).files
    var state: UInt64 = 3
    for _ in 0..<Self.count {
      let broken = parts.map { ArchiveWriter.Entry($0.name, mutated($0.bytes, &state)) }
      let file = try await readConfined(ArchiveWriter.write(.zip, broken))
      #expect(file?.kind == sample.kind)
    }
  }

  /// The same entries, and nothing by which they are known as an office document.
  private static func asArchive(_ bytes: [UInt8]) -> [UInt8] {
    let limits = WorkerLimits(ExtractionLimits())
    return ArchiveWriter.write(
      .tar, ArchiveReader.read(FileToRead(bytes), as: .zip, limits).files.map { .init($0.name, $0.bytes) })
  }
}
