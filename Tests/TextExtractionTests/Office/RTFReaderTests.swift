import Testing

@testable import TextExtraction

@Suite("Rich Text Format")
struct RTFReaderTests {
  @Test(
    "text",
    arguments: [
      (#"{\rtf1\ansi Bonjour\par Merci}"#, "Bonjour\nMerci"),
      (#"{\rtf1\ansi\ansicpg1252 Factur\'e9e 12 \'80}"#, "Facturée 12 €"),
      (#"{\rtf1\pca \'82t\'82}"#, "été"), (#"{\rtf1\mac \'8et\'8e}"#, "été"),
      (#"{\rtf1 \u8364?12}"#, "€12"), (#"{\rtf1\uc2 \u233\'c3\'a9t\u233 ??!}"#, "été!"),
      (#"{\rtf1{\uc0 \u233}\u233?x}"#, "ééx"), (#"{\rtf1 \u-10179?\u-8704?}"#, "😀"),
      (#"{\rtf1{\fonttbl{\f0\fswiss Arial;}}{\colortbl;\red0;}{\stylesheet{\s0 Normal;}}{\info{\title T}}A}"#, "A"),
      (#"{\rtf1{\*\generator Word;}{\*\unknown x}A{\pict\wmetafile8 0102}B}"#, "AB"),
      (#"{\rtf1 A{\b B}\i C\i0 D}"#, "ABCD"), (#"{\rtf1 A\{x\}\\B}"#, #"A{x}\B"#),
      (#"{\rtf1 Total:\tab 12\~000\_A}"#, "Total:\t12\u{A0}000-A"), ("{\\rtf1 A\r\nB\\\nC}", "AB\nC"),
      (#"{\rtf1{\field{\*\fldinst HYPERLINK "x"}{\fldrslt ex.fr}}}"#, "ex.fr"),
      (#"{\rtf1 A{\v cach\'e9}B\v x\v0 C{\deleted D}E}"#, "ABCE"),
      (#"{\rtf1{\header En-t\'eate\par}Corps{\footnote Note}}"#, "En-tête\nCorps\nNote"),
      (#"{\rtf1 A\bin5 }}}}}B}"#, "AB"),
      (#"{\rtf1{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv y}}{\shptxt Bo\'eete\par}}}A}"#, "Boîte\nA"),
      (#"{\rtf1\ldblquote A\rdblquote\emdash\bullet}"#, "“A”—•"),
    ])
  func text(_ rtf: String, _ expected: String) {
    let file = read(Array(rtf.utf8), name: "a.doc")
    #expect(file.kind == .rtf && file.pages.map(\.text) == [expected] && file.problems.isEmpty)
  }

  @Test("tables: cells by tab, rows by line")
  func tables() {
    let rtf = #"""
      {\rtf1 Avant\par
      \trowd\cellx1000\cellx2000\pard\intbl R\'e9f\cell Prix\cell\row
      \trowd\cellx1000\cellx2000\pard\intbl A\par B\cell\cell C\cell\row
      \pard Apr\'e8s\par}
      """#
    #expect(read(Array(rtf.utf8)).text == "Avant\nRéf\tPrix\nA B\t\tC\nAprès")
  }

  @Test(
    "what is broken is read up to there",
    arguments: [
      (#"{\rtf1 Bonjour{\b "#, "Bonjour"), (#"{\rtf1 A\'"#, "A"), (#"{\rtf1 A\"#, "A"), (#"{\rtf1 A\u"#, "A\0"),
      (#"{\rtf1 A\bin99999999 x"#, "A"), (#"{\rtf1 A\'zz"#, "A"),
    ])
  func broken(_ rtf: String, _ expected: String) {
    let file = read(Array(rtf.utf8))
    #expect(file.pages.map(\.text) == [expected] && file.problems == [.damaged])
  }

  @Test("a hundred thousand groups in one another are refused, as many beside one another are not")
  func deep() {
    #expect(read(Array(("{\\rtf1 A" + String(repeating: "{", count: 100_000)).utf8)).problems == [.damaged])
    let flat = "{\\rtf1 A" + String(repeating: "{\\b b}", count: 100_000) + "}"
    #expect(read(Array(flat.utf8)).text.utf8.count == 100_001)
  }
}
