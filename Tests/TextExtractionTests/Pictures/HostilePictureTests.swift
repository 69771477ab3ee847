import Foundation
import Testing

@testable import TextExtraction

@Suite("Hostile pictures")
struct HostilePictureTests {
  /// Each format's header announcing 30,000 × 30,000 pixels (WebP: 16,383), which would take 3.6 GB.
  static func bombs() throws -> [(String, [UInt8])] {
    var jpeg = try fixture("quarter.jpg")
    let frame = try #require(jpeg.indices.dropLast().first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
    jpeg.replaceSubrange(frame + 5..<frame + 9, with: bigEndian(30_000, 2) + bigEndian(30_000, 2))
    var gif = try fixture("quarter.gif")
    let image = try #require(gif.indices.first { gif[$0...].starts(with: [0x2C, 0, 0, 0, 0, 160, 0, 120, 0]) })
    gif.replaceSubrange(image + 5..<image + 9, with: littleEndian(30_000, 2) + littleEndian(30_000, 2))
    var heic = try fixture("quarter.heic")
    for name in heic.indices where heic[name...].starts(with: "ispe".utf8) {
      heic.replaceSubrange(name + 8..<name + 16, with: bigEndian(30_000, 4) + bigEndian(30_000, 4))
    }
    var webP = try fixture("quarter.webp")
    // VP8L: two times fourteen bits behind a byte of signature.
    webP.replaceSubrange(21..<25, with: littleEndian(16_382 | 16_382 << 14, 4))
    var png = Canvas(width: 1, height: 1).png()
    png.replaceSubrange(8..<33, with: pngChunk("IHDR", bigEndian(30_000, 4) + bigEndian(30_000, 4) + [8, 2, 0, 0, 0]))
    var bmp = Canvas(width: 1, height: 1).bmp()
    bmp.replaceSubrange(18..<26, with: littleEndian(30_000, 4) + littleEndian(-30_000, 4))
    var flat = Canvas(width: 1, height: 1)
    (flat.width, flat.height) = (30_000, 30_000)
    return [
      ("jpeg", jpeg), ("gif", gif), ("heif", heic), ("webp", webP), ("png", png), ("bmp", bmp), ("tiff", tiff([flat])),
    ]
  }

  @Test("a picture of too many pixels is refused before one is unpacked")
  func bombs() async throws {
    var limits = patientFileLimits
    limits.memoryBytes = 400 << 20
    let extractor = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    var workers: Set<Int32> = []
    for (kind, bytes) in try Self.bombs() {
      let file = try await extractor.contents(bytes, recognises: true)
      #expect(file.kind.rawValue == kind)
      #expect(file.problems == [.tooManyPixels], "\(kind)")
      #expect(file.pages.isEmpty && file.pageCount == 1)
      #expect(file.picture?.width == (kind == "webp" ? 16_383 : 30_000), "\(kind)")
      let drawing = try await extractor.drawing(bytes)
      #expect(drawing == nil, "\(kind)")
      workers.formUnion(extractor.processIDs)
    }
    // One worker outlived them all.
    #expect(workers.count == 1)
    await extractor.shutdown()
  }

  @Test("a picture that takes more memory than a worker has costs itself")
  func memory() async throws {
    var limits = patientFileLimits
    limits.memoryBytes = 300 << 20
    let extractor = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    var large = try fixture("quarter.jpg")
    let frame = try #require(large.indices.dropLast().first { large[$0] == 0xFF && large[$0 + 1] == 0xC0 })
    large.replaceSubrange(frame + 5..<frame + 9, with: bigEndian(8_900, 2) + bigEndian(8_900, 2))
    let file = try await extractor.contents(large)
    #expect(file.problems == [.damaged] || file.problems == [.unreadable])
    #expect(file.pages.isEmpty)
    let next = try await extractor.contents(try fixture("quarter.jpg"))
    #expect(next.problems.isEmpty)
    await extractor.shutdown()
  }

  @Test("what is cut off is reported")
  func truncated() async throws {
    for name in PictureReaderTests.quarters {
      let whole = try fixture(name)
      let header = try await fileExtractor.contents(Array(whole.prefix(16)))
      #expect(header.problems == [.damaged], "\(name)")
      let half = try await fileExtractor.contents(Array(whole.dropLast(whole.count / 4)))
      #expect(half.problems == [.damaged], "\(name)")
    }
  }

  /// 20 of each kind; more by hand: VAGUEMESTRE_MUTATIONS=2000.
  static let mutations = ProcessInfo.processInfo.environment["VAGUEMESTRE_MUTATIONS"].flatMap { Int($0) } ?? 20

  @Test(
    "changed pictures give an answer", arguments: PictureReaderTests.quarters + ["qr.png", "made.bmp", "made.tiff"])
  func mutated(_ name: String) async throws {
    let canvas = Canvas(width: 120, height: 110)
    let valid =
      switch name {
      case "made.bmp": canvas.bmp()
      case "made.tiff": tiff([canvas, canvas])
      case "quarter.jpg": jpeg(try fixture(name), withEXIF: exif(orientation: 5))
      default: try fixture(name)
      }
    var limits = patientFileLimits
    limits.fileTime = .seconds(20)
    limits.drawingTime = .seconds(20)
    let extractor = TextExtractor(executable: workerHost, workers: 2, limits: limits)
    var mutation = Mutation(seed: 1)
    for number in 0..<Self.mutations {
      let bytes = mutation.of(valid)
      let file = try await extractor.contents(bytes)
      #expect(!file.problems.contains(.tookTooLong), "mutation \(number) of \(name)")
      _ = try? await extractor.documents.run(.drawing(FileToRead(bytes), page: 1))
    }
    let unchanged = try await extractor.contents(valid)
    #expect(unchanged.problems.isEmpty)
    await extractor.shutdown()
  }
}
