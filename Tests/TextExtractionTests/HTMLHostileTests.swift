import Testing

@testable import TextExtraction

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
    Hostile("9,000 unclosed bold paragraphs", (many("<p><b>x", 9_000) + "Fin").utf8, finds: "Fin"),
    Hostile("an attribute of a megabyte", ("<p style='" + many("a", 1 << 20) + "'>Fin").utf8, finds: "Fin"),
    Hostile("4,000 attributes", ("<p " + many("a ", 4_000) + ">Fin").utf8, finds: "Fin"),
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

  @Test(
    "what would take Gumbo too long is refused at a look",
    arguments: [
      ("<div>", 20_000), ("<b><i>", 20_000), ("<p><font size=1>", 20_000), ("<div></b>", 20_000), ("<O:P>", 20_000),
    ])
  func isTooDeep(_ piece: String, _ count: Int) async {
    await #expect(throws: ExtractionError.tooIntricate) {
      _ = try await extractor.text(fromHTML: Array(Self.many(piece, count).utf8))
    }
  }

  @Test("a tag of 20,000 attributes is refused at a look", arguments: ["", "=1", "='x'", "=\"x\"/"])
  func hasTooManyAttributes(_ value: String) async {
    let attributes = (0..<20_000).map { "a\($0)\(value)" }.joined(separator: " ")
    await #expect(throws: ExtractionError.tooIntricate) {
      _ = try await extractor.text(fromHTML: Array("<p \(attributes)>Fin".utf8))
    }
  }

  @Test(
    "long documents are not deep ones",
    arguments: [
      "<p>x", "<br>", "<div>x</div>", "<li>x", "<img alt='a b c'>", "<b>x</b>", "a < b ", "<!-- <!-- -->", "<B></b>",
      "</div>",
    ])
  func isReasonable(_ piece: String) {
    #expect(HTMLLook.isReasonable(Array(Self.many(piece, 50_000).utf8)))
  }

  @Test("documents that share a bound of time do not get more")
  func sharedTime() async throws {
    var time = Duration.seconds(60)
    _ = try await extractor.text(fromHTML: Array("<p>Bonjour</p>".utf8), within: &time)
    #expect(time < .seconds(60) && time > .seconds(1))
    time = .zero
    await #expect(throws: ExtractionError.timeout(.zero)) {
      _ = try await extractor.text(fromHTML: Array("<p>Bonjour</p>".utf8), within: &time)
    }
    time = .milliseconds(1)
    let slow = Array(Self.many("<p><b>x", 9_000).utf8)
    await #expect(throws: ExtractionError.timeout(.milliseconds(1))) {
      _ = try await extractor.text(fromHTML: slow, within: &time)
    }
    #expect(time <= .zero)
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
