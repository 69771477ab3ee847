/// An argument that no form of IMAP's strings can carry.
struct UnsendableArgument: Error {}

/// Which forms of strings the server takes now.
struct StringForms: Sendable {
  /// Literals of so many octets need no leave of the server (RFC 7888): any with LITERAL+, 4,096 with LITERAL-.
  var longestFreeLiteral = 0
  /// UTF8=ACCEPT is enabled: quoted strings are UTF-8 (RFC 6855 §3).
  var isUTF8 = false

  init() {}

  init(_ capabilities: Set<Capability>, isUTF8: Bool) {
    longestFreeLiteral = capabilities.offers(.literalPlus) ? .max : capabilities.offers(.literalMinus) ? 4_096 : 0
    self.isUTF8 = isUTF8
  }
}

extension Command {
  /// The octets, cut where the server must say `+` before more may be sent.
  func encoded(tag: String, _ forms: StringForms) throws(UnsendableArgument) -> [[UInt8]] {
    var encoding = CommandEncoding(forms)
    encoding.open(Array("\(tag) \(name)".utf8))
    var isGlued = false
    for part in parts {
      // No space after an opening parenthesis, nor before a closing one.
      if case .words(")") = part {} else if !isGlued { encoding.space() }
      try encoding.add(part)
      if case .words("(") = part { isGlued = true } else { isGlued = false }
    }
    return encoding.close()
  }
}

private struct CommandEncoding {
  private let forms: StringForms
  private var chunks: [[UInt8]] = []
  private var chunk: [UInt8] = []

  init(_ forms: StringForms) { self.forms = forms }

  mutating func open(_ octets: [UInt8]) { chunk = octets }

  mutating func space() { chunk.append(Octet.space) }

  mutating func close() -> [[UInt8]] { chunks + [chunk + [Octet.carriageReturn, Octet.lineFeed]] }

  mutating func add(_ part: Command.Part) throws(UnsendableArgument) {
    switch part {
    case .words(let text):
      // These would end the line and begin another command.
      guard !text.utf8.contains(where: { $0 < Octet.space || $0 == 0x7F }) else { throw UnsendableArgument() }
      chunk += text.utf8
    case .string(let octets):
      guard !octets.contains(0) else { throw UnsendableArgument() }
      if canQuote(octets) { quote(octets) } else { literal(octets) }
    case .message(let octets, let isUTF8):
      // A message may hold NUL though a literal may not: counted octets keep their frame, and servers take them.
      if isUTF8 {
        chunk += Array("UTF8 (~".utf8)
        literal(octets)
        chunk.append(Octet.closeParenthesis)
      } else {
        literal(octets)
      }
    }
  }

  /// Quoted strings are printable ASCII, of a length that every server's line buffer takes; UTF-8 when enabled.
  private func canQuote(_ octets: [UInt8]) -> Bool {
    guard octets.count <= 1_000, octets.allSatisfy({ $0 >= Octet.space && $0 != 0x7F }) else { return false }
    if octets.allSatisfy({ $0 < 0x80 }) { return true }
    return forms.isUTF8 && String(validating: octets, as: UTF8.self) != nil
  }

  private mutating func quote(_ octets: [UInt8]) {
    chunk.append(Octet.quote)
    for octet in octets {
      if octet == Octet.quote || octet == Octet.backslash { chunk.append(Octet.backslash) }
      chunk.append(octet)
    }
    chunk.append(Octet.quote)
  }

  private mutating func literal(_ octets: [UInt8]) {
    let isFree = octets.count <= forms.longestFreeLiteral
    chunk += Array("{\(octets.count)\(isFree ? "+" : "")}\r\n".utf8)
    if !isFree {
      chunks.append(chunk)
      chunk = []
    }
    chunk += octets
  }
}
