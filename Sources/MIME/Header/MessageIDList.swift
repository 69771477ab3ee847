/// Identifiers in Message-ID, In-Reply-To and References (RFC 5322 §3.6.4), without their brackets.
enum MessageIDList {
  /// All `<identifiers>` of an unfolded value; when none is in brackets, the words that hold an `@`.
  static func identifiers(in value: ArraySlice<UInt8>) -> [String] {
    var found: [String] = []
    var position = value.startIndex
    while let open = value.firstOffset(of: Octet.less, from: position) {
      guard let close = value.firstOffset(of: Octet.greater, from: open) else { break }
      // Of `<<a@b>` or `<a <b@c>` the innermost is the identifier.
      let inner = value[open..<close].lastIndex(of: Octet.less) ?? open
      append(value[(inner + 1)..<close], to: &found)
      position = close + 1
    }
    guard found.isEmpty else { return found }
    for word in value.split(whereSeparator: { $0.isBlank || $0 == Octet.comma || $0 == Octet.less }) {
      if word.contains(Octet.at) { append(word, to: &found) }
    }
    return found
  }

  /// The one identifier of a Message-ID field; nil when it is empty. Without brackets the first word is taken, `@` or
  /// not: some programs number their mails.
  static func identifier(in value: ArraySlice<UInt8>) -> String? {
    if let first = identifiers(in: value).first { return first }
    let word = value.split(whereSeparator: { $0.isBlank || $0 == Octet.less || $0 == Octet.greater }).first
    return word.map { text($0) }
  }

  private static func append(_ identifier: ArraySlice<UInt8>, to list: inout [String]) {
    let text = text(identifier)
    if !text.isEmpty { list.append(text) }
  }

  /// Blanks come from folding in the middle and are no part of an identifier.
  private static func text(_ identifier: ArraySlice<UInt8>) -> String {
    let octets = identifier.filter { $0 > Octet.space && $0 != 0x7F }
    return String(decoding: Charset.utf8(octets[...], label: nil), as: UTF8.self)
  }
}
