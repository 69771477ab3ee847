/// Reads one whole response (`response`, RFC 9051 §9): what kind it is, then its words.
struct ResponseReader {
  var reader: ByteReader
  /// Bodies that came as a quoted string or as a literal that was not known for one.
  var inlineBodies: [(Section, [UInt8])] = []
  /// What the response is, once that is known.
  private var name = ""

  init(_ reader: ByteReader) { self.reader = reader }

  mutating func response() -> Response {
    do throws(Malformed) {
      reader.skipSpaces()
      if reader.skip(Octet.plus) { return .continuation(reader.rest()) }
      let tag = String(decoding: try reader.atom(), as: UTF8.self)
      guard tag != "*" else { return .untagged(try untagged()) }
      guard let condition = Status.Condition(rawValue: try reader.word()), condition != .preauthenticated,
        condition != .bye
      else { throw Malformed() }
      return .tagged(tag: tag, status(condition))
    } catch {
      // A body that belongs to a response that makes no sense belongs to nobody.
      inlineBodies = []
      return .untagged(.unparsable(name: name))
    }
  }

  private mutating func untagged() throws(Malformed) -> UntaggedData {
    reader.skipSpaces()
    if let digit = reader.peek, digit.isDigit { return try numbered() }
    let word = try reader.word()
    if let condition = Status.Condition(rawValue: word) { return .status(status(condition)) }
    name = Self.isName(word) ? word : ""
    switch word {
    case "CAPABILITY": return .capability(try capabilities())
    case "ENABLED": return .enabled(try capabilities())
    case "LIST": return .list(try listing())
    case "STATUS": return try mailboxStatus()
    case "SEARCH": return .search(try searchNumbers())
    case "ESEARCH": return .extendedSearch(try extendedSearch())
    case "FLAGS": return .flags(try flags())
    case "VANISHED": return try vanished()
    case "NAMESPACE": return .namespace(try namespaces())
    case "ID": return .id(try identification())
    default:
      guard !name.isEmpty else { throw Malformed() }
      return .unknown(name: name)
    }
  }

  /// Names are told to people; what is no name could be anything, private things too.
  private static func isName(_ word: String) -> Bool {
    word.utf8.count <= 20 && word.utf8.allSatisfy { $0 &- 0x41 < 26 || $0 == Octet.hyphen }
  }

  private mutating func numbered() throws(Malformed) -> UntaggedData {
    guard let number = try reader.number().flatMap(UInt32.init(exactly:)) else { throw Malformed() }
    let word = try reader.word()
    name = Self.isName(word) ? word : ""
    switch word {
    case "EXISTS": return .exists(number)
    case "RECENT": return .recent(number)
    case "EXPUNGE": return .expunge(try sequenceNumber(number))
    case "FETCH": return .fetch(try fetch(try sequenceNumber(number)))
    default:
      guard !name.isEmpty else { throw Malformed() }
      return .unknown(name: name)
    }
  }

  private func sequenceNumber(_ number: UInt32) throws(Malformed) -> SequenceNumber {
    guard let number = SequenceNumber(number) else { throw Malformed() }
    return number
  }

  // MARK: - Parts that several responses have

  /// To the end of the line, or to the bracket that ends a response code.
  mutating func capabilities(endingAt end: UInt8? = nil) throws(Malformed) -> Set<Capability> {
    var found: Set<Capability> = []
    while true {
      reader.skipSpaces()
      if reader.isAtEnd || reader.peek == end { return found }
      try reader.countItem()
      found.insert(Capability(try reader.word(endingAt: end)))
    }
  }

  /// A list, or NIL for none. Flags are atoms; quoted ones are taken too. A label of Gmail that holds a space comes as
  /// two keywords, which nobody can tell (net-imap #241).
  mutating func flags() throws(Malformed) -> Set<Flag> {
    var found: Set<Flag> = []
    try reader.list { (reader) throws(Malformed) in
      guard let name = try reader.string() else { return }
      found.insert(Flag(String(decoding: name, as: UTF8.self)))
    }
    return found
  }

  private mutating func identification() throws(Malformed) -> [String: String] {
    var fields: [String: String] = [:]
    try reader.list { (reader) throws(Malformed) in
      let name = try reader.string()
      guard let value = try reader.string(), let name else { return }
      fields[String(decoding: name, as: UTF8.self).lowercased()] = String(decoding: value, as: UTF8.self)
    }
    return fields
  }

  private mutating func searchNumbers() throws(Malformed) -> [UInt32] {
    var numbers: [UInt32] = []
    while true {
      reader.skipSpaces()
      // After the numbers a server with CONDSTORE may add (MODSEQ n).
      guard let byte = reader.peek, byte.isDigit else { return numbers }
      try reader.countItem()
      if let number = try reader.number().flatMap(UInt32.init(exactly:)), number > 0 { numbers.append(number) }
    }
  }

  private mutating func extendedSearch() throws(Malformed) -> ExtendedSearchResult {
    var result = ExtendedSearchResult()
    reader.skipSpaces()
    if reader.peek == Octet.openParenthesis {
      try reader.list { (reader) throws(Malformed) in
        let name = try reader.word()
        let value = try reader.string()
        if name == "TAG" { result.tag = value.map { String(decoding: $0, as: UTF8.self) } }
      }
    }
    while true {
      reader.skipSpaces()
      guard !reader.isAtEnd else { return result }
      // One server puts parentheses around MODSEQ n (MailKit #323).
      guard reader.peek != Octet.openParenthesis else {
        try reader.skipValue()
        continue
      }
      switch try reader.word() {
      case "UID": result.isUID = true
      case "ALL":
        reader.skipSpaces()
        result.all = UIDSet(merging: try reader.ranges())
      case "COUNT": result.count = try reader.number()
      case "MODSEQ": result.highestModSequence = try reader.number().map { ModSequence($0) }
      default: try reader.skipValue()
      }
    }
  }

  private mutating func vanished() throws(Malformed) -> UntaggedData {
    var isEarlier = false
    reader.skipSpaces()
    if reader.peek == Octet.openParenthesis {
      try reader.list { (reader) throws(Malformed) in
        if try reader.word() == "EARLIER" { isEarlier = true }
      }
      reader.skipSpaces()
    }
    return .vanished(reader.isAtEnd ? UIDSet() : UIDSet(merging: try reader.ranges()), earlier: isEarlier)
  }
}
