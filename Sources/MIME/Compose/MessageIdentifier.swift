/// A message's identifier, without its angle brackets (RFC 5322 §3.6.4, `msg-id`).
///
/// Identifiers received from the world are echoed in In-Reply-To and References as they came, since the reader's mail
/// program compares them byte by byte. So this type asks less than the grammar (many real ones have no "@"), and
/// only refuses what could leave its place in the field.
public struct MessageIdentifier: Sendable, Hashable, CustomStringConvertible {
  /// Longest identifier accepted, in bytes: it cannot be folded, and a line holds 998 (RFC 5322 §2.1.1).
  public static let maximumLength = 900

  public let string: String

  /// Takes the identifier with or without its brackets. Nil when it is empty, too long, not printable ASCII, or holds
  /// a space or an angle bracket.
  public init?(_ text: some StringProtocol) {
    var bytes = Substring(text).utf8[...]
    if bytes.first == Octet.less, bytes.last == Octet.greater {
      bytes = bytes.dropFirst().dropLast()
    }
    guard (1...MessageIdentifier.maximumLength).contains(bytes.count) else { return nil }
    let isClean = bytes.allSatisfy { byte in
      (33...126).contains(byte) && byte != Octet.less && byte != Octet.greater
    }
    guard isClean else { return nil }
    string = String(decoding: bytes, as: UTF8.self)
  }

  public var description: String { "<\(string)>" }
}
