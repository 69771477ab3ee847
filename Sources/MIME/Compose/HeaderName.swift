/// The name of a header field: printable ASCII without a colon (RFC 5322 §3.6.8, `ftext`).
public struct HeaderName: Sendable, Hashable, CustomStringConvertible {
  /// Longest name accepted, in bytes, so that "Name: " always leaves room for a value on its line.
  public static let maximumLength = 60

  public let string: String

  /// Nil when the name is empty, too long, or holds anything but `ftext`.
  public init?(_ name: String) {
    guard (1...HeaderName.maximumLength).contains(name.utf8.count) else { return nil }
    guard name.utf8.allSatisfy({ $0.isFieldNameOctet }) else { return nil }
    string = name
  }

  /// For the composer's own fields, whose names are literals of this target.
  init(known name: StaticString) { string = name.description }

  public var description: String { string }
}

/// A header field beyond those the composer writes itself, with an unstructured value (RFC 5322 §3.2.5).
public struct ExtraField: Sendable, Hashable {
  public let name: HeaderName
  public let value: HeaderText

  /// Nil for a field that the composer, the sending server or the receiving one writes: a second `From` or
  /// `Content-Type` would let two programs read two different messages, and a `Bcc` would disclose.
  public init?(_ name: HeaderName, _ value: HeaderText) {
    let folded = name.string.lowercased()
    guard !ExtraField.reserved.contains(folded), !folded.hasPrefix("content-"), !folded.hasPrefix("resent-") else {
      return nil
    }
    self.name = name
    self.value = value
  }

  private static let reserved: Set<String> = [
    "date", "from", "sender", "reply-to", "to", "cc", "bcc", "subject", "message-id", "in-reply-to", "references",
    "auto-submitted", "x-auto-response-suppress", "mime-version", "return-path", "received", "dkim-signature",
    "authentication-results",
  ]
}
