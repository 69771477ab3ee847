import Testing
import TextExtraction

@Suite("HTML made to harm")
struct HTMLHostileTests {
  /// A document and what must be found in its text.
  struct Hostile: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let html: [UInt8]
    let found: String

    init(_ name: String, _ html: some Sequence<UInt8>, finds found: String) {
      testDescription = name
      self.html = Array(html)
      self.found = found
    }
  }

  private static func many(_ piece: String, _ count: Int) -> String { String(repeating: piece, count: count) }

  @Test(arguments: [
    Hostile("bytes that are not UTF-8", [0xC3, 0x28, 0xFF, 0xFE] + Array("Fin".utf8), finds: "Fin"),
    Hostile("nul bytes", Array("<p>A\0B<a href='ht\0tp://x'>C</a></p>".utf8), finds: "C"),
    Hostile("a cut tag", "Avant<a href='https://ex.fr".utf8, finds: "Avant"),
    Hostile("a cut comment", "Avant<!-- Fin".utf8, finds: "Avant"),
    Hostile("unclosed everything", "<table><tr><td><ul><li><b><a href='https://ex.fr/'>Fin".utf8, finds: "Fin"),
    Hostile("closed, never opened", "</table></td></p></blockquote></li>Fin".utf8, finds: "Fin"),
    Hostile("items and cells outside", "<li>Un<tr><td>Deux</td></tr><dd>Fin".utf8, finds: "Fin"),
    Hostile("5,000 divisions in one another", (many("<div>", 5_000) + "Fin").utf8, finds: "Fin"),
    Hostile("5,000 spans in one another", (many("<span>", 5_000) + "Fin").utf8, finds: "Fin"),
    Hostile("2,000 tables in one another", (many("<table><tr><td>x<td>", 2_000) + "Fin").utf8, finds: "Fin"),
    Hostile("2,000 lists in one another", (many("<ul><li>x", 2_000) + "Fin").utf8, finds: "Fin"),
    Hostile("2,000 quotes in one another", (many("<blockquote>x", 2_000) + "Fin").utf8, finds: "Fin"),
    Hostile("20,000 unclosed bold paragraphs", (many("<p><b>x", 20_000) + "Fin").utf8, finds: "Fin"),
    Hostile("an attribute of a megabyte", ("<p style='" + many("a", 1 << 20) + "'>Fin").utf8, finds: "Fin"),
    Hostile("50,000 attributes", ("<p " + many("a ", 50_000) + ">Fin").utf8, finds: "Fin"),
    Hostile("a row of 50,000 cells", ("<table><tr>" + many("<td>x", 50_000) + "<td>Fin").utf8, finds: "Fin"),
    Hostile("50,000 rules of style", ("<style>" + many(".a,.b{color:red}", 20_000) + "</style>Fin").utf8, finds: "Fin"),
    Hostile("an unclosed rule of style", ("<style>@media{" + many("{", 100_000) + "</style>Fin").utf8, finds: "Fin"),
    Hostile("200,000 line breaks", (many("<br>", 200_000) + "Fin").utf8, finds: "Fin"),
    Hostile("5 MB of text", (many("Bonjour à tous. ", 320_000) + "Fin").utf8, finds: "Bonjour"),
    Hostile(
      "100,000 links", (many("<a href='https://ex.fr/'>x</a> ", 100_000) + "Fin").utf8, finds: "x <https://ex.fr/>"),
  ])
  func isRead(_ hostile: Hostile) async throws {
    let read = try await extractor.text(fromHTML: hostile.html)
    #expect(read.text.contains(hostile.found))
    #expect(read.blocks.allSatisfy { $0.quoteDepth <= 32 })
  }

  @Test("a text is cut at its bound, and says so")
  func isCut() async throws {
    var limits = ExtractionLimits()
    limits.textBytes = 1_000
    let small = TextExtractor(executable: workerHost, workers: 1, limits: limits)
    let long = try await small.text(fromHTML: Array(Self.many("<p>Bonjour</p>", 1_000).utf8))
    let short = try await small.text(fromHTML: Array("<p>Bonjour</p>".utf8))
    await small.shutdown()
    #expect(long.isTruncated)
    #expect((900...1_000).contains(long.text.utf8.count))
    #expect(long.text.hasPrefix("Bonjour\n\nBonjour\n\n"))
    #expect(short == HTMLText(blocks: [.init(quoteDepth: 0, text: "Bonjour")]))
  }
}
