import Testing

@testable import TextAnalysis

/// What is written, and the words that are seen in it.
@Suite struct FoldTests {
  @Test(arguments: [
    ("Été", "ete"), ("DÉJÀ REÇU", "deja recu"), ("e\u{301}te\u{301}", "ete"), ("cœur", "coeur"), ("ŒUVRE", "oeuvre"),
    ("Straße", "strasse"), ("Ærøskøbing", "aeroskobing"), ("Łódź", "lodz"), ("ĲSSEL", "ijssel"),
    ("Ștefan Țurcanu", "stefan turcanu"),
    ("ﬁnition", "finition"), ("ＡＢＣ１２", "abc12"), ("ΑΘΗΝΑ", "αθηνα"), ("МОСКВА", "москва"), ("日本", "日本"),
    ("l’article", "l article"), ("l'article", "l article"), ("« bonjour »", "bonjour"),
    ("n°\u{A0}45\u{202F}871", "n 45 871"),
    ("est-ce", "est ce"), ("co\u{AD}mmande", "commande"), ("com\u{200B}mande", "commande"), ("1ᵉʳ", "1ᵉʳ"), ("m²", "m"),
    ("😀ok😀", "ok"), ("5€", "5"), ("", ""), (" \n\t", ""), ("ÿ", "y"), ("ĸŉſ", "kns"), ("×÷", ""), ("N\u{BA}12", "no12"),
  ])
  func folds(_ written: String, _ seen: String) {
    #expect(Fold.words(written) == seen)
  }

  @Test func everyLatinLetterHasAPlainForm() {
    #expect(LatinLetters.table.count == 0x180 - 0xC0)
    for (offset, letters) in LatinLetters.table.enumerated() where offset != 0xD7 - 0xC0 && offset != 0xF7 - 0xC0 {
      #expect((0x61...0x7A).contains(letters.0), "U+\(String(offset + 0xC0, radix: 16))")
    }
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], ["a", "b"]), ([0xC3], []), ([0x61, 0xC3], ["a"]), ([0xE2, 0x82], []),
      ([0x80, 0x80, 0x63], ["c"]),
      ([0xF0, 0x9F, 0x98], []), ([0xC0, 0xAF, 0x64], ["d"]), ([0x61, 0x00, 0x62], ["a", "b"]),
    ] as [([UInt8], [String])])
  func brokenBytesOnlySeparate(_ bytes: [UInt8], _ words: [String]) {
    #expect(TokenizedText(bytes: bytes).tokens.map(\.text) == words)
  }
}
