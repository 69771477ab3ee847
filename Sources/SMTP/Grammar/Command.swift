/// A line for the server, and the phase in which its answer is waited for.
struct Command: Hashable {
  var phase: SMTPError.Phase
  /// Without its end.
  var line: String
}

extension Command {
  static let data = Command(phase: .data, line: "DATA")

  static func hello(_ verb: String, _ name: String) throws(SMTPError) -> Command {
    // A domain or an address in brackets (RFC 5321 §4.1.2, §4.1.3).
    let isName = { (byte: UInt8) in byte.isLetter || byte.isDigit || ".-_:[]".utf8.contains(byte) }
    guard !name.isEmpty, name.utf8.count <= 255, name.utf8.allSatisfy(isName) else {
      throw SMTPError(.hello, .unwritable)
    }
    return Command(phase: .hello, line: "\(verb) \(name)")
  }

  /// `MAIL FROM:<…>` with the parameters that the message needs; throws when the server lacks what it takes.
  static func mail(
    _ envelope: Envelope, _ message: MessageShape, _ extensions: Extensions
  ) throws(SMTPError) -> Command {
    guard message.size <= extensions.largestMessage ?? .max else {
      throw SMTPError(.sender, .tooLarge(limit: extensions.largestMessage ?? .max))
    }
    let sender = envelope.sender.isEmpty ? "" : try path(envelope.sender, .sender)
    var words = ["MAIL FROM:<\(sender)>"]
    if extensions.offers(.size) { words.append("SIZE=\(message.size)") }
    if message.hasEightBits {
      guard extensions.offers(.eightBits) else { throw SMTPError(.sender, .notOffered(.eightBits)) }
      words.append("BODY=8BITMIME")
    }
    if !([envelope.sender] + envelope.recipients).allSatisfy(\.isASCII) {
      guard extensions.offers(.unicodeAddresses) else { throw SMTPError(.sender, .notOffered(.unicodeAddresses)) }
      words.append("SMTPUTF8")
    }
    return Command(phase: .sender, line: words.joined(separator: " "))
  }

  /// `RCPT TO:<…>` for each recipient.
  static func recipients(_ envelope: Envelope, _ extensions: Extensions) throws(SMTPError) -> [Command] {
    guard !envelope.recipients.isEmpty else { throw SMTPError(.recipient, .unwritable) }
    var notify = ""
    if extensions.offers(.deliveryReports), let reports = envelope.deliveryReports {
      let words = DeliveryReport.allCases.filter(reports.contains).map(\.rawValue)
      notify = " NOTIFY=" + (words.isEmpty ? "NEVER" : words.joined(separator: ","))
    }
    var commands: [Command] = []
    for recipient in envelope.recipients {
      commands.append(Command(phase: .recipient, line: "RCPT TO:<\(try path(recipient, .recipient))>\(notify)"))
    }
    return commands
  }

  /// The address, once it is certain that it stays inside its brackets and its line. Whether it is a good one is for
  /// the server to say.
  private static func path(_ address: String, _ phase: SMTPError.Phase) throws(SMTPError) -> String {
    // RFC 5321 §4.5.3.1.3 allows 256 octets with the brackets.
    guard address.utf8.count <= 254, let at = address.lastIndex(of: "@"), at > address.startIndex,
      address.index(after: at) < address.endIndex, !address.hasPrefix("@")
    else { throw SMTPError(phase, .unwritable) }
    // Only a local part in quotes has blanks (RFC 5321 §4.1.2).
    let mayHoldBlanks = address.hasPrefix("\"") && address[..<at].hasSuffix("\"")
    for scalar in address.unicodeScalars {
      let isFit =
        switch scalar {
        case "<", ">": false
        case " ": mayHoldBlanks
        default: ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
      guard isFit else { throw SMTPError(phase, .unwritable) }
    }
    return address
  }
}

extension String {
  fileprivate var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

extension UInt8 {
  fileprivate var isLetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
}
