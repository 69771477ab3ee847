import Testing

@testable import TextExtraction

@Suite("Excel workbooks")
struct WorkbookReaderTests {
  private static func sheet(_ rows: String) -> String {
    "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\(rows)</sheetData></worksheet>"
  }

  private func book(
    _ sheets: [(name: String, rows: String)], shared: String = "", styles: String = "", states: [String] = [],
    properties: String = "", limits: ExtractionLimits = ExtractionLimits()
  ) -> ExtractedFile {
    let entries = sheets.indices.map { index in
      let state = states.indices.contains(index) ? " state=\"\(states[index])\"" : ""
      return "<sheet name=\"\(sheets[index].name)\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
    }
    let relations = sheets.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    return read(
      office(
        [
          ("[Content_Types].xml", "<Types/>"),
          (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\">\(properties)<sheets>\(entries.joined())</sheets></workbook>"
          ),
          ("xl/_rels/workbook.xml.rels", "<Relationships>\(relations.joined())</Relationships>"),
          ("xl/SharedStrings.xml", "<sst>\(shared)</sst>"),
          ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
        ] + sheets.indices.map { ("xl/worksheets/sheet\($0 + 1).xml", Self.sheet(sheets[$0].rows)) }), limits)
  }

  @Test("a page a sheet, its name first; cells under one another, empty rows left out")
  func sheets() {
    let file = book(
      [
        (
          "Facture",
          """
          <row r="1"><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="E1" t="inlineStr"><is><t>Prix</t></is></c></row>
          <row r="2"/><row r="3"><c r="B3"/></row>
          <row r="4"><c r="B4" t="str"><f>A1</f><v>CH-1</v></c><c r="E4"><f>1+1</f><v>99.9</v></c></row>
          <row r="5"><c r="XFD5"><v>7</v></c></row>
          """
        ), ("Vide", ""), ("Cachée", "<row><c><v>1</v></c></row>"),
        ("Sans références", "<row><c><v>1</v></c><c><v>2</v></c></row>"),
      ],
      shared: "<si><t>Réf</t></si><si><r><t>Qu</t></r><r><t>antité</t></r><rPh><t>x</t></rPh></si>",
      states: ["visible", "visible", "hidden"])
    #expect(file.kind == .xlsx && file.problems.isEmpty && file.pageCount == 3)
    #expect(
      file.pages.map(\.text) == [
        "Facture\nRéf\tQuantité\tPrix\nCH-1\t\t99.9\n\t\t\t7", "", "Sans références\n1\t2",
      ])
  }

  @Test("formats make dates, amounts and percents of numbers")
  func styles() {
    let file = book(
      [
        (
          "A",
          """
          <row><c s="1"><v>46082</v></c><c s="2"><v>46082.5</v></c><c s="3"><v>1234.5</v></c><c s="4"><v>0.2</v></c>\
          <c s="9"><v>1</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-01T00:00:00</v></c></row>
          """
        )
      ],
      styles: """
        <numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/><numFmt numFmtId="165" \
        formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>\
        <xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs>
        """)
    #expect(file.text == "A\n2026-03-01\t2026-03-01 12:00\t1234.50 €\t20 %\t1\tTRUE\t#N/A\t2026-03-01")
  }

  @Test("days counted from 1904")
  func macintosh() {
    let styles = "<cellXfs><xf numFmtId=\"14\"/></cellXfs>"
    let file = book(
      [("A", "<row><c s=\"0\"><v>44620</v></c></row>")], styles: styles, properties: "<workbookPr date1904=\"1\"/>")
    #expect(file.text == "A\n2026-03-01")
  }

  @Test(
    "number formats",
    arguments: [
      ("General", "0.30000000000000004", "0.3"), ("General", "1e3", "1000"), ("General", "-12.5", "-12.5"),
      ("General", "abc", "abc"), ("0", "2.5", "3"), ("0.00", "1481.4", "1481.40"), ("#,##0.00", "-0.001", "0.00"),
      ("00000", "1000", "01000"), ("0.0%", "0.055", "5.5 %"), ("#,##0.00 [$€-40C]", "12", "12.00 €"),
      ("[$$-409]#,##0.00", "12", "12.00 $"), ("[$CHF] 0.00", "12", "12.00 CHF"), ("\"£\"0.00", "3", "3.00 £"),
      ("yyyy-mm-dd", "46082", "2026-03-01"), ("[$-40C]d mmmm yyyy;@", "46082", "2026-03-01"),
      ("mmm-yy", "59", "1900-02-28"),
      ("d/m/yy", "1", "1900-01-01"), ("d/m/yy", "61", "1900-03-01"), ("hh:mm:ss", "0.430787037", "10:20:20"),
      ("[h]:mm", "0.5", "12:00"), ("dd/mm/yyyy", "99999999999", "99999999999"), ("@", "12", "12"),
      ("0\" jours\"", "3", "3"), ("[Red]0.00;[Blue]-0.00", "-3", "-3.00"), ("_-* #,##0.00\\ _€_-", "5", "5.00"),
    ])
  func formats(_ code: String, _ value: String, _ shown: String) {
    #expect(NumberFormat(code: code).shown(value) == shown)
  }

  // MARK: Bombs

  @Test("shared strings without end")
  func manySharedStrings() {
    let file = book([("A", "<row><c t=\"s\"><v>1</v></c></row>")], shared: String(repeating: "<si/>", count: 1_000_000))
    #expect(file.kind == .xlsx && file.pages.map(\.text) == [""])
  }

  @Test("one long string in very many cells fills the text and no more")
  func repeatedString() {
    var limits = ExtractionLimits()
    limits.textBytes = 100_000
    let cells = String(repeating: "<row><c t=\"s\"><v>0</v></c></row>", count: 50_000)
    let long = String(repeating: "x", count: 30_000)
    let file = book([("A", cells)], shared: "<si><t>\(long)</t></si>", limits: limits)
    #expect(file.text.utf8.count == 100_000 && file.problems == [.textCut])
  }

  @Test("a diagonal over the whole sheet fills the text and no more")
  func diagonal() {
    var limits = ExtractionLimits()
    limits.textBytes = 100_000
    let cells = (0..<5_000).map { "<row><c r=\"\(columnName($0))1\"><v>1</v></c></row>" }.joined()
    let file = book([("A", cells)], limits: limits)
    #expect(file.text.utf8.count == 100_000 && file.problems == [.textCut])
  }

  private func columnName(_ index: Int) -> String {
    var index = index + 1
    var name = ""
    while index > 0 {
      name = String(UnicodeScalar(UInt8(0x41 + (index - 1) % 26))) + name
      index = (index - 1) / 26
    }
    return name
  }

  @Test("more sheets than are read")
  func manySheets() {
    let sheets = (0..<120).map { (name: "F\($0)", rows: "<row><c><v>\($0)</v></c></row>") }
    let file = book(sheets)
    #expect(file.pages.count == 100 && file.pageCount == 120 && file.problems == [.tooManyPages])
  }
}
