/// Outlook's `winmail.dat` (MS-OXTNEF): a container that hides a mail's texts and attachments from everybody else.
/// What it holds becomes parts.
struct TNEFReader {
  /// Attachments, then the texts that the container holds, in the order found.
  private(set) var files: [UnpackedFile] = []

  private static let signature: UInt32 = 0x223E_9F78

  /// Attribute numbers (MS-OXTNEF §2.1.3.2).
  private enum Attribute {
    static let codepage: UInt32 = 0x0006_9007
    static let messageProperties: UInt32 = 0x0006_9003
    static let body: UInt32 = 0x0002_800C
    static let attachmentBegins: UInt32 = 0x0006_9002
    static let attachmentTitle: UInt32 = 0x0001_8010
    static let attachmentData: UInt32 = 0x0006_800F
    static let attachmentProperties: UInt32 = 0x0006_9005
  }

  /// An attachment, gathered from several attributes.
  private struct Attachment {
    var title: ArraySlice<UInt8>?
    var data: ArraySlice<UInt8>?
    var properties: MAPIProperties?
  }

  private var charset: String?
  private var attachment: Attachment?

  /// nil when the octets are no TNEF. A container cut short gives what it still has, one of more files than
  /// `maximumFiles` the first of them.
  static func read(_ bytes: ArraySlice<UInt8>, maximumFiles: Int) -> TNEFReader? {
    var input = LittleEndianReader(bytes)
    guard input.uint32() == signature, input.uint16() != nil else { return nil }
    var reader = TNEFReader()
    while reader.files.count < maximumFiles, let level = input.octet(), level == 1 || level == 2,
      let attribute = input.uint32(),
      let length = input.uint32()
    {
      let available = min(Int(length), input.remaining)
      guard let content = input.block(available) else { break }
      reader.take(attribute, content)
      // The checksum; a wrong one is the sender's trouble.
      guard input.uint16() != nil else { break }
    }
    reader.finishAttachment()
    return reader
  }

  private mutating func take(_ attribute: UInt32, _ content: ArraySlice<UInt8>) {
    switch attribute {
    case Attribute.codepage:
      var reader = LittleEndianReader(content)
      if let number = reader.uint32() { charset = Self.charset(codepage: number) }
    case Attribute.body:
      addText(content.prefix { $0 != 0 }, subtype: "plain", charset: charset)
    case Attribute.messageProperties:
      takeTexts(MAPIProperties(content))
    case Attribute.attachmentBegins:
      finishAttachment()
      attachment = Attachment()
    case Attribute.attachmentTitle:
      attachment?.title = content.prefix { $0 != 0 }
    case Attribute.attachmentData:
      attachment?.data = content
    case Attribute.attachmentProperties:
      attachment?.properties = MAPIProperties(content)
    default: break
    }
  }

  /// The message's own texts: plain, HTML and compressed RTF.
  private mutating func takeTexts(_ properties: MAPIProperties) {
    var internetCharset = charset
    if let value = properties.values[MAPIProperties.Number.internetCodepage] {
      var reader = LittleEndianReader(value.content)
      if let number = reader.uint32() { internetCharset = Self.charset(codepage: number) }
    }
    if let plain = properties.text(MAPIProperties.Number.body, charset: charset) {
      addText(plain[...], subtype: "plain", charset: "utf-8")
    }
    if let html = properties.values[MAPIProperties.Number.html] {
      if html.type == MAPIProperties.unicodeString {
        let text = properties.text(MAPIProperties.Number.html, charset: nil) ?? []
        addText(text[...], subtype: "html", charset: "utf-8")
      } else {
        addText(html.content, subtype: "html", charset: internetCharset)
      }
    }
    if let value = properties.values[MAPIProperties.Number.compressedRTF], let rtf = CompressedRTF.decode(value.content)
    {
      addText(rtf[...], subtype: "rtf", charset: nil)
    }
  }

  private mutating func addText(_ content: ArraySlice<UInt8>, subtype: String, charset: String?) {
    guard !content.isEmpty else { return }
    let mediaType = "text/\(subtype)" + (charset.map { "; charset=\($0)" } ?? "")
    files.append(UnpackedFile(mediaType: mediaType, filename: nil, content: content))
  }

  private mutating func finishAttachment() {
    guard let attachment else { return }
    self.attachment = nil
    let properties = attachment.properties
    let name =
      properties?.text(MAPIProperties.Number.attachedLongFilename, charset: charset)
      ?? attachment.title.map { Charset.utf8($0, label: charset) }
      ?? properties?.text(MAPIProperties.Number.attachedFilename, charset: charset)
      ?? properties?.text(MAPIProperties.Number.displayName, charset: charset)
    let filename = name.flatMap { $0.isEmpty ? nil : $0[...] } ?? Array("attachment".utf8)[...]
    if let object = properties?.values[MAPIProperties.Number.attachedObject], object.type == 0x000D,
      object.content.count > 16
    {
      // An embedded message is a container of its own behind the identifier of its interface.
      let mediaType = "application/ms-tnef"
      files.append(UnpackedFile(mediaType: mediaType, filename: filename, content: object.content.dropFirst(16)))
      return
    }
    let data = attachment.data ?? properties?.values[MAPIProperties.Number.attachedObject]?.content ?? []
    let contentID = properties?.text(MAPIProperties.Number.attachedContentID, charset: charset)
    files.append(
      UnpackedFile(mediaType: Self.mediaType(properties), filename: filename, contentID: contentID?[...], content: data)
    )
  }

  /// The type that the container names, when it is one and nothing but one.
  private static func mediaType(_ properties: MAPIProperties?) -> String? {
    guard let tag = properties?.text(MAPIProperties.Number.attachedMediaType, charset: nil), tag.count <= 100,
      tag.split(separator: Octet.slash, omittingEmptySubsequences: false).count == 2,
      tag.allSatisfy({ $0.isLetter || $0.isDigit || "/.+-_".utf8.contains($0) })
    else { return nil }
    // A container is taken apart by its own rules, never by a type that somebody wrote into it.
    let text = String(decoding: tag, as: UTF8.self).lowercased()
    return text.hasPrefix("multipart/") || text.hasPrefix("message/") ? nil : text
  }

  /// The name of a Windows code page.
  private static func charset(codepage: UInt32) -> String {
    switch codepage {
    case 65_001: "utf-8"
    case 1_200: "utf-16le"
    case 20_127: "us-ascii"
    case 28_591...28_605: "iso-8859-\(codepage - 28_590)"
    case 1_250...1_258: "windows-\(codepage)"
    default: "cp\(codepage)"
    }
  }
}
