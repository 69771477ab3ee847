// What FETCH brings. Attributes that nobody here asks for (ENVELOPE, RFC822.SIZE, MODSEQ, Gmail's own) are passed over.
extension ResponseReader {
  mutating func fetch(_ number: SequenceNumber) throws(Malformed) -> FetchedAttributes {
    var found = FetchedAttributes(sequenceNumber: number)
    reader.skipSpaces()
    try reader.expect(Octet.openParenthesis)
    while true {
      reader.skipSpaces()
      if reader.skip(Octet.closeParenthesis) { return found }
      try reader.countItem()
      try attribute(try reader.attributeName(), into: &found)
    }
  }

  private mutating func attribute(_ name: String, into found: inout FetchedAttributes) throws(Malformed) {
    switch name.uppercased() {
    case "UID": found.uid = try reader.number().flatMap { UID($0) }
    case "FLAGS":
      found.mentioned.insert(.flags)
      found.flags = try flags()
    case "INTERNALDATE":
      found.mentioned.insert(.internalDate)
      // Domino has messages of 00-Jan-0000 (MailKit #1236); those have no date then.
      found.internalDate = try reader.string().flatMap { InternalDate(String(decoding: $0, as: UTF8.self)) }
    default:
      guard let section = Section(attribute: name) else { return try reader.skipValue() }
      try body(section, into: &found)
    }
  }

  /// A body as a literal, of which the octets went past before; or as a quoted string; or NIL.
  private mutating func body(_ section: Section, into found: inout FetchedAttributes) throws(Malformed) {
    found.mentioned.insert(.body)
    reader.skipSpaces()
    switch try reader.literal() {
    case .streamed(let size): found.bodies[section] = size
    case .held(let content):
      found.bodies[section] = content.count
      inlineBodies.append((section, Array(content)))
    case nil:
      guard let content = try reader.string() else { return }
      found.bodies[section] = content.count
      inlineBodies.append((section, content))
    }
  }
}
