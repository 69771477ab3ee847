/// Something that a server can do, by its name in CAPABILITY (RFC 9051 §7.2.2); upper case.
public struct Capability: Hashable, Sendable, CustomStringConvertible {
  public let name: String

  public init(_ name: String) { self.name = name.uppercased() }

  /// A way to authenticate: `AUTH=PLAIN`.
  public static func authentication(_ mechanism: String) -> Capability { Capability("AUTH=" + mechanism) }

  public static let imap4rev1 = Capability("IMAP4rev1")
  public static let imap4rev2 = Capability("IMAP4rev2")
  public static let condstore = Capability("CONDSTORE")
  public static let enable = Capability("ENABLE")
  public static let esearch = Capability("ESEARCH")
  public static let id = Capability("ID")
  public static let idle = Capability("IDLE")
  public static let listExtended = Capability("LIST-EXTENDED")
  public static let literalMinus = Capability("LITERAL-")
  public static let literalPlus = Capability("LITERAL+")
  public static let loginDisabled = Capability("LOGINDISABLED")
  public static let move = Capability("MOVE")
  public static let namespace = Capability("NAMESPACE")
  public static let qresync = Capability("QRESYNC")
  public static let saslInitialResponse = Capability("SASL-IR")
  public static let specialUse = Capability("SPECIAL-USE")
  public static let startTLS = Capability("STARTTLS")
  public static let uidPlus = Capability("UIDPLUS")
  public static let utf8Accept = Capability("UTF8=ACCEPT")
  public static let utf8Only = Capability("UTF8=ONLY")

  public var description: String { name }
}

extension Capability {
  /// The extensions that IMAP4rev2 has made a part of the protocol (RFC 9051 appendix E), of those that we know.
  fileprivate static let partsOfRevision2: Set<Capability> = [
    .enable, .esearch, .idle, .listExtended, .literalMinus, .move, .namespace, .saslInitialResponse, .specialUse,
    .uidPlus,
  ]
}

extension Set<Capability> {
  /// Whether there is an extension: named, or implied by another name.
  public func offers(_ capability: Capability) -> Bool {
    if contains(capability) { return true }
    // RFC 6855 §6: the server takes nothing else, and has to be told all the same.
    if capability == .utf8Accept { return contains(.utf8Only) }
    return isRevision2Only && Capability.partsOfRevision2.contains(capability)
  }

  /// A server that names IMAP4rev1 as well speaks that one until the other is enabled (RFC 9051 §6.3.1), which we do not
  /// do: Exchange Online answers BAD to what only the newer one has (https://github.com/jstedfast/MailKit/issues/2016;
  /// not seen live).
  var isRevision2Only: Bool { contains(.imap4rev2) && !contains(.imap4rev1) }
}
