/// What a reader's screen would show of a mail: its texts in order, of each set of alternatives one.
public struct BodyTexts: Sendable {
  /// One text, with the part it comes from.
  public struct Piece: Sendable {
    public let part: BodyPart
    /// `text/html` rather than plain.
    public let isHTML: Bool
    public let text: String
  }

  /// The chosen texts: of alternatives the plain one, unless it only says to use another program.
  public let pieces: [Piece]
  /// The HTML side of the same mail, where it has one: what marks quoted blocks better than plain text does.
  public let html: [Piece]

  /// The plain pieces together; nil when the mail shows none.
  public var plainText: String? { Self.joined(pieces.filter { !$0.isHTML }) }
  /// The HTML pieces together; nil when there is none.
  public var htmlText: String? { Self.joined(html) }
  /// Whether some of the mail is to be read in HTML, having no plain text worth the name.
  public var needsHTML: Bool { pieces.contains(where: \.isHTML) }

  private static func joined(_ pieces: [Piece]) -> String? {
    pieces.isEmpty ? nil : pieces.map(\.text).joined(separator: "\n")
  }
}
