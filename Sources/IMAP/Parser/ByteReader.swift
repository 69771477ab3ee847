/// Why a response was given up: it makes no sense, or goes beyond a limit. Framing is not lost.
struct Malformed: Error {}

/// Reads the small words of IMAP's grammar out of one whole response, never going back.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var position = 0
  private let end: Int
  /// Where bodies were left out, in ascending order.
  private let bodies: [Int]
  private var nextBody = 0
  private let limits: ParserLimits
  private var items = 0

  init(_ bytes: [UInt8], end: Int, bodies: [Int], limits: ParserLimits) {
    self.bytes = bytes
    self.end = end
    self.bodies = bodies
    self.limits = limits
  }

  var isAtEnd: Bool { position >= end }

  var peek: UInt8? { position < end ? bytes[position] : nil }

  mutating func skip(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8) throws(Malformed) {
    guard skip(byte) else { throw Malformed() }
  }

  /// One space stands between words, and none at the end. Exchange ends STATUS by one (imap-codec #468), Yahoo and
  /// GreenMail end SEARCH by one (imap-proto #34, #108), imap.qq.com has one before the last parenthesis of FETCH
  /// (jakartaee/mail-api #209).
  mutating func skipSpaces() {
    while let byte = peek, byte == Octet.space || byte == 0x09 { position += 1 }
  }

  /// Counts one more value of this response.
  mutating func countItem() throws(Malformed) {
    items += 1
    guard items <= limits.items else { throw Malformed() }
  }

  /// Octets up to a space, a parenthesis, a control or `other`; at least one.
  ///
  /// An atom has no 8-bit, brackets or backslashes, but servers put them there: Gmail gives its labels as keywords
  /// (`OIB-Seen-[Gmail]/Trash`, MailKit #193), Virgin Media names folders so (vmime #250).
  mutating func atom(endingAt other: UInt8? = nil) throws(Malformed) -> ArraySlice<UInt8> {
    let start = position
    while let byte = peek, byte > Octet.space, byte != 0x7F, byte != Octet.openParenthesis,
      byte != Octet.closeParenthesis, byte != other
    {
      position += 1
    }
    guard position > start else { throw Malformed() }
    return bytes[start..<position]
  }

  /// A word of the protocol, in upper case.
  mutating func word(endingAt other: UInt8? = nil) throws(Malformed) -> String {
    skipSpaces()
    return String(decoding: try atom(endingAt: other), as: UTF8.self).uppercased()
  }

  /// The name of a FETCH attribute: `BODY[HEADER.FIELDS (TO "X-[1]")]<0>` has spaces, parentheses and quotes.
  mutating func attributeName() throws(Malformed) -> String {
    let start = position
    _ = try atom(endingAt: Octet.openBracket)
    guard skip(Octet.openBracket) else { return String(decoding: bytes[start..<position], as: UTF8.self) }
    while let byte = peek, byte != Octet.closeBracket, byte != Octet.lineFeed {
      position += 1
      if byte == Octet.quote { _ = try quoted() }
    }
    try expect(Octet.closeBracket)
    if peek == Octet.less { _ = try atom() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// The octets before `mark`, which is passed too.
  mutating func octets(upTo mark: UInt8) throws(Malformed) -> ArraySlice<UInt8> {
    guard let found = bytes[position..<max(position, end)].firstIndex(of: mark) else { throw Malformed() }
    defer { position = found + 1 }
    return bytes[position..<found]
  }

  /// What is left, as text.
  mutating func rest() -> String {
    skipSpaces()
    defer { position = end }
    return String(decoding: bytes[min(position, end)..<end], as: UTF8.self)
  }

  // MARK: - Values

  /// Digits, more than 64 bits being the largest number. Nil, past it, for another value, NIL or a negative number
  /// for example: one attribute that makes no sense does not cost the others.
  mutating func number() throws(Malformed) -> UInt64? {
    skipSpaces()
    guard let digit = peek, digit.isDigit else {
      try skipValue()
      return nil
    }
    return digits()
  }

  private mutating func digits() -> UInt64 {
    var number: UInt64 = 0
    while let digit = peek, digit.isDigit {
      let (tens, tooMany) = number.multipliedReportingOverflow(by: 10)
      let (sum, isTooLarge) = tens.addingReportingOverflow(UInt64(digit - 0x30))
      number = tooMany || isTooLarge ? .max : sum
      position += 1
    }
    return number
  }

  /// `1:5,9`, in the order given. What is beyond 32 bits, or `*`, makes no sense in what a server says.
  mutating func ranges() throws(Malformed) -> [ClosedRange<UInt32>] {
    var ranges: [ClosedRange<UInt32>] = []
    repeat {
      try countItem()
      let first = try uniqueNumber()
      let last = skip(Octet.colon) ? try uniqueNumber() : first
      ranges.append(min(first, last)...max(first, last))
    } while skip(Octet.comma)
    return ranges
  }

  private mutating func uniqueNumber() throws(Malformed) -> UInt32 {
    guard let number = UID(digits()) else { throw Malformed() }
    return number.number
  }

  /// A string that may be NIL (`nstring`), quoted, a literal, or an atom where a string should be.
  mutating func string() throws(Malformed) -> [UInt8]? {
    skipSpaces()
    if skip(Octet.quote) { return try quoted() }
    switch try literal() {
    case .held(let content): return Array(content)
    // A body in the place of another string.
    case .streamed: throw Malformed()
    case nil: break
    }
    let atom = try atom()
    return Self.isNil(atom) ? nil : Array(atom)
  }

  /// After the opening quote. 8-bit is taken although only UTF8=ACCEPT permits it.
  private mutating func quoted() throws(Malformed) -> [UInt8] {
    var content: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case Octet.quote: return content
      case Octet.lineFeed: throw Malformed()
      case Octet.backslash:
        guard let escaped = peek else { throw Malformed() }
        // Only these two can be escaped; before another octet the backslash stands for itself.
        if escaped == Octet.quote || escaped == Octet.backslash { position += 1 }
        content.append(escaped == Octet.quote ? escaped : Octet.backslash)
      default: content.append(byte)
      }
    }
    throw Malformed()
  }

  private static func isNil(_ atom: ArraySlice<UInt8>) -> Bool {
    atom.count == 3 && atom.elementsEqual("NIL".utf8) { $0 & 0xDF == $1 }
  }

  enum Literal {
    case held(ArraySlice<UInt8>)
    /// Told as body events.
    case streamed(size: Int)
  }

  /// A literal or a literal8 (RFC 9051 §4.3); nil when something else stands here.
  mutating func literal() throws(Malformed) -> Literal? {
    guard peek == Octet.openBrace || peek == Octet.tilde && position + 1 < end && bytes[position + 1] == Octet.openBrace
    else { return nil }
    _ = skip(Octet.tilde)
    try expect(Octet.openBrace)
    guard let size = Int(exactly: digits()) else { throw Malformed() }
    _ = skip(Octet.plus)
    try expect(Octet.closeBrace)
    while skip(Octet.carriageReturn) {}
    try expect(Octet.lineFeed)
    while nextBody < bodies.count, bodies[nextBody] < position { nextBody += 1 }
    if nextBody < bodies.count, bodies[nextBody] == position { return .streamed(size: size) }
    guard size <= end - position else { throw Malformed() }
    defer { position += size }
    return .held(bytes[position..<(position + size)])
  }

  /// Passes over one value of any kind, lists with all that is in them, without taking it apart.
  mutating func skipValue() throws(Malformed) {
    var depth = 0
    repeat {
      skipSpaces()
      switch peek {
      case Octet.openParenthesis:
        position += 1
        depth += 1
        guard depth <= limits.nesting else { throw Malformed() }
      case Octet.closeParenthesis:
        guard depth > 0 else { throw Malformed() }
        position += 1
        depth -= 1
        continue
      case Octet.quote:
        position += 1
        _ = try quoted()
      default:
        if try literal() == nil { _ = try atom() }
      }
      try countItem()
    } while depth > 0
  }

  /// Calls `element` at each element of a list; NIL is a list without any.
  mutating func list(_ element: (inout ByteReader) throws(Malformed) -> Void) throws(Malformed) {
    skipSpaces()
    guard skip(Octet.openParenthesis) else {
      guard Self.isNil(try atom(endingAt: Octet.closeBracket)) else { throw Malformed() }
      return
    }
    while true {
      skipSpaces()
      if skip(Octet.closeParenthesis) { return }
      try countItem()
      try element(&self)
    }
  }
}
