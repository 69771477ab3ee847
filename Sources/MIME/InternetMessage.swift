// MIME takes mails apart and puts them together: RFC 5322 and its family, and nothing of the appliance. Give
// `InternetMessage` any octets, a spotless mail, a spammer's or a torn file: it always answers with a tree of parts in
// which nothing of the octets is lost. It throws no error and copies no content. `Header/` reads fields, `Structure/`
// finds the parts, `Encoding/` turns octets into content, `Text/` chooses what a person would read, `Reports/` tells
// bounces and automatic mail, `Mbox/` parts files of many mails, `Compose/` writes.

/// A parsed mail (RFC 5322, RFC 2045).
public struct InternetMessage: Sendable {
  /// The top of the tree of parts. Its header is the message's.
  public let root: BodyPart

  /// Parses a mail. Any octets make one: where the rules are broken, the most likely meaning is taken.
  public init(parsing bytes: [UInt8], limits: ParseLimits = .default) {
    var parser = MessageParser(limits: limits)
    root = parser.message(bytes[...], prefix: "", depth: 0)
  }

  init(root: BodyPart) {
    self.root = root
  }

  public var header: Header { root.header }

  /// Every leaf of the tree, mails within the mail included, and behind each leaf what was unpacked from it.
  public var leafParts: [BodyPart] { root.leafParts }

  // MARK: - Fields

  /// The decoded subject; empty when there is none.
  public var subject: String { header.first("subject")?.value ?? "" }

  /// The first Message-ID that is not empty, without its brackets (RFC 5322 §3.6.4).
  public var messageID: String? {
    header.all("message-id").lazy.compactMap { MessageIDList.identifier(in: $0.unfolded[...]) }.first
  }

  /// The first Date that can be read.
  public var date: MessageDate? {
    header.all("date").lazy.compactMap { MessageDateParser.date(in: $0.unfolded[...]) }.first
  }

  /// The authors. Of several From fields, which RFC 5322 §3.6 forbids, the first that names somebody is believed; the
  /// others are in `header`.
  public var from: [Address] { addresses("from", onlyFirst: true) }
  public var sender: [Address] { addresses("sender", onlyFirst: true) }
  public var replyTo: [Address] { addresses("reply-to", onlyFirst: true) }
  public var to: [Address] { addresses("to") }
  public var cc: [Address] { addresses("cc") }
  public var bcc: [Address] { addresses("bcc") }

  /// Identifiers of what this mail answers, without brackets.
  public var inReplyTo: [String] { identifiers("in-reply-to") }
  /// Identifiers of the conversation, oldest first, without brackets.
  public var references: [String] { identifiers("references") }

  private func addresses(_ name: String, onlyFirst: Bool = false) -> [Address] {
    var all: [Address] = []
    var octets = 0
    for field in header.all(name) {
      let value = field.unfolded
      all += AddressParser.addresses(in: value[...])
      octets += value.count
      // Many fields are bounded as one is.
      if (onlyFirst && !all.isEmpty) || octets > HeaderField.longestValue { break }
    }
    return all
  }

  private func identifiers(_ name: String) -> [String] {
    header.all(name).flatMap { MessageIDList.identifiers(in: $0.unfolded[...]) }
  }
}
