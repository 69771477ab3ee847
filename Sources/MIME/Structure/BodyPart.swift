public import Cryptography

/// One entity of a mail's tree (RFC 2045 §2.4): a multipart, a mail within the mail, or a leaf that holds content.
///
/// Parsing copies no content: a part is a window on the message's octets, decoded when asked for.
public struct BodyPart: Sendable {
  /// Where the part stands, numbered as IMAP does (RFC 3501 §6.4.5): `1`, `2.3`. A multipart that is a message's whole
  /// body is `TEXT`, or `2.TEXT` inside the message of part 2. What was unpacked from part 2 is `2.TNEF.1` or `2.UU.1`.
  public let path: String
  public let header: Header
  public let mediaType: MediaType
  public let transferEncoding: TransferEncoding
  /// The body as it came, still encoded.
  public let rawBody: ArraySlice<UInt8>
  /// A multipart's parts; of a mail within the mail, its one root. Empty for a leaf.
  public internal(set) var children: [BodyPart] = []
  /// Files found inside this leaf's content: in a `winmail.dat`, or uuencoded in its text.
  public internal(set) var unpacked: [BodyPart] = []
  /// A multipart's text before its first part and after its last (RFC 2046 §5.1.1), which no part holds.
  public internal(set) var preamble: ArraySlice<UInt8> = []
  public internal(set) var epilogue: ArraySlice<UInt8> = []
  /// A leaf that was not taken apart, because a bound of `ParseLimits` was reached.
  public internal(set) var isOpaque = false
  /// What uuencoded files take of the decoded octets.
  var unpackedRanges: [Range<Int>] = []

  public var isLeaf: Bool { children.isEmpty }

  /// The mail within the mail, when this part is one that was taken apart.
  public var embeddedMessage: InternetMessage? {
    guard mediaType.isMessage, let root = children.first else { return nil }
    return InternetMessage(root: root)
  }

  /// The leaves below, itself when it is one, and behind each leaf what was unpacked from it.
  public var leafParts: [BodyPart] {
    var leaves: [BodyPart] = []
    collectLeaves(into: &leaves)
    return leaves
  }

  private func collectLeaves(into leaves: inout [BodyPart]) {
    if isLeaf { leaves.append(self) }
    for part in children { part.collectLeaves(into: &leaves) }
    for part in unpacked { part.collectLeaves(into: &leaves) }
  }

  // MARK: - What the header tells

  /// The charset as declared, in lower case; nil when the part says nothing. Texts are read with some doubt of it.
  public var charset: String? {
    guard let label = mediaType["charset"], !label.isEmpty else { return nil }
    return label.lowercased()
  }

  /// `inline`, `attachment` or another word of Content-Disposition (RFC 2183), in lower case.
  public var disposition: String? {
    guard let field = header.first("content-disposition") else { return nil }
    let value = ParameterParser(field.unfolded[...]).value
    return value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
  }

  /// The file name given by Content-Disposition, or else by Content-Type's `name`, decoded. It is the sender's word: it
  /// may hold a path or anything else but controls.
  public var filename: String? {
    if let field = header.first("content-disposition") {
      let parameters = ParameterParser(field.unfolded[...]).parameters()
      if let name = parameters.first(where: { $0.name == "filename" })?.value, !name.isEmpty { return name }
    }
    return mediaType["name"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The identifier that `cid:` links name (RFC 2392), without its brackets.
  public var contentID: String? {
    header.first("content-id").flatMap { MessageIDList.identifier(in: $0.unfolded[...]) }
  }

  /// Whether the sender means it as a file apart, rather than to be read with the text.
  public var isAttachment: Bool { disposition == "attachment" || (disposition != "inline" && filename != nil) }

  // MARK: - Content

  /// The content with the transfer encoding undone. Decodes at each call.
  public func decoded() -> [UInt8] {
    // A mail within the mail is encoded by some mailers although RFC 2046 §5.2.1 forbids it.
    isLeaf || mediaType.isMessage ? transferEncoding.decode(rawBody) : Array(rawBody)
  }

  /// Octets of the decoded content. Decodes at each call: who needs the content too asks for it once.
  public var size: Int { transferEncoding == .identity ? rawBody.count : decoded().count }

  /// SHA-256 of the decoded content, before any charset conversion. Decodes at each call.
  public var sha256: SHA256Digest {
    transferEncoding == .identity ? SHA256Digest(of: rawBody) : SHA256Digest(of: decoded())
  }

  /// The text of a `text/*` leaf; nil for anything else. See `text(decoding:)`.
  public var text: String? { mediaType.isText && isLeaf ? text(decoding: decoded()) : nil }

  /// Reads `content`, this part's decoded octets, as text: charset converted, lines ended by LF, `format=flowed` lines
  /// joined (RFC 3676), uuencoded files left out.
  public func text(decoding content: [UInt8]) -> String {
    PartText.text(of: content, mediaType: mediaType, charset: charset, leavingOut: unpackedRanges)
  }
}
