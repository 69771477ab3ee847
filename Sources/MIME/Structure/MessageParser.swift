/// Builds the tree of parts, within the bounds.
struct MessageParser {
  let limits: ParseLimits
  private var partCount = 0

  init(limits: ParseLimits) {
    self.limits = limits
  }

  /// A whole message: the mail itself, or one inside a part.
  ///
  /// - Parameter prefix: the path of the part that holds it; empty for the mail itself.
  mutating func message(_ bytes: ArraySlice<UInt8>, prefix: String, depth: Int) -> BodyPart {
    let (header, body) = split(bytes, isMessage: true)
    let entity = Entity(header: header, body: body, defaultType: .plainText)
    let name = entity.mediaType.isMultipart ? "TEXT" : "1"
    return part(entity, path: Self.join(prefix, name), childPrefix: prefix, depth: depth)
  }

  private func split(_ bytes: ArraySlice<UInt8>, isMessage: Bool) -> (Header, ArraySlice<UInt8>) {
    let scan = HeaderScan(of: bytes, isMessage: isMessage, maximumFields: limits.headerFields)
    return (Header(raw: bytes[..<scan.end], fields: scan.fields), bytes[scan.bodyStart...])
  }

  private static func join(_ prefix: String, _ name: String) -> String { prefix.isEmpty ? name : "\(prefix).\(name)" }

  /// A header and a body before they are looked into.
  private struct Entity {
    var header: Header
    var mediaType: MediaType
    var transferEncoding: TransferEncoding
    var body: ArraySlice<UInt8>

    init(header: Header, body: ArraySlice<UInt8>, defaultType: MediaType) {
      self.header = header
      self.body = body
      mediaType = header.first("content-type").map { MediaType(parsing: $0.unfolded[...]) } ?? defaultType
      transferEncoding =
        header.first("content-transfer-encoding").map { TransferEncoding(value: $0.rawValue) } ?? .identity
    }
  }

  private mutating func part(_ entity: Entity, path: String, childPrefix: String, depth: Int) -> BodyPart {
    partCount += 1
    var part = BodyPart(
      path: path, header: entity.header, mediaType: entity.mediaType, transferEncoding: entity.transferEncoding,
      rawBody: entity.body)
    let isContainer = entity.mediaType.isMultipart || entity.mediaType.isMessage
    if isContainer, depth >= limits.depth || partCount >= limits.parts {
      part.isOpaque = true
    } else if entity.mediaType.isMultipart {
      addParts(to: &part, prefix: childPrefix, depth: depth)
    } else if entity.mediaType.isMessage {
      // RFC 2046 §5.2.1 forbids to encode it, which does not keep mailers from doing so.
      let content =
        entity.transferEncoding == .identity ? entity.body : entity.transferEncoding.decode(entity.body)[...]
      part.children = [message(content, prefix: path, depth: depth + 1)]
    } else {
      unpack(&part, depth: depth)
    }
    return part
  }

  private mutating func addParts(to part: inout BodyPart, prefix: String, depth: Int) {
    var content = part.rawBody
    var found = cut(content, at: part.mediaType.boundary)
    if found == nil, part.transferEncoding != .identity {
      // RFC 2045 §6.4 forbids to encode a multipart, which does not keep mailers from doing so.
      content = part.transferEncoding.decode(content)[...]
      found = cut(content, at: part.mediaType.boundary)
    }
    guard let cut = found else {
      // No boundary: the content is kept as the one part there is.
      let mediaType = MediaType.plainText
      partCount += 1
      part.children = [
        BodyPart(
          path: Self.join(prefix, "1"), header: .empty, mediaType: mediaType, transferEncoding: part.transferEncoding,
          rawBody: part.rawBody)
      ]
      return
    }
    part.preamble = cut.preamble
    part.epilogue = cut.epilogue
    // RFC 2046 §5.1.5: a digest's parts are mails when they do not say otherwise.
    let defaultType = part.mediaType.subtype == "digest" ? MediaType.message : .plainText
    for (index, bytes) in cut.parts.enumerated() {
      let path = Self.join(prefix, "\(index + 1)")
      if partCount >= limits.parts {
        part.children.append(opaque(content[bytes.startIndex...], path: path))
        part.epilogue = []
        return
      }
      let (header, body) = split(bytes, isMessage: false)
      let entity = Entity(header: header, body: body, defaultType: defaultType)
      part.children.append(self.part(entity, path: path, childPrefix: path, depth: depth + 1))
    }
    if let remainder = cut.remainder {
      part.children.append(opaque(remainder, path: Self.join(prefix, "\(cut.parts.count + 1)")))
    }
  }

  private func cut(_ body: ArraySlice<UInt8>, at boundary: [UInt8]?) -> MultipartBody? {
    let maximumParts = max(1, limits.parts - partCount)
    if let boundary {
      // No boundary ends by a blank (RFC 2046 §5.1.1), and yet some do, in the header alone or in the body as well.
      let trimmed = Array(boundary[...].trimmed)
      for boundary in boundary == trimmed ? [boundary] : [boundary, trimmed] {
        if let cut = MultipartBody(cutting: body, at: boundary, maximumParts: maximumParts) {
          return cut.parts.isEmpty ? nil : cut
        }
      }
    }
    guard let boundary = MultipartBody.guessedBoundary(in: body) else { return nil }
    return MultipartBody(cutting: body, at: boundary, maximumParts: maximumParts)
  }

  private func opaque(_ bytes: ArraySlice<UInt8>, path: String) -> BodyPart {
    var part = BodyPart(
      path: path, header: .empty, mediaType: MediaType(type: "application", subtype: "octet-stream"),
      transferEncoding: .identity, rawBody: bytes)
    part.isOpaque = true
    return part
  }

  // MARK: - Files inside a leaf

  private mutating func unpack(_ part: inout BodyPart, depth: Int) {
    if part.mediaType.subtype.hasSuffix("ms-tnef") || Self.isNamedWinmail(part) {
      unpackTNEF(&part, depth: depth)
    } else if part.mediaType.isText, part.mediaType.subtype == "plain", part.transferEncoding != .base64 {
      unpackUUEncoded(&part)
    }
  }

  /// Some gateways label Outlook's container as octets; its name is always this.
  private static func isNamedWinmail(_ part: BodyPart) -> Bool {
    part.mediaType.type == "application" && part.filename?.lowercased() == "winmail.dat"
  }

  private mutating func unpackTNEF(_ part: inout BodyPart, depth: Int) {
    let room = max(0, limits.parts - partCount)
    guard let container = TNEFReader.read(part.decoded()[...], maximumFiles: room) else { return }
    for (index, file) in container.files.enumerated() {
      guard partCount < limits.parts, depth < limits.depth else {
        part.isOpaque = true
        return
      }
      let path = "\(part.path).TNEF.\(index + 1)"
      let entity = Entity(header: file.header, body: file.content, defaultType: .plainText)
      part.unpacked.append(self.part(entity, path: path, childPrefix: path, depth: depth + 1))
    }
  }

  private mutating func unpackUUEncoded(_ part: inout BodyPart) {
    // `begin ` has no octet that quoted-printable must change, so that the raw body shows whether to look closer.
    guard part.transferEncoding != .uuencode,
      part.rawBody.firstOffset(of: UUDecoder.beginning, from: part.rawBody.startIndex) != nil
    else { return }
    let content = part.transferEncoding == .identity ? part.rawBody : part.decoded()[...]
    var position = content.startIndex
    while partCount < limits.parts, let block = UUDecoder.firstBlock(in: content, from: position) {
      position = block.range.upperBound
      partCount += 1
      let file = UnpackedFile(mediaType: nil, filename: block.filename, content: block.content[...])
      part.unpacked.append(
        BodyPart(
          path: "\(part.path).UU.\(part.unpacked.count + 1)", header: file.header,
          mediaType: MediaType(type: "application", subtype: "octet-stream"), transferEncoding: .identity,
          rawBody: file.content))
      part.unpackedRanges.append(
        block.range.lowerBound - content.startIndex..<block.range.upperBound - content.startIndex)
    }
  }
}
