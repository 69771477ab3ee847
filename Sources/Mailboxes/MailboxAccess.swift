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

  /// The folder that the mailbox itself says serves a purpose (RFC 6154); nil when it says nothing.
  func folder(for purpose: FolderPurpose) async throws -> FolderName?

  /// How the mailbox spells a folder: a separator within the name is replaced.
  func spelling(of folder: FolderName) async throws -> String

  /// The messages of a folder now, without their bytes. A folder that does not exist holds none.
  func contents(of folder: FolderName) async throws -> FolderContents

  /// Messages of one folder, in the order given; in the place of one that cannot be had stands the error that says why:
  /// `MailboxError.gone` when somebody moved or deleted it meanwhile.
  func fetch(_ locations: [MessageLocation]) async throws -> [Result<FetchedMessage, MailboxError>]

  /// Whether a message still lies where it was.
  func contains(_ location: MessageLocation) async throws -> Bool

  /// Moves a message and says where it lies then. Throws `MailboxError.gone` when it is no longer there.
  ///
  /// - Parameter again: A move that was begun before and may have been cut short half-way.
  func move(_ location: MessageLocation, to folder: FolderName, again: Bool) async throws -> MessageLocation

  /// Sets a flag; other flags stay. Throws `MailboxError.gone` when it is no longer there. A keyword that the mailbox does
  /// not keep is passed over.
  func set(_ flag: MessageFlag, on location: MessageLocation) async throws

  /// Adds a message of ours, such as a draft.
  func append(_ message: OwnMessage, to folder: FolderName, flags: Set<MessageFlag>) async throws

  /// Whether a message of ours lies in a folder: how an addition that was cut short by a crash is recognised afterwards.
  func holds(_ message: OwnMessage, in folder: FolderName) async throws -> Bool

  /// Where a message with exactly these bytes lies in a folder: how a move that was cut short is recognised afterwards.
  ///
  /// - Parameter messageID: Its Message-ID, if it has one, by which a server finds it sooner.
  func find(_ bytes: [UInt8], messageID: String?, in folder: FolderName) async throws -> MessageLocation?

  /// Calls `onNews` when something has come, until the task is cancelled. Returns at once where nobody tells of news.
  func watch(_ onNews: @escaping @Sendable () -> Void) async

  /// How its connections stand; none where there are none.
  func health() async -> [ConnectionHealth]

  /// Ends its connections.
  func close() async
}

/// What a folder serves for.
public enum FolderPurpose: Sendable, CaseIterable {
  case drafts, sent
}

/// A message that we composed: its Message-ID is ours, and tells it from any other.
public struct OwnMessage: Hashable, Sendable {
  /// Without angle brackets.
  public let messageID: String
  public let bytes: [UInt8]

  public init(messageID: String, bytes: [UInt8]) {
    self.messageID = messageID
    self.bytes = bytes
  }
}

/// What lies in a folder.
public struct FolderContents: Hashable, Sendable {
  public let uidValidity: UInt32
  /// Ascending.
  public let uids: [UInt32]

  /// A folder that does not exist. No folder has this UIDVALIDITY (RFC 9051 §9, nz-number).
  public static let absent = FolderContents(uidValidity: 0, uids: [])

  public init(uidValidity: UInt32, uids: [UInt32]) {
    self.uidValidity = uidValidity
    self.uids = uids
  }
}

public struct FetchedMessage: Hashable, Sendable {
  public let content: MailContent
  /// When the mailbox took it in.
  public let receivedAt: Instant
  public let flags: Set<MessageFlag>

  public init(content: MailContent, receivedAt: Instant, flags: Set<MessageFlag>) {
    self.content = content
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
  /// Makes ready what a sending needs, so that little is left to go wrong once it has begun. An error says that nothing
  /// can be sent now.
  func prepare() async throws(SendingError)

  /// Hands the message over; when this returns it has left for good. An error says whether it certainly did not.
  func send(_ message: MailObject) async throws(SendingError)

  /// Leaves a copy where people look for what was sent, unless one lies there already. Asked after the sending, and again
  /// after a crash.
  func keepCopy(of message: MailObject) async throws

  /// What can be proved of a sending that was cut short. Throws when the proof cannot be looked for now.
  func evidence(ofSending message: MailObject) async throws -> SendingEvidence

  /// How its connection stands; none where there is none.
  func health() async -> [ConnectionHealth]

  /// Ends its connection.
  func close() async
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
  /// What happened, for the operator; it may hold the server's words.
  public let text: Localized

  public init(_ kind: Kind, _ text: Localized) {
    self.kind = kind
    self.text = text
  }
}

/// Why a mailbox could not do what was asked.
public enum MailboxError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The message is no longer where it was: a person moved or deleted it.
  case gone(MessageLocation)
  /// The mailbox cannot be used now; it may be later. In the system's words, which are English.
  case unavailable(String)
  /// Its server cannot be used now.
  case server(ConnectionProblem)
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
    case .server(let problem): problem.text
    case .locked(let path):
      Localized(
        fr: "un autre vaguemestre travaille déjà dans le dossier \(path), qu’il tient verrouillé ; arrêtez-le d’abord",
        en: "another vaguemestre already works in the folder \(path), which it holds locked; stop it first")
    }
  }

  /// For the log.
  public var description: String {
    if case .server(let problem) = self { problem.description } else { text.en }
  }

  /// A person has to authorise the access anew.
  public var needsConsent: Bool {
    if case .server(let problem) = self { problem.needsConsent } else { false }
  }
}
