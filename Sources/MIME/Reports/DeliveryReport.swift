/// What a mail system says of a mail that it could not, or could, deliver: a delivery status notification (RFC 3464) in
/// a multipart/report (RFC 6522).
public struct DeliveryReport: Sendable, Hashable {
  /// What became of a copy (RFC 3464 §2.3.3).
  public enum Action: Sendable, Hashable {
    case failed, delayed, delivered, relayed, expanded
    case other(String)
  }

  /// One recipient's fate.
  public struct Recipient: Sendable, Hashable {
    /// The address that the report is about.
    public var finalRecipient: String
    /// The address as the sender wrote it, when the report tells.
    public var originalRecipient: String?
    public var action: Action
    /// The code of RFC 3463: `5.1.1`. Empty when the report has none.
    public var status: String
    /// What the other server said.
    public var diagnostic: String?
    public var remoteServer: String?

    /// Whether trying again is in vain: a failure whose code does not begin with 4.
    public var isPermanentFailure: Bool { action == .failed && !status.hasPrefix("4") }
  }

  public var reportingServer: String?
  public var recipients: [Recipient]
  /// The Message-ID of the mail that came back, without brackets, when the report holds its header.
  public var originalMessageID: String?
  public var originalSubject: String?

  /// Reads the report in `message`; nil when it holds none.
  public init?(in message: InternetMessage) {
    let root = message.root
    guard root.mediaType.essence == "multipart/report" || root.mediaType.essence == "message/delivery-status" else {
      return nil
    }
    let parts = root.isLeaf ? [root] : root.children
    guard let status = parts.first(where: { Self.isStatus($0.mediaType) }) else { return nil }
    let groups = Self.groups(of: status.decoded()[...])
    reportingServer = groups.lazy.compactMap { Self.typedValue("reporting-mta", $0) }.first
    recipients = groups.compactMap(Self.recipient)
    if let original = parts.lazy.compactMap(Self.returnedHeader).first {
      originalMessageID = original.first("message-id").flatMap { MessageIDList.identifier(in: $0.unfolded[...]) }
      originalSubject = original.first("subject")?.value
    }
  }

  private static func isStatus(_ type: MediaType) -> Bool {
    type.type == "message" && (type.subtype == "delivery-status" || type.subtype == "global-delivery-status")
  }

  /// The groups of fields, parted by empty lines (RFC 3464 §2.1).
  private static func groups(of content: ArraySlice<UInt8>) -> [Header] {
    var groups: [Header] = []
    var rest = content
    // No mail goes to more recipients than this at once.
    while !rest.isEmpty, groups.count < 1_000 {
      let scan = HeaderScan(of: rest, isMessage: false, maximumFields: 100)
      if !scan.fields.isEmpty { groups.append(Header(raw: rest[..<scan.end], fields: scan.fields)) }
      // A line that is no field makes no progress by itself.
      rest = rest[max(scan.bodyStart, rest.lineBreak(from: rest.startIndex).next)...]
    }
    return groups
  }

  private static func recipient(_ group: Header) -> Recipient? {
    let original = typedValue("original-recipient", group)
    guard let final = typedValue("final-recipient", group) ?? original else { return nil }
    return Recipient(
      finalRecipient: final, originalRecipient: original,
      action: action(group.first("action")?.value ?? ""), status: statusCode(group.first("status")?.value ?? ""),
      diagnostic: typedValue("diagnostic-code", group), remoteServer: typedValue("remote-mta", group))
  }

  /// The value behind the type in `rfc822; jean@example.fr`, brackets taken off.
  private static func typedValue(_ name: String, _ group: Header) -> String? {
    guard let value = group.first(name)?.unfolded else { return nil }
    let start = value.firstIndex(of: Octet.semicolon).map { $0 + 1 } ?? 0
    var text = value[start...].trimmed
    if text.first == Octet.less, text.last == Octet.greater { text = text.dropFirst().dropLast() }
    return text.isEmpty ? nil : EncodedWords.text(of: text)
  }

  private static func statusCode(_ value: String) -> String {
    String(value.prefix { !$0.isWhitespace && $0 != "(" })
  }

  private static func action(_ value: String) -> Action {
    let word = value.prefix { $0.isLetter || $0 == "-" }.lowercased()
    return switch word {
    case "failed": .failed
    case "delayed": .delayed
    case "delivered": .delivered
    case "relayed": .relayed
    case "expanded": .expanded
    default: .other(word)
    }
  }

  /// The header of the mail that came back, whole or only its header (RFC 6522 §3).
  private static func returnedHeader(_ part: BodyPart) -> Header? {
    if let message = part.embeddedMessage { return message.header }
    guard part.isLeaf, part.mediaType.subtype.hasSuffix("rfc822-headers") || part.mediaType.subtype == "global-headers"
    else { return nil }
    let content = part.decoded()[...]
    let scan = HeaderScan(of: content, isMessage: true, maximumFields: 1_000)
    return Header(raw: content[..<scan.end], fields: scan.fields)
  }
}
