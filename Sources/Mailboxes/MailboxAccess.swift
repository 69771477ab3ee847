// Mailboxes fetches, files, drafts and sends. What the appliance asks of a mailbox is said once, in `MailboxAccess`; a
// Maildir on disk and an account on an IMAP server answer it alike, so that the engine knows neither. What leaves goes
// through a `Carrier`: an outgoing Maildir, or a mail server. Nothing here decides anything.

public import Domain

/// A watched mailbox, wherever it lies.
///
/// Every change is durable when its call returns: the engine writes its journal afterwards and relies on it. Every
/// change can be asked again after a crash without harm. `\Seen` is never changed.
public protocol MailboxAccess: Sendable {
  /// Creates the folders that do not exist yet.
  func createFolders(_ names: [FolderName]) async throws

  /// The messages of a folder now, without their bytes.
  func contents(of folder: FolderName) async throws -> FolderContents

  /// The bytes of a message. Throws `MailboxError.gone` when somebody moved or deleted it meanwhile.
  func fetch(_ location: MessageLocation) async throws -> FetchedMessage

  /// Whether a message still lies where it was.
  func contains(_ location: MessageLocation) async throws -> Bool

  /// Moves a message and says where it lies then. Throws `MailboxError.gone` when it is no longer there.
  func move(_ location: MessageLocation, to folder: FolderName) async throws -> MessageLocation

  /// Sets a flag; other flags stay. Throws `MailboxError.gone` when it is no longer there.
  func set(_ flag: MessageFlag, on location: MessageLocation) async throws

  /// Adds a message of ours, such as a draft.
  func append(_ bytes: [UInt8], to folder: FolderName, flags: Set<MessageFlag>) async throws -> MessageLocation

  /// Where a message with exactly these bytes lies in a folder: how a move or an addition that was cut short by a crash
  /// is recognised afterwards.
  func find(_ bytes: [UInt8], in folder: FolderName) async throws -> MessageLocation?
}

/// What lies in a folder.
public struct FolderContents: Hashable, Sendable {
  public let uidValidity: UInt32
  /// Ascending.
  public let uids: [UInt32]

  public init(uidValidity: UInt32, uids: [UInt32]) {
    self.uidValidity = uidValidity
    self.uids = uids
  }
}

public struct FetchedMessage: Hashable, Sendable {
  public let bytes: [UInt8]
  /// When the mailbox took it in.
  public let receivedAt: Instant
  public let flags: Set<MessageFlag>

  public init(bytes: [UInt8], receivedAt: Instant, flags: Set<MessageFlag>) {
    self.bytes = bytes
    self.receivedAt = receivedAt
    self.flags = flags
  }
}

/// A message on its way out: its content, and the envelope that says between whom (RFC 5321 §2.3.1).
public struct MailObject: Hashable, Sendable {
  /// Without angle brackets; given by us, so that the sending can be proved afterwards.
  public let messageID: String
  public let sender: String
  public let recipients: [String]
  public let bytes: [UInt8]

  public init(messageID: String, sender: String, recipients: [String], bytes: [UInt8]) {
    self.messageID = messageID
    self.sender = sender
    self.recipients = recipients
    self.bytes = bytes
  }
}

/// What takes a message out of the house.
public protocol Carrier: Sendable {
  /// Hands the message over; when this returns it has left for good. An error says whether it certainly did not.
  func send(_ message: MailObject) async throws(SendingError)

  /// What can be proved of a sending that was cut short.
  func evidence(ofSending messageID: String) async -> SendingEvidence
}

/// What is known of a sending whose end was not seen.
public enum SendingEvidence: String, Sendable {
  case sent
  /// It certainly did not leave and may be sent.
  case notSent
  case unknown
}

/// A sending that did not end well.
public struct SendingError: Error, Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    /// Did not leave; may be tried again later.
    case temporary
    /// Did not leave and never will.
    case permanent
    /// Nobody can say whether it left.
    case uncertain
  }

  public let kind: Kind
  /// What happened, without addresses or text of the mail.
  public let description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

/// Why a mailbox could not do what was asked.
public enum MailboxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The message is no longer where it was: a person moved or deleted it.
  case gone(MessageLocation)
  /// The mailbox cannot be used now; it may be later.
  case unavailable(String)
  /// Another process works on this mailbox.
  case locked(String)

  /// For the operator.
  public var text: Localized {
    switch self {
    case .gone(let location):
      Localized(
        fr: "le message \(location.uid) n’est plus dans « \(location.folder) »",
        en: "the message \(location.uid) is no longer in “\(location.folder)”")
    case .unavailable(let reason): Localized(fr: "la boîte ne peut être utilisée maintenant : \(reason)", en: reason)
    case .locked(let path):
      Localized(
        fr: "un autre vaguemestre travaille déjà dans le dossier \(path), qu’il tient verrouillé ; arrêtez-le d’abord",
        en: "another vaguemestre already works in the folder \(path), which it holds locked; stop it first")
    }
  }

  /// For the log.
  public var description: String { text.en }
}
