/// What a mailbox is for, as the server says (RFC 6154 §2, RFC 8457 for `\Important`).
public enum SpecialUse: String, Hashable, Sendable, CaseIterable {
  case all = "\\All"
  case archive = "\\Archive"
  case drafts = "\\Drafts"
  case flagged = "\\Flagged"
  case important = "\\Important"
  case junk = "\\Junk"
  case sent = "\\Sent"
  case trash = "\\Trash"
}

/// One line of LIST (RFC 9051 §7.3.1).
public struct MailboxListing: Hashable, Sendable {
  /// `\Noselect`, `\HasChildren` and the like; letter case aside.
  public var attributes: Set<Flag>
  /// The octet between levels; nil when names have no levels.
  public var separator: UInt8?
  public var name: WireName

  public init(attributes: Set<Flag>, separator: UInt8?, name: WireName) {
    self.attributes = attributes
    self.separator = separator
    self.name = name
  }

  /// `\NonExistent` implies `\Noselect` (RFC 5258 §3).
  public var isSelectable: Bool {
    !attributes.contains(Flag("\\Noselect")) && !attributes.contains(Flag("\\NonExistent"))
  }

  public var specialUse: SpecialUse? { SpecialUse.allCases.first { attributes.contains(Flag($0.rawValue)) } }
}

/// The answer to STATUS (RFC 9051 §7.3.4): what the server did not say is nil.
public struct MailboxStatus: Hashable, Sendable {
  public var messages: UInt64?
  public var uidNext: UID?
  public var uidValidity: UIDValidity?
  public var highestModSequence: ModSequence?

  public init() {}
}

/// Where mailboxes live (RFC 2342): prefix and separator of each namespace.
public struct Namespaces: Hashable, Sendable {
  public struct Space: Hashable, Sendable {
    public var prefix: WireName
    public var separator: UInt8?

    public init(prefix: WireName, separator: UInt8?) {
      self.prefix = prefix
      self.separator = separator
    }
  }

  public var personal: [Space] = []
  public var otherUsers: [Space] = []
  public var shared: [Space] = []

  public init() {}
}
