/// Where a mail stands in its conversation: the values of In-Reply-To and References (RFC 5322 §3.6.4).
public struct ReplyThread: Sendable, Hashable {
  /// Longest chain of references written. Beyond, the first stays, which names the conversation, and the last ones,
  /// which mail programs climb until they meet a mail that they have (RFC 5537 §3.4.4 asks for the same).
  public static let maximumReferences = 20

  public let inReplyTo: MessageIdentifier?
  /// Oldest first.
  public let references: [MessageIdentifier]

  /// Opens a conversation: neither field is written.
  public static let none = ReplyThread(parentID: nil, parentReferences: [], parentInReplyTo: [])

  /// - Parameters:
  ///   - parentID: Message-ID of the mail answered; nil when it has none that could be echoed.
  ///   - parentReferences: its References, oldest first.
  ///   - parentInReplyTo: its In-Reply-To, which stands in for absent References when it names one mail only.
  public init(parentID: String?, parentReferences: [String], parentInReplyTo: [String] = []) {
    let parent = parentID.flatMap { MessageIdentifier($0) }
    var ancestors = parentReferences.compactMap { MessageIdentifier($0) }
    if ancestors.isEmpty, parentInReplyTo.count == 1 {
      ancestors = parentInReplyTo.compactMap { MessageIdentifier($0) }
    }
    var seen: Set<MessageIdentifier> = []
    if let parent { seen.insert(parent) }
    ancestors = ancestors.filter { seen.insert($0).inserted }
    var chain = ancestors + [parent].compactMap { $0 }
    if let first = chain.first, chain.count > ReplyThread.maximumReferences {
      chain = [first] + chain.suffix(ReplyThread.maximumReferences - 1)
    }
    inReplyTo = parent
    references = chain
  }

  /// The thread of an answer to `message`.
  public init(answering message: InternetMessage) {
    self.init(
      parentID: message.messageID, parentReferences: message.references, parentInReplyTo: message.inReplyTo)
  }
}
