import MIME
import Testing

struct BodyTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var lines: [String]
    /// What is shown, HTML marked by `H:`.
    var shown: [String]
    var html: [String]

    init(_ description: String, _ shown: [String], html: [String] = [], _ lines: [String]) {
      testDescription = description
      self.lines = lines
      self.shown = shown
      self.html = html
    }
  }

  static func multipart(_ subtype: String, _ boundary: String, _ parts: [[String]], parameters: String = "") -> [String]
  {
    ["Content-Type: multipart/\(subtype); boundary=\(boundary)\(parameters)", ""]
      + parts.flatMap { ["--\(boundary)"] + $0 } + ["--\(boundary)--"]
  }

  static func part(_ type: String, _ content: String, _ fields: String...) -> [String] {
    ["Content-Type: \(type)"] + fields + ["", content]
  }

  static let long = String(repeating: "une phrase assez longue ", count: 20)

  static let cases: [Case] = [
    Case("plain alone", ["a"], part("text/plain", "a")),
    Case("HTML alone", ["H:<p>a</p>"], html: ["<p>a</p>"], part("text/html", "<p>a</p>")),
    Case(
      "alternatives", ["Bonjour"], html: ["<p>Bonjour</p>"],
      multipart("alternative", "b", [part("text/plain", "Bonjour"), part("text/html", "<p>Bonjour</p>")])),
    Case(
      "alternatives the wrong way round", ["Bonjour"], html: ["<p>Bonjour</p>"],
      multipart("alternative", "b", [part("text/html", "<p>Bonjour</p>"), part("text/plain", "Bonjour")])),
    Case(
      "an empty plain text", ["H:<p>a</p>"], html: ["<p>a</p>"],
      multipart("alternative", "b", [part("text/plain", " "), part("text/html", "<p>a</p>")])),
    Case(
      "a stub", ["H:<p>Votre colis</p>"], html: ["<p>Votre colis</p>"],
      multipart(
        "alternative", "b",
        [part("text/plain", "Votre logiciel ne lit pas le HTML."), part("text/html", "<p>Votre colis</p>")])),
    Case(
      "a stub by its length", ["H:<p>\(long)</p>"], html: ["<p>\(long)</p>"],
      multipart("alternative", "b", [part("text/plain", "Voir en ligne"), part("text/html", "<p>\(long)</p>")])),
    Case(
      "a long text that speaks of HTML", [long + long + "html"], html: ["<p>x</p>"],
      multipart("alternative", "b", [part("text/plain", long + long + "html"), part("text/html", "<p>x</p>")])),
    Case(
      "a style longer than the text", ["Bonjour"], html: ["<style>\(long)</style><p>Bonjour</p>"],
      multipart(
        "alternative", "b", [part("text/plain", "Bonjour"), part("text/html", "<style>\(long)</style><p>Bonjour</p>")])),
    Case(
      "alternatives and an attachment", ["a"], html: ["<p>a</p>"],
      multipart(
        "mixed", "m",
        [
          multipart("alternative", "b", [part("text/plain", "a"), part("text/html", "<p>a</p>")]),
          part("application/pdf", "%PDF"),
        ])),
    Case(
      "HTML with its pictures", ["H:<img src=cid:x>"], html: ["<img src=cid:x>"],
      multipart("related", "r", [part("text/html", "<img src=cid:x>"), part("image/png", "p", "Content-ID: <x>")])),
    Case(
      "alternatives, the HTML with pictures", ["un mot"], html: ["<p>un mot</p>"],
      multipart(
        "alternative", "b",
        [
          part("text/plain", "un mot"),
          multipart("related", "r", [part("text/html", "<p>un mot</p>"), part("image/png", "p")]),
        ])),
    Case(
      "the root of a related named", ["H:<p>root</p>"], html: ["<p>root</p>"],
      multipart(
        "related", "r", [part("image/png", "p"), part("text/html", "<p>root</p>", "Content-ID: <root>")],
        parameters: "; start=\"<root>\"")),
    Case(
      "texts in a row", ["a", "b"],
      multipart("mixed", "m", [part("text/plain", "a"), part("image/png", "p"), part("text/plain", "b")])),
    Case(
      "a text attached", ["a"],
      multipart(
        "mixed", "m",
        [part("text/plain", "a"), part("text/plain", "b", "Content-Disposition: attachment; filename=b.txt")])),
    Case(
      "a text with a file name", ["a"],
      multipart("mixed", "m", [part("text/plain", "a"), part("text/plain; name=b.txt", "b")])),
    Case("a text with a file name, first", ["a"], multipart("mixed", "m", [part("text/plain; name=a.txt", "a")])),
    Case(
      "a mail in the mail", ["a"],
      multipart("mixed", "m", [part("text/plain", "a"), part("message/rfc822", "Subject: in\r\n\r\ninner")])),
    Case("a mail as the whole body", [], part("message/rfc822", "Subject: in\r\n\r\ninner")),
    Case(
      "a report", ["Échec"],
      multipart(
        "report", "r",
        [
          part("text/plain; charset=utf-8", "Échec"), part("message/delivery-status", "Reporting-MTA: dns; x\r\n\r\n"),
          part("text/rfc822-headers", "Subject: x"),
        ])),
    Case(
      "a signed text", ["a"],
      multipart("signed", "s", [part("text/plain", "a"), part("application/pgp-signature", "sig")])),
    Case(
      "a calendar", ["a"], multipart("mixed", "m", [part("text/plain", "a"), part("text/calendar", "BEGIN:VCALENDAR")])),
    Case(
      "a named text behind a file", ["b"],
      multipart(
        "mixed", "m",
        [
          part("application/pdf", "%PDF", "Content-Disposition: attachment; filename=a.pdf"),
          part("text/plain; name=b.txt", "b", "Content-Disposition: inline; filename=b.txt"),
        ])),
    Case(
      "a named text behind a blank one", ["b"],
      multipart("mixed", "m", [part("image/png", "p"), part("text/plain; name=b.txt", "b")])),
    Case("enriched text alone", ["<bold>a</bold>"], part("text/enriched", "<bold>a</bold>")),
    Case("a calendar alone", ["BEGIN:VCALENDAR"], part("text/calendar", "BEGIN:VCALENDAR")),
    Case(
      "a calendar attached", [],
      multipart("mixed", "m", [part("text/calendar", "BEGIN", "Content-Disposition: attachment; filename=a.ics")])),
    Case("RTF alone", [], part("text/rtf", "{\\rtf")),
    Case("a picture alone", [], part("image/png", "p")),
    Case("nothing", [""], [""]),
  ]

  @Test(arguments: cases)
  func choosesTexts(_ test: Case) {
    let texts = message(lines: test.lines).bodyText
    #expect(texts.pieces.map { ($0.isHTML ? "H:" : "") + $0.text } == test.shown)
    #expect(texts.html.map(\.text) == test.html)
    #expect(texts.needsHTML == test.shown.contains { $0.hasPrefix("H:") })
  }

  @Test func joinsPlainTexts() {
    let texts = message(
      lines: Self.multipart("mixed", "m", [Self.part("text/plain", "a"), Self.part("text/plain", "b")])
    ).bodyText
    #expect(texts.plainText == "a\nb")
    #expect(texts.htmlText == nil)
  }
}
