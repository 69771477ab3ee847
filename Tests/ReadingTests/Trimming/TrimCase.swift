import Testing

@testable import Reading

/// One row of a table: what a mail's text is, and what of it the author wrote anew.
struct TrimCase: Sendable, CustomTestStringConvertible {
  let shape: String
  let text: String
  let new: String

  init(_ shape: String, _ text: String, new: String) {
    self.shape = shape
    self.text = text
    self.new = new
  }

  var testDescription: String { shape }

  /// Checks the new words, and that no byte of the text is lost.
  func check(sourceLocation: SourceLocation = #_sourceLocation) {
    let trimmed = QuotedTextTrim().trim(text)
    #expect(trimmed.newText == new, "\(shape)", sourceLocation: sourceLocation)
    #expect(trimmed.wholeText == text, "\(shape)", sourceLocation: sourceLocation)
  }
}
