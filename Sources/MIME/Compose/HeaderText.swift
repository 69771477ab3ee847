/// Text that may stand in a header field: one line, without anything that could end the field or disguise its reading.
///
/// Header injection is closed by this type. A field ends at CR LF, so a subject holding "\r\nBcc: …" would add a
/// recipient. The composer writes no `String` into a header: it takes `HeaderText`, `MailAddress`,
/// `MessageIdentifier`, `HeaderName` and `AttachmentType`, and none of them can be made with a CR, LF, NUL or other
/// control character inside.
public struct HeaderText: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// Longest text kept, in Unicode scalars; the rest is cut and an ellipsis takes its place. No sane subject comes
  /// near, and a hostile one must not be echoed at its full length.
  public static let maximumLength = 1000

  /// The text, on one line, with single spaces and none at its ends.
  public let string: String

  /// Every control character (C0, DEL, C1) and line or paragraph separator becomes a space; bidirectional overrides,
  /// which make "fdp.exe" read as "exe.pdf", disappear; runs of spaces become one.
  public init(_ text: some StringProtocol) {
    var kept = String.UnicodeScalarView()
    var count = 0
    var spaceIsDue = false
    for scalar in text.unicodeScalars {
      if HeaderText.isInvisible(scalar) { continue }
      if scalar == " " || HeaderText.endsOrBreaksALine(scalar) {
        spaceIsDue = count > 0
        continue
      }
      guard count + 2 < HeaderText.maximumLength else {
        kept.append("…")
        break
      }
      if spaceIsDue {
        kept.append(" ")
        count += 1
        spaceIsDue = false
      }
      kept.append(scalar)
      count += 1
    }
    string = String(kept)
  }

  public init(stringLiteral text: String) { self.init(text) }

  public var isEmpty: Bool { string.isEmpty }

  public var description: String { string }

  private static func endsOrBreaksALine(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
    default: false
    }
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }
}
