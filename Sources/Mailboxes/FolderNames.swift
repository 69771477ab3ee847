import Domain

/// From the names people see to the names a mailbox can hold.
///
/// `07 – Question produit / stock` holds `/`, the hierarchy separator of many servers, and Maildir++ separates by `.`;
/// both become `-`, a character that every mailbox takes. Two names that would meet get a number, in the order given.
struct FolderNames: Sendable {
  private var known: [FolderName: String] = [.inbox: "INBOX"]
  private let forbidden: Set<Character>

  init(separators: Set<Character>) {
    forbidden = separators
  }

  mutating func mailboxName(of folder: FolderName) -> String {
    if let name = known[folder] { return name }
    let plain = String(folder.text.map { forbidden.contains($0) || $0.isNewline || $0 == "\0" ? "-" : $0 })
    var name = plain.isEmpty ? "-" : plain
    var number = 2
    while known.values.contains(where: { $0 == name }) {
      name = "\(plain) (\(number))"
      number += 1
    }
    known[folder] = name
    return name
  }
}
