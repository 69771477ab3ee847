import Foundation
import Testing

@testable import TextExtraction

@Suite("PDFs made to harm")
struct PDFHostileTests {
  /// Within the product's bounds, save for time: these tests run a program that was not optimised.
  private static let patient: ExtractionLimits = {
    var limits = ExtractionLimits()
    limits.fileTime = .seconds(120)
    limits.drawingTime = .seconds(120)
    return limits
  }()

  private func withDocuments(
    _ limits: ExtractionLimits = patient, _ body: (WorkerPool) async throws -> Void
  ) async throws {
    let extractor = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    do {
      try await body(extractor.documents)
    } catch {
      await extractor.shutdown()
      throw error
    }
    await extractor.shutdown()
  }

  private func read(_ bytes: [UInt8], by documents: WorkerPool) async throws -> Result<ExtractedFile, ExtractionError> {
    switch try await documents.run(.file(FileToRead(bytes))).answer {
    case .success(.file(let file)): .success(file)
    case .success: .failure(.malformedAnswer)
    case .failure(let error): .failure(error)
    }
  }

  private func draw(_ bytes: [UInt8], by documents: WorkerPool) async throws -> Result<Drawing?, ExtractionError> {
    switch try await documents.run(.drawing(FileToRead(bytes), page: 1)).answer {
    case .success(.drawing(let drawing)): .success(drawing)
    case .success: .failure(.malformedAnswer)
    case .failure(let error): .failure(error)
    }
  }

  private let letter = PDFWriter.text("Facture 1", x: 50, y: 700)

  @Test("a worker that just read a PDF and drew it with the system's fonts can still do nothing else")
  func isStillConfined() async throws {
    try await withDocuments { documents in
      let bytes = PDFWriter.document([.init(letter)])
      let text = try await read(bytes, by: documents).get().text
      #expect(text == "Facture 1")
      let drawing = try await draw(bytes, by: documents).get()
      let workers = documents.processIDs
      guard case .confinement(let confinement) = try await documents.run(.probe).answer.get() else {
        throw ExtractionError.malformedAnswer
      }
      #expect(documents.processIDs == workers)
      #expect(confinement.attempts.count == Confinement.Deed.allCases.count)
      let done = confinement.attempts.filter { !$0.isRefused }
      #expect(done.isEmpty)
      // With Landlock the letters were drawn as they are without any confinement.
      if confinement.measures.contains(.landlock) {
        let isSame = drawing == FileReader.draw(FileToRead(bytes), page: 1, WorkerLimits(ExtractionLimits()))
        #expect(isSame)
      }
    }
  }

  @Test("scripts, programs to be started and addresses to be called are passed over")
  func actions() async throws {
    let extra = PDFWriter.firstExtra(pages: 1)
    var sheet = PDFWriter.Sheet(letter)
    sheet.entries = "/AA << /O \(extra + 1) 0 R >> /Annots [\(extra + 3) 0 R]"
    let catalog = """
      /OpenAction \(extra) 0 R /AA << /WC \(extra + 2) 0 R >> \
      /Names << /JavaScript << /Names [(x) \(extra) 0 R] >> >>
      """
    let bytes = PDFWriter.document([sheet], catalog: catalog) { writer in
      writer.add("<< /S /JavaScript /JS (while (true) { app.launchURL\\('http://ex.fr'\\) }) >>")
      writer.add("<< /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>")
      writer.add("<< /S /SubmitForm /F (http://ex.fr/) >>")
      writer.add("<< /Type /Annot /Subtype /Link /Rect [0 0 600 800] /A << /S /URI /URI (http://ex.fr/) >> >>")
    }
    try await withDocuments { documents in
      let file = try await read(bytes, by: documents).get()
      #expect(file.text == "Facture 1" && file.problems.isEmpty)
    }
  }

  @Test("of ten thousand pages the first ones are read")
  func manyPages() async throws {
    let bytes = PDFWriter.document(Array(repeating: .init(letter), count: 10_000))
    try await withDocuments { documents in
      let file = try await read(bytes, by: documents).get()
      #expect(file.pageCount == 10_000 && file.pages.count == 100 && file.problems == [.tooManyPages])
      #expect(file.pages.allSatisfy { $0.text == "Facture 1" })
    }
  }

  @Test("a tree of pages that holds itself, and one that promises pages it has not")
  func pageTrees() async throws {
    var circle = PDFWriter()
    circle.add("<< /Type /Catalog /Pages 2 0 R >>")
    circle.add("<< /Type /Pages /Count 1000000 /Kids [2 0 R 3 0 R] >>")
    circle.add("<< /Type /Pages /Count 1000 /Kids [2 0 R 3 0 R] /Parent 3 0 R >>")
    var empty = PDFWriter()
    empty.add("<< /Type /Catalog /Pages 2 0 R >>")
    empty.add("<< /Type /Pages /Count 2000000000 /Kids [] >>")
    try await withDocuments { documents in
      for bytes in [circle.bytes, empty.bytes] {
        let file = try await read(bytes, by: documents).get()
        #expect(file.problems.contains(.damaged) && file.pages.count <= 100)
      }
    }
  }

  @Test("a drawing that calls itself, and 100,000 states saved in one another")
  func recursion() async throws {
    var sheet = PDFWriter.Sheet("/X Do " + letter)
    sheet.resources = "/XObject << /X \(PDFWriter.firstExtra(pages: 1)) 0 R >>"
    let circle = PDFWriter.document([sheet]) { writer in
      let own = PDFWriter.firstExtra(pages: 1)
      writer.addStream(
        Array("/X Do /X Do".utf8),
        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X \(own) 0 R >> >>")
    }
    let states = PDFWriter.document([.init(String(repeating: "q ", count: 100_000) + letter)])
    try await withDocuments { documents in
      for bytes in [circle, states] {
        _ = try await read(bytes, by: documents)
        _ = try await draw(bytes, by: documents)
        let next = try await read(PDFWriter.document([.init(letter)]), by: documents).get()
        #expect(next.text == "Facture 1")
      }
    }
  }

  @Test("a page of five metres with a picture of 30,000 by 30,000 pixels is drawn small, or costs one worker")
  func hugePicture() async throws {
    var sheet = PDFWriter.Sheet("q 14400 0 0 14400 0 0 cm /X Do Q")
    (sheet.width, sheet.height) = (14_400, 14_400)
    sheet.resources = "/XObject << /X \(PDFWriter.firstExtra(pages: 1)) 0 R >>"
    let bytes = PDFWriter.document([sheet]) { writer in
      writer.addStream(
        PDFWriter.deflatedRun(of: 0x40, count: 30_000 * 30_000),
        "/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8 "
          + "/Filter /FlateDecode")
    }
    var hasty = Self.patient
    hasty.drawingTime = .seconds(2)
    try await withDocuments(hasty) { documents in
      let file = try await read(bytes, by: documents).get()
      #expect(file.pages.map(\.needsRecognition) == [true])
      if let drawing = try? await draw(bytes, by: documents).get() { #expect(drawing.resolution < 40) }
      let next = try await read(PDFWriter.document([.init(letter)]), by: documents).get()
      #expect(next.text == "Facture 1")
    }
  }

  @Test("a stream that unpacks to a gigabyte, as a page's content and as an attached file")
  func bombs() async throws {
    var content = PDFWriter.Sheet()
    content.content = PDFWriter.deflatedRun(of: UInt8(ascii: " "), count: 1 << 30)
    content.filter = "/Filter /FlateDecode"
    let extra = PDFWriter.firstExtra(pages: 1)
    let attached = PDFWriter.document(
      [.init(letter)], catalog: "/Names << /EmbeddedFiles << /Names [(f) \(extra) 0 R] >> >>"
    ) { writer in
      writer.add("<< /Type /Filespec /UF (bombe.xml) /EF << /F \(extra + 1) 0 R >> >>")
      writer.addStream(
        PDFWriter.deflatedRun(of: UInt8(ascii: " "), count: 1 << 30), "/Type /EmbeddedFile /Filter /FlateDecode")
    }
    var narrow = Self.patient
    narrow.unpackedBytes = 1 << 20
    try await withDocuments(narrow) { documents in
      let file = try await read(attached, by: documents).get()
      #expect(file.files.isEmpty && file.problems == [.expandsTooMuch] && file.text == "Facture 1")
    }
    var hasty = Self.patient
    hasty.fileTime = .milliseconds(500)
    try await withDocuments(hasty) { documents in
      let blank = PDFWriter.document([content])
      switch try await read(blank, by: documents) {
      case .success(let file): #expect(file.text.isEmpty)
      case .failure(let error): #expect(error == .timeout(.milliseconds(500)))
      }
      let next = try await read(PDFWriter.document([.init(letter)]), by: documents).get()
      #expect(next.text == "Facture 1")
    }
  }

  @Test("files that are slow do not keep a mail waiting")
  func mailsGoFirst() async throws {
    let extractor = TextExtractor(executable: workerHost, workers: 1)
    let bytes = PDFWriter.document([.init(letter)])
    _ = try await extractor.documents.run(.file(FileToRead(bytes)))
    let worker = try #require(extractor.documents.processIDs.first)
    kill(worker, SIGSTOP)
    let slow = Task { try await extractor.documents.run(.file(FileToRead(bytes))).answer.get() }
    while extractor.running == 0 { await Task.yield() }
    let text = try await extractor.text(fromHTML: Array("<p>Bonjour</p>".utf8)).text
    #expect(text == "Bonjour" && extractor.running == 1)
    kill(worker, SIGCONT)
    _ = try await slow.value
    await extractor.shutdown()
    #expect(extractor.processIDs.isEmpty)
  }

  /// VAGUEMESTRE_MUTATIONS=2000 tries as many by hand.
  @Test("documents cut short or with flipped bits give an answer or an error, and the next one is read")
  func mutations() async throws {
    let count = ProcessInfo.processInfo.environment["VAGUEMESTRE_MUTATIONS"].flatMap { Int($0) } ?? 20
    let whole = Self.rich(letter)
    var random = SplitMix(seed: 5)
    try await withDocuments { documents in
      let problems = try await read(whole, by: documents).get().problems
      #expect(problems.isEmpty)
      for number in 0..<count {
        let broken = random.mutation(of: whole)
        _ = try await read(broken, by: documents)
        if number.isMultiple(of: 4) { _ = try await draw(broken, by: documents) }
      }
      let next = try await read(whole, by: documents).get()
      #expect(next.text.contains("Facture 1"))
    }
  }

  /// A document with something of everything, so that a flipped bit meets many readers.
  private static func rich(_ letter: String) -> [UInt8] {
    let extra = PDFWriter.firstExtra(pages: 2)
    var picture = PDFWriter.Sheet("q 500 0 0 700 0 0 cm /X Do Q")
    picture.resources = "/XObject << /X \(extra) 0 R >>"
    var form = PDFWriter.Sheet(letter)
    form.entries = "/Annots [\(extra + 1) 0 R \(extra + 2) 0 R]"
    let catalog = """
      /AcroForm << /NeedAppearances true /DA (/F1 11 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> \
      /Fields [\(extra + 1) 0 R] >> /Names << /EmbeddedFiles << /Names [(f) \(extra + 3) 0 R] >> >>
      """
    return PDFWriter.document([form, picture], catalog: catalog) { writer in
      writer.addStream(
        PDFWriter.deflatedRun(of: 0x40, count: 258 * 40),
        "/Type /XObject /Subtype /Image /Width 258 /Height 40 /ColorSpace /DeviceGray /BitsPerComponent 8 "
          + "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 257 >>")
      writer.add(
        "<< /Type /Annot /Subtype /Widget /F 4 /FT /Tx /T (nom) /V (Zoe) /DA (/F1 11 Tf 0 g) /Rect [50 400 200 420] >>")
      writer.add("<< /Type /Annot /Subtype /FreeText /Contents (Urgent) /DA (/F1 11 Tf 0 g) /Rect [50 300 200 320] >>")
      writer.add("<< /Type /Filespec /UF (factur-x.xml) /EF << /F \(extra + 4) 0 R >> >>")
      writer.addStream(Array(InvoiceSamples.facturX.utf8), "/Type /EmbeddedFile")
    }
  }
}

/// Numbers that look random and are the same for the same seed.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func mutation(of bytes: [UInt8]) -> [UInt8] {
    var broken = bytes
    // Its first bytes stay, by which it is known for a PDF.
    if Int.random(in: 0..<4, using: &self) == 0 {
      broken.removeLast(Int.random(in: 1..<(bytes.count - 8), using: &self))
    }
    for _ in 0..<Int.random(in: 1...12, using: &self) where broken.count > 8 {
      broken[Int.random(in: 8..<broken.count, using: &self)] ^= 1 << UInt8.random(in: 0..<8, using: &self)
    }
    return broken
  }
}
