/// A mail's text cut into what each piece is: the author's new words, the history below them, the signature, and the
/// lines that machines add.
///
/// Nothing is thrown away. The segments follow one another without a gap, so their texts joined give the whole text
/// back, byte for byte; a reader chooses which pieces it listens to.
public struct TrimmedText: Sendable, Hashable, Codable {
  /// The pieces in the order of the text. Empty only for an empty text.
  public let segments: [Segment]

  /// The text that was given.
  public var wholeText: String {
    segments.map(\.text).joined()
  }

  /// The author's own words, the pieces between quotes separated by a blank line. Empty when the mail brings none.
  public var newText: String {
    text { $0 == .new }
  }

  /// The history that the author answers, with the `>` marks it came with and without its header lines.
  public var quotedText: String {
    text {
      if case .quote = $0 { true } else { false }
    }
  }

  /// The author's signature: closing formula, name, telephone and company block.
  public var signatureText: String {
    text { $0 == .signature }
  }

  /// The content of a forwarded mail, without its header lines.
  public var forwardedText: String {
    text { $0 == .forwarded }
  }

  /// True when the mail passes another one on without a word of its own: what the sender wants is inside
  /// ``forwardedText``.
  public var isForwardOnly: Bool {
    newText.isEmpty && segments.contains { $0.kind == .forwarded }
  }

  private func text(where isWanted: (Segment.Kind) -> Bool) -> String {
    var pieces: [String] = []
    var current: [UInt8] = []
    func close() {
      let piece = BlankEdges.removed(from: current)
      if !piece.isEmpty { pieces.append(String(decoding: piece, as: UTF8.self)) }
      current = []
    }
    for segment in segments {
      if isWanted(segment.kind) {
        current.append(contentsOf: segment.text.utf8)
      } else {
        close()
      }
    }
    close()
    return pieces.joined(separator: "\n\n")
  }
}

/// One piece of a mail's text.
public struct Segment: Sendable, Hashable, Codable {
  /// What a piece of text is.
  public enum Kind: Sendable, Hashable, Codable {
    /// The author's own new words.
    case new
    /// Words of an earlier mail; the mail being answered has depth 1, the one it answered depth 2.
    case quote(depth: Int)
    /// The lines that introduce a quote or a forward: "Le … a écrit :", "De : … Envoyé : … Objet : …".
    case quoteHeader
    /// The content of a mail that is passed on.
    case forwarded
    /// Closing formula with name, contact lines, company block.
    case signature
    /// Legal notice, plea for the environment, warning about outside mail.
    case disclaimer
    /// What a telephone, an antivirus, a webmail or a mailing list adds.
    case footer
  }

  public let kind: Kind
  /// Where the piece stands in the whole text, in UTF-8 bytes.
  public let range: Range<Int>
  /// The piece with its line ends.
  public let text: String
}

/// Blank lines around a piece; the first line's indentation stays.
enum BlankEdges {
  static func removed(from bytes: [UInt8]) -> ArraySlice<UInt8> {
    var start = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A || byte == 0x0D { start = index + 1 } else if byte != 0x20 && byte != 0x09 { break }
    }
    var end = bytes.count
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    return bytes[start..<end]
  }
}
