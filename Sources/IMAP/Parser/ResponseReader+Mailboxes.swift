// Responses about mailboxes: LIST, STATUS and NAMESPACE.
extension ResponseReader {
  /// `(\HasNoChildren) "/" "INBOX"`, after which LIST-EXTENDED may add data that we do not ask for.
  mutating func listing() throws(Malformed) -> MailboxListing {
    let attributes = try flags()
    let separator = try separator()
    return MailboxListing(attributes: attributes, separator: separator, name: try mailboxName())
  }

  /// One octet in quotes, or NIL. An empty string can but mean NIL.
  private mutating func separator() throws(Malformed) -> UInt8? {
    guard let octets = try reader.string(), let separator = octets.first else { return nil }
    guard octets.count == 1 else { throw Malformed() }
    return separator
  }

  /// A name that is NIL is the empty one, which the root has.
  private mutating func mailboxName() throws(Malformed) -> WireName {
    WireName(octets: try reader.string() ?? [])
  }

  mutating func mailboxStatus() throws(Malformed) -> UntaggedData {
    let name = try mailboxName()
    var status = MailboxStatus()
    try reader.list { (reader) throws(Malformed) in
      switch try reader.word() {
      case "MESSAGES": status.messages = try reader.number()
      case "UIDNEXT": status.uidNext = try reader.number().flatMap { UID($0) }
      case "UIDVALIDITY": status.uidValidity = try reader.number().flatMap { UIDValidity($0) }
      case "HIGHESTMODSEQ": status.highestModSequence = try reader.number().flatMap(ModSequence.init(unlessZero:))
      default: try reader.skipValue()
      }
    }
    return .mailboxStatus(name, status)
  }

  mutating func namespaces() throws(Malformed) -> Namespaces {
    var namespaces = Namespaces()
    namespaces.personal = try spaces()
    namespaces.otherUsers = try spaces()
    namespaces.shared = try spaces()
    return namespaces
  }

  private mutating func spaces() throws(Malformed) -> [Namespaces.Space] {
    reader.skipSpaces()
    // What is left out at the end is not there.
    guard !reader.isAtEnd else { return [] }
    var spaces: [Namespaces.Space] = []
    try reader.list { (reader) throws(Malformed) in
      try reader.expect(Octet.openParenthesis)
      let prefix = try reader.string() ?? []
      let separator = try reader.string()?.first
      spaces.append(Namespaces.Space(prefix: WireName(octets: prefix), separator: separator))
      while true {
        reader.skipSpaces()
        if reader.skip(Octet.closeParenthesis) { return }
        try reader.skipValue()
      }
    }
    return spaces
  }
}

extension ModSequence {
  /// Zero says that the mailbox keeps none (RFC 7162 §3.1.2.2).
  init?(unlessZero number: UInt64) {
    guard number > 0 else { return nil }
    self.init(number)
  }
}
