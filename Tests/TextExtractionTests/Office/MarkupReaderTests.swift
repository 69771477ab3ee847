import Testing

@testable import TextExtraction

@Suite("Word and PowerPoint")
struct MarkupReaderTests {
  private static let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

  /// - Parameter body: what is within `w:body`.
  private func document(_ body: String, _ others: [(String, String)] = []) -> ExtractedFile {
    read(
      office(
        [
          ("[Content_Types].xml", "<Types/>"),
          ("word/document.xml", "<w:document \(Self.word)><w:body>\(body)</w:body></w:document>"),
        ] + others))
  }

  private func text(_ body: String) -> String? {
    let file = document(body)
    #expect(file.kind == .docx && file.problems.isEmpty)
    return file.pages.first?.text
  }

  @Test(
    "paragraphs and runs",
    arguments: [
      (
        "<w:p><w:r><w:t>Fac</w:t></w:r><w:r><w:t>ture</w:t></w:r></w:p><w:p/><w:p/><w:p><w:r><w:t>n° 1</w:t></w:r></w:p>",
        "Facture\n\nn° 1"
      ),
      ("<w:p><w:r><w:t xml:space=\"preserve\">Total </w:t><w:tab/><w:t>120,00 €</w:t></w:r></w:p>", "Total \t120,00 €"),
      ("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"1\"/></w:tabs></w:pPr><w:r><w:t>A</w:t></w:r></w:p>", "A"),
      ("<w:p><w:r><w:t>A</w:t><w:br/><w:t>B</w:t></w:r></w:p>", "A\nB"),
      ("<w:p><w:r><w:t>sous</w:t><w:noBreakHyphen/><w:t>total</w:t></w:r></w:p>", "sous-total"),
      (
        "<w:p><w:del><w:r><w:delText>vieux</w:delText></w:r></w:del><w:ins><w:r><w:t>neuf</w:t></w:r></w:ins></w:p>",
        "neuf"
      ),
      ("<w:p><w:moveFrom><w:r><w:t>A</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>B</w:t></w:r></w:moveTo></w:p>", "B"),
      ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r><w:r><w:t>vu</w:t></w:r></w:p>", "vu"),
      ("<w:p><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>vu</w:t></w:r></w:p>", "vu"),
      ("<w:p><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>", "3"),
      ("<w:p><w:hyperlink><w:r><w:t>ex.fr</w:t></w:r></w:hyperlink><w:r><w:t>&amp;</w:t></w:r></w:p>", "ex.fr&"),
      ("<w:sdt><w:sdtContent><w:p><w:r><w:t>Client</w:t></w:r></w:p></w:sdtContent></w:sdt>", "Client"),
    ])
  func paragraphs(_ body: String, _ expected: String) {
    #expect(text(body) == expected)
  }

  private static func paragraph(_ text: String) -> String { "<w:p><w:r><w:t>\(text)</w:t></w:r></w:p>" }
  private static func cell(_ content: String) -> String { "<w:tc><w:tcPr/>\(content)</w:tc>" }
  private static func row(_ cells: String...) -> String { "<w:tr>\(cells.map(cell).joined())</w:tr>" }

  @Test("tables: cells by tab, rows by line, a table within a cell on lines of its own")
  func tables() {
    let p = Self.paragraph
    let inner = "<w:tbl>\(Self.row(p("a"), p("b")))\(Self.row(p("c"), p("d")))</w:tbl>"
    let table = """
      <w:tbl><w:tblPr/><w:tblGrid/>\(Self.row(p("Réf"), p("Qté"), p("Prix")))\(Self.row(p("CH-1") + p("Chaise"), "<w:p/>", p("99")))\
      \(Self.row("<w:p/>", "<w:p/>", "<w:p/>"))\(Self.row(p("x"), inner + "<w:p/>", p("y")))</w:tbl>
      """
    #expect(
      text(p("Avant") + table + p("Après")) == "Avant\nRéf\tQté\tPrix\nCH-1 Chaise\t\t99\nx\na\tb\nc\td\n\ty\nAprès")
  }

  @Test("a text box is read once, of its two versions")
  func textBox() {
    let box = "<w:txbxContent>\(Self.paragraph("IBAN"))</w:txbxContent>"
    let body = """
      <w:p><w:r><w:t>Avant</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice>\(box)</mc:Choice><mc:Fallback>\
      \(box)</mc:Fallback></mc:AlternateContent></w:r></w:p>\(Self.paragraph("Après"))
      """
    #expect(text(body) == "Avant\nIBAN\n\nAprès")
  }

  @Test("headers before, notes and footers after; equal headers once")
  func otherParts() {
    func part(_ root: String, _ text: String) -> String {
      "<w:\(root) \(Self.word)>\(Self.paragraph(text))</w:\(root)>"
    }
    let file = document(
      Self.paragraph("Corps"),
      [
        ("word/header1.xml", part("hdr", "Le Gall")), ("word/header2.xml", part("hdr", "Le Gall")),
        ("word/footer1.xml", part("ftr", "SIRET 1")), ("word/footnotes.xml", part("footnotes", "Note")),
        ("word/comments.xml", part("comments", "Commentaire")), ("word/media/a.xml", "x"),
      ])
    #expect(file.pages.map(\.text) == ["Le Gall\n\nCorps\n\nNote\n\nSIRET 1"])
    #expect(file.pageCount == 1)
  }

  @Test("what is broken is read up to there, and says so")
  func broken() {
    let file = read(
      office([("word/document.xml", "<w:document \(Self.word)>\(Self.paragraph("Début"))<w:p></w:document>")]))
    #expect(file.pages.map(\.text) == ["Début"] && file.problems == [.damaged])
  }

  @Test(
    "bombs of XML",
    arguments: [
      "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]><w:document>&b;</w:document>",
      String(repeating: "<w:p>", count: 100_000),
    ])
  func bombs(_ xml: String) {
    #expect(read(office([("word/document.xml", xml)])).problems == [.damaged])
  }

  @Test("a text longer than its bound is cut there")
  func cut() {
    var limits = ExtractionLimits()
    limits.textBytes = 1_000
    let body = String(repeating: Self.paragraph("é"), count: 10_000)
    let file = read(office([("word/document.xml", "<w:document \(Self.word)>\(body)</w:document>")]), limits)
    #expect(
      file.problems == [.textCut] && (990...1_000).contains(file.text.utf8.count) && !file.text.contains("\u{FFFD}"))
  }

  @Test("a document behind a password")
  func encrypted() {
    let file = read(compoundFile(streams: ["EncryptionInfo", "EncryptedPackage"]), name: "contrat.docx")
    #expect(file.kind == .docx && file.problems == [.encrypted])
  }

  @Test("slides in the order in which they are shown, tables by tab")
  func slides() {
    func slide(_ content: String) -> String { "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld>\(content)</p:cSld></p:sld>" }
    func paragraph(_ text: String) -> String { "<a:p><a:pPr/><a:r><a:t>\(text)</a:t></a:r></a:p>" }
    let table = """
      <a:tbl><a:tr><a:tc><a:txBody>\(paragraph("A"))</a:txBody></a:tc><a:tc><a:txBody>\(paragraph("B"))</a:txBody></a:tc>\
      </a:tr></a:tbl>
      """
    let file = read(
      office([
        (
          "ppt/presentation.xml",
          "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>"
        ),
        (
          "ppt/_rels/presentation.xml.rels",
          "<Relationships><Relationship Id=\"rId1\" Target=\"slides/slide1.xml\"/><Relationship Id=\"rId2\" Target=\"/ppt/slides/slide2.xml\"/></Relationships>"
        ),
        ("ppt/slides/slide1.xml", slide(table)),
        (
          "ppt/slides/slide2.xml",
          slide(paragraph("Titre") + "<a:p><a:r><a:t>Un</a:t></a:r><a:br/><a:r><a:t>Deux</a:t></a:r></a:p>")
        ),
      ]))
    #expect(file.kind == .pptx && file.pages.map(\.text) == ["Titre\nUn\nDeux", "A\tB"] && file.problems.isEmpty)
  }
}
