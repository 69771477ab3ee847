/// Somebody that a mail is from or to (RFC 5322 §3.4).
public struct Address: Sendable, Hashable, Codable {
  /// The display name, decoded; nil when there is none.
  public var name: String?
  /// `local@domain` as written, UTF-8 allowed (RFC 6532); empty when the mail gives a name alone.
  public var address: String

  public init(name: String? = nil, address: String) {
    self.name = name
    self.address = address
  }

  /// What stands before the last `@`; the whole when there is none.
  public var localPart: Substring { address.lastIndex(of: "@").map { address[..<$0] } ?? address[...] }

  /// What stands behind the last `@`; empty when there is none.
  public var domain: Substring { address.lastIndex(of: "@").map { address[address.index(after: $0)...] } ?? "" }
}
