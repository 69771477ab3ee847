import Cryptography
import MIME

/// Everything that the appliance ever asks of one message, and what must hold whatever its octets are.
struct WholeReading {
  /// Leaf parts found.
  private(set) var leaves = 0
  /// Octets of all leaves, decoded.
  private(set) var decodedSize = 0
  /// Mixes the leaves' digests: two runs that read the same have the same.
  private(set) var fingerprint: UInt64 = 0
  /// What did not hold, in words; empty when all is well.
  private(set) var failures: [String] = []

  init(_ bytes: [UInt8]) {
    let message = InternetMessage(parsing: bytes)
    readHeader(message)
    readParts(message)
    readTexts(message)
    readAsMbox(bytes)
    answer(message)
    // A reference of compressed RTF gives 17 octets for 2, within base64; nested containers hold the same octets again.
    if decodedSize > bytes.count * 60 + 65_536 { failures.append("\(bytes.count) octets became \(decodedSize)") }
  }

  private mutating func readHeader(_ message: InternetMessage) {
    for field in message.header { keep(field.name.utf8.count &+ field.value.utf8.count) }
    keep(message.subject.utf8.count)
    keep(message.messageID?.utf8.count ?? 0)
    keep(message.date?.iso8601.utf8.count ?? 0)
    for list in [message.from, message.sender, message.replyTo, message.to, message.cc, message.bcc] {
      for address in list { keep((address.name?.utf8.count ?? 0) &+ address.address.utf8.count) }
    }
    for identifier in message.inReplyTo + message.references { keep(identifier.utf8.count) }
    keep(message.automaticReasons.count)
    keep(DeliveryReport(in: message)?.recipients.count ?? 0)
  }

  private mutating func readParts(_ message: InternetMessage) {
    let parts = message.leafParts
    leaves = parts.count
    if leaves == 0 { failures.append("no leaf part") }
    for part in parts {
      let content = part.decoded()
      decodedSize += content.count
      for byte in SHA256Digest(of: content).hex.utf8.prefix(16) { keep(Int(byte)) }
      keep(part.path.utf8.count)
      keep(part.filename?.utf8.count ?? 0)
      keep(part.charset?.utf8.count ?? 0)
      keep(part.contentID?.utf8.count ?? 0)
      keep(part.disposition?.utf8.count ?? 0)
      if part.mediaType.isText { keep(part.text(decoding: content).utf8.count) }
      if let inner = part.embeddedMessage { keep(inner.subject.utf8.count) }
    }
  }

  private mutating func readTexts(_ message: InternetMessage) {
    let texts = message.bodyText
    keep(texts.plainText?.utf8.count ?? 0)
    keep(texts.htmlText?.utf8.count ?? 0)
  }

  /// The octets in two chunks, cut anywhere.
  private mutating func readAsMbox(_ bytes: [UInt8]) {
    let cut = bytes.count / 3
    let chunks = [Array(bytes[..<cut]), Array(bytes[cut...])]
    for entry in MboxReader(chunks.makeIterator(), maximumMailSize: 65_536) { keep(entry.bytes.count) }
  }

  /// Writes an answer that echoes all that a stranger may have echoed, and reads it again: its header must hold the
  /// fields that were meant, and no other.
  private mutating func answer(_ message: InternetMessage) {
    guard let us = MailAddress(address: "service@example.org"), let id = MessageIdentifier("1@example.org") else {
      return failures.append("our own address is refused")
    }
    let author = message.from.first
    let them = author.flatMap { MailAddress(name: HeaderText($0.name ?? ""), address: $0.address) }
    let date = message.date ?? MessageDate(secondsSince1970: 0, zoneOffsetMinutes: 0)
    let quote = QuotedOriginal(attribution: author?.name ?? "", text: message.bodyText.plainText ?? "")
    var reply = OutgoingMessage(
      from: us, to: [them ?? us], subject: HeaderText.replySubject(to: message.subject), date: date, messageID: id,
      body: OutgoingBody(text: "Bonjour,", quote: quote))
    reply.thread = ReplyThread(answering: message)
    let names = message.leafParts.prefix(3).map { $0.filename ?? "" }
    reply.attachments = names.map { OutgoingAttachment(filename: $0, type: .octets, bytes: [1]) }

    let read = InternetMessage(parsing: reply.composed())
    let expected =
      ["Date", "From", "To", "Subject", "Message-ID"] + (reply.thread.inReplyTo == nil ? [] : ["In-Reply-To"])
      + (reply.thread.references.isEmpty ? [] : ["References"]) + ["MIME-Version", "Content-Type"]
    if read.header.map(\.name) != expected { failures.append("the answer has the fields \(read.header.map(\.name))") }
    if read.leafParts.count != 2 + names.count { failures.append("the answer has \(read.leafParts.count) leaves") }
    if read.to.count != 1 { failures.append("the answer has \(read.to.count) recipients") }
    if read.subject != reply.subject.string { failures.append("the answer's subject is not read as written") }
  }

  /// FNV-1a, a number at a time.
  private mutating func keep(_ number: Int) {
    fingerprint = (fingerprint ^ UInt64(truncatingIfNeeded: number)) &* 0x0000_0100_0000_01B3
  }
}
