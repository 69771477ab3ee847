/// The bytes received, as the mailbox delivered them.
public struct RawMessage: Hashable, Sendable {
  public let mailbox: MailboxName
  public let location: MessageLocation
  /// When the mailbox took it in (IMAP's INTERNALDATE), not what the mail says of itself.
  public let receivedAt: Instant
  public let bytes: [UInt8]

  public init(mailbox: MailboxName, location: MessageLocation, receivedAt: Instant, bytes: [UInt8]) {
    self.mailbox = mailbox
    self.location = location
    self.receivedAt = receivedAt
    self.bytes = bytes
  }
}

/// The road a message took. Mail is the first; another needs a value here and no migration.
public enum Channel: String, Sendable, Codable {
  case mail
}

public enum Direction: String, Sendable, Codable {
  case incoming, outgoing
}

/// Somebody named in a message: role, and an address of some kind (a mail address today, a phone number tomorrow).
public struct Participant: Hashable, Sendable, Codable {
  public enum Role: String, Sendable, Codable, CaseIterable {
    case from, sender, replyTo, to, cc, deliveredTo
  }

  public enum Kind: String, Sendable, Codable {
    case mailAddress
  }

  public let role: Role
  public let kind: Kind
  /// The address, lowercased, so that it compares.
  public let value: String
  public let name: String?

  public init(role: Role, kind: Kind = .mailAddress, value: String, name: String?) {
    self.role = role
    self.kind = kind
    self.value = value
    self.name = name
  }
}

/// A part of a message that is not its displayed text. Size and hash are of the decoded bytes.
public struct Attachment: Hashable, Sendable, Codable {
  public let path: String
  public let name: String?
  public let mediaType: String
  public let size: Int
  public let contentHash: ContentHash
  /// Shown within the text, such as a logo in a signature.
  public let isInline: Bool

  public init(
    path: String, name: String?, mediaType: String, size: Int, contentHash: ContentHash, isInline: Bool
  ) {
    self.path = path
    self.name = name
    self.mediaType = mediaType
    self.size = size
    self.contentHash = contentHash
    self.isInline = isInline
  }
}

/// Why a message is held to come from a machine, and so is never answered (RFC 3834 §2).
public struct AutomaticOrigin: Hashable, Sendable, Codable {
  public enum Kind: String, Sendable, Codable {
    case bounce, autoReply, list, bulk, noReply
  }

  public let kind: Kind
  /// The header field that told it, `List-Id` for instance; else the words that did, in « ».
  public let evidence: String

  public init(kind: Kind, evidence: String) {
    self.kind = kind
    self.evidence = evidence
  }
}

/// One mail as the appliance understands it, read from its bytes.
public struct Message: Hashable, Sendable, Codable {
  public let id: Identifier<Message>
  public let mailbox: MailboxName
  public let channel: Channel
  public let direction: Direction
  public let contentHash: ContentHash
  /// Hash of sender and body text, by which the same mail is recognised when it arrives again by another road.
  public let bodyHash: ContentHash
  /// Message-ID without angle brackets (RFC 5322 §3.6.4); nil when missing or empty.
  public let messageID: String?
  public let inReplyTo: [String]
  public let references: [String]
  public let participants: [Participant]
  public let subject: String
  /// What the Date field says; nil when it cannot be read.
  public let sentAt: Instant?
  /// Minutes east of UTC in which the sender wrote the date.
  public let zone: Int?
  public let receivedAt: Instant
  /// The whole displayed text.
  public let text: String
  /// The author's new words: quotes, signature and footers taken away.
  public let newText: String
  /// What others wrote before, quoted.
  public let quotedText: String
  public let attachments: [Attachment]
  public let automatic: AutomaticOrigin?

  public init(
    id: Identifier<Message>, mailbox: MailboxName, channel: Channel = .mail, direction: Direction = .incoming,
    contentHash: ContentHash, bodyHash: ContentHash, messageID: String?, inReplyTo: [String], references: [String],
    participants: [Participant], subject: String, sentAt: Instant?, zone: Int?, receivedAt: Instant, text: String,
    newText: String, quotedText: String, attachments: [Attachment], automatic: AutomaticOrigin?
  ) {
    self.id = id
    self.mailbox = mailbox
    self.channel = channel
    self.direction = direction
    self.contentHash = contentHash
    self.bodyHash = bodyHash
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.participants = participants
    self.subject = subject
    self.sentAt = sentAt
    self.zone = zone
    self.receivedAt = receivedAt
    self.text = text
    self.newText = newText
    self.quotedText = quotedText
    self.attachments = attachments
    self.automatic = automatic
  }

  /// The first author; a second From field is kept among the participants but never answered.
  public var sender: Participant? { participants.first { $0.role == .from } }

  public func participants(_ role: Participant.Role) -> [Participant] { participants.filter { $0.role == role } }

  /// Seconds since the message was written or came, whichever is longer ago: a mail may arrive late, or be copied back
  /// from a backup.
  public func age(at now: Instant) -> Int64 {
    let born = min(receivedAt, sentAt ?? receivedAt)
    return max(0, now.seconds - born.seconds)
  }
}

/// An exchange of messages joined by their References and their senders.
public enum Conversation {}

/// A customer's matter, which may span conversations and channels.
public enum CaseFile {}
