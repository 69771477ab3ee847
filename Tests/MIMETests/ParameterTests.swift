import MIME
import Testing

/// Content-Type and Content-Disposition (RFC 2045 §5.1, RFC 2183, RFC 2231). `\u{E9}` in a source is one octet.
struct ParameterTests {
  @Test(arguments: [
    ("text/plain", "text/plain"), ("TEXT/HTML", "text/html"), ("text/plain; charset=utf-8", "text/plain"),
    ("text / html", "text/html"), ("text/html (a comment)", "text/html"), ("(c) text/html", "text/html"),
    ("text/html;", "text/html"), ("text/html charset=utf-8", "text/html"), ("text", "text/plain"),
    ("", "text/plain"), ("rubbish", "text/plain"), ("/html", "text/plain"), ("text/", "text/plain"),
    ("application/pdf; name=\"x/y.pdf\"", "application/pdf"), ("image/png, image/gif", "image/png"),
    ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
  ])
  func readsMediaType(source: String, essence: String) {
    #expect(message("Content-Type: \(source)", "", "").root.mediaType.essence == essence)
  }

  @Test func takesPlainTextForGranted() {
    #expect(message("Subject: x", "", "body").root.mediaType.essence == "text/plain")
  }

  @Test(
    arguments: [
      ("text/plain; charset=utf-8", "utf-8"), ("text/plain; charset=\"ISO-8859-1\"", "iso-8859-1"),
      ("text/plain; CHARSET=utf-8", "utf-8"), ("text/plain; charset = utf-8", "utf-8"),
      ("text/plain;charset=utf-8;format=flowed", "utf-8"), ("text/plain;; charset=utf-8", "utf-8"),
      ("text/plain charset=utf-8", "utf-8"), ("text/plain; format=flowed charset=utf-8", "utf-8"),
      ("text/plain; charset=utf-8 format=flowed", "utf-8"), ("text/plain; charset=us-ascii (Plain text)", "us-ascii"),
      ("text/plain; charset=\"utf-8", "utf-8"), ("text/plain; charset=", nil), ("text/plain", nil),
      ("text/plain; charset*=us-ascii'en'utf-8", "utf-8"), ("text/plain; foo; charset=utf-8", "utf-8"),
      ("text/plain; =x; charset=utf-8", "utf-8"), ("text/plain;\r\n\tcharset=utf-8", "utf-8"),
      ("text/plain; charset=utf-8; charset=latin1", "utf-8"), ("text/; charset=utf-8", "utf-8"),
      ("; charset=utf-8", "utf-8"),
    ] as [(String, String?)])
  func readsCharset(source: String, charset: String?) {
    #expect(message("Content-Type: \(source)", "", "").root.charset == charset)
  }

  @Test(
    arguments: [
      ("attachment; filename=a.pdf", "a.pdf"),
      ("attachment; filename=\"a b.pdf\"", "a b.pdf"),
      ("attachment; filename=\"a\\\"b.pdf\"", "a\"b.pdf"),
      ("attachment; filename=\"C:\\temp\\a.pdf\"", "C:\\temp\\a.pdf"),
      ("attachment; filename=a b.pdf", "a b.pdf"),
      ("attachment; filename=a b.pdf; size=12", "a b.pdf"),
      ("attachment; filename=a b.pdf size=12", "a b.pdf"),
      ("attachment; filename=report (1).pdf", "report (1).pdf"),
      ("attachment; filename*=utf-8''%C3%A9t%C3%A9.pdf", "été.pdf"),
      ("attachment; filename*=UTF-8'fr'%C3%A9t%C3%A9.pdf", "été.pdf"),
      ("attachment; filename*=iso-8859-1''%E9t%E9.pdf", "été.pdf"),
      ("attachment; filename*=''%E9t%E9.pdf", "été.pdf"),
      ("attachment; filename*=%C3%A9.pdf", "é.pdf"),
      ("attachment; filename*=utf-8''100%.pdf", "100%.pdf"),
      ("attachment; filename=ete.pdf; filename*=utf-8''%C3%A9t%C3%A9.pdf", "été.pdf"),
      ("attachment; filename*0=long; filename*1=name; filename*2=.pdf", "longname.pdf"),
      ("attachment; filename*1=name; filename*0=long; filename*2=.pdf", "longname.pdf"),
      ("attachment; filename*0*=utf-8''%C3%A9; filename*1=t; filename*2*=%C3%A9.pdf", "été.pdf"),
      ("attachment; filename*0*=utf-8''%C3; filename*1*=%A9.pdf", "é.pdf"),
      ("attachment; filename*0=a; filename*2=c", "a"),
      ("attachment; filename*1=a; filename*2=b.pdf", "ab.pdf"),
      ("attachment; filename*99999=a.pdf", nil),
      ("attachment; filename=\"=?utf-8?Q?=C3=A9t=C3=A9.pdf?=\"", "été.pdf"),
      ("attachment; filename==?utf-8?Q?=C3=A9t=C3=A9.pdf?=", "été.pdf"),
      ("attachment; filename=\"=?utf-8?Q?=C3=A9t?=\r\n =?utf-8?Q?=C3=A9.pdf?=\"", "été.pdf"),
      ("attachment; filename=\u{E9}t\u{E9}.pdf", "été.pdf"),
      ("attachment; filename=\"\u{C3}\u{A9}t\u{C3}\u{A9}.pdf\"", "été.pdf"),
      ("attachment; filename*=utf-8''a%0D%0Ab.pdf", "a  b.pdf"),
      ("attachment; FILENAME=a.pdf", "a.pdf"),
      ("attachment;filename=a.pdf", "a.pdf"),
      ("attachment filename=a.pdf", "a.pdf"),
      ("attachment", nil),
      ("attachment; filename=\"\"", nil),
      ("; filename=a.pdf", "a.pdf"),
    ] as [(String, String?)])
  func readsFilename(source: String, filename: String?) {
    let part = message(latin1: "Content-Type: application/pdf\r\nContent-Disposition: \(source)\r\n\r\n").root
    #expect(part.filename == filename)
  }

  @Test(
    arguments: [
      ("pdf; name=a.pdf", "a.pdf"), ("application/pdf; name=a.pdf", "a.pdf"),
      ("application/pdf; name*=utf-8''%C3%A9.pdf", "é.pdf"),
      ("application/pdf; name=\"=?utf-8?B?w6kucGRm?=\"", "é.pdf"), ("application/pdf", nil),
    ] as [(String, String?)])
  func fallsBackOnTheName(contentType: String, filename: String?) {
    #expect(message("Content-Type: \(contentType)", "", "").root.filename == filename)
    let both = message("Content-Type: \(contentType)", "Content-Disposition: attachment; filename=x.pdf", "", "")
    #expect(both.root.filename == "x.pdf")
  }

  @Test(
    arguments: [
      ("attachment; filename=x", "attachment"), ("INLINE", "inline"), ("", nil), ("; filename=x", nil),
    ] as [(String, String?)])
  func readsDisposition(source: String, disposition: String?) {
    #expect(message("Content-Disposition: \(source)", "", "").root.disposition == disposition)
  }

  @Test func readsContentID() {
    #expect(message("Content-ID: <logo@shop>", "", "").root.contentID == "logo@shop")
  }

  @Test(.timeLimit(.minutes(1)), arguments: [";a=b", "; ", "(", "\"", "a*0*=x;", "; filename=a ", "'"])
  func readsLongRubbishInLinearTime(pattern: String) {
    let rubbish = String(repeating: pattern, count: 50_000)
    let part = message("Content-Type: text/plain\(rubbish)", "Content-Disposition: x\(rubbish)", "", "").root
    _ = (part.filename, part.charset)
  }
}
