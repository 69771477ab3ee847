/// What to ask of a message. Bodies are always asked for by PEEK: reading never sets `\Seen` (RFC 9051 §6.4.5).
public enum FetchItem: Hashable, Sendable {
  case flags
  case internalDate
  case wholeBody

  var words: String {
    switch self {
    case .flags: "FLAGS"
    case .internalDate: "INTERNALDATE"
    case .wholeBody: "BODY.PEEK[]"
    }
  }

  /// What an answer to it speaks of.
  var attribute: FetchedAttributes.Attribute {
    switch self {
    case .flags: .flags
    case .internalDate: .internalDate
    case .wholeBody: .body
    }
  }
}
