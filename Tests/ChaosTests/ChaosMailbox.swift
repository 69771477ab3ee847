import Foundation

/// A Maildir of generated mails for the chaos test, and what its folders hold afterwards.
struct ChaosMailbox {
  let folder: String
  private(set) var mails: [ChaosMail] = []

  /// An empty mailbox with its settings, to be opened once before mails come: what came before is never answered.
  init(in folder: String) throws {
    self.folder = folder
    for name in ["Maildir", "outgoing"] {
      for subfolder in ["tmp", "new", "cur"] {
        try FileManager.default.createDirectory(
          atPath: "\(folder)/\(name)/\(subfolder)", withIntermediateDirectories: true)
      }
    }
    try Data(Self.settings(folder).utf8).write(to: URL(fileURLWithPath: folder + "/vaguemestre.yaml"))
  }

  mutating func deliver(_ count: Int, batch: Int) throws {
    mails = ChaosMail.generate(count, batch: batch) { "client\($0)@client.example" }
    try Data(ChaosMail.orders(mails).utf8).write(to: URL(fileURLWithPath: folder + "/orders.csv"))
    let now = Int(Date().timeIntervalSince1970)
    for (number, mail) in mails.enumerated() {
      try Data(mail.bytes).write(to: URL(fileURLWithPath: "\(folder)/Maildir/new/\(now).\(number).chaos"))
    }
  }

  private static func settings(_ folder: String) -> String {
    """
    data: \(folder)/data
    control_socket: \(folder)/control.sock
    sending:
      per_hour: 100000
    reliability: {surge: 100000}
    mailboxes:
      contact:
        profile: ecommerce
        mode: automatic
        addresses: [contact@boutique.example]
        maildir: \(folder)/Maildir
        outgoing: \(folder)/outgoing
        connectors: [boutique]
        signature: La boutique
    connectors:
      boutique:
        type: csv_shop
        orders: \(folder)/orders.csv

    """
  }

  /// Where each delivered mail lies, by its Message-ID: folder names, one for each copy. Drafts are not among them.
  func places() throws -> [String: [String]] {
    var places: [String: [String]] = [:]
    let root = folder + "/Maildir"
    for name in try FileManager.default.contentsOfDirectory(atPath: root) {
      let maildir = name == "new" || name == "cur" || name == "tmp" ? root : "\(root)/\(name)"
      let subfolders = maildir == root ? [name] : ["tmp", "new", "cur"]
      guard name != ".Drafts" else { continue }
      for id in try subfolders.flatMap({ try Self.fields("Message-ID", in: "\(maildir)/\($0)") }) {
        places[id, default: []].append(maildir == root ? "INBOX" : name)
      }
    }
    return places
  }

  /// The Message-IDs that the answers in the outgoing Maildir answer, one for each answer.
  func answered() throws -> [String] {
    try ["new", "cur"].flatMap { try Self.fields("In-Reply-To", in: "\(folder)/outgoing/\($0)") }
  }

  /// The Message-IDs that the drafts answer, one for each draft.
  func drafted() throws -> [String] {
    try ["new", "cur"].flatMap { try Self.fields("In-Reply-To", in: "\(folder)/Maildir/.Drafts/\($0)") }
  }

  /// A Message-ID in a header field of each file; there may be files and folders of other kinds.
  private static func fields(_ name: String, in path: String) throws -> [String] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return try files.compactMap { file in
      ChaosMail.field(name, of: try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(file)")))
    }
  }
}
