import Cryptography
public import Domain
public import MIME
public import TextExtraction

/// Turns the bytes of a mail into a `Message`. Any bytes make one.
public struct MessageReader: Sendable {
  private let extractor: TextExtractor

  /// - Parameter extractor: reads HTML-only mails in its confined worker.
  public init(extractor: TextExtractor) {
    self.extractor = extractor
  }

  /// Reads a mail. When the worker cannot read its HTML, the words are saved by leaving out the tags.
  /// - Parameter contentHash: the name of the mail's bytes, which the caller has stored under it.
  public func message(
    from raw: RawMessage, id: Identifier<Message>, contentHash: ContentHash
  ) async -> Message {
    await message(from: raw, InternetMessage(parsing: raw.bytes), id: id, contentHash: contentHash)
  }

  /// The same of a mail that was parsed already.
  func message(
    from raw: RawMessage, _ mail: InternetMessage, id: Identifier<Message>, contentHash: ContentHash
  ) async -> Message {
    Self.message(
      of: mail, shown: await DisplayedText.read(mail, extractor: extractor), mailbox: raw.mailbox,
      receivedAt: raw.receivedAt, id: id, contentHash: contentHash)
  }

  /// A mail that is looked at and not kept.
  public static func message(of mail: InternetMessage, shown: DisplayedText, receivedAt: Instant) -> Message {
    message(
      of: mail, shown: shown, mailbox: MailboxName("-"), receivedAt: receivedAt,
      id: Identifier(at: receivedAt, random: (0, 0)), contentHash: ContentHash(hex: ""))
  }

  /// What the header of a mail alone tells of who wrote it to whom, and of its name.
  public static func header(of bytes: [UInt8]) -> (messageID: String?, participants: [Participant]) {
    // A header does not fill more.
    let mail = InternetMessage(parsing: Array(bytes.prefix(1 << 18)))
    return (mail.messageID, Participants.of(mail))
  }

  /// Puts a mail that was parsed, and the text that it shows, into the appliance's words.
  private static func message(
    of mail: InternetMessage, shown: DisplayedText, mailbox: MailboxName, receivedAt: Instant,
    id: Identifier<Message>, contentHash: ContentHash
  ) -> Message {
    let participants = Participants.of(mail)
    let sender = participants.first { $0.role == .from }?.value ?? ""
    return Message(
      id: id, mailbox: mailbox, contentHash: contentHash, bodyHash: bodyHash(sender: sender, text: shown.text),
      messageID: mail.messageID, inReplyTo: mail.inReplyTo, references: mail.references, participants: participants,
      subject: mail.subject, sentAt: mail.date.map { Instant(seconds: $0.secondsSince1970) },
      zone: mail.date?.zoneOffsetMinutes, receivedAt: receivedAt, text: shown.text, newText: shown.newText,
      quotedText: shown.quotedText, attachments: AttachedParts.of(mail).map { Attachment($0) },
      automatic: mail.automatic.map(AutomaticOrigin.init)
        ?? AutomaticWords.origin(subject: mail.subject, text: shown.newText))
  }

  /// Two copies of a mail differ in white space at most: servers wrap, trim and re-encode, but change no word.
  static func bodyHash(sender: String, text: String) -> ContentHash {
    var bytes = Array(sender.utf8)
    bytes.append(0x0A)
    var isInWord = false
    for byte in text.utf8 {
      if byte <= 0x20 {
        if isInWord { bytes.append(0x20) }
        isInWord = false
      } else {
        bytes.append(byte)
        isInWord = true
      }
    }
    if bytes.last == 0x20 { bytes.removeLast() }
    return ContentHash(hex: SHA256Digest(of: bytes).hex)
  }
}

extension AutomaticOrigin {
  /// What MIME saw, in the appliance's words. A sender's system that asks for no automatic answer counts as one that
  /// answers by itself: neither is ever answered.
  init(_ automatic: AutomaticMail) {
    let kind: Kind =
      switch automatic.kind {
      case .nullReturnPath, .report, .mailSystem: .bounce
      case .autoSubmitted, .suppressed: .autoReply
      case .list: .list
      case .bulk: .bulk
      case .noReply: .noReply
      }
    self.init(kind: kind, evidence: automatic.field)
  }
}
