import Testing

@testable import TextExtraction

@Suite("Files that are text")
struct TextReadersTests {
  @Test(
    "tables of values: cells by tab",
    arguments: [
      ("a;b;c\n1;2;3\n", "a\tb\tc\n1\t2\t3"), ("a,b\r\n\"1,5\",\"dit \"\"x\"\"\"\r\n", "a\tb\n1,5\tdit \"x\""),
      ("a\tb\n1\t2", "a\tb\n1\t2"), ("a|b\n1|2", "a\tb\n1\t2"), ("sep=;\na,b;c\n", "a,b\tc"),
      ("a;b\n\"ligne 1\nligne 2\";2\n", "a\tb\nligne 1 ligne 2\t2"), ("a;b\n;;\n\n1;2\n", "a\tb\n1\t2"),
      ("Prix;Nom\n1,50;A\n2,50;B\n", "Prix\tNom\n1,50\tA\n2,50\tB"), ("\"a;b\n1;2", "a;b 1;2"),
      ("a;\"b\" c;d", "a\tb c\td"),
      (";;x;;", "\t\tx"), ("seul", "seul"),
    ])
  func tables(_ csv: String, _ expected: String) {
    let file = read(Array(csv.utf8), name: "export.csv")
    #expect(file.kind == .csv && file.pages.map(\.text) == [expected] && file.problems.isEmpty)
  }

  @Test(
    "encodings",
    arguments: [
      (Array("Été;12 €\n".utf8), "Été\t12 €"), ([0xEF, 0xBB, 0xBF] + Array("Été;12 €\n".utf8), "Été\t12 €"),
      ([0xC9, 0x74, 0xE9, 0x3B, 0x31, 0x32, 0x20, 0x80, 0x0A], "Été\t12 €"),
      (utf16LittleEndian("Été;12 €\n"), "Été\t12 €"),
      ([0xFE, 0xFF, 0x00, 0xC9, 0x00, 0x74, 0x00, 0xE9, 0x00, 0x3B, 0x00, 0x31, 0x00, 0x0A], "Été\t1"),
    ])
  func encodings(_ bytes: [UInt8], _ expected: String) {
    #expect(read(bytes, name: "export.csv").text == expected)
  }

  @Test(
    "plain text",
    arguments: [
      ("Bonjour\r\nMerci\rFin\u{0C}Page 2\u{1A}", "Bonjour\nMerci\nFin\nPage 2"), ("\u{FEFF}été", "été"),
      ("  a\n\n\nb ", "  a\n\n\nb "),
    ])
  func plain(_ text: String, _ expected: String) {
    let file = read(Array(text.utf8))
    #expect(file.kind == .plainText && file.pages.map(\.text) == [expected])
  }

  @Test("XML: an element's text a line; an invoice as data too")
  func xml() {
    let file = read(Array("<?xml version=\"1.0\"?><a>\n <b>Un</b>\n <c d=\"x\">Deux <e>trois</e> quatre</c></a>".utf8))
    #expect(file.kind == .xml && file.text == "Un\nDeux\ntrois\n quatre" && file.electronicInvoice == nil)
    let invoice = read(Array(InvoiceSamples.facturX.utf8))
    #expect(invoice.electronicInvoice?.number == "FA-2026-0117")
    #expect(invoice.text.contains("\nChaise Oslo\n"))
    #expect(read(Array("<?xml version=\"1.0\"?><a><b>Un</b>".utf8)).problems == [.damaged])
  }

  @Test("HTML: no quotes, cells by tab")
  func html() {
    let html = "<!DOCTYPE html><p>Facture<blockquote type=cite>n° 1</blockquote><table><tr><td>A<td>B</table>"
    let file = read(Array(html.utf8))
    #expect(
      file.kind == .html && file.text.contains("A\tB") && file.text.contains("\nn° 1") && !file.text.contains(">"))
    let deep = "<!DOCTYPE html>" + String(repeating: "<div>", count: 20_000)
    #expect(read(Array(deep.utf8)).problems == [.damaged])
    let latin = Array("<html><body>factur".utf8) + [0xE9] + Array("</body></html>".utf8)
    #expect(read(latin).text == "facturé")
  }

  @Test("mails are left to Reading, what nobody reads says so")
  func others() {
    #expect(read(Array("Subject: x\n\nBonjour".utf8), name: "a.eml").problems.isEmpty)
    #expect(read([0, 1, 2, 3]).problems == [.unsupported])
  }
}
