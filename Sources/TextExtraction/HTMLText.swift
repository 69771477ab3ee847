/// The text of an HTML document as its reader sees it, in blocks of one quote depth each.
///
/// Links read `text <https://…>`, images `[alternative text]`, list items carry `- ` or their number, the cells of a
/// table's row are separated by ` | `. What is hidden from the reader is absent.
public struct HTMLText: Sendable, Hashable, Codable {
  /// A stretch of text at one quote depth.
  public struct Block: Sendable, Hashable, Codable {
    /// How many times the text is quoted: 0 is what the document's author wrote.
    public var quoteDepth: Int
    /// Lines separated by `\n`, paragraphs by an empty line; no line of it is marked as quoted.
    public var text: String

    public init(quoteDepth: Int, text: String) {
      self.quoteDepth = quoteDepth
      self.text = text
    }
  }

  /// In reading order; neighbours differ in depth.
  public var blocks: [Block]
  /// Whether the text was cut at `ExtractionLimits.textBytes`.
  public var isTruncated: Bool

  public init(blocks: [Block], isTruncated: Bool = false) {
    self.blocks = blocks
    self.isTruncated = isTruncated
  }

  /// The whole text, quoted lines marked by `> ` as many times as they are quoted (RFC 3676 §4.5 quotes this way), an
  /// empty line between blocks.
  public var text: String {
    var flat = ""
    for block in blocks {
      if !flat.isEmpty { flat += "\n\n" }
      flat += block.marked
    }
    return flat
  }
}

extension HTMLText.Block {
  /// The text, its lines marked by `> ` as many times as they are quoted.
  public var marked: String {
    guard quoteDepth > 0 else { return text }
    let mark = String(repeating: ">", count: quoteDepth)
    return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.isEmpty ? mark : mark + " " + (String($0) ?? "") }.joined(separator: "\n")
  }
}
