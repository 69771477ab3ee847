import Testing

@testable import Classification

@Suite struct ExampleFileTests {
  @Test(arguments: [
    ("a\tone\nb\ttwo", [Example(FieldedText("one"), labels: ["a"]), Example(FieldedText("two"), labels: ["b"])]),
    ("\u{FEFF}a\tone\r\n\r\n", [Example(FieldedText("one"), labels: ["a"])]),
    ("a\t", [Example(FieldedText(""), labels: ["a"])]), ("a\tb\tc", [Example(FieldedText("b\tc"), labels: ["a"])]),
    ("{\"label\":\"a\",\"text\":\"one\"}", [Example(FieldedText("one"), labels: ["a"])]),
    (
      "{\"labels\":[\"a\",\"b\"],\"subject\":\"s\",\"body\":\"t\"}",
      [Example(FieldedText([.init("body", "t"), .init("subject", "s")]), labels: ["a", "b"])]
    ), ("", []),
  ])
  func reads(_ lines: String, _ examples: [Example]) throws {
    #expect(try ExampleFile.examples(Array(lines.utf8)) == examples)
  }

  @Test(arguments: [
    ("a\tone\nno tab", ExampleFileError.noTab(line: 2)), ("\tone", .noLabel(line: 1)),
    ("{\"label\":", .notJSON(line: 1)),
    ("{\"text\":\"one\"}", .noLabel(line: 1)), ("{\"label\":\"a\",\"n\":1}", .noText(line: 1)),
    ("\u{7F}ELF\u{2}\u{1}", .noTab(line: 1)), ("a\u{0}\t", .unprintableLabel(line: 1)),
    ("{\"label\":\"a\\nb\",\"text\":\"one\"}", .unprintableLabel(line: 1)),
  ])
  func saysWhichLineIsWrong(_ lines: String, _ error: ExampleFileError) {
    #expect(throws: error) { try ExampleFile.examples(Array(lines.utf8)) }
  }

  /// Whatever a line holds, it is a text.
  @Test(arguments: [
    ("one", FieldedText("one")), ("", FieldedText("")), ("a\tone", FieldedText("a\tone")),
    ("{\"text\":\"one\"}", FieldedText("one")), ("{\"text\":", FieldedText("{\"text\":")),
    ("{\"label\":\"a\",\"subject\":\"s\"}", FieldedText([.init("subject", "s")])), ("{}", FieldedText("{}")),
  ])
  func readsALineWithoutLabel(_ line: String, _ text: FieldedText) {
    #expect(ExampleFile.text(Array(line.utf8)[...]) == text)
  }
}
