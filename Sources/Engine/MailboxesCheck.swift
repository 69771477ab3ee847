import Domain
import Foundation

/// What is wrong with the watched mailboxes beyond the kind of each setting: all of it at once.
///
/// It looks at the file as written; what has the wrong shape is told elsewhere and passed over here.
struct MailboxesCheck {
  private(set) var problems: [SettingProblem] = []

  init(_ mailboxes: SettingNode?) {
    guard let mailboxes, let entries = mailboxes.entries else { return }
    if entries.isEmpty {
      report(mailboxes.place, fr: "Nommez au moins une boîte mail ici.", en: "Name at least one mailbox here.")
    }
    for entry in entries {
      name(entry)
      let paths = Set(entries.compactMap { $0.node["maildir"]?.scalar.map(Self.standard) })
      if let outgoing = entry.node["outgoing"], let path = outgoing.scalar, paths.contains(Self.standard(path)) {
        report(
          outgoing.place, fr: "« outgoing » est le Maildir d’une boîte surveillée ; donnez-en un autre.",
          en: "“outgoing” is the Maildir of a watched mailbox; give another.")
      }
      if let drafts = entry.node["drafts"], drafts.scalar?.allSatisfy(\.isWhitespace) == true {
        report(
          drafts.place, fr: "Le dossier des brouillons doit avoir un nom.", en: "The folder of drafts must have a name."
        )
      }
    }
  }

  /// The name becomes that of a folder in which the appliance keeps its lists.
  private mutating func name(_ entry: SettingNode.Entry) {
    let isFit = entry.key.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0)
    }
    guard entry.key.isEmpty || entry.key.hasPrefix(".") || !isFit || entry.key.utf8.count > 64 else { return }
    report(
      entry.place,
      fr:
        "Un nom de boîte est fait de lettres, de chiffres et de « - _ . », ne commence pas par un point et reste court.",
      en: "A mailbox's name is made of letters, digits and “- _ .”, does not begin with a dot and is short.")
  }

  private mutating func report(_ place: SettingPlace, fr: String, en: String) {
    problems.append(SettingProblem(place, .notReadable(Localized(fr: fr, en: en))))
  }

  private static func standard(_ path: String) -> String { (path as NSString).standardizingPath }
}
