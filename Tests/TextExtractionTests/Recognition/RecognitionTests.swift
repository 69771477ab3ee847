import Testing

@testable import TextExtraction

@Suite("Text in pictures")
struct RecognitionTests {
  @Test("a letter with accents and a table")
  func letter() async throws {
    let file = try await fileExtractor.contents(try fixture("letter.png"), recognises: true)
    #expect(file.problems.isEmpty && !file.needsRecognition)
    let page = try #require(file.pages.first)
    #expect(page.isRecognised)
    let lines = page.text.replacing("’", with: "'").split(separator: "\n").map(String.init)
    for line in [
      "Société Lumière & Fils", "12, rue des Érables", "Objet : réclamation concernant la commande n° 2026-04871",
      "étaient cassées. Je vous prie de procéder à l'échange.", "Référence\tQuantité\tMontant",
      "LMP-2043\t2\t149,80 €",
    ] {
      #expect(lines.contains(line))
    }
    // 300 pixels per inch.
    #expect(abs(page.width - 595.2) < 0.1 && abs(page.height - 384) < 0.1)
    let utf8 = Array(page.text.utf8)
    let words = page.words.map { (text: String(decoding: utf8[$0.range], as: UTF8.self), box: $0.box) }
    #expect(words.map(\.text) == page.text.split { " \t\n".contains($0) }.map(String.init))
    let amount = try #require(words.first { $0.text == "149,80" }?.box)
    #expect(abs(amount.left - 432) < 4 && abs(amount.bottom - 336) < 4 && amount.right > amount.left)
  }

  @Test("is not looked for when it is not wanted")
  func unwanted() async throws {
    let file = try await fileExtractor.contents(try fixture("letter.png"))
    #expect(file.problems == [.needsRecognition] && file.needsRecognition && file.text.isEmpty)
  }

  @Test("takes the time of a file, and no more")
  func time() async throws {
    var limits = patientFileLimits
    limits.recognitionTime = .milliseconds(1)
    let extractor = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    var time = Duration.seconds(600)
    let letter = FileToRead(try fixture("letter.png"))
    let late = try await extractor.contents(of: letter, within: &time, recognises: true)
    #expect(late.problems == [.recognitionFailed] && late.needsRecognition && time < .seconds(600))
    time = .zero
    let none = try await extractor.contents(of: letter, within: &time, recognises: true)
    #expect(none.kind == .png && none.problems == [.tookTooLong])
    await extractor.shutdown()
    await #expect(throws: ExtractionError.shutDown) { _ = try await extractor.contents(letter.bytes) }
  }

  @Test("of a file of many pages, the first ones")
  func manyPages() async throws {
    var limits = patientFileLimits
    limits.recognisedPages = 1
    let extractor = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    let blank = Canvas(width: 300, height: 300)
    let file = try await extractor.contents(tiff([blank, blank]), recognises: true)
    #expect(file.pages.map(\.isRecognised) == [true, false])
    #expect(file.pages.map(\.needsRecognition) == [false, true])
    #expect(file.problems == [.tooManyPages] && file.text == "\n\n")
    await extractor.shutdown()
  }

  @Test("a file that ends its worker is unreadable, one too large is said to be")
  func problems() async throws {
    var limits = patientFileLimits
    limits.inputBytes = 500
    let extractor = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    let large = try await extractor.contents(try fixture("quarter.heic"))
    #expect(large.kind == .heif && large.problems == [.tooLarge])
    await extractor.shutdown()
    let nobody = TextExtractor(executable: "/nonexistent/worker", workers: 1)
    await #expect(throws: ExtractionError.cannotStart(executable: "/nonexistent/worker", errno: 2)) {
      _ = try await nobody.contents(large.text.utf8.map { $0 })
    }
  }

  // MARK: Old office files

  @Test("old office files")
  func oldFormats() async throws {
    let letter = try await fileExtractor.contents(try fixture("letter.doc"), name: "lettre.doc")
    #expect(letter.kind == .doc && letter.problems.isEmpty)
    #expect(letter.text.contains("Société Lumière\nNous accusons réception de votre commande n° 4711.\n"))
    let statement = try await fileExtractor.contents(try fixture("statement.xls"), name: "relevé.xls")
    #expect(statement.kind == .xls && statement.problems.isEmpty)
    #expect(statement.text.contains("Facture\tÉchéance\tMontant\nF-2026-118\t2026-09-30\t1249.5\n"))
  }

  @Test("changed old office files give an answer", arguments: ["letter.doc", "statement.xls"])
  func mutated(_ name: String) async throws {
    let valid = try fixture(name)
    var limits = patientFileLimits
    limits.recognitionTime = .seconds(10)
    let extractor = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    var mutation = Mutation(seed: 1)
    for _ in 0..<HostilePictureTests.mutations { _ = try await extractor.contents(mutation.of(valid), name: name) }
    let unchanged = try await extractor.contents(valid, name: name)
    #expect(unchanged.problems.isEmpty && extractor.processIDs.count <= 1)
    await extractor.shutdown()
  }

  // MARK: What tesseract writes

  private func page(_ rows: [String]) -> Page {
    let heading = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
    let table = ([heading] + rows).joined(separator: "\n")
    return RecognisedText.page(Page(width: 595, height: 842, text: ""), from: Array(table.utf8), resolution: 144)
  }

  private func word(
    _ text: String, _ line: (Int, Int, Int), _ place: (Int, Int, Int, Int), _ sure: Double = 90
  ) -> String {
    "5\t1\t\(line.0)\t\(line.1)\t\(line.2)\t1\t\(place.0)\t\(place.1)\t\(place.2)\t\(place.3)\t\(sure)\t\(text)"
  }

  @Test("a label and its value in another block stand in one row, also askew")
  func rows() {
    let page = page([
      word("Total", (1, 1, 1), (100, 200, 80, 20)), word("Date", (1, 1, 2), (100, 240, 60, 20)),
      word("12,50", (2, 1, 1), (400, 208, 80, 20)), word("€", (2, 1, 1), (490, 208, 10, 20)),
      word("3", (2, 1, 2), (400, 249, 10, 20)), word("mai", (2, 1, 2), (420, 249, 50, 20)),
    ])
    #expect(page.text == "Total\t12,50 €\nDate\t3 mai")
    #expect(page.words.map(\.range) == [0..<5, 6..<11, 12..<15, 16..<20, 21..<22, 23..<26])
    #expect(page.words[0].box == Box(left: 50, top: 100, right: 90, bottom: 110))
    #expect(page.isRecognised && page.width == 595)
  }

  @Test("what is unsure, or no word, is left out")
  func leftOut() {
    let page = page([
      "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1000\t-1\t", word("Oui", (1, 1, 1), (10, 10, 30, 20)),
      word("|~", (1, 1, 1), (50, 10, 30, 20), 2.5), word("deux mots", (1, 1, 1), (90, 10, 30, 20)),
      "5\t1\t1\t1\t1\t5\t10\t10",
      "5\t1\tx\t1\t1\t5\t10\t10\t10\t10\t99\tmal", "\u{0}\t\t\t",
    ])
    #expect(page.text == "Oui" && page.words.count == 1)
  }
}
