import Testing

@testable import TextExtraction

@Suite("What a PDF carries along")
struct PDFFilesTests {
  /// A document with these files attached, and one more pinned to its page if `pins`.
  private func document(_ files: [(name: String, bytes: [UInt8])], pins: Bool = false) -> [UInt8] {
    let extra = PDFWriter.firstExtra(pages: 1)
    var sheet = PDFWriter.Sheet(PDFWriter.text("Voir la piece jointe", x: 50, y: 700))
    if pins { sheet.entries = "/Annots [\(extra + 2 * files.count) 0 R]" }
    let names = files.indices.map { "(f\($0)) \(extra + 2 * $0) 0 R" }.joined(separator: " ")
    return PDFWriter.document([sheet], catalog: "/Names << /EmbeddedFiles << /Names [\(names)] >> >>") { writer in
      for (index, file) in files.enumerated() {
        let stream = extra + 2 * index + 1
        writer.add("<< /Type /Filespec /F (\(file.name)) /UF (\(file.name)) /EF << /F \(stream) 0 R >> >>")
        writer.addStream(file.bytes, "/Type /EmbeddedFile")
      }
      if pins {
        writer.add("<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS \(extra) 0 R >>")
      }
    }
  }

  private func read(_ bytes: [UInt8], unpacked: Int = 1 << 20, entries: Int = 200) -> ExtractedFile {
    var limits = ExtractionLimits()
    limits.unpackedBytes = unpacked
    limits.entries = entries
    return PDFReader.read(FileToRead(bytes), WorkerLimits(limits))
  }

  private let note = (name: "note.txt", bytes: Array("Bonjour".utf8))
  private let list = (name: "liste.csv", bytes: Array("a;b".utf8))

  @Test("attached files come with their names and bytes")
  func attached() {
    let file = read(document([note, list]))
    let expected = [note, list].map { ContainedFile(name: $0.name, bytes: $0.bytes) }
    #expect(file.files.sorted { $0.name > $1.name } == expected)
    #expect(file.problems.isEmpty && file.text == "Voir la piece jointe")
  }

  @Test("a file both attached and pinned to a page comes once")
  func pinned() {
    #expect(read(document([note], pins: true)).files.map(\.name) == ["note.txt"])
  }

  @Test("a file that is pinned only")
  func pinnedOnly() {
    let extra = PDFWriter.firstExtra(pages: 1)
    var sheet = PDFWriter.Sheet()
    sheet.entries = "/Annots [\(extra) 0 R]"
    let bytes = PDFWriter.document([sheet]) { writer in
      writer.add("<< /Type /Annot /Subtype /FileAttachment /Rect [10 10 30 30] /FS \(extra + 1) 0 R >>")
      writer.add("<< /Type /Filespec /UF (note.txt) /EF << /F \(extra + 2) 0 R >> >>")
      writer.addStream(Array("Bonjour".utf8), "/Type /EmbeddedFile")
    }
    #expect(read(bytes).files == [ContainedFile(name: "note.txt", bytes: Array("Bonjour".utf8))])
  }

  @Test("files beyond the bound of bytes or of number are left out, and it is said")
  func bounds() {
    let file = read(document([note, list]), unpacked: 9)
    #expect(file.files.count == 1 && file.problems == [.expandsTooMuch])
    #expect(read(document([note, list]), unpacked: 10).problems.isEmpty)
    let first = read(document([note, list]), entries: 1)
    #expect(first.files.count == 1 && first.problems == [.expandsTooMuch])
  }

  @Test("an invoice as data is read, whatever the name of its file")
  func invoice() {
    let xml = (name: "Facture.XML", bytes: Array(InvoiceSamples.facturX.utf8))
    let file = read(document([note, xml]))
    #expect(file.electronicInvoice?.number == "FA-2026-0117" && file.files.map(\.name) == ["note.txt"])
    let other = (name: "autre.xml", bytes: Array("<a/>".utf8))
    #expect(read(document([other])).files.map(\.name) == ["autre.xml"])
  }
}

@Suite("A page of a PDF as a picture")
struct PDFDrawingTests {
  private let limits = WorkerLimits(ExtractionLimits())
  /// A black picture over the whole of a page of 595 by 842 points.
  private let scan = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q\n"

  private func size(ofPNG png: [UInt8]) -> [Int] {
    [16, 20].map { start in png[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) } }
  }

  private func needsRecognition(_ sheets: [PDFWriter.Sheet]) -> [Bool] {
    PDFReader.read(FileToRead(PDFWriter.document(sheets)), limits).pages.map(\.needsRecognition)
  }

  @Test("300 dpi in shades of grey")
  func drawn() throws {
    let bytes = PDFWriter.document([.init(), .init(PDFWriter.text("Facture", x: 50, y: 700))])
    let drawing = try #require(FileReader.draw(FileToRead(bytes), page: 2, limits))
    #expect(drawing.resolution == 300 && size(ofPNG: drawing.png) == [2_479, 3_508])
    // Eight bits, grey.
    #expect(drawing.png[24...25] == [8, 0])
    let blank = try #require(FileReader.draw(FileToRead(bytes), page: 1, limits))
    #expect(blank.png.count < drawing.png.count)
    #expect(FileReader.draw(FileToRead(bytes), page: 3, limits) == nil)
    #expect(FileReader.draw(FileToRead(bytes), page: 0, limits) == nil)
    #expect(FileReader.draw(FileToRead(EncryptedSamples.locked), page: 1, limits) == nil)
  }

  @Test("black is 0 and white 255, from the upper left")
  func pixels() throws {
    var sheet = PDFWriter.Sheet("0 0 50 10 re f 1 0 0 rg 50 10 50 10 re f")
    (sheet.width, sheet.height) = (100, 20)
    let document = try PDFDocument(PDFWriter.document([sheet]))
    let drawn = document.page(1)?.drawn(scale: 1)
    let grey = try #require(drawn)
    #expect(grey.width == 100 && grey.height == 20 && grey.bytes.count == 2_000)
    #expect(grey.bytes[15 * 100 + 20] == 0 && grey.bytes[5 * 100 + 20] == 255)
    #expect(grey.bytes[5 * 100 + 70] == 76)
  }

  @Test("a large page is drawn with fewer pixels", arguments: [(14_400, 14_400), (14_400, 1), (3, 14_400)])
  func large(_ width: Int, _ height: Int) throws {
    var sheet = PDFWriter.Sheet("0 0 100 100 re f")
    (sheet.width, sheet.height) = (width, height)
    let drawing = try #require(FileReader.draw(FileToRead(PDFWriter.document([sheet])), page: 1, limits))
    let (columns, rows) = (size(ofPNG: drawing.png)[0], size(ofPNG: drawing.png)[1])
    #expect(columns * rows <= 3_508 * 4_961 && max(columns, rows) <= 32_767)
    #expect(abs(Double(columns) - Double(width) * Double(drawing.resolution) / 72) <= 1)
    var few = ExtractionLimits()
    few.pixels = 10_000
    let small = try #require(FileReader.draw(FileToRead(PDFWriter.document([sheet])), page: 1, WorkerLimits(few)))
    #expect(size(ofPNG: small.png).reduce(1, *) <= 14_400)
  }

  @Test("a page needs recognition when it is a picture, or drawn without letters")
  func recognition() {
    let header = PDFWriter.text("FAX 01/03/2026 10:20  P. 1/1", x: 50, y: 820)
    let letter = (0..<10).map { PDFWriter.text("Veuillez trouver la facture", x: 50, y: 700 - 20 * $0) }.joined()
    let logo = "q 100 0 0 50 50 700 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q\n"
    let half = { (y: Int) in "q 595 0 0 421 0 \(y) cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{1} EI Q\n" }
    let outlines = (0..<40).map { "\(50 + 10 * $0) 600 5 40 re f\n" }.joined()
    let pages: [(PDFWriter.Sheet, Bool)] = [
      (.init(scan), true), (.init(half(0) + half(421)), true), (.init(scan + header), true), (.init(outlines), true),
      (.init(scan + letter), false), (.init(letter), false), (.init(header), false), (.init(header + logo), false),
      (.init(""), false), (.init("1 1 0.9 rg 0 0 595 842 re f"), false),
    ]
    #expect(needsRecognition(pages.map(\.0)) == pages.map(\.1))
  }

  /// Code 39: each sign has nine bars and spaces in turn, a `1` marks a wide one.
  private static let code39: [Character: String] = [
    "*": "010010100", "1": "100100001", "2": "001100001", "3": "101100000", "4": "000110001", "5": "100110000",
  ]

  private func bars(_ text: String) -> String {
    var x = 100.0
    var content = ""
    for sign in "*\(text)*" {
      for (index, element) in (Self.code39[sign] ?? "").enumerated() {
        let width = element == "1" ? 4.5 : 1.5
        if index.isMultiple(of: 2) { content += "\(x) 600 \(width) 40 re f\n" }
        x += width
      }
      x += 1.5
    }
    return content
  }

  @Test("barcodes drawn on the first pages are found")
  func barcodes() async throws {
    let pages = ["12345", "", "54321", "11111"].map { PDFWriter.Sheet($0.isEmpty ? "" : bars($0)) }
    let outcome = try await extractor.documents.run(.barcodes(FileToRead(PDFWriter.document(pages))))
    guard case .barcodes(let codes) = try outcome.answer.get() else { throw ExtractionError.malformedAnswer }
    #expect(codes.map(\.text) == ["12345", "54321"] && codes.map(\.page) == [1, 3])
  }
}
