/// The name an operator gave a watched account in the settings file; it stands on every stored row.
public struct MailboxName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }

  public static func < (left: MailboxName, right: MailboxName) -> Bool { left.text < right.text }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// How far the appliance may go in a mailbox.
public enum Mode: String, Sendable, Codable, CaseIterable {
  /// Changes nothing: sends nothing, moves nothing; shows what it would have done.
  case observe
  /// Files mails and writes drafts; never sends.
  case draft
  /// Files, drafts, and answers by itself where the rules and the safeguards allow it.
  case automatic
}

/// A folder as people name it (`02 – Suivi de commande`); the mailbox's own name for it may differ, since `/` or `.`
/// can be a separator there.
public struct FolderName: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public static let inbox = FolderName("INBOX")

  public var description: String { text }

  public static func < (left: FolderName, right: FolderName) -> Bool { left.text < right.text }

  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// Where a message lies in its mailbox: folder, the folder's UIDVALIDITY and the UID in it (RFC 3501 §2.3.1.1).
///
/// Both numbers are 32 bits and never 0 on a correct server. A Maildir gets the same numbers from a list kept beside it.
public struct MessageLocation: Hashable, Sendable, Codable {
  public let folder: FolderName
  public let uidValidity: UInt32
  public let uid: UInt32

  public init(folder: FolderName, uidValidity: UInt32, uid: UInt32) {
    self.folder = folder
    self.uidValidity = uidValidity
    self.uid = uid
  }
}

/// A flag of RFC 3501 §2.3.2 that the appliance reads or sets. `\Seen` is read only: it belongs to people.
public enum MessageFlag: Hashable, Sendable {
  case seen, answered, flagged, deleted, draft
  /// A word of ours that mail programs may show; not every mailbox keeps it.
  case keyword(String)
}

/// The content of a mail on its way into the store.
public enum MailContent: Hashable, Sendable {
  case bytes([UInt8])
  /// Too large to be held in memory: a file below the appliance's data folder, which whoever takes the mail moves away.
  case file(String)
}
