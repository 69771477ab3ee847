import Domain

/// The name of a file in a Maildir: a unique base, and flags behind `:2,` when it lies in `cur`
/// (https://cr.yp.to/proto/maildir.html).
///
/// The name found on disk is kept as it is, for programs put files without `:2,` into `cur` and files with it into `new`;
/// a name is only built when something is changed.
struct MaildirFile: Hashable, Sendable {
  /// `new` or `cur`.
  let subfolder: String
  /// The name of the directory entry.
  let name: [UInt8]
  /// What stays the same when flags change, printable: bytes beyond ASCII's visible ones, and `%`, are written `%XX`.
  let base: String
  private let rawBase: ArraySlice<UInt8>
  /// The letters behind `:2,`, those we do not know included.
  private let letters: ArraySlice<UInt8>

  private static let separator = Array(":2,".utf8)

  /// Nil for names that the standard tells to leave alone.
  init?(subfolder: String, name: [UInt8]) {
    guard let first = name.first, first != UInt8(ascii: ".") else { return nil }
    self.init(subfolder: subfolder, visible: name)
  }

  private init(subfolder: String, visible name: [UInt8]) {
    self.subfolder = subfolder
    self.name = name
    // The last one: a base that some program made may hold one. A name that is nothing but flags is its own base.
    let starts = name.indices.dropFirst().dropLast(Self.separator.count - 1)
    if let split = starts.last(where: { name[$0...].starts(with: Self.separator) }) {
      rawBase = name[..<split]
      letters = name[(split + Self.separator.count)...]
    } else {
      rawBase = name[...]
      letters = []
    }
    base = Self.printable(rawBase)
  }

  /// A file to be: in `new` without flags, else in `cur`.
  static func fresh(base: String, flags: Set<MessageFlag>) -> MaildirFile {
    let start = MaildirFile(subfolder: "new", visible: Array(base.utf8))
    return flags.sorted { (flagLetters[$0] ?? 0) < (flagLetters[$1] ?? 0) }.reduce(start) { $0.with($1) }
  }

  func path(in folder: String) -> EntryPath { EntryPath("\(folder)/\(subfolder)", name) }

  var flags: Set<MessageFlag> { Set(Self.flagLetters.filter { letters.contains($0.value) }.keys) }

  /// With a flag more; a file with flags lies in `cur`. A keyword has no letter and leaves the file as it is.
  func with(_ flag: MessageFlag) -> MaildirFile {
    guard let letter = Self.flagLetters[flag] else { return self }
    if letters.contains(letter) {
      return subfolder == "cur" ? self : MaildirFile(subfolder: "cur", visible: name)
    }
    let place = letters.firstIndex { $0 > letter } ?? letters.endIndex
    return MaildirFile(
      subfolder: "cur", visible: rawBase + Self.separator + letters[..<place] + [letter] + letters[place...])
  }

  /// The same file under another base, its place and flags kept.
  func renamed(_ base: String) -> MaildirFile {
    let suffix = rawBase.endIndex == name.endIndex ? [] : name[rawBase.endIndex...]
    return MaildirFile(subfolder: subfolder, visible: Array(base.utf8) + suffix)
  }

  private static func printable(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "%") {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }

  private static let flagLetters: [MessageFlag: UInt8] = [
    .draft: UInt8(ascii: "D"), .flagged: UInt8(ascii: "F"), .answered: UInt8(ascii: "R"), .seen: UInt8(ascii: "S"),
    .deleted: UInt8(ascii: "T"),
  ]
}
