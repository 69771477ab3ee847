import Testing

@testable import Connectors

@Suite struct CSVTextTests {
  static let cases: [(String, [[String]])] = [
    ("", []),
    ("a;b\n1;2\n", [["a", "b"], ["1", "2"]]),
    ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
    ("a\tb\r1\t2\r", [["a", "b"], ["1", "2"]]),
    // The separator is the header's most frequent, outside quotes.
    ("a;b\n1,5;2\n", [["a", "b"], ["1,5", "2"]]),
    ("\"a,b,c\";d\n1;2\n", [["a,b,c", "d"], ["1", "2"]]),
    ("\u{FEFF}a;b\n", [["a", "b"]]),
    ("a;b\n\n\n1;2\n\n", [["a", "b"], ["1", "2"]]),
    ("a;b\n;\n", [["a", "b"], ["", ""]]),
    ("a;b\n\"x;y\";\"say \"\"hi\"\"\"\n", [["a", "b"], ["x;y", "say \"hi\""]]),
    ("a;b\n\"two\nlines\";2\n", [["a", "b"], ["two\nlines", "2"]]),
    ("a;b\n5\" screen;2\n", [["a", "b"], ["5\" screen", "2"]]),
    ("a;b\n\"x\"tail;2\n", [["a", "b"], ["xtail", "2"]]),
    ("a;b\n\"never closed;2\n", [["a", "b"], ["never closed;2\n"]]),
    ("a;b\n 1 ;\u{A0}2\n", [["a", "b"], ["1", "2"]]),
    ("a;b;c\n1\n1;2;3;4\n", [["a", "b", "c"], ["1"], ["1", "2", "3", "4"]]),
  ]

  @Test(arguments: cases) func reads(_ text: String, _ rows: [[String]]) {
    #expect(CSVText.rows(Array(text.utf8)) == rows)
  }

  @Test func readsWindows1252() {
    // « Élodie ; 12 € ; œuvre » as an old spreadsheet saves it.
    let bytes: [UInt8] = [0xC9] + Array("lodie;12 ".utf8) + [0x80, UInt8(ascii: ";"), 0x9C] + Array("uvre".utf8)
    #expect(CSVText.rows(bytes) == [["Élodie", "12 €", "œuvre"]])
  }

  /// Every short text over the characters that matter, so that no mixture of them traps or loops.
  @Test func readsAnything() {
    let alphabet: [UInt8] = Array("a;\"\n\r\t,".utf8) + [0xFF]
    var texts: [[UInt8]] = [[]]
    for _ in 0..<5 {
      texts = texts.flatMap { text in alphabet.map { text + [$0] } }
      for text in texts {
        let cells = CSVText.rows(text).joined()
        #expect(cells.reduce(0) { $0 + $1.unicodeScalars.count } <= text.count)
      }
    }
  }

  static let dates: [(String, String?)] = [
    ("2026-11-17", "2026-11-17"), ("17/11/2026", "2026-11-17"), ("7.1.2026", "2026-01-07"),
    ("2026-11-17 08:30:00", "2026-11-17"), ("2026-11-17T08:30", "2026-11-17"), ("17/11/26", nil), ("2026-13-01", nil),
    ("2026-11-32", nil), ("hier", nil), ("2026-11", nil), ("99999999999999999999-1-1", nil), ("-2026-11-17", nil),
  ]

  @Test(arguments: dates) func readsDates(_ cell: String, _ date: String?) { #expect(CSVDate.iso(cell) == date) }

  static let amounts: [(String, String?)] = [
    ("1234.50", "1234.50"), ("1234,5", "1234.50"), ("1 234,50 €", "1234.50"), ("1.234,50", "1234.50"),
    ("1,234.50", "1234.50"), ("1'960.00", "1960.00"), ("1\u{202F}234,50", "1234.50"), ("12", "12.00"),
    ("1.234", "1234.00"), ("-3,10", "-3.10"), ("0.00", "0.00"), ("", nil), ("-", nil), ("douze", nil), ("1..2", nil),
    (",50", nil), ("12-", nil),
  ]

  @Test(arguments: amounts) func readsAmounts(_ cell: String, _ amount: String?) {
    #expect(CSVAmount.decimal(cell) == amount)
  }
}
