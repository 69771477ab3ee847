import Foundation

/// A mailbox of generated mails for the chaos test, and what its folders hold afterwards.
struct ChaosMailbox {
  let folder: String
  /// The Message-IDs of the mails that were delivered.
  private(set) var delivered: [String] = []
  /// Those that the rules answer automatically.
  private(set) var answerable: Set<String> = []

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

  /// Delivers mails of several kinds: three in five ask for an order (and are answered), one of them in HTML; two make no
  /// sense to the appliance.
  mutating func deliver(_ mails: Int, batch: Int) throws {
    var orders = "reference;id;date;customer_name;customer_email;state;state_label;shipped_at;delivered_at;carrier;"
    orders += "tracking_number;tracking_url;total;currency;lines\n"
    let now = Int(Date().timeIntervalSince1970)
    for number in 0..<mails {
      let id = "chaos.\(batch).\(number)@client.example"
      let order = Self.reference(number)
      let client = "client\(number)@client.example"
      orders +=
        "\(order);\(number);2026-11-10;Camille Martin;\(client);in_preparation;En préparation;;;;;;40.00;EUR;X:1\n"
      let (subject, text) = Self.letter(number, order)
      if number % 5 < 3 { answerable.insert(id) }
      let mail = """
        From: Camille Martin <\(client)>\r
        To: contact@boutique.example\r
        Subject: \(subject)\r
        Date: \(Self.date(now))\r
        Message-ID: <\(id)>\r
        Content-Type: \(number % 5 == 2 ? "text/html" : "text/plain"); charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        \(text)\r

        """
      try Data(mail.utf8).write(to: URL(fileURLWithPath: "\(folder)/Maildir/new/\(now).\(number).chaos"))
      delivered.append(id)
    }
    try Data(orders.utf8).write(to: URL(fileURLWithPath: folder + "/orders.csv"))
  }

  private static func letter(_ number: Int, _ order: String) -> (subject: String, text: String) {
    switch number % 5 {
    case 0: ("Suivi de commande", "Bonjour, où en est ma commande \(order) ? Merci, Camille Martin")
    case 1: ("Commande \(order)", "Bonjour, je n'ai pas de nouvelles de ma commande \(order). Où est mon colis ?")
    case 2: ("Suivi", "<p>Bonjour,</p><p>Où en est ma commande <b>\(order)</b> ? Quand sera-t-elle livrée ?</p>")
    case 3: ("Question", "Bonjour, que pensez-vous du temps qu'il fait \(number) ?")
    default: ("Devis", "Avez-vous encore une idée pour mon salon numéro \(number) ?")
    }
  }

  /// Nine letters, as PrestaShop's references; different for each number.
  private static func reference(_ number: Int) -> String {
    let letters = Array("BCDFGHJKLMNPQRSTVWXZ")
    var rest = number
    var result = "KZQ"
    for _ in 0..<6 {
      result.append(letters[rest % letters.count])
      rest = rest / letters.count + 7
    }
    return result
  }

  private static func date(_ seconds: Int) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, d MMM yyyy HH:mm:ss +0000"
    return formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
  }

  private static func settings(_ folder: String) -> String {
    """
    data: \(folder)/data
    control_socket: \(folder)/control.sock
    sending:
      per_hour: 100000
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
      for subfolder in subfolders {
        for file in (try? FileManager.default.contentsOfDirectory(atPath: "\(maildir)/\(subfolder)")) ?? [] {
          guard let id = try Self.field("Message-ID", of: "\(maildir)/\(subfolder)/\(file)") else { continue }
          places[id, default: []].append(maildir == root ? "INBOX" : name)
        }
      }
    }
    return places
  }

  /// The Message-IDs that the answers in the outgoing Maildir answer, one for each answer.
  func answered() throws -> [String] {
    try ["new", "cur"].flatMap { subfolder in
      try FileManager.default.contentsOfDirectory(atPath: "\(folder)/outgoing/\(subfolder)").map { file in
        try Self.field("In-Reply-To", of: "\(folder)/outgoing/\(subfolder)/\(file)") ?? "?"
      }
    }
  }

  /// A Message-ID in a header field.
  private static func field(_ name: String, of path: String) throws -> String? {
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    for line in text.split(separator: "\r\n", omittingEmptySubsequences: false) {
      if line.isEmpty { return nil }
      if line.lowercased().hasPrefix(name.lowercased() + ":") {
        return line.split(separator: "<").last.map { String($0.prefix { $0 != ">" }) }
      }
    }
    return nil
  }
}
