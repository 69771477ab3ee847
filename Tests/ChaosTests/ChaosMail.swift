import Foundation

/// A mail of the chaos test, and what the rules make of it.
struct ChaosMail {
  enum Kind {
    /// Asks for an order, and is answered automatically.
    case answered
    /// Asks for one in anger: the answer is only drafted.
    case drafted
    /// Makes no sense to the appliance.
    case senseless
  }

  let id: String
  let kind: Kind
  /// The line of its order in the shop's list.
  let order: String
  let bytes: [UInt8]

  /// Three in five are answered, one of them in HTML, and one is drafted. `customer` gives the sender's address by the
  /// mail's number.
  static func generate(_ count: Int, batch: Int, customer: (Int) -> String) -> [ChaosMail] {
    let date = date(Date())
    return (0..<count).map { number in
      let id = "chaos.\(batch).\(number)@client.example"
      let reference = reference(number)
      let client = customer(number)
      let (kind, subject, text) = letter(number, reference)
      let mail = """
        From: Camille Martin <\(client)>\r
        To: contact@boutique.example\r
        Subject: \(subject)\r
        Date: \(date)\r
        Message-ID: <\(id)>\r
        MIME-Version: 1.0\r
        Content-Type: \(number % 5 == 2 ? "text/html" : "text/plain"); charset=utf-8\r
        Content-Transfer-Encoding: 8bit\r
        \r
        \(text)\r

        """
      return ChaosMail(
        id: id, kind: kind,
        order:
          "\(reference);\(number);2026-11-10;Camille Martin;\(client);in_preparation;En préparation;;;;;;40.00;EUR;X:1",
        bytes: Array(mail.utf8))
    }
  }

  /// The shop's list of the orders that these mails ask for.
  static func orders(_ mails: [ChaosMail]) -> String {
    let head = """
      reference;id;date;customer_name;customer_email;state;state_label;shipped_at;delivered_at;carrier;tracking_number;\
      tracking_url;total;currency;lines
      """
    return ([head] + mails.map(\.order)).joined(separator: "\n") + "\n"
  }

  private static func letter(_ number: Int, _ order: String) -> (Kind, subject: String, text: String) {
    switch number % 5 {
    case 0: (.answered, "Suivi de commande", "Bonjour, où en est ma commande \(order) ? Merci, Camille Martin")
    case 1: (.answered, "Commande \(order)", "Bonjour, pas de nouvelles de ma commande \(order). Où est mon colis ?")
    case 2: (.answered, "Suivi", "<p>Bonjour,</p><p>Où en est ma commande <b>\(order)</b> ? Quand viendra-t-elle ?</p>")
    case 3: (.senseless, "Question", "Bonjour, que pensez-vous du temps qu'il fait \(number) ?")
    default: (.drafted, "Inadmissible", "C'est inadmissible ! Où en est ma commande \(order) ? Je suis très déçue.")
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

  private static func date(_ moment: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(secondsFromGMT: 0)
    formatter.dateFormat = "EEE, d MMM yyyy HH:mm:ss +0000"
    return formatter.string(from: moment)
  }

  /// A Message-ID in a header field of a mail, which may lie on a disk with either kind of line end.
  static func field(_ name: String, of bytes: some Collection<UInt8>) -> String? {
    for line in String(decoding: bytes, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      if line.isEmpty { return nil }
      if line.lowercased().hasPrefix(name.lowercased() + ":") {
        return line.split(separator: "<").last.map { String($0.prefix { $0 != ">" }) }
      }
    }
    return nil
  }
}
