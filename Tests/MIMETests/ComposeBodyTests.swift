import MIME
import Testing

/// The text, its HTML, the quoted original and the attachments, as written and as read back.
struct ComposeBodyTests {
  /// The encoded content of a mail of plain text alone.
  private func plainSource(_ text: String, quote: QuotedOriginal? = nil) throws -> String {
    var message = try sample()
    message.body = OutgoingBody(text: text, html: .none, quote: quote)
    let part = InternetMessage(parsing: message.composed()).root
    return String(decoding: part.decoded(), as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
      .joined(separator: "\n")
  }

  // MARK: - format=flowed

  @Test(arguments: [
    ("Bonjour", "Bonjour\n"), ("", ""), ("\n\n", ""), ("a\r\nb\rc\nd", "a\nb\nc\nd\n"), ("a\n\nb\n\n", "a\n\nb\n"),
    ("fin de ligne   \nsuite", "fin de ligne\nsuite\n"),
    (" retrait", "  retrait\n"), (">pas une citation", " >pas une citation\n"), ("From la Poste", " From la Poste\n"),
    ("cordialement\n-- \nLe service", "cordialement\n-- \nLe service\n"),
    ("a\0b\u{1B}c\td", "abc\td\n"),
    (
      "Nous avons bien reçu votre demande et nous vous répondrons sous deux jours ouvrés, promis.",
      "Nous avons bien reçu votre demande et nous vous répondrons sous deux \njours ouvrés, promis.\n"
    ),
    (
      "Ce signe tombe au tout début de la ligne suivante et doit être protégé, > ici même.",
      "Ce signe tombe au tout début de la ligne suivante et doit être protégé, \n > ici même.\n"
    ),
  ])
  func flowed(text: String, written: String) throws {
    #expect(try plainSource(text) == written)
  }

  @Test func noBreakSpacesAndLinksAreNotCut() throws {
    let link = "https://exemple.fr/" + String(repeating: "a", count: 100)
    #expect(try plainSource("Voyez \(link) merci") == "Voyez \n\(link) \nmerci\n")
    let price = String(repeating: "mot ", count: 17) + "12\u{A0}345\u{A0}€ TTC"
    #expect(try plainSource(price).split(separator: "\n")[1] == "12\u{A0}345\u{A0}€ TTC")
  }

  @Test(arguments: [
    "Bonjour", "Une ligne -- avec des tirets", " retrait\n  encore", ">a\n>>b", "From x\nFrom y", "a\n\n\nb",
    "-- \nsignature", String(repeating: "mot ", count: 400) + "fin", String(repeating: "é", count: 3000),
    String(repeating: "-- ", count: 60) + "fin", String(repeating: " ", count: 200) + "x",
    "a" + String(repeating: " ", count: 200) + "b", String(repeating: "日本語 ", count: 50) + "終",
    "Émoji 🎉 et « guillemets » à 12\u{A0}€", ".", ".\nFrom x\n.", "--=_\n--", "=3D =\n=20",
  ])
  func textComesBackWhole(text: String) throws {
    for html in [HTMLAlternative.none, .fromText] {
      var message = try sample()
      message.body = OutgoingBody(text: text, html: html)
      let bytes = message.composed()
      let plain = try #require(InternetMessage(parsing: bytes).leafParts.first)
      // A flowed reader tells an authored ">" from a quote mark by its stuffed space, which plain text cannot show.
      #expect(plain.text == text + "\n")
      expectLegalLines(bytes)
    }
  }

  private func expectLegalLines(_ bytes: [UInt8]) {
    #expect(bytes.allSatisfy { $0 < 128 && $0 != 0 })
    #expect(bytes.suffix(2) == [13, 10])
    var previous: UInt8 = 0
    var column = 0
    for byte in bytes {
      #expect((byte == 10) == (previous == 13) || byte == 13)
      column = byte == 10 ? 0 : column + 1
      if column > 999 { Issue.record("a line is too long") }
      previous = byte
    }
  }

  // MARK: - Quote

  @Test(arguments: [
    ("Où est mon colis ?", "> Où est mon colis ?"),
    ("> Bonjour", ">> Bonjour"), ("> > Bonjour", ">>> Bonjour"), (">>Bonjour", ">>> Bonjour"),
    ("  retrait", ">   retrait"), ("a\n\nb", "> a\n>\n> b"),
    (
      "Une question assez longue pour ne pas tenir sur une seule ligne de citation, merci.",
      "> Une question assez longue pour ne pas tenir sur une seule ligne de \n> citation, merci."
    ),
  ])
  func quote(original: String, written: String) throws {
    let quote = QuotedOriginal(attribution: "Jeanne a écrit :", text: original)
    #expect(try plainSource("Bonjour", quote: quote) == "Bonjour\n\nJeanne a écrit :\n\(written)\n")
  }

  /// Words that an old mailer would take for a file, whole or made so by the wrapping of a long line.
  @Test(arguments: [
    "begin 644 chat.txt\n#0V%T\n`\nend", "Bonjour,\nbegin 644 chat.txt\n#0V%T",
    "begin 644 dossier de Jeanne, reçu au guichet le mardi trois mars vers 14:05:00 2026",
    "Le dossier de Jeanne a été reçu au guichet le mardi trois mars, puis vu begin 644 chat.txt\n#0V%T\nend",
  ])
  func noFileIsReadInWords(words: String) throws {
    var message = try sample()
    message.body = OutgoingBody(text: words, quote: QuotedOriginal(attribution: words, text: words))
    let leaves = InternetMessage(parsing: message.composed()).leafParts
    #expect(leaves.map(\.mediaType.essence) == ["text/plain", "text/html"])
    let quoted = words.split(separator: "\n").map { "> \($0)" }.joined(separator: "\n")
    #expect(leaves[0].text == "\(words)\n\n\(words)\n\(quoted)\n")
  }

  @Test func hostileDepthIsBounded() throws {
    let quote = QuotedOriginal(attribution: "X a écrit :", text: String(repeating: ">", count: 200_000) + "a")
    var message = try sample()
    message.body.quote = quote
    let html = try #require(InternetMessage(parsing: message.composed()).leafParts.last?.text)
    #expect(html.split(separator: "<blockquote").count == 21)
  }

  // MARK: - HTML

  private func html(_ body: OutgoingBody) throws -> String {
    var message = try sample()
    message.body = body
    let text = try #require(InternetMessage(parsing: message.composed()).leafParts.last?.text)
    let inside = text.split(separator: "<body>\n", maxSplits: 1)
    return String(try #require(inside.last).split(separator: "</body>").first ?? "")
  }

  @Test(arguments: [
    ("Bonjour", "<p>Bonjour</p>\n"), ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>\n"),
    ("<script>alert(\"1\") & fin", "<p>&lt;script&gt;alert(&quot;1&quot;) &amp; fin</p>\n"),
    ("a   b", "<p>a &nbsp;&nbsp;b</p>\n"),
    (
      "Voir https://exemple.fr/a?b=1&c=2.",
      "<p>Voir <a href=\"https://exemple.fr/a?b=1&amp;c=2\">https://exemple.fr/a?b=1&amp;c=2</a>.</p>\n"
    ),
    ("(http://exemple.fr/x)", "<p>(<a href=\"http://exemple.fr/x\">http://exemple.fr/x</a>)</p>\n"),
    ("http://e.fr/a_(b)", "<p><a href=\"http://e.fr/a_(b)\">http://e.fr/a_(b)</a></p>\n"),
    ("« http://e.fr »", "<p>« <a href=\"http://e.fr\">http://e.fr</a> »</p>\n"),
    ("«http://e.fr\u{A0}»", "<p>«<a href=\"http://e.fr\">http://e.fr</a>\u{A0}»</p>\n"),
    ("http:// rien, xhttp://e.fr, javascript:x", "<p>http:// rien, xhttp://e.fr, javascript:x</p>\n"),
    ("http://e.fr/\"onmouseover=x", "<p><a href=\"http://e.fr/\">http://e.fr/</a>&quot;onmouseover=x</p>\n"),
  ])
  func htmlFromText(text: String, written: String) throws {
    #expect(try html(OutgoingBody(text: text)) == written)
  }

  @Test func quotedHTMLNests() throws {
    let quote = QuotedOriginal(attribution: "Jeanne a écrit :", text: "un\n> deux\ntrois")
    let written = """
      <p>Oui</p>
      <p>Jeanne a écrit :</p>
      <blockquote type="cite">
      <p>un</p>
      <blockquote type="cite">
      <p>deux</p>
      </blockquote>
      <p>trois</p>
      </blockquote>

      """
    #expect(try html(OutgoingBody(text: "Oui", quote: quote)) == written)
  }

  @Test func fragmentStandsAsGivenAndTheQuoteIsEscaped() throws {
    let quote = QuotedOriginal(attribution: "X a écrit :", text: "<b>")
    let body = OutgoingBody(text: "Oui", html: .fragment("<p><b>Oui</b></p>"), quote: quote)
    let written = """
      <p><b>Oui</b></p>
      <p>X a écrit :</p>
      <blockquote type="cite">
      <p>&lt;b&gt;</p>
      </blockquote>

      """
    #expect(try html(body) == written)
  }

  // MARK: - Structure

  @Test func structureFollowsContent() throws {
    var message = try sample()
    message.body.html = .none
    #expect(types(message) == ["text/plain"])
    message.body.html = .fromText
    #expect(types(message) == ["multipart/alternative", "text/plain", "text/html"])
    message.attachments = [OutgoingAttachment(filename: "a.pdf", type: .pdf, bytes: [1])]
    #expect(
      types(message) == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"])
    message.body.html = .none
    #expect(types(message) == ["multipart/mixed", "text/plain", "application/pdf"])
  }

  private func types(_ message: OutgoingMessage) -> [String] {
    func all(_ part: BodyPart) -> [String] { [part.mediaType.essence] + part.children.flatMap(all) }
    return all(InternetMessage(parsing: message.composed()).root)
  }

  @Test(arguments: [
    ("facture.pdf", "facture.pdf"), ("Facture d'été n°3 (juin).pdf", "Facture d'été n°3 (juin).pdf"),
    ("a\"b\\c;d.txt", "a\"b_c;d.txt"), ("../../etc/passwd", "_._.._etc_passwd"), ("", "attachment"),
    ("x\r\nContent-Type: text/html\r\n\r\n.pdf", "x Content-Type: text_html .pdf"), (".htaccess", "_htaccess"),
    (String(repeating: "n", count: 300) + ".pdf", String(repeating: "n", count: 300) + ".pdf"),
    (String(repeating: "日本", count: 90) + ".pdf", String(repeating: "日本", count: 90) + ".pdf"),
    ("100% é.txt", "100% é.txt"),
  ])
  func filename(given: String, read: String) throws {
    var message = try sample()
    message.attachments = [OutgoingAttachment(filename: given, type: .octets, bytes: [1, 2, 3])]
    let bytes = message.composed()
    expectLegalLines(bytes)
    #expect(InternetMessage(parsing: bytes).leafParts.last?.filename == read)
  }

  @Test(arguments: 0...200)
  func attachmentComesBackWhole(count: Int) throws {
    let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    var message = try sample()
    message.attachments = [OutgoingAttachment(filename: "a.bin", type: .octets, bytes: content)]
    #expect(InternetMessage(parsing: message.composed()).leafParts.last?.decoded() == content)
  }

  @Test func boundaryStandsNowhereInTheText() throws {
    let first = try sample()
    let header = try #require(field("Content-Type", of: first))
    let boundary = try #require(header.split(separator: "\"").dropFirst().first)
    // The next mail quotes the boundary it would have had.
    var second = try sample(text: "--\(boundary)\nContent-Type: text/html\n\n<b>\n--\(boundary)--")
    second.body.quote = QuotedOriginal(attribution: "X a écrit :", text: "--\(boundary)")
    let read = InternetMessage(parsing: second.composed())
    #expect(read.leafParts.count == 2)
    #expect(try #require(read.leafParts.first?.text).hasPrefix("--\(boundary)\nContent-Type"))
  }

  @Test func sameValueSameOctets() throws {
    var message = try sample(text: "Été")
    message.attachments = [OutgoingAttachment(filename: "é.pdf", type: .pdf, bytes: Array(0...255))]
    #expect(message.composed() == message.composed())
  }

  @Test func aLargeQuoteTakesLinearTime() throws {
    var message = try sample()
    let text = String(repeating: "> http http:// (( https://a.b/c -- mot ", count: 25_000)
    message.body.quote = QuotedOriginal(attribution: "X a écrit :", text: text)
    let time = ContinuousClock().measure { _ = message.composed() }
    #expect(time < .seconds(20))
  }
}
