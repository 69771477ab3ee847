public import MIME
public import TextExtraction

/// The text that a mail shows, and what of it is whose.
public struct DisplayedText: Sendable, Hashable {
  /// The whole text, what the HTML quotes marked by `> `.
  public let text: String
  /// The author's new words.
  public let newText: String
  /// What others wrote before. Of a mail that only passes another one on, the forwarded text: its words are not the
  /// sender's, but what the sender wants is in them.
  public let quotedText: String
  /// False when an HTML part could not be read by the confined worker, and its text was saved by `TagStrip`.
  public let isFaithful: Bool

  /// What a worker may spend on one mail's HTML, all its pieces together.
  private static let mailTime = Duration.seconds(4)

  /// Reads a mail's text: the plain one where there is one, else the HTML, which the confined worker reads.
  ///
  /// A mail that made the worker fail once is not given to another: `TagStrip` saves the words of its other pieces.
  public static func read(_ message: InternetMessage, extractor: TextExtractor) async -> DisplayedText {
    var assembly = Assembly()
    var time = mailTime
    for piece in message.bodyText.pieces {
      guard piece.isHTML else {
        assembly.add(piece.text, quoteDepth: 0)
        continue
      }
      let bytes = Array(piece.text.utf8)
      if assembly.isFaithful, let shown = try? await extractor.text(fromHTML: bytes, within: &time) {
        for block in shown.blocks { assembly.add(block.marked, quoteDepth: block.quoteDepth) }
      } else {
        assembly.add(TagStrip.text(of: bytes), quoteDepth: 0)
        assembly.isFaithful = false
      }
    }
    return assembly.displayed
  }

  /// Puts the pieces together and remembers where the HTML marked quotes.
  private struct Assembly {
    var isFaithful = true
    private var text = ""
    private var quoted: [QuotedBlock] = []

    mutating func add(_ piece: String, quoteDepth: Int) {
      if !text.isEmpty { text += text.utf8.last == UInt8(ascii: "\n") ? "\n" : "\n\n" }
      let start = text.utf8.count
      text += piece
      if quoteDepth > 0 { quoted.append(QuotedBlock(range: start..<text.utf8.count, depth: quoteDepth)) }
    }

    var displayed: DisplayedText {
      let trimmed = QuotedTextTrim().trim(text, quoted: quoted)
      let earlier = [trimmed.forwardedText, trimmed.quotedText].filter { !$0.isEmpty }
      return DisplayedText(
        text: text, newText: trimmed.newText, quotedText: earlier.joined(separator: "\n\n"), isFaithful: isFaithful)
    }
  }
}
