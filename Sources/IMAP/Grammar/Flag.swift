/// A flag of a message: a system flag such as `\Seen`, or a keyword such as `$Forwarded` (RFC 9051 §2.3.2).
///
/// Letter case does not tell flags apart, for servers spell those of clients their own way.
public struct Flag: Sendable, CustomStringConvertible {
  /// As spelled by whoever named it.
  public let name: String

  public init(_ name: String) { self.name = name }

  public static let seen = Flag("\\Seen")
  public static let answered = Flag("\\Answered")
  public static let flagged = Flag("\\Flagged")
  public static let deleted = Flag("\\Deleted")
  public static let draft = Flag("\\Draft")
  /// In PERMANENTFLAGS: keywords that the mailbox does not know yet may be stored (RFC 9051 §7.1).
  public static let anyKeyword = Flag("\\*")

  public var isSystem: Bool { name.hasPrefix("\\") }

  /// Whether a command can carry it. What some servers give as flags has spaces, brackets or 8-bit.
  public var isSendable: Bool {
    let atom = isSystem ? name.dropFirst() : name[...]
    return !atom.isEmpty && atom.utf8.allSatisfy(\.isAtomOctet)
  }

  public var description: String { name }
}

extension Flag: Hashable {
  public static func == (left: Flag, right: Flag) -> Bool { left.name.lowercased() == right.name.lowercased() }

  public func hash(into hasher: inout Hasher) { hasher.combine(name.lowercased()) }
}
