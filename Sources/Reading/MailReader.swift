public import Domain
public import MIME
public import TextExtraction

/// Reads a mail whole: its words, its attachments, and what both together mean.
public struct MailReader: Sendable {
  private let messages: MessageReader
  private let extractor: TextExtractor
  private let attachments: AttachmentReader
  public let understanding: UnderstandingReader

  public init(
    _ understanding: UnderstandingReader, attachments: AttachmentReader, extractor: TextExtractor
  ) {
    self.understanding = understanding
    self.extractor = extractor
    messages = MessageReader(extractor: extractor)
    self.attachments = attachments
  }

  /// - Parameters:
  ///   - contentHash: the name of the mail's bytes, which the caller has stored under it.
  ///   - recognises: whether text in pictures may be recognised, which takes seconds a page.
  /// - Throws: as `AttachmentReader`: `RecognitionNeeded` among others.
  public func read(
    _ raw: RawMessage, id: Identifier<Message>, contentHash: ContentHash, recognises: Bool
  ) async throws -> (message: Message, understanding: Understanding) {
    let mail = InternetMessage(parsing: raw.bytes)
    let documents = try await attachments.readings(of: mail, receivedAt: raw.receivedAt, recognises: recognises)
    let message = await messages.message(from: raw, mail, id: id, contentHash: contentHash)
    return (message, understanding.understanding(of: message, documents: documents))
  }

  /// A mail that is looked at and not kept.
  /// - Returns: whether its HTML could be read whole, beside what it says.
  public func look(
    at mail: InternetMessage, receivedAt: Instant
  ) async throws -> (message: Message, understanding: Understanding, isFaithful: Bool) {
    let shown = await DisplayedText.read(mail, extractor: extractor)
    let documents = try await attachments.readings(of: mail, receivedAt: receivedAt, recognises: true)
    let message = MessageReader.message(of: mail, shown: shown, receivedAt: receivedAt)
    return (message, understanding.understanding(of: message, documents: documents), shown.isFaithful)
  }
}
