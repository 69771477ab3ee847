/// Writes header fields, folded so that lines stay within 76 columns wherever the grammar lets them (RFC 5322 §2.2.3;
/// RFC 2047 §2 asks for 76 around encoded words).
///
/// A value is a row of pieces that are never cut; between two pieces stands one space, or a fold.
struct FieldWriter {
  static let width = 76

  private(set) var bytes: [UInt8] = []
  private var column = 0

  mutating func text(_ name: StaticString, _ text: HeaderText) { field(HeaderName(known: name)) { $0.words(text) } }

  mutating func extra(_ field: ExtraField) { self.field(field.name) { $0.words(field.value) } }

  /// A value of this target's own making.
  mutating func literal(_ name: StaticString, _ value: StaticString) {
    field(HeaderName(known: name)) { writer in writer.piece(Array(value.description.utf8)) }
  }

  /// Nothing is written for an empty list, which the grammar does not know.
  mutating func addresses(_ name: StaticString, _ addresses: [MailAddress]) {
    guard !addresses.isEmpty else { return }
    field(HeaderName(known: name)) { writer in
      for (index, address) in addresses.enumerated() {
        writer.mailbox(address, isLast: index == addresses.count - 1)
      }
    }
  }

  mutating func identifiers(_ name: StaticString, _ identifiers: [MessageIdentifier]) {
    guard !identifiers.isEmpty else { return }
    field(HeaderName(known: name)) { writer in
      for identifier in identifiers { writer.piece(Array(identifier.description.utf8)) }
    }
  }

  mutating func date(_ date: MessageDate) {
    field(HeaderName(known: "Date")) { $0.piece(Array(date.fieldValue.utf8)) }
  }

  /// A value and its parameters, already encoded, which get their semicolons here.
  mutating func structured(_ name: StaticString, _ value: String, parameters: [[UInt8]]) {
    field(HeaderName(known: name)) { writer in
      let pieces = [Array(value.utf8)] + parameters
      for (index, piece) in pieces.enumerated() {
        writer.piece(index < pieces.count - 1 ? piece + [Octet.semicolon] : piece)
      }
    }
  }

  // MARK: - Pieces

  private mutating func field(_ name: HeaderName, _ value: (inout FieldWriter) -> Void) {
    bytes += Array(name.string.utf8) + [Octet.colon]
    column = name.string.utf8.count + 1
    isFirstPiece = true
    value(&self)
    bytes += HeaderSyntax.crlf
  }

  /// The first piece always stays on the name's line: some programs take a field whose first line is blank for empty.
  private var isFirstPiece = true

  private mutating func piece(_ piece: [UInt8]) {
    if !isFirstPiece, column + 1 + piece.count > FieldWriter.width {
      bytes += HeaderSyntax.crlf
      column = 0
    }
    bytes.append(Octet.space)
    bytes += piece
    column += 1 + piece.count
    isFirstPiece = false
  }

  /// Unstructured text (RFC 5322 §3.2.5): as it is where it is ASCII, else in encoded words from the first word that
  /// needs it to the last, since the spaces between two encoded words would be lost.
  private mutating func words(_ text: HeaderText) {
    let words = text.string.split(separator: " ")
    guard let first = words.firstIndex(where: FieldWriter.mustEncode),
      let last = words.lastIndex(where: FieldWriter.mustEncode)
    else { return plain(words[...]) }
    plain(words[..<first])
    encoded(text.string[words[first].startIndex..<words[last].endIndex])
    plain(words[(last + 1)...])
  }

  private mutating func plain(_ words: ArraySlice<Substring>) {
    for word in words { piece(Array(word.utf8)) }
  }

  private mutating func encoded(_ text: some StringProtocol) {
    for word in EncodedWordEncoder.encode(text, room: FieldWriter.width - column - 1) { piece(word) }
  }

  /// What would be read as an encoded word must be one, and what would not fit on a line is cut as encoded words.
  private static func mustEncode(_ word: Substring) -> Bool {
    word.utf8.count > 60 || word.utf8.contains { $0 >= 128 } || word.contains("=?")
  }

  private mutating func mailbox(_ mailbox: MailAddress, isLast: Bool) {
    let comma = isLast ? [] : [Octet.comma]
    let address = Array(mailbox.address.utf8)
    guard !mailbox.name.isEmpty else { return piece(address + comma) }
    let words = mailbox.name.string.split(separator: " ")
    if words.contains(where: FieldWriter.mustEncode) || mailbox.name.string.utf8.count > 60 {
      encoded(mailbox.name.string)
    } else if words.allSatisfy({ $0.utf8.allSatisfy(HeaderSyntax.isAtomByte) }) {
      plain(words[...])
    } else {
      piece(HeaderSyntax.quotedString(mailbox.name.string.utf8))
    }
    piece([Octet.less] + address + [Octet.greater] + comma)
  }
}

extension MessageDate {
  /// As RFC 5322 §3.3 writes it: "Tue, 03 Mar 2026 14:05:00 +0100".
  fileprivate var fieldValue: String {
    // 1900-01-02T00:00:00Z and 9999-12-30T23:59:59Z: with any zone, the local year still has its four digits.
    let instant = min(max(secondsSince1970, -2_208_902_400), 253_402_214_399)
    let offset = min(max(zoneOffsetMinutes, -1439), 1439)
    let local = instant + Int64(offset) * 60
    let second = Int((local % 86_400 + 86_400) % 86_400)
    let dayNumber = (Int(local) - second) / 86_400
    let day = CivilDate(daysSince1970: dayNumber)
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][(dayNumber % 7 + 7) % 7]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let time = [second / 3600, second / 60 % 60, second % 60].map(MessageDate.twoDigits).joined(separator: ":")
    let zone = MessageDate.twoDigits(abs(offset) / 60) + MessageDate.twoDigits(abs(offset) % 60)
    return "\(weekday), \(MessageDate.twoDigits(day.day)) \(months[day.month - 1]) \(day.year) \(time) "
      + (offset < 0 ? "-" : "+") + zone
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
