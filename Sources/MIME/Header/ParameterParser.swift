/// Reads `value; name=value; …` (RFC 2045 §5.1, RFC 2183) with the continuations and charsets of RFC 2231.
///
/// Leniency, by culprit: semicolons left out, names with blanks left unquoted, backslashes of Windows paths in quoted
/// names, octets beyond ASCII, encoded words where RFC 2231 belongs.
struct ParameterParser {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  /// What stands before the first parameter, in lower case.
  private(set) var value: [UInt8] = []
  private var pieces: [Piece] = []

  /// One `name*section*=value` as it stands.
  private struct Piece {
    var name: String
    var section: Int?
    var isExtended: Bool
    var value: [UInt8]
  }

  /// More parameters than these in one field are no more looked at.
  private static let maximumPieces = 256

  /// - Parameter bytes: an unfolded field value.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
    readValue()
    while pieces.count < Self.maximumPieces, let piece = nextPiece() { pieces.append(piece) }
  }

  /// The parameters decoded and put together, each name once, in lower case.
  func parameters() -> [MediaType.Parameter] {
    var result: [MediaType.Parameter] = []
    for piece in pieces where !result.contains(where: { $0.name == piece.name }) {
      result.append(MediaType.Parameter(name: piece.name, value: assembled(piece.name)))
    }
    return result
  }

  /// The octets of a parameter as written, for a boundary: its octets are compared, whatever their charset.
  func rawValue(_ name: String) -> [UInt8]? {
    pieces.first { $0.name == name && $0.section == nil && !$0.isExtended }?.value
  }

  /// RFC 2231 wins over a plain value beside it, which is there for old readers (RFC 6266 §4.3 says the same).
  private func assembled(_ name: String) -> String {
    let own = pieces.filter { $0.name == name }
    if let extended = own.first(where: { $0.isExtended && $0.section == nil }) {
      return Self.extendedText([extended])
    }
    let sections = own.filter { $0.section != nil }.sorted { ($0.section ?? 0) < ($1.section ?? 0) }
    guard let first = sections.first?.section else {
      return own.first.map { EncodedWords.text(of: $0.value[...]) } ?? ""
    }
    var run: [Piece] = []
    for piece in sections where piece.section == first + run.count { run.append(piece) }
    return Self.extendedText(run)
  }

  /// Joins the sections and reads them in the charset that the first one names.
  private static func extendedText(_ sections: [Piece]) -> String {
    var charset: String?
    var content: [UInt8] = []
    for (index, piece) in sections.enumerated() {
      guard piece.isExtended else {
        content += piece.value
        continue
      }
      var value = piece.value[...]
      if index == 0, let (label, rest) = charsetAndText(value) {
        charset = label
        value = rest
      }
      content += percentDecoded(value)
    }
    if charset == nil, !sections.contains(where: \.isExtended) { return EncodedWords.text(of: content[...]) }
    let text = Charset.utf8(content[...], label: charset)
    return String(decoding: text.map { $0 < 0x20 ? Octet.space : $0 }, as: UTF8.self)
  }

  /// Parts `charset'language'text`.
  private static func charsetAndText(_ value: ArraySlice<UInt8>) -> (String?, ArraySlice<UInt8>)? {
    guard let first = value.firstIndex(of: Octet.apostrophe),
      let second = value[(first + 1)...].firstIndex(of: Octet.apostrophe)
    else { return nil }
    let label = String(decoding: value[..<first], as: UTF8.self)
    return (label.isEmpty ? nil : label, value[(second + 1)...])
  }

  private static func percentDecoded(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(value.count)
    var position = value.startIndex
    while position < value.endIndex {
      if value[position] == Octet.percent, position + 2 < value.endIndex,
        let high = value[position + 1].hexadecimalValue, let low = value[position + 2].hexadecimalValue
      {
        result.append(high << 4 | low)
        position += 3
      } else {
        result.append(value[position])
        position += 1
      }
    }
    return result
  }

  // MARK: - Reading

  private mutating func readValue() {
    skip(andSemicolons: false)
    while position < bytes.endIndex, bytes[position] != Octet.semicolon {
      if bytes[position].isBlank || bytes[position] == Octet.openParenthesis {
        skip(andSemicolons: false)
        // `text / plain` goes on; after anything else a semicolon was forgotten.
        guard position < bytes.endIndex, bytes[position] == Octet.slash || value.last == Octet.slash else { return }
      } else {
        value.append(bytes[position].lowercased)
        position += 1
      }
    }
  }

  private mutating func nextPiece() -> Piece? {
    while true {
      skip(andSemicolons: true)
      guard position < bytes.endIndex else { return nil }
      let start = position
      while position < bytes.endIndex, bytes[position] != Octet.equals, bytes[position] != Octet.semicolon,
        !bytes[position].isBlank
      {
        position += 1
      }
      let name = bytes[start..<position]
      skip(andSemicolons: false)
      guard position < bytes.endIndex, bytes[position] == Octet.equals else {
        // A word that is no parameter. Without progress an octet is passed over.
        if position == start { position += 1 }
        continue
      }
      position += 1
      while position < bytes.endIndex, bytes[position].isBlank { position += 1 }
      let isFilename = name.hasASCII("filename", at: name.startIndex) || name.hasASCII("name", at: name.startIndex)
      let value = quotedString() ?? unquoted(isFilename: isFilename)
      if name.isEmpty { continue }
      return Self.piece(name: name, value: value)
    }
  }

  /// Parts `name*3*` (RFC 2231 §4.1).
  private static func piece(name: ArraySlice<UInt8>, value: [UInt8]) -> Piece {
    var name = name
    let isExtended = name.count > 1 && name.last == Octet.asterisk
    if isExtended { name = name.dropLast() }
    var section: Int?
    if let star = name.lastIndex(of: Octet.asterisk), star > name.startIndex {
      let digits = name[(star + 1)...]
      if (1...4).contains(digits.count), digits.allSatisfy(\.isDigit) {
        section = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        name = name[..<star]
      }
    }
    let lowercased = String(decoding: name.map(\.lowercased), as: UTF8.self)
    return Piece(name: lowercased, section: section, isExtended: isExtended, value: value)
  }

  /// A quoted string. A backslash escapes only a quote or itself: mailers of Windows put whole paths here.
  private mutating func quotedString() -> [UInt8]? {
    guard position < bytes.endIndex, bytes[position] == Octet.quote else { return nil }
    position += 1
    var value: [UInt8] = []
    while position < bytes.endIndex, bytes[position] != Octet.quote {
      if bytes[position] == Octet.backslash, position + 1 < bytes.endIndex,
        bytes[position + 1] == Octet.quote || bytes[position + 1] == Octet.backslash
      {
        position += 1
      }
      value.append(bytes[position])
      position += 1
    }
    position = min(position + 1, bytes.endIndex)
    return value
  }

  private mutating func unquoted(isFilename: Bool) -> [UInt8] {
    let start = position
    var end = start
    while position < bytes.endIndex, bytes[position] != Octet.semicolon {
      if bytes[position].isBlank {
        guard isFilename || !startsParameter(after: position) else { break }
      } else if bytes[position] == Octet.openParenthesis, !isFilename {
        break
      } else {
        end = position + 1
      }
      position += 1
      if isFilename, bytes[position - 1].isBlank, startsParameter(after: position - 1) { break }
    }
    return Array(bytes[start..<max(start, end)])
  }

  /// Whether `name=` follows the blank at `blank`: its semicolon was forgotten. Names are short: 20 octets are looked at.
  private func startsParameter(after blank: Int) -> Bool {
    var next = blank + 1
    let limit = min(bytes.endIndex, next + 20)
    while next < limit,
      bytes[next].isLetter || bytes[next].isDigit || bytes[next] == Octet.asterisk
        || bytes[next] == Octet.hyphen
    {
      next += 1
    }
    return next < limit && next > blank + 1 && bytes[next] == Octet.equals
  }

  /// Passes over blanks and comments.
  private mutating func skip(andSemicolons: Bool) {
    var depth = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      if byte == Octet.openParenthesis {
        depth += 1
      } else if byte == Octet.closeParenthesis, depth > 0 {
        depth -= 1
      } else if depth > 0, byte == Octet.backslash {
        position += 1
      } else if depth == 0, !byte.isBlank, !(andSemicolons && byte == Octet.semicolon) {
        return
      }
      position += 1
    }
    position = min(position, bytes.endIndex)
  }
}
