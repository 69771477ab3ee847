/// One small document of each office format, with something of everything that its reader knows.
enum OfficeSamples {
  static let docx = office([
    ("[Content_Types].xml", "<Types/>"),
    (
      "word/document.xml",
      """
      <w:document xmlns:w="w"><w:body><w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:rPr><w:vanish/></w:rPr>\
      <w:t>x</w:t></w:r><w:r><w:t>Facture</w:t><w:tab/><w:t>1</w:t><w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r>\
      <w:t>Réf</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Prix</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r>\
      <w:txbxContent><w:p><w:r><w:t>IBAN</w:t></w:r></w:p></w:txbxContent></w:r></w:p></w:body></w:document>
      """
    ),
    ("word/header1.xml", "<w:hdr xmlns:w=\"w\"><w:p><w:r><w:t>Le Gall</w:t></w:r></w:p></w:hdr>"),
  ])

  static let xlsx = office([
    ("[Content_Types].xml", "<Types/>"),
    (
      "xl/workbook.xml",
      "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Facture\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    ),
    (
      "xl/_rels/workbook.xml.rels",
      "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>Réf</t></si><si><r><t>Prix</t></r></si></sst>"),
    (
      "xl/styles.xml",
      "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.00\\ [$€-40C]\"/></numFmts><cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
    ),
    (
      "xl/worksheets/sheet1.xml",
      """
      <worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2">\
      <c r="A2" s="0"><v>46082</v></c><c r="C2" s="1"><v>99.9</v></c><c r="D2" t="inlineStr"><is><t>x</t></is></c></row>\
      </sheetData></worksheet>
      """
    ),
  ])

  static let pptx = office([
    (
      "ppt/presentation.xml",
      "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>"
    ),
    (
      "ppt/_rels/presentation.xml.rels",
      "<Relationships><Relationship Id=\"rId1\" Target=\"slides/slide1.xml\"/></Relationships>"
    ),
    ("ppt/slides/slide1.xml", "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>Titre</a:t></a:r></a:p></p:sld>"),
  ])

  private static let names = "xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\""

  private static func openDocument(_ type: String, _ body: String) -> [UInt8] {
    ArchiveWriter.write(
      .zip,
      [
        .init("mimetype", "application/vnd.oasis.opendocument.\(type)"),
        .init(
          "content.xml",
          "<office:document-content \(names)><office:body>\(body)</office:body></office:document-content>"),
      ], stored: true)
  }

  static let odt = openDocument(
    "text",
    """
    <text:p>Facture<text:tab/>1<text:s text:c="3"/><text:note><text:note-body><text:p>Note</text:p></text:note-body>\
    </text:note></text:p><table:table><table:table-row><table:table-cell><text:p>Réf</text:p></table:table-cell>\
    </table:table-row></table:table>
    """)

  static let ods = openDocument(
    "spreadsheet",
    """
    <table:table table:name="Facture"><table:table-row><table:table-cell table:number-columns-repeated="3"><text:p>Réf\
    </text:p></table:table-cell><table:table-cell office:date-value="2026-03-01"><text:p>x</text:p></table:table-cell>\
    </table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell \
    table:number-columns-repeated="16384"/></table:table-row></table:table>
    """)

  static let rtf = Array(
    #"""
    {\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator Word;}{\header En-t\'eate\par}
    \pard Factur\'e9 \u8364?\tab 120{\b gras}\par\trowd\cellx1\cellx2\pard\intbl R\'e9f\cell Prix\cell\row
    \pard{\field{\*\fldinst HYPERLINK "x"}{\fldrslt ex.fr}}{\pict\bin3 abc}\par}
    """#.utf8)
}
