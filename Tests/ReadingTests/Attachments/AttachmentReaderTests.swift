import Domain
import MIME
import Testing
import TextExtraction

@testable import Reading

/// What becomes of the files of a mail, each read by a real worker.
@Suite struct AttachmentReaderTests {
  private static let letter = Array("Facture FA-2026-0418 du 3 mars 2026, commande KZBMRTAQE.\n".utf8)
  private static let day = Instant(seconds: 1_795_168_800)

  private func reader(
    _ change: (inout AttachmentSettings) -> Void = { _ in }, extractor: TextExtractor = MailFixture.extractor
  ) -> AttachmentReader {
    var settings = AttachmentSettings()
    change(&settings)
    return AttachmentReader(extractor: extractor, languages: [.french], model: nil, settings: settings)
  }

  private func mail(_ files: (name: String, type: String, isInline: Bool, bytes: [UInt8])...) -> InternetMessage {
    InternetMessage(parsing: Array(SampleFiles.mail(files).utf8))
  }

  private func readings(
    of mail: InternetMessage, _ reader: AttachmentReader, recognises: Bool = true
  ) async throws -> [DocumentReading] {
    try await reader.readings(of: mail, receivedAt: Self.day, recognises: recognises)
  }

  @Test func aFileIsReadAndItsNumbersHaveTheirPlace() async throws {
    let mail = mail(("facture.txt", "text/plain", false, Self.letter))
    let readings = try await readings(of: mail, reader())
    #expect(readings.map(\.name) == ["facture.txt"])
    #expect(readings[0].mediaType == "text/plain" && readings[0].problems == [])
    let number = try #require(readings[0].entities.first { $0.kind == .invoiceNumber })
    #expect(number.value == "FA-2026-0418" && number.place == .attachment(name: "facture.txt", page: 1))
  }

  @Test func filesWithinFilesAreNamedByTheirWay() async throws {
    let inner = SampleFiles.tar([("b.txt", Self.letter)])
    let outer = SampleFiles.tar([("a.txt", Array("Bonjour.\n".utf8)), ("inner.tar", inner)])
    let mail = mail(("tout.tar", "application/x-tar", false, outer))
    let readings = try await readings(of: mail, reader())
    #expect(readings.map(\.name) == ["tout.tar", "tout.tar/a.txt", "tout.tar/inner.tar", "tout.tar/inner.tar/b.txt"])
    #expect(readings[3].entities.contains { $0.place == .attachment(name: "tout.tar/inner.tar/b.txt", page: 1) })
  }

  @Test func anAttachedMailIsReadWithItsFiles() async throws {
    let inner = Array(SampleFiles.mail([("facture.txt", "text/plain", false, Self.letter)]).utf8)
    let mail = mail(("suivi.eml", "message/rfc822", false, inner))
    let readings = try await readings(of: mail, reader())
    #expect(readings.map(\.name) == ["suivi.eml", "suivi.eml/facture.txt"])
    #expect(readings[0].mediaType == "message/rfc822" && readings[0].textCharacters > 0)
  }

  @Test func nestingIsBounded() async throws {
    var file = SampleFiles.tar([("a.txt", Self.letter)])
    for _ in 0..<2 { file = SampleFiles.tar([("x.tar", file)]) }
    let mail = mail(("x.tar", "application/x-tar", false, file))
    let whole = try await readings(of: mail, reader())
    #expect(whole.last?.name == "x.tar/x.tar/x.tar/a.txt" && whole.last?.problems == [])
    let cut = try await readings(of: mail, reader { $0.nesting = 1 })
    #expect(cut.map(\.problems) == [[], [], ["nestedTooDeep"]])
  }

  @Test func filesAndBytesOfAMailAreBounded() async throws {
    let files = SampleFiles.tar((1...5).map { ("\($0).txt", Self.letter + Array(String($0).utf8)) })
    let mail = mail(("x.tar", "application/x-tar", false, files))
    let few = try await readings(of: mail, reader { $0.files = 3 })
    #expect(few.map(\.problems) == [[], [], [], ["beyondBudget"], ["beyondBudget"], ["beyondBudget"]])
    let small = try await readings(of: mail, reader { $0.totalBytes = files.count + 100 })
    #expect(small.map(\.problems) == [[], [], ["beyondBudget"], ["beyondBudget"], ["beyondBudget"], ["beyondBudget"]])
  }

  /// What was cut off for one mail's budget is read for another mail.
  @Test func whatABudgetCutOffIsNotRemembered() async throws {
    let reader = reader { $0.files = 2 }
    let first = SampleFiles.tar([("1.txt", Self.letter), ("2.txt", Self.letter + [0x21])])
    _ = try await readings(of: mail(("a.tar", "application/x-tar", false, first)), reader)
    let alone = try await readings(of: mail(("2.txt", "text/plain", false, Self.letter + [0x21])), reader)
    #expect(alone[0].problems == [])
  }

  /// The second mail's file needs no worker, so that it is read although files are no longer counted.
  @Test func aFileIsReadOnceUnderAllItsNames() async throws {
    let reader = reader { $0.files = 1 }
    let pair = mail(("a.txt", "text/plain", false, Self.letter), ("b.txt", "text/plain", false, Self.letter))
    let readings = try await readings(of: pair, reader)
    #expect(readings.map(\.name) == ["a.txt", "b.txt"] && readings.map(\.problems) == [[], []])
    #expect(readings[1].entities.first?.place == .attachment(name: "b.txt", page: 1))
  }

  @Test func logosAreLeftOutAndPhotosAreNot() async throws {
    let mail = mail(
      ("logo.bmp", "image/bmp", true, SampleFiles.bitmap(240, 90)),
      ("banner.bmp", "image/bmp", true, SampleFiles.bitmap(1_000, 200)),
      ("photo.bmp", "image/bmp", true, SampleFiles.bitmap(640, 480)),
      ("small.bmp", "image/bmp", false, SampleFiles.bitmap(240, 91)))
    let readings = try await readings(of: mail, reader { $0.recognises = false })
    #expect(readings.map(\.name) == ["photo.bmp", "small.bmp"])
  }

  @Test func aPictureInEveryMailIsALogo() async throws {
    let reader = reader { $0.recognises = false }
    let mail = mail(("image001.bmp", "image/bmp", true, SampleFiles.bitmap(640, 480, shade: 200)))
    for _ in 1...3 { #expect(try await readings(of: mail, reader).count == 1) }
    #expect(try await readings(of: mail, reader).isEmpty)
  }

  @Test func aWorkerThatCannotBeStartedHindersNothing() async throws {
    let mail = mail(("facture.txt", "text/plain", false, Self.letter))
    let readings = try await readings(of: mail, reader(extractor: MailFixture.brokenExtractor))
    #expect(readings.map(\.problems) == [["unreadable"]])
  }

  @Test func recognitionIsAskedForWhereItIsNeeded() async throws {
    let scan = mail(("scan.bmp", "image/bmp", false, SampleFiles.bitmap(800, 1_100)))
    await #expect(throws: RecognitionNeeded.self) { try await readings(of: scan, reader(), recognises: false) }
    let letter = mail(("facture.txt", "text/plain", false, Self.letter))
    #expect(try await readings(of: letter, reader(), recognises: false).count == 1)
    let off = try await readings(of: scan, reader { $0.recognises = false }, recognises: false)
    #expect(off.map(\.problems) == [["needsRecognition"]])
  }

  @Test func damagedFilesOfEveryKindGiveALine() async throws {
    for start in ["%PDF-1.4\n", "PK\u{3}\u{4}", "{\\rtf1", "\u{89}PNG\r\n\u{1A}\n", "Rar!\u{1A}\u{7}\u{0}"] {
      let bytes = Array(start.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }) + [1, 2, 3, 0, 9]
      let readings = try await readings(of: mail(("x.bin", "application/octet-stream", false, bytes)), reader())
      #expect(readings.count == 1, "\(start)")
    }
  }
}
