/// Cuts what a server sends into responses, whatever pieces it comes in.
///
/// This part knows lines and literals only (`literal`, RFC 9051 §4.3): a line that ends by `{n}` goes on after the next
/// n octets. A literal that is a message's body passes through as it comes; all else of a response is held until its last
/// line end, then read by `ResponseReader`. Every octet is looked at a bounded number of times.
public struct ResponseParser: Sendable {
  private enum State {
    case line
    /// Within a held literal; so many octets are missing.
    case literal(Int)
    /// Within a body; so many octets are missing.
    case body(Int)
    case failed(ParseError)
  }

  private let limits: ParserLimits
  private var state = State.line
  private var input: ArraySlice<UInt8> = []
  /// The response so far. Held literals stand in it as on the wire, bodies are left out after their `{n}` and line end.
  private var held: [UInt8] = []
  /// Where in `held` the present line begins.
  private var lineStart = 0
  /// Where in `held` bodies were left out.
  private var bodies: [Int] = []
  private var events: EventQueue = EventQueue()

  public init(limits: ParserLimits = ParserLimits()) { self.limits = limits }

  public mutating func append(_ bytes: [UInt8]) {
    if input.isEmpty { input = bytes[...] } else { input += bytes }
  }

  /// The next event; nil when more bytes are needed. After an error every call throws it again.
  public mutating func next() throws(ParseError) -> ParserEvent? {
    while true {
      if let event = events.next() { return event }
      switch state {
      case .body(let missing):
        if missing == 0 {
          state = .line
          return .bodyEnded
        }
        guard !input.isEmpty else { return nil }
        let chunk = input.prefix(missing)
        input = input.dropFirst(chunk.count)
        state = .body(missing - chunk.count)
        return .bodyBytes(chunk)
      case .literal(let missing):
        let part = input.prefix(missing)
        held += part
        input = input.dropFirst(part.count)
        guard part.count == missing else {
          state = .literal(missing - part.count)
          return nil
        }
        lineStart = held.count
        state = .line
      case .line:
        do {
          guard try readLine() else { return nil }
        } catch {
          state = .failed(error)
        }
      case .failed(let error): throw error
      }
    }
  }

  /// Takes the octets up to the line end; false when it has not come yet.
  private mutating func readLine() throws(ParseError) -> Bool {
    // The line end is CRLF; what ends by a bare LF could not be told from the next line otherwise.
    let end = input.firstIndex(of: Octet.lineFeed)
    let part = input[..<(end.map { $0 + 1 } ?? input.endIndex)]
    guard held.count + part.count <= limits.response else { throw .responseTooLarge }
    held += part
    input = input[part.endIndex...]
    guard end != nil else { return false }
    try endLine()
    return true
  }

  private mutating func endLine() throws(ParseError) {
    if let literal = try announcedLiteral() {
      if let section = literal.section {
        guard literal.size <= limits.body else { throw .bodyTooLarge }
        bodies.append(held.count)
        lineStart = held.count
        state = .body(literal.size)
        events.add(.bodyBegan(section, size: literal.size))
      } else {
        guard literal.size <= limits.literal else { throw .literalTooLarge }
        guard held.count + literal.size <= limits.response else { throw .responseTooLarge }
        state = .literal(literal.size)
      }
      return
    }
    var end = held.count - 1
    while end > 0, held[end - 1] == Octet.carriageReturn { end -= 1 }
    // An empty line is no response.
    if end > 0 {
      var reader = ResponseReader(ByteReader(held, end: end, bodies: bodies, limits: limits))
      let response = reader.response()
      for (section, bytes) in reader.inlineBodies { events.addBody(section, bytes) }
      events.add(.response(response))
    }
    // The room that a long response took is given back.
    held.removeAll(keepingCapacity: held.capacity <= 1 << 16)
    bodies.removeAll(keepingCapacity: false)
    lineStart = 0
  }

  /// The literal that the line just ended announces, and the section of the message that it is, if it is one.
  private func announcedLiteral() throws(ParseError) -> (size: Int, section: Section?)? {
    var end = held.count - 1
    while end > lineStart, held[end - 1] == Octet.carriageReturn { end -= 1 }
    guard end - lineStart >= 3, held[end - 1] == Octet.closeBrace else { return nil }
    var digits = end - 1
    // `{n+}` is the client's to say (RFC 7888 §4); in a server's mouth it can mean nothing else.
    if held[digits - 1] == Octet.plus { digits -= 1 }
    var start = digits
    while start > lineStart, held[start - 1].isDigit { start -= 1 }
    guard start < digits, start > lineStart, held[start - 1] == Octet.openBrace, mayHoldLiterals else { return nil }
    guard let size = Int(String(decoding: held[start..<digits], as: UTF8.self)) else { throw .badLiteral }
    return (size, isFetch ? Section(endOf: held[lineStart..<(start - 1)]) : nil)
  }

  /// Status responses end by words for people, where `{5}` means nothing.
  private var mayHoldLiterals: Bool {
    guard held.first == Octet.asterisk else { return false }
    return Status.Condition(rawValue: word(1)) == nil
  }

  private var isFetch: Bool { word(2) == "FETCH" }

  /// A word of the response, of its first octets, counted from 0; in upper case.
  private func word(_ number: Int) -> String {
    let words = held.prefix(64).split(whereSeparator: { $0 <= Octet.space })
    return number < words.count ? String(decoding: words[number], as: UTF8.self).uppercased() : ""
  }
}

extension Section {
  /// The section that the octets before a literal name: `BODY[HEADER]<0> `, `BINARY[] ~`, `RFC822 `.
  fileprivate init?(endOf octets: ArraySlice<UInt8>) {
    var rest = octets
    if rest.last == Octet.tilde { rest.removeLast() }
    while rest.last == Octet.space { rest.removeLast() }
    // A name stands whole in its line, the brackets' content without brackets of its own.
    let start: Int
    if let bracket = rest.lastIndex(of: Octet.openBracket),
      rest.last == Octet.closeBracket || rest.last == Octet.greater
    {
      start =
        rest[..<bracket].lastIndex { $0 == Octet.space || $0 == Octet.openParenthesis }.map { $0 + 1 }
        ?? rest.startIndex
    } else {
      start = rest.lastIndex { $0 == Octet.space || $0 == Octet.openParenthesis }.map { $0 + 1 } ?? rest.startIndex
    }
    self.init(attribute: String(decoding: rest[start...], as: UTF8.self))
  }
}

/// Events found and not yet asked for.
private struct EventQueue: Sendable {
  private var events: [ParserEvent] = []
  private var position = 0

  mutating func add(_ event: ParserEvent) { events.append(event) }

  /// A body that came as a quoted string is told like one that came as a literal.
  mutating func addBody(_ section: Section, _ bytes: [UInt8]) {
    add(.bodyBegan(section, size: bytes.count))
    if !bytes.isEmpty { add(.bodyBytes(bytes[...])) }
    add(.bodyEnded)
  }

  mutating func next() -> ParserEvent? {
    guard position < events.count else {
      guard !events.isEmpty else { return nil }
      events.removeAll(keepingCapacity: true)
      position = 0
      return nil
    }
    defer { position += 1 }
    return events[position]
  }
}
