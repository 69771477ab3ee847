import Testing

@testable import TextExtraction

@Suite("The text of a PDF")
struct PDFTextTests {
  private func read(_ bytes: [UInt8], _ change: (inout ExtractionLimits) -> Void = { _ in }) -> ExtractedFile {
    var limits = ExtractionLimits()
    change(&limits)
    return FileReader.read(FileToRead(bytes), WorkerLimits(limits))
  }

  private func word(_ text: String, on page: Page) -> Page.Word? {
    page.words.first { Array(page.text.utf8)[$0.range].elementsEqual(text.utf8) }
  }

  @Test("lines, and where their words stand, in points from the upper left")
  func lines() throws {
    let text = PDFWriter.text("Facture F-2026-001", x: 50, y: 700) + PDFWriter.text("Total d\\374", x: 50, y: 680)
    let file = read(PDFWriter.document([.init(text)]))
    let page = try #require(file.pages.first)
    #expect(file.kind == .pdf && file.pageCount == 1 && file.problems.isEmpty)
    #expect(page.text == "Facture F-2026-001\nTotal dü")
    #expect(page.width == 595 && page.height == 842)
    let bytes = Array(page.text.utf8)
    let words = page.words.map { String(decoding: bytes[$0.range], as: UTF8.self) }
    #expect(words == ["Facture", "F-2026-001", "Total", "dü"])
    let first = try #require(page.words.first).box
    #expect(abs(first.left - 50) < 1 && (130...136).contains(first.top) && (142...148).contains(first.bottom))
    #expect((85...95).contains(first.right))
  }

  @Test("columns are read one after the other")
  func columns() {
    let rows = 0..<12
    let content = rows.map { row in
      PDFWriter.text("A\(row) ipsum dolor sit amet consectetur", x: 50, y: 750 - 14 * row)
        + PDFWriter.text("B\(row) adipiscing elit sed do eiusmod", x: 310, y: 750 - 14 * row)
    }
    let page = read(PDFWriter.document([.init(content.joined())])).pages.first
    let starts = page?.text.split(separator: "\n").compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(starts == rows.map { "A\($0)" } + rows.map { "B\($0)" })
  }

  @Test("the cells of a table's row are parted by tabs")
  func table() throws {
    let rows = [["Article", "Quantite", "Prix"], ["Chaise Oslo", "2", "118,00"], ["Table Bergen", "1", "199,00"]]
    let content = rows.enumerated().flatMap { row, cells in
      zip(cells, [50, 250, 400]).map { PDFWriter.text($0, x: $1, y: 700 - 20 * row) }
    }
    let page = try #require(read(PDFWriter.document([.init(content.joined())])).pages.first)
    #expect(page.text == rows.map { $0.joined(separator: "\t") }.joined(separator: "\n"))
    let price = try #require(word("118,00", on: page))
    #expect(abs(price.box.left - 400) < 1)
  }

  @Test("pages of several sizes and turns", arguments: [0, 90, 180, 270])
  func turned(_ turn: Int) throws {
    // Written in the direction in which the page is turned, it is read upright.
    let matrix = [0: "1 0 0 1 100 700", 90: "0 1 -1 0 100 100", 180: "-1 0 0 -1 495 142", 270: "0 -1 1 0 495 742"]
    var sheet = PDFWriter.Sheet("BT /F1 11 Tf \(matrix[turn] ?? "") Tm (Facture 1) Tj ET")
    sheet.entries = "/Rotate \(turn)"
    let page = try #require(read(PDFWriter.document([sheet])).pages.first)
    #expect(page.text == "Facture 1")
    #expect(page.width == (turn % 180 == 0 ? 595 : 842) && page.height == (turn % 180 == 0 ? 842 : 595))
    let box = try #require(word("Facture", on: page)).box
    #expect(abs(box.left - 100) < 2 && box.right > box.left + 30 && box.bottom - box.top < 16)
    #expect((0...page.height).contains(box.top))
  }

  @Test("places count from the corner of what is shown of a page")
  func cropped() throws {
    var sheet = PDFWriter.Sheet(PDFWriter.text("Dedans", x: 150, y: 600) + PDFWriter.text("Dehors", x: 450, y: 600))
    sheet.entries = "/CropBox [100 100 400 750]"
    let page = try #require(read(PDFWriter.document([sheet])).pages.first)
    #expect(page.width == 300 && page.height == 650)
    let box = try #require(word("Dedans", on: page)).box
    #expect(abs(box.left - 50) < 1 && (135...155).contains(box.bottom))
  }

  @Test("what was filled into a form is in its fields, and in the text once, where it stands")
  func form() throws {
    let extra = PDFWriter.firstExtra(pages: 1)
    let labels = [("Nom :", 700), ("Accord :", 670), ("Pays :", 640), ("Note :", 610)]
    var sheet = PDFWriter.Sheet(labels.map { PDFWriter.text($0, x: 50, y: $1) }.joined())
    sheet.entries = "/Annots [\((0..<6).map { "\(extra + $0) 0 R" }.joined(separator: " "))]"
    let fields = (0..<5).map { "\(extra + $0) 0 R" }.joined(separator: " ")
    let catalog = """
      /AcroForm << /NeedAppearances true /DA (/F1 11 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> /Fields [\(fields)] >>
      """
    func widget(_ entries: String, y: Int, height: Int = 20) -> String {
      let place = "/Rect [150 \(y - height / 4) 350 \(y + height * 3 / 4)]"
      return "<< /Type /Annot /Subtype /Widget /F 4 /P 4 0 R /DA (/F1 11 Tf 0 g) \(place) \(entries) >>"
    }
    let bytes = PDFWriter.document([sheet], catalog: catalog) { writer in
      writer.add(widget("/FT /Tx /T (nom) /V <FEFF005A006F00E90020004D>", y: 700))
      writer.add(
        widget("/FT /Btn /T (accord) /V /Oui /AS /Oui /AP << /N << /Oui 11 0 R /Off 11 0 R >> >>", y: 670, height: 12))
      writer.add(widget("/FT /Ch /Ff 131072 /T (pays) /V (France) /Opt [(Belgique) (France)]", y: 640))
      writer.add(widget("/FT /Tx /T (vide)", y: 560))
      writer.add(widget("/FT /Tx /Ff 8192 /T (secret) /V (motdepasse)", y: 530))
      writer.add(
        "<< /Type /Annot /Subtype /FreeText /Contents (Urgent) /F 4 /DA (/F1 11 Tf 0 g) /Rect [150 606 350 624] >>")
    }
    let file = read(bytes)
    #expect(
      file.formFields == [
        FormField(name: "nom", value: "Zoé M"), FormField(name: "accord", value: "true"),
        FormField(name: "pays", value: "France"),
      ])
    let page = try #require(file.pages.first)
    let lines = page.text.split(separator: "\n")
    #expect(lines.contains("Pays :\tFrance") && lines.contains("Note :\tUrgent"))
    let (label, name) = (try #require(word("Nom", on: page)).box, try #require(word("Zoé", on: page)).box)
    #expect((150...155).contains(name.left) && abs(label.bottom - name.bottom) < 3)
    #expect(page.text.split(separator: "France").count <= 2 && !page.text.contains("motdepasse"))
    let country = try #require(word("France", on: page)).box
    #expect((150...160).contains(country.left))
  }

  @Test("a text is cut at its bound, and says so")
  func isCut() {
    let sheet = PDFWriter.Sheet(PDFWriter.text("\\351t\\351 \\351t\\351 \\351t\\351", x: 50, y: 700))
    for bound in 0...20 {
      let file = read(PDFWriter.document([sheet, sheet])) { $0.textBytes = bound }
      let size = file.pages.reduce(0) { $0 + $1.text.utf8.count }
      #expect(size <= bound && file.problems == [.textCut] && !file.text.contains("\u{FFFD}"))
      #expect(file.pages.allSatisfy { page in page.words.allSatisfy { $0.range.upperBound <= page.text.utf8.count } })
    }
    #expect(read(PDFWriter.document([sheet])) { $0.textBytes = 17 }.problems.isEmpty)
  }

  @Test("encrypted documents say so, unless the empty password opens them")
  func encrypted() {
    #expect(read(EncryptedSamples.locked).problems == [.encrypted])
    let readable = read(EncryptedSamples.readable)
    #expect(readable.problems.isEmpty && readable.text == "Commande 12345")
  }

  @Test("what ends too early, or is a PDF by its first bytes only, is damaged")
  func damaged() {
    let whole = PDFWriter.document([.init(PDFWriter.text("Facture 1", x: 50, y: 700))])
    let cut = read(Array(whole.dropLast(15)))
    #expect(cut.problems == [.damaged] && cut.text == "Facture 1")
    #expect(read(Array("%PDF-1.7\nBonjour\n%%EOF".utf8)).problems == [.damaged])
  }
}

@Suite("Words from poppler's boxes")
struct PDFPageTextTests {
  /// A row of boxes, each 10 points wide.
  private func row(_ count: Int) -> [Box] {
    (0..<count).map { Box(left: Float(10 * $0), top: 0, right: Float(10 * $0 + 10), bottom: 12) }
  }

  @Test(
    "each word has its place",
    arguments: [
      ("ab c", 4, ["ab", "c"], "ab c"),
      // No box belongs to the marks of direction; a control character has one, and shows nothing.
      ("\u{202B}ab\u{202C} c", 4, ["ab", "c"], "ab c"), ("a\u{1}b", 3, ["ab"], "ab"),
      ("\u{E001}b", 2, ["b"], "b"), ("a\u{AD}b", 3, ["a-b"], "a-b"),
      // A number of boxes that does not fit tells no places.
      ("ab c", 3, [], "ab c"), ("ab c", 5, [], "ab c"), ("", 0, [], ""),
    ] as [(String, Int, [String], String)])
  func words(_ text: String, _ boxes: Int, _ expected: [String], _ shown: String) {
    let page = PDFPageText(Array(text.utf8), boxes: row(boxes))
    #expect(page.text == shown)
    #expect(page.words.map { String(decoding: page.utf8[$0.range], as: UTF8.self) } == expected)
  }

  @Test("bytes that are not UTF-8 do not shift the words behind them")
  func invalid() {
    let page = PDFPageText([0xED, 0xA0, 0x80, 0x61, 0x20, 0xC3, 0x20, 0x62], boxes: row(6))
    #expect(page.text == "\u{FFFD}a \u{FFFD} b")
    #expect(page.words.map { String(decoding: page.utf8[$0.range], as: UTF8.self) } == ["\u{FFFD}a", "\u{FFFD}", "b"])
  }

  @Test("a gap parts two words")
  func gap() {
    var boxes = row(4)
    for index in 2...3 { boxes[index].left += 30 }
    for index in 2...3 { boxes[index].right += 30 }
    let page = PDFPageText(Array("abcd".utf8), boxes: boxes)
    #expect(page.text == "ab\tcd" && page.words.map(\.range) == [0..<2, 3..<5])
    #expect(page.words.last?.box == Box(left: 50, top: 0, right: 70, bottom: 12))
  }
}
