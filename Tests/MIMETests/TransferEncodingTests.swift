import Cryptography
import MIME
import Testing

struct TransferEncodingTests {
  @Test(arguments: [
    ("base64", "Q2Fmw6k=", "Café"), ("BASE64", "Q2Fmw6k=", "Café"), ("base-64", "Q2Fmw6k=", "Café"),
    ("base64;", "Q2Fmw6k=", "Café"), ("\"base64\"", "Q2Fmw6k=", "Café"), ("(c) base64", "Q2Fmw6k=", "Q2Fmw6k="),
    ("base64 (c)", "Q2Fmw6k=", "Café"),
    ("base64", "Q2Fm\r\nw6k=\r\n", "Café"), ("base64", "Q2Fmw6k", "Café"), ("base64", "Q2!F*mw6k=", "Café"),
    ("base64", "Q2Fm w6k=", "Café"), ("base64", "Q2Fm=w6k=", "Café"), ("base64", "====", ""), ("base64", "Q", ""),
    ("base64", "QQ==QQ==", "AA"), ("base64", "QQ==\r\nQkI=\r\n", "ABB"), ("base64", "", ""),
    ("base64", "QQ==\r\n_____\r\nA list's footer, see https://x.fr\r\n", "A"),
    ("base64", "QQ==\r\n\r\nEnd\r\n", "A"), ("base64", "QQ==\r\nBonne fin\r\nde semaine\r\n", "A"),
    ("base64", "QQ==\r\nQkJC\r\nune phrase entiere\r\nQkJC\r\n", "ABBB"),
    ("base64", "QQ==\r\nQkJC\r\nQkI=\r\nQkJC\r\n", "ABBBBBBBB"),
    ("quoted-printable", "Caf=C3=A9", "Café"), ("Quoted-Printable", "Caf=c3=a9", "Café"),
    ("quoted printable", "Caf=C3=A9", "Café"), ("quoted_printable", "Caf=C3=A9", "Café"), ("qp", "=41", "A"),
    ("quoted-printable", "a=\r\nb", "ab"), ("quoted-printable", "a=\nb", "ab"), ("quoted-printable", "a=\rb", "ab"),
    ("quoted-printable", "a= \t\r\nb", "ab"), ("quoted-printable", "a  \r\nb \t\n", "a\r\nb\n"),
    ("quoted-printable", "a=20\r\nb", "a \r\nb"), ("quoted-printable", "a=", "a"), ("quoted-printable", "a= ", "a"),
    ("quoted-printable", "a=4", "a=4"), ("quoted-printable", "a=ZZb", "a=ZZb"), ("quoted-printable", "==41", "=A"),
    ("quoted-printable", "1 = 2", "1 = 2"), ("quoted-printable", "a_b", "a_b"), ("quoted-printable", "é", "é"),
    ("7bit", "a=41", "a=41"), ("8bit", "é", "é"), ("binary", "a\r\nb", "a\r\nb"), ("8-bit", "é", "é"),
    ("x-unknown", "a=41", "a=41"), ("", "a=41", "a=41"),
    ("x-uuencode", "begin 644 x.txt\r\n#0V%T\r\n`\r\nend\r\n", "Cat"),
    ("x-uuencode", "no block", "no block"),
  ])
  func decodes(encoding: String, body: String, content: String) {
    let message = message("Content-Type: application/octet-stream", "Content-Transfer-Encoding: \(encoding)", "", body)
    #expect(message.root.content == content)
    #expect(message.root.size == content.utf8.count)
  }

  @Test func digestsTheDecodedOctets() {
    let message = message("Content-Transfer-Encoding: base64", "", "YWJj")
    #expect(message.root.sha256.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["QQ==", "=", "Q=", "QQ== ", "=3"])
  func decodesLongRubbishInLinearTime(pattern: String) {
    for encoding in ["base64", "quoted-printable"] {
      _ = message("Content-Transfer-Encoding: \(encoding)", "", String(repeating: pattern, count: 50_000)).root
        .decoded()
    }
  }
}

/// Text of text parts. `\u{E9}` in a source is one octet.
struct CharsetTests {
  @Test(arguments: [
    ("us-ascii", "Cafe", "Cafe"), ("utf-8", "Caf\u{C3}\u{A9}", "Café"), ("UTF8", "Caf\u{C3}\u{A9}", "Café"),
    ("iso-8859-1", "Caf\u{E9}", "Café"), ("ISO_8859-1", "Caf\u{E9}", "Café"), ("latin1", "Caf\u{E9}", "Café"),
    ("iso-8859-15", "\u{A4} \u{BD}", "€ œ"), ("windows-1252", "\u{80} \u{9C} \u{92}", "€ œ ’"),
    ("iso-8859-1", "\u{80} \u{93}a\u{94}", "€ “a”"), ("iso-8859-2", "\u{B3}\u{F3}d\u{BC}", "łódź"),
    ("windows-1250", "\u{B3}\u{F3}d\u{9F}", "łódź"), ("windows-1251", "\u{CF}\u{F0}", "Пр"),
    ("koi8-r", "\u{F0}\u{D2}", "Пр"),
    ("macintosh", "\u{8E}", "é"), ("x-mac-roman", "\u{8E}", "é"), ("cp850", "\u{82}", "é"), ("ibm437", "\u{82}", "é"),
    ("iso-2022-jp", "\u{1B}$BF|K\\\u{1B}(B", "日本"), ("euc-jp", "\u{C6}\u{FC}", "日"), ("shift_jis", "\u{93}\u{FA}", "日"),
    ("gb2312", "\u{C4}\u{E3}", "你"), ("big5", "\u{A7}\u{41}", "你"), ("euc-kr", "\u{C7}\u{D1}", "한"),
    ("ks_c_5601-1987", "\u{C7}\u{D1}", "한"), ("utf-16le", "\u{E9}\u{0}t\u{0}", "ét"), ("utf-16be", "\u{0}\u{E9}", "é"),
    ("utf-16", "\u{FF}\u{FE}\u{E9}\u{0}", "é"), ("utf-7", "+AOk-", "é"), ("iso-8859-8-i", "\u{F9}", "ש"),
    ("x-mac-cyrillic", "\u{8F}", "П"), ("tis-620", "\u{A1}", "ก"), ("utf-32le", "\u{E9}\u{0}\u{0}\u{0}", "é"),
    ("ISO646-FR", "{", "{"), ("unicode", "\u{FF}\u{FE}\u{E9}\u{0}", "é"),
    // Labels that lie.
    ("utf-16", "Caf\u{E9}", "Café"), ("utf-16", "Caf\u{C3}\u{A9}", "Café"), ("utf-16le", "Cafe !", "Cafe !"),
    ("unicode", "Caf\u{E9}", "Café"), ("utf-32", "Cafe", "Cafe"),
    ("gb2312", "\u{C3}\u{A9}t\u{C3}\u{A9}", "été"), ("iso-8859-2", "\u{C3}\u{A9}t\u{C3}\u{A9}", "été"),
    ("windows-1251", "\u{C3}\u{A9} \u{E2}\u{82}\u{AC}", "é €"),
    ("iso-8859-2", "\u{C3}\u{A9}", "ĂŠ"), ("gb2312", "\u{C3}\u{A9}", "茅"),
    ("gb2312", "\u{D0}\u{A1}\u{D1}\u{A7}", "小学"),
    ("big5", String(repeating: "\u{E4}\u{BD}\u{A0}", count: 8), "你你你你你你你你"),
    ("koi8-r", "\u{F0}\u{D2}\u{C9}", "При"), ("iso-2022-jp", "\u{1B}$BF|K\\\u{1B}(B", "日本"),
    ("utf-8", "Caf\u{E9}", "Café"), ("utf-8", "\u{93}a\u{94}", "“a”"),
    ("us-ascii", "Caf\u{E9}", "Café"), ("us-ascii", "Caf\u{C3}\u{A9}", "Café"),
    ("iso-8859-1", "Caf\u{C3}\u{A9}", "Café"),
    ("windows-1252", "\u{E2}\u{82}\u{AC}", "€"), ("nobody-knows", "Caf\u{E9}", "Café"),
    ("nobody-knows", "Caf\u{C3}\u{A9}", "Café"), ("utf-8//IGNORE", "Caf\u{E9}", "Café"), ("", "Caf\u{E9}", "Café"),
    ("utf-8", "\u{C3}\u{A9}\u{C3}\u{A9} cut \u{C3}", "éé cut \u{FFFD}"), ("utf-8", "\u{EF}\u{BB}\u{BF}a", "a"),
    ("utf-8", "\u{C0}\u{AF}", "À¯"), ("shift_jis", "a\u{93}", "a\u{FFFD}"), ("euc-jp", "a\u{FF}b", "a\u{FFFD}b"),
    ("windows-1252", "\u{81}", "\u{FFFD}"), ("utf-8", "a\u{0}b", "ab"),
  ])
  func readsText(label: String, octets: String, text: String) {
    let message = message(latin1: "Content-Type: text/plain; charset=\"\(label)\"\r\n\r\n\(octets)")
    #expect(message.root.text == text)
  }

  @Test(arguments: [
    ("<meta charset=\"iso-8859-2\">\u{B3}", "<meta charset=\"iso-8859-2\">ł"),
    (
      "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>\u{F0}",
      "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>П"
    ),
    ("<meta charset=unicode>\u{E9}", "<meta charset=unicode>é"),
    ("<meta charset='utf-16'>\u{C3}\u{A9}", "<meta charset='utf-16'>é"),
    ("<meta charset=utf-32>e", "<meta charset=utf-32>e"), ("<meta charset=ucs-2>e", "<meta charset=ucs-2>e"),
    ("<p>\u{E9}</p>", "<p>é</p>"), ("<a href=x>\u{C3}\u{A9}</a>", "<a href=x>é</a>"),
  ])
  func readsHTMLByItsOwnLabel(octets: String, text: String) {
    #expect(message(latin1: "Content-Type: text/html\r\n\r\n\(octets)").root.text == text)
  }

  @Test(arguments: [("a\r\nb\r\n", "a\nb\n"), ("a\rb", "a\nb"), ("a\n\r\nb", "a\n\nb"), ("a\r\r\nb", "a\n\nb")])
  func endsLinesByLineFeeds(body: String, text: String) {
    #expect(message("", body).root.text == text)
  }

  @Test func givesNoTextOfOtherTypes() {
    #expect(message("Content-Type: image/png", "", "x").root.text == nil)
  }
}

struct FlowedTextTests {
  @Test(arguments: [
    ("a \r\nb", "no", "a b"), ("a \r\nb", "yes", "ab"), ("a\r\nb", "no", "a\nb"), ("a \r\n\r\nb", "no", "a \nb"),
    (" From x", "no", "From x"), ("  a", "no", " a"), ("> a \r\n> b", "no", "> a b"),
    (">> a \r\n> b", "no", ">> a \n> b"),
    (">a\r\nb", "no", "> a\nb"), (">", "no", ">"), ("a \r\n-- \r\nJean", "no", "a \n-- \nJean"),
    ("-- \r\nJean", "no", "-- \nJean"), ("a \r\nb \r\nc\r\n", "no", "a b c\n"), ("", "no", ""),
    ("a \r\n> b", "no", "a \n> b"),
  ])
  func unwraps(body: String, deletesSpace: String, text: String) {
    let message = message("Content-Type: text/plain; format=flowed; delsp=\(deletesSpace)", "", body)
    #expect(message.root.text == text)
  }

  @Test func leavesFixedTextAlone() {
    #expect(message("Content-Type: text/plain", "", "a \r\nb").root.text == "a \nb")
  }
}
