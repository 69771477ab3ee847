/// What a server says, one line (with its literals) at a time (RFC 9051 §7).
public enum Response: Hashable, Sendable {
  /// The end of a command.
  case tagged(tag: String, Status)
  /// Said in between, about the command or not.
  case untagged(UntaggedData)
  /// The server waits for more of the command; for SASL, the text is its challenge in base64.
  case continuation(String)
}

/// OK, NO, BAD, and what only a server without a question says (RFC 9051 §7.1).
public struct Status: Hashable, Sendable {
  public enum Condition: String, Hashable, Sendable {
    case ok = "OK"
    case no = "NO"
    case bad = "BAD"
    case preauthenticated = "PREAUTH"
    case bye = "BYE"
  }

  public var condition: Condition
  public var code: ResponseCode?
  public var text: String

  public init(_ condition: Condition, code: ResponseCode? = nil, text: String = "") {
    self.condition = condition
    self.code = code
    self.text = text
  }
}

public enum UntaggedData: Hashable, Sendable {
  case status(Status)
  case capability(Set<Capability>)
  case enabled(Set<Capability>)
  case list(MailboxListing)
  case mailboxStatus(WireName, MailboxStatus)
  /// Sequence numbers or UIDs, as the command asked.
  case search([UInt32])
  case extendedSearch(ExtendedSearchResult)
  case flags(Set<Flag>)
  /// How many messages the mailbox has.
  case exists(UInt32)
  case recent(UInt32)
  case expunge(SequenceNumber)
  /// `earlier`: gone before this session knew of them (RFC 7162 §3.2.10).
  case vanished(UIDSet, earlier: Bool)
  case fetch(FetchedAttributes)
  case namespace(Namespaces)
  /// Names in lower case; fields that are NIL are left out.
  case id([String: String])
  /// Well formed as far as is known, and of no use to us.
  case unknown(name: String)
  /// A line that makes no sense although it ends where it should. The name is a word of the protocol, or empty.
  case unparsable(name: String)
}

/// `* ESEARCH` (RFC 9051 §7.3.4), as far as we ask for it.
public struct ExtendedSearchResult: Hashable, Sendable {
  public var tag: String?
  public var isUID = false
  /// Nil when nothing was found, or when it was not asked for.
  public var all: UIDSet?
  public var count: UInt64?
  public var highestModSequence: ModSequence?

  public init() {}
}
