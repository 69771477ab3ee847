import Domain
import Foundation

/// The name of a file in a Maildir: a unique base, and flags behind `:2,` when it lies in `cur`
/// (https://cr.yp.to/proto/maildir.html).
struct MaildirFile: Hashable, Sendable {
  /// `new` or `cur`.
  let subfolder: String
  let base: String
  /// The letters behind `:2,`, those we do not know included.
  let letters: String

  init?(subfolder: String, name: String) {
    guard !name.hasPrefix("."), !name.isEmpty else { return nil }
    self.subfolder = subfolder
    // The last colon: a base that some program made may hold one.
    if let colon = name.range(of: ":2,", options: .backwards) {
      base = String(name[..<colon.lowerBound])
      letters = String(name[colon.upperBound...])
    } else {
      base = name
      letters = ""
    }
    guard !base.isEmpty else { return nil }
  }

  private init(subfolder: String, base: String, letters: String) {
    self.subfolder = subfolder
    self.base = base
    self.letters = letters
  }

  /// In `new` a file has no flags; in `cur` the suffix stands even when empty.
  var path: String { subfolder == "new" ? "new/\(base)" : "cur/\(base):2,\(letters)" }

  var flags: Set<MessageFlag> { Set(MessageFlag.allCases.filter { letters.contains(Self.letter($0)) }) }

  /// With a flag more; a file with flags lies in `cur`.
  func with(_ flag: MessageFlag) -> MaildirFile {
    let all = Set(letters).union([Self.letter(flag)])
    return MaildirFile(subfolder: "cur", base: base, letters: String(all.sorted()))
  }

  static func fresh(base: String, flags: Set<MessageFlag>) -> MaildirFile {
    MaildirFile(
      subfolder: flags.isEmpty ? "new" : "cur", base: base, letters: String(flags.map(letter).sorted()))
  }

  private static func letter(_ flag: MessageFlag) -> Character {
    switch flag {
    case .draft: "D"
    case .flagged: "F"
    case .answered: "R"
    case .seen: "S"
    case .deleted: "T"
    }
  }
}
