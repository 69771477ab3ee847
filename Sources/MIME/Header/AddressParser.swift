/// Reads an address list (RFC 5322 §3.4 and §4.4). Groups are flattened to their members.
///
/// Leniency, by culprit: names with commas left unquoted (`Dupont, Jean <j@x.fr>`), semicolons between addresses
/// (Outlook), a name without brackets before its address, `<mailto:…>`, brackets never closed, the whole list in one
/// encoded word.
struct AddressParser {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var words: EncodedWords.Scanner
  /// The next `>`, or the end: kept, because brackets never closed would each look for it in vain.
  private var nextClose: Int
  /// A quote or a parenthesis was found that nothing closes: from there on it is an octet like others.
  private var isQuoteBroken = false
  private var isCommentBroken = false
  private var addresses: [Address] = []
  private var current = Mailbox()
  /// The mailbox before this one was words alone and a comma: perhaps the beginning of a name.
  private var danglingName: [UInt8]?

  /// What is known of the address being read.
  private struct Mailbox {
    /// Words before the bracket, quotes taken off, one space between them.
    var phrase: [UInt8] = []
    /// The words apart, where an address without brackets is looked for.
    var tokens: [Range<Int>] = []
    var comment: ArraySlice<UInt8>?
    var angle: ArraySlice<UInt8>?
    var hasQuotes = false
    var hasAt = false
  }

  /// All addresses of an unfolded field value.
  static func addresses(in value: ArraySlice<UInt8>) -> [Address] {
    let found = parse(value)
    if found.contains(where: Self.isUsable) { return found }
    // Some mailers encode name and address together: then only the decoded text shows the address.
    let decoded = Array(EncodedWords.text(of: value).utf8)
    guard !decoded.elementsEqual(value), decoded.contains(Octet.at) else { return found }
    let again = parse(decoded[...])
    return again.contains(where: Self.isUsable) ? again : found
  }

  private static func isUsable(_ address: Address) -> Bool {
    address.address.utf8.contains(Octet.at) && !address.address.hasPrefix("=?")
  }

  private static func parse(_ value: ArraySlice<UInt8>) -> [Address] {
    var parser = AddressParser(value)
    parser.run()
    return parser.addresses
  }

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    words = EncodedWords.Scanner(bytes)
    nextClose = bytes.startIndex - 1
  }

  private mutating func run() {
    while position < bytes.endIndex {
      switch bytes[position] {
      case Octet.space, Octet.tab: position += 1
      case Octet.quote where !isQuoteBroken: readQuotedString()
      case Octet.quote: position += 1
      case Octet.openParenthesis where !isCommentBroken: readComment()
      case Octet.less: readAngle()
      case Octet.comma:
        position += 1
        finish(endedByComma: true)
      case Octet.semicolon:
        position += 1
        finish(endedByComma: false)
      case Octet.colon where current.angle == nil && !current.hasAt:
        // What stood before was the name of a group (RFC 5322 §3.4), or `mailto`.
        position += 1
        current = Mailbox()
        danglingName = nil
      default: readWord()
      }
    }
    finish(endedByComma: false)
  }

  private mutating func finish(endedByComma: Bool) {
    let mailbox = current
    current = Mailbox()
    guard let address = Self.address(of: mailbox) else { return }
    if let dangling = danglingName {
      danglingName = nil
      if mailbox.angle != nil, !mailbox.phrase.isEmpty {
        let name = EncodedWords.text(of: (dangling + [Octet.comma, Octet.space] + mailbox.phrase)[...])
        addresses.append(Address(name: name, address: address.address))
        return
      }
      addresses.append(Self.withoutBrackets(dangling))
    }
    if endedByComma, mailbox.angle == nil, !mailbox.hasQuotes, mailbox.comment == nil, !mailbox.phrase.isEmpty,
      !mailbox.hasAt
    {
      danglingName = mailbox.phrase
    } else {
      addresses.append(address)
    }
  }

  // MARK: - Reading

  private mutating func append(_ word: some Collection<UInt8>, spaced: Bool) {
    if spaced, !current.phrase.isEmpty { current.phrase.append(Octet.space) }
    let start = current.phrase.count
    current.phrase += word
    if !current.hasAt { current.hasAt = word.contains(Octet.at) }
    if !spaced, let last = current.tokens.popLast() {
      current.tokens.append(last.lowerBound..<current.phrase.count)
    } else {
      current.tokens.append(start..<current.phrase.count)
    }
  }

  /// Whether a blank or a comment parts the word at `start` from the one before it.
  private func isSpaced(_ start: Int) -> Bool {
    start == bytes.startIndex || bytes[start - 1].isBlank || bytes[start - 1] == Octet.closeParenthesis
  }

  private mutating func readQuotedString() {
    let start = position
    position += 1
    var content: [UInt8] = []
    while position < bytes.endIndex, bytes[position] != Octet.quote {
      if bytes[position] == Octet.backslash, position + 1 < bytes.endIndex { position += 1 }
      content.append(bytes[position])
      position += 1
    }
    guard position < bytes.endIndex else {
      isQuoteBroken = true
      position = start + 1
      return
    }
    position += 1
    current.hasQuotes = true
    if position < bytes.endIndex, bytes[position] == Octet.at {
      // `"jean dupont"@example.fr`: the quotes are part of the address.
      append(bytes[start..<position], spaced: isSpaced(start))
    } else {
      append(content, spaced: isSpaced(start))
    }
  }

  private mutating func readComment() {
    let start = position + 1
    var depth = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      if byte == Octet.openParenthesis {
        depth += 1
      } else if byte == Octet.closeParenthesis {
        depth -= 1
        if depth == 0 { break }
      } else if byte == Octet.backslash {
        position = min(position + 1, bytes.endIndex)
      }
    }
    guard depth == 0 else {
      isCommentBroken = true
      position = start - 1
      return
    }
    let comment = bytes[start..<position - 1].trimmed
    if !comment.isEmpty { current.comment = comment }
  }

  /// Reads `<address>`, where quotes may hold any octet. A bracket never closed ends at a comma or a semicolon.
  private mutating func readAngle() {
    position += 1
    while position < bytes.endIndex, bytes[position] == Octet.less { position += 1 }
    let start = position
    let quoteEnd = endOfQuotedLocalPart()
    if nextClose < quoteEnd { nextClose = bytes.firstOffset(of: Octet.greater, from: quoteEnd) ?? bytes.endIndex }
    let close = nextClose < bytes.endIndex ? nextClose : nil
    let limit = close ?? bytes[start...].firstIndex { $0 == Octet.comma || $0 == Octet.semicolon } ?? bytes.endIndex
    if current.angle == nil { current.angle = bytes[start..<limit] }
    position = close.map { $0 + 1 } ?? limit
    while position < bytes.endIndex, bytes[position] == Octet.greater { position += 1 }
  }

  /// Behind the quotes of `<"a>b"@example.fr>`; where we are when there are none.
  private func endOfQuotedLocalPart() -> Int {
    guard position < bytes.endIndex, bytes[position] == Octet.quote else { return position }
    // RFC 5321 §4.5.3.1.1 allows 64 octets.
    let limit = min(bytes.endIndex, position + 200)
    return bytes.firstOffset(of: Octet.quote, from: position + 1, to: limit).map { $0 + 1 } ?? position
  }

  private mutating func readWord() {
    let start = position
    if let word = words.word(at: position) {
      position = word.end
    } else {
      position += 1
      while position < bytes.endIndex, !Self.endsWord(bytes[position]) {
        if bytes[position] == UInt8(ascii: "["), let close = closingBracket() { position = close }
        position += 1
      }
    }
    append(bytes[start..<position], spaced: isSpaced(start))
  }

  /// The end of a domain literal, whose colons are its own: `[IPv6:2001:db8::1]`.
  private func closingBracket() -> Int? {
    let limit = min(bytes.endIndex, position + 64)
    return bytes.firstOffset(of: UInt8(ascii: "]"), from: position, to: limit)
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case Octet.space, Octet.tab, Octet.comma, Octet.semicolon, Octet.less, Octet.openParenthesis, Octet.colon,
      Octet.quote:
      true
    default: false
    }
  }

  // MARK: - Making sense of it

  private static func address(of mailbox: Mailbox) -> Address? {
    if let angle = mailbox.angle {
      let address = addressSpecification(angle)
      let name = mailbox.phrase.isEmpty ? mailbox.comment : mailbox.phrase[...]
      let text = name.map { EncodedWords.text(of: $0) }.flatMap { $0.isEmpty ? nil : $0 }
      return address.isEmpty && text == nil ? nil : Address(name: text, address: address)
    }
    guard !mailbox.phrase.isEmpty else { return nil }
    let comment = mailbox.comment.map { EncodedWords.text(of: $0) }
    let phrase = mailbox.phrase[...]
    let withSign = mailbox.tokens.filter { phrase[$0].contains(Octet.at) }
    guard let token = withSign.first else {
      return withoutBrackets(mailbox.phrase, comment: comment)
    }
    // `jean . dupont @ example.fr` is one address (RFC 5322 §4.4); other words beside it are a name without brackets.
    let rest = mailbox.tokens.filter { $0 != token }
    let isSpacedOut =
      phrase[token].first == Octet.at || phrase[token].last == Octet.at
      || rest.contains { phrase[$0].first == UInt8(ascii: ".") }
    if isSpacedOut {
      let joined = phrase.filter { !$0.isBlank }
      return Address(name: comment, address: addressSpecification(joined[...]))
    }
    var name: [UInt8] = []
    for range in rest {
      if !name.isEmpty { name.append(Octet.space) }
      name += phrase[range]
    }
    let text = name.isEmpty ? comment : EncodedWords.text(of: name[...])
    return Address(name: text, address: addressSpecification(phrase[token]))
  }

  /// Words without `@`: a single one is a local mailbox, several are a name.
  private static func withoutBrackets(_ phrase: [UInt8], comment: String? = nil) -> Address {
    let text = EncodedWords.text(of: phrase[...])
    return phrase.contains(where: \.isBlank) || phrase.starts(with: [Octet.equals, Octet.question])
      ? Address(name: text, address: "") : Address(name: comment, address: text)
  }

  /// Takes the route (RFC 5322 §4.4), `mailto:`, comments and blanks from an address.
  private static func addressSpecification(_ bytes: ArraySlice<UInt8>) -> String {
    var specification = bytes.trimmed
    if specification.hasASCII("mailto:", at: specification.startIndex) { specification = specification.dropFirst(7) }
    if specification.first == Octet.at, let colon = specification.firstIndex(of: Octet.colon) {
      specification = specification[(colon + 1)...]
    }
    var result: [UInt8] = []
    var depth = 0
    var isQuoted = false
    for byte in specification {
      if byte == Octet.quote { isQuoted.toggle() }
      if !isQuoted, byte == Octet.openParenthesis { depth += 1 }
      if depth == 0, isQuoted || !byte.isBlank, byte >= 0x20, byte != 0x7F { result.append(byte) }
      if !isQuoted, byte == Octet.closeParenthesis, depth > 0 { depth -= 1 }
    }
    return String(decoding: Charset.utf8(result[...], label: nil), as: UTF8.self)
  }
}
