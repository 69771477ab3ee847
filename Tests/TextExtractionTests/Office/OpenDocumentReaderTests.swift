import Testing

@testable import TextExtraction

@Suite("OpenDocument")
struct OpenDocumentReaderTests {
  private static let names = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\" xmlns:style=\"s\""

  private func document(_ kind: FileKind, _ body: String, _ others: [(String, String)] = []) -> ExtractedFile {
    let content = "<office:document-content \(Self.names)><office:body>\(body)</office:body></office:document-content>"
    let parts = [("mimetype", kind.mediaType), ("content.xml", content)] + others
    return read(ArchiveWriter.write(.zip, parts.map { .init($0.0, $0.1) }, stored: true))
  }

  @Test(
    "texts",
    arguments: [
      (
        "<text:h>Facture</text:h><text:p>n°<text:s text:c=\"2\"/>1<text:tab/>x<text:line-break/>y</text:p>",
        "Facture\nn°  1\tx\ny"
      ),
      ("<text:p>Un <text:span>mot</text:span>\n de plus</text:p>", "Un mot  de plus"),
      ("<text:tracked-changes><text:p>vieux</text:p></text:tracked-changes><text:p>neuf</text:p>", "neuf"),
      ("<text:p>A<office:annotation><text:p>avis</text:p></office:annotation>B</text:p>", "AB"),
      (
        "<text:p>A<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p></text:note-body></text:note>B</text:p>",
        "A1\nNote\nB"
      ),
      ("<text:p>A<draw:frame><draw:text-box><text:p>Boîte</text:p></draw:text-box></draw:frame></text:p>", "A\nBoîte"),
      ("<text:list><text:list-item><text:p>un</text:p></text:list-item></text:list>", "un"),
      (
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p><text:p>b</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table><text:p>d</text:p>",
        "a b\t\tc\nd"
      ),
      ("<text:p><text:s text:c=\"999999999\"/>x</text:p>", "x"),
    ])
  func texts(_ body: String, _ expected: String) {
    let file = document(.odt, "<office:text>\(body)</office:text>")
    #expect(file.kind == .odt && file.pages.map(\.text) == [expected] && file.problems.isEmpty)
  }

  @Test("headers and footers stand in the styles")
  func margins() {
    let styles = """
      <office:document-styles \(Self.names)><style:style><text:p>non</text:p></style:style><style:master-page>\
      <style:header><text:p>Le Gall</text:p></style:header><style:footer><text:p>SIRET</text:p></style:footer>\
      </style:master-page></office:document-styles>
      """
    let file = document(.odt, "<office:text><text:p>Corps</text:p></office:text>", [("styles.xml", styles)])
    #expect(file.text == "Corps\n\nLe Gall\nSIRET")
  }

  private func sheet(_ rows: String) -> ExtractedFile {
    document(.ods, "<office:spreadsheet><table:table table:name=\"F1\">\(rows)</table:table></office:spreadsheet>")
  }

  @Test("sheets: what is shown, but dates in one form")
  func sheets() {
    let file = sheet(
      """
      <table:table-row><table:table-cell><text:p>Réf</text:p></table:table-cell><table:table-cell \
      table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell></table:table-row>
      <table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="float" office:value="12.5">\
      <text:p>12,50 €</text:p></table:table-cell><table:table-cell/><table:table-cell office:date-value="2026-03-01">\
      <text:p>01/03/26</text:p></table:table-cell></table:table-row>
      """)
    #expect(file.text == "F1\nRéf\tx\tx\n12,50 €\t\t2026-03-01\n12,50 €\t\t2026-03-01")
    #expect(file.kind == .ods && file.pageCount == 1 && file.problems.isEmpty)
  }

  @Test("counts of a whole sheet cost nothing")
  func repeats() {
    let blank = "<table:table-cell table:number-columns-repeated=\"1048576\"/>"
    let full = "<table:table-cell table:number-columns-repeated=\"1048576\"><text:p>x</text:p></table:table-cell>"
    let rows = [blank, full, blank + full].map {
      "<table:table-row table:number-rows-repeated=\"1048576\">\($0)</table:table-row>"
    }
    let file = sheet(String(repeating: rows.joined(), count: 100))
    #expect(file.text.utf8.count <= 4 << 20)
    #expect(file.text.hasPrefix("F1\nx\tx\tx"))
    let huge = sheet("<table:table-row table:number-rows-repeated=\"99999999999999999999\">\(full)</table:table-row>")
    #expect(huge.text == "F1\n" + Array(repeating: "x", count: 100).joined(separator: "\t"))
  }

  @Test("a document behind a password")
  func encrypted() {
    let manifest =
      "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    let file = document(.odt, "", [("META-INF/manifest.xml", manifest)])
    #expect(file.problems == [.encrypted] && file.pages.isEmpty)
  }
}
